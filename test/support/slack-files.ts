/** Files at Slack: uploaded in three steps, shown in messages, fetched with the bot's token. Source: docs.slack.dev/messaging/working-with-files. */

import { no } from "./slack-calls.ts";
import { type Method, type Office, reachToWrite } from "./slack-methods.ts";
import { isObject, type Json } from "./slack-rules.ts";
import { BOT_USER, type File, fileJson, type Person, type Workspace } from "./slack-workspace.ts";

const UPLOAD_BYTES_LIMIT = 1024 ** 3;

const word = (args: Json, name: string): string => (typeof args[name] === "string" ? args[name] : "");

function whereTo(args: Json, { workspace, url }: Office) {
	const [name, length] = [word(args, "filename"), Number(args["length"])];
	if (name === "" || !Number.isInteger(length) || length < 1) return no("invalid_arguments");
	if (length > UPLOAD_BYTES_LIMIT) return no("file_upload_size_restricted");
	const file: File = { id: workspace.nextId("F"), name, user: BOT_USER, length, bytes: null, isComplete: false };
	workspace.files.set(file.id, file);
	return { ok: true, upload_url: `${url}/upload/v1/${file.id}`, file_id: file.id };
}

function complete(args: Json, office: Office) {
	const { workspace, url } = office;
	const wanted = Array.isArray(args["files"]) ? args["files"].filter(isObject) : [];
	const files = wanted.flatMap((each) => workspace.files.get(word(each, "id")) ?? []);
	if (files.length === 0 || files.length !== wanted.length) return no("file_not_found");
	if (files.some((file) => file.bytes === null)) return no("file_not_found");
	const isShared = word(args, "channel_id") !== "";
	const channel = isShared ? reachToWrite(args, office, "channel_id") : null;
	if (channel !== null && "ok" in channel) return channel;
	for (const file of files) file.isComplete = true;
	if (channel !== null) {
		workspace.post({
			channel: channel.id,
			user: BOT_USER,
			text: word(args, "initial_comment"),
			blocks: Array.isArray(args["blocks"]) ? args["blocks"].filter(isObject) : [],
			threadTs: word(args, "thread_ts") || null,
			files: files.map((file) => file.id),
		});
	}
	return { ok: true, files: files.map((file) => fileJson(file, url)) };
}

function info(args: Json, { workspace, url }: Office) {
	const file = workspace.files.get(word(args, "file"));
	return file?.isComplete ? { ok: true, file: fileJson(file, url) } : no("file_not_found");
}

function remove(args: Json, { workspace }: Office) {
	const file = workspace.files.get(word(args, "file"));
	if (file === undefined || !file.isComplete) return no("file_not_found");
	if (file.user !== BOT_USER) return no("cant_delete_file");
	workspace.files.delete(file.id);
	return { ok: true };
}

export const FILES: ReadonlyMap<string, Method> = new Map<string, Method>([
	["files.getUploadURLExternal", { scopes: ["files:write"], run: whereTo }],
	["files.completeUploadExternal", { scopes: ["files:write"], run: complete }],
	["files.delete", { scopes: ["files:write"], run: remove }],
	["files.info", { scopes: ["files:read"], run: info }],
]);

/** Bytes that arrive at an upload address, as a form or bare; false for a file that nobody announced so. */
export async function receiveUpload(workspace: Workspace, id: string, type: string, body: Buffer): Promise<boolean> {
	const file = workspace.files.get(id);
	const bytes = type.startsWith("multipart/form-data") ? await onlyPart(type, body) : body;
	if (file === undefined || bytes?.length !== file.length) return false;
	file.bytes = bytes;
	return true;
}

async function onlyPart(type: string, body: Buffer): Promise<Buffer | undefined> {
	const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
	for (const value of form.values()) if (typeof value !== "string") return Buffer.from(await value.arrayBuffer());
	return undefined;
}

/** A file that a person drops into a chat. */
export function personsFile(workspace: Workspace, person: Person, name: string, bytes: Buffer): File {
	const id = workspace.nextId("F");
	const file: File = { id, name, user: person.id, length: bytes.length, bytes, isComplete: true };
	workspace.files.set(id, file);
	return file;
}

/** Pictures in blocks are files that are there already, or Slack refuses the whole message. */
export function missingFile(value: unknown, workspace: Workspace): string | undefined {
	if (Array.isArray(value)) return value.map((each) => missingFile(each, workspace)).find(Boolean);
	if (!isObject(value)) return undefined;
	const file = value["slack_file"];
	if (isObject(file)) {
		const id = word(file, "id") || (/-(F\w+)\//.exec(word(file, "url"))?.[1] ?? "");
		return workspace.files.get(id)?.isComplete ? undefined : id;
	}
	return missingFile(Object.values(value), workspace);
}
