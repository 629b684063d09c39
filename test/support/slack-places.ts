/** What Slack has beside its Web API: where files are put and fetched, and the addresses for answers without a token; and how an answer is spoiled. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, type Fault, no, readArgs } from "./slack-calls.ts";
import { receiveUpload } from "./slack-files.ts";
import { isObject } from "./slack-rules.ts";
import type { Views } from "./slack-views.ts";
import type { Workspace } from "./slack-workspace.ts";

type Reply = { readonly status: number; readonly type?: string; readonly body: string | Buffer };
type Place = (request: IncomingMessage, body: Buffer, rest: string) => Promise<Reply> | Reply;

export type Places = ReadonlyMap<string, Place>;

/** By name, as `fail` knows them: `upload`, `download`, `response_url`. */
export function newPlaces(
	workspace: Workspace,
	views: Views,
	mayRead: (token: string) => boolean,
	errorIn: (payload: unknown) => string | null,
): Places {
	return new Map<string, Place>([
		[
			"upload",
			async (request, body, rest) => {
				const isTaken = await receiveUpload(workspace, rest, request.headers["content-type"] ?? "", body);
				return isTaken ? { status: 200, body: "OK" } : { status: 400, body: "wrong length" };
			},
		],
		[
			"download",
			(request, _, rest) => {
				// Without the token there is no file but a page to log in, and it comes with 200.
				if (!mayRead(tokenOf(request))) return { status: 200, type: "text/html", body: "<h1>Sign in to Slack</h1>" };
				const file = workspace.files.get(rest.split("/")[0]?.split("-")[1] ?? "");
				if (file === undefined || file.bytes === null) return { status: 404, body: "" };
				return { status: 200, type: "application/octet-stream", body: file.bytes };
			},
		],
		[
			"response_url",
			(_, body, rest) => {
				const read = readArgs("application/json", String(body));
				const error = typeof read === "string" ? read : errorIn(read);
				const answer = error === null && isObject(read) ? views.respond(rest, read) : no(error ?? "invalid_json");
				if (answer.ok) return { status: 200, body: "ok" };
				return { status: error === null ? 404 : 400, type: JSON_TYPE, body: JSON.stringify(answer) };
			},
		],
	]);
}

const NAMES: ReadonlyMap<string, string> = new Map([
	["api", "api"],
	["upload/v1", "upload"],
	["files-pri", "download"],
	["response", "response_url"],
]);

export function placeOf(request: IncomingMessage): readonly [name: string, rest: string] {
	const path = new URL(request.url ?? "", "http://x").pathname;
	const [, place = "", rest = ""] = /^\/(api|upload\/v1|files-pri|response)\/(.+)$/.exec(path) ?? [];
	return [NAMES.get(place) ?? "", rest];
}

const JSON_TYPE = "application/json; charset=utf-8";
const HTML = { "content-type": "text/html" };

export const tokenOf = (request: IncomingMessage): string =>
	/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";

export const send = (
	response: ServerResponse,
	status: number,
	body: Answer,
	headers: Record<string, string> = {},
): void => void response.writeHead(status, { "content-type": JSON_TYPE, ...headers }).end(JSON.stringify(body));

/** Answers as the fault says, and acts where it says that. */
export async function disturb(response: ServerResponse, fault: Fault, act: () => unknown): Promise<void> {
	if (fault === "lost" || fault === "held") await act();
	if (fault === "lost" || fault === "reset") response.destroy();
	else if (fault === "html") response.writeHead(200, HTML).end("<h1>We'll be right back</h1>");
	else if (fault === "held") return;
	else if ("error" in fault) send(response, 200, no(fault.error));
	else if ("status" in fault) response.writeHead(fault.status, HTML).end("<h1>Something went wrong</h1>");
	else send(response, 429, no("ratelimited"), { "retry-after": String(fault.rateLimitedS) });
}
