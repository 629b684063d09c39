/**
 * What Discord accepts, as a judge of every body that a test sends it: our own table of documented limits always, and
 * Discord's description of its API where it is at hand.
 */

import { checkChoices, checkCommand, checkCommands } from "./discord/limits-commands.ts";
import { type About, checkMessage } from "./discord/limits-message.ts";
import { checkModal } from "./discord/limits-modal.ts";
import { againstSchema } from "./discord/limits-schema.ts";
import { bodiesOf, checkText, checkWhole, isBody, type Note } from "./discord/limits-text.ts";

export type Sent = {
	readonly method: string;
	/** Below `/api/v10`, without the query. */
	readonly path: string;
	/** The JSON, or `payload_json` of a multipart request. */
	readonly body: unknown;
	readonly files?: readonly string[];
	/** The message that an edit meets is Components V2 already. */
	readonly wasV2?: boolean;
};

const SCHEMA = "Discord's schema:";

/** Whether our own table says so, and not only Discord's description, which may not be at hand. */
export const isOwn = (fault: string): boolean => !fault.startsWith(SCHEMA);

const Callback = { message: 4, later: 5, laterUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** Everything that Discord would say against a body; empty when it takes it. */
export function faultsOf(sent: Sent): readonly string[] {
	const faults: string[] = [];
	const note: Note = (where, what) => void faults.push(`${where} ${what}`);
	if (sent.body !== undefined) {
		checkWhole(note, "body", sent.body);
		checkByPath(note, sent);
		faults.push(...againstSchema(sent.method, sent.path, sent.body).map((fault) => `${SCHEMA} ${fault}`));
	}
	return faults;
}

function checkByPath(note: Note, { method, path, body, files = [], wasV2 = false }: Sent): void {
	const is = (verb: string, pattern: RegExp) => method === verb && pattern.test(path);
	const about: About = { isEdit: method === "PATCH", wasV2, files };
	const list = Array.isArray(body);
	if (is("PUT", /\/commands$/) && list) checkCommands(note, bodiesOf(body));
	else if (!isBody(body)) note("body", "is no object");
	else if (is("POST", /\/commands$/)) checkCommand(note, body);
	else if (is("POST", /^\/channels\/\d+\/messages$/) || is("POST", /^\/webhooks\/\d+\/[^/]+$/))
		checkMessage(note, body, about);
	else if (is("PATCH", /\/messages\/(\d+|@original)$/)) checkMessage(note, body, about);
	else if (is("POST", /^\/interactions\/\d+\/[^/]+\/callback$/)) checkCallback(note, body, about);
	else if (is("POST", /\/threads$/)) checkText(note, "name", body["name"], 1, 100);
}

function checkCallback(note: Note, body: { readonly [name: string]: unknown }, about: About): void {
	const data = isBody(body["data"]) ? body["data"] : {};
	switch (body["type"]) {
		case Callback.message:
			checkMessage(note, data, about);
			break;
		case Callback.update:
			checkMessage(note, data, { ...about, isEdit: true });
			break;
		case Callback.choices:
			checkChoices(note, "data", bodiesOf(data["choices"]));
			break;
		case Callback.modal:
			checkModal(note, data);
			break;
		case Callback.later:
		case Callback.laterUpdate:
			break;
		default:
			note("type", `${String(body["type"])} is no answer of ours`);
	}
}
