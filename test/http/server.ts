/** The whole server on a database of its own, as its callers see it. */

import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { readConfig } from "../../src/config.ts";
import type { Line, Reply } from "../../src/helpdesk/message.ts";
import type { Log } from "../../src/log.ts";
import { type Outside, startStandin } from "../../src/main.ts";
import type { Database } from "../../src/store/database.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { atEndOfFile } from "../support/end-of-file.ts";
import { sharedKnowledge } from "../support/knowledge.ts";
import { freshFolder } from "../support/program.ts";

const PATIENCE_MS = 20_000;

export type Answer = { readonly status: number; readonly text: string; readonly headers: Headers };
type Asked = {
	/** Null as well as absent: none is sent. */
	readonly token?: string | null;
	/** Text and bytes go out as they are, anything else as JSON. */
	readonly body?: object | string | Uint8Array<ArrayBuffer>;
	readonly headers?: Readonly<Record<string, string>>;
};

export type Server = {
	readonly operatorToken: string;
	/** The server's own database, to look at what it keeps. */
	readonly database: Database;
	/** Every line of its log. */
	readonly logged: readonly string[];
	ask(method: string, path: string, asked?: Asked): Promise<Answer>;
	/** Waits until every event is handled and every effect carried out. */
	settle(): Promise<void>;
	/** Where `path` is reached. */
	at(path: string): string;
};

/** Starts it for this test file, with the demo shop alone; it stops when the file is done. */
export async function startServer(
	env: Readonly<Record<string, string>> = {},
	outside: Partial<Outside> = {},
): Promise<Server> {
	const folder = freshFolder();
	const databaseUrl = await freshPostgresUrl();
	const database = await openPostgres(databaseUrl, () => {});
	const logged: string[] = [];
	const keep = (facts: object, what: string) => void logged.push(JSON.stringify({ ...facts, what }));
	const log: Log = { info: keep, warn: keep, error: keep };
	const config = readConfig({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, DATABASE_URL: databaseUrl, ...env });
	const running = await startStandin(config, log, { readKnowledge: sharedKnowledge, ...outside });
	atEndOfFile(async () => {
		await running.stop();
		await database.close();
		rmSync(folder, { recursive: true, force: true });
	});
	const at = (path: string) => running.url + path;
	return {
		operatorToken: running.operatorToken,
		database,
		logged,
		at,
		ask: async (method, path, { token = null, body, headers } = {}) => {
			const isRaw = typeof body === "string" || body instanceof Uint8Array;
			const response = await fetch(at(path), {
				method,
				redirect: "manual",
				headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
				...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
			});
			return { status: response.status, text: await response.text(), headers: response.headers };
		},
		settle: () => settle(database),
	};
}

/** A clock on which every file is a long one: it goes five hundred times as fast. */
export function hastyOutside(): Partial<Outside> {
	const startMs = Date.now();
	return { nowMs: () => startMs + (Date.now() - startMs) * 500, seed: () => randomUUID().replaceAll("-", "") };
}

async function settle(database: Database): Promise<void> {
	for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
		const busy = await database.query(
			"select 1 from inbox where handled_at is null union all select 1 from outbox where sent_at is null limit 1",
		);
		if (busy.length === 0) return;
		await new Promise((wake) => setTimeout(wake, 20));
	}
	throw new Error("it did not come to rest");
}

/** The one sentence of a refusal. */
export function sentence({ text }: Answer): string {
	const { error, ...more } = JSON.parse(text);
	if (typeof error !== "string" || Object.keys(more).length > 0) throw new Error(`not one sentence: ${text}`);
	return error;
}

export type Chat = {
	readonly path: string;
	readonly token: string;
	say(text: string, id?: string): Promise<Answer>;
	/** The lines up to a place, after the one that `query` or `lastId` names. */
	stream(untilPlace: number, query?: string, lastId?: number): Promise<readonly Line[]>;
	/** Waits for a reply that fits. */
	reply(fits: (reply: Reply) => boolean): Promise<Reply>;
	/** Sells something in English; gives the path of its pay page. */
	sell(amount: string): Promise<string>;
};

/** Opens a conversation as the operator does; without a store, with the only one. */
export async function openChat(server: Server, store?: string): Promise<Chat> {
	const body = store === undefined ? {} : { store };
	const opened = await server.ask("POST", "/api/conversations", { token: server.operatorToken, body });
	const { id, token }: { id: string; token: string } = JSON.parse(opened.text);
	const path = `/api/conversations/${id}`;
	const say = (text: string, messageId: string = randomUUID()) =>
		server.ask("POST", `${path}/messages`, { token, body: { id: messageId, text } });
	const listen = (isEnough: (line: Line) => boolean, query = "", lastId?: number) =>
		linesUntil(server.at(`${path}/events${query}`), token, isEnough, lastId);
	const reply = async (fits: (reply: Reply) => boolean): Promise<Reply> => {
		const last = (await listen((line) => line.direction === "out" && fits(line.body))).at(-1);
		if (last?.direction !== "out") throw new Error("the stream ended before such a reply");
		return last.body;
	};
	await reply(() => true); // its welcome, so that nothing of the opening is still to come
	return {
		path,
		token,
		say,
		stream: (untilPlace, query, lastId) => listen(({ seq }) => seq >= untilPlace, query, lastId),
		reply,
		sell: async (amount) => {
			await say(`pay ${amount}`);
			await reply(({ text }) => text.startsWith(amount) && text.includes("already tap"));
			await say("no");
			const { link } = await reply(({ text, qr }) => qr !== null && text.includes(amount));
			return new URL(link ?? "").pathname;
		},
	};
}

async function linesUntil(
	url: string,
	token: string,
	isEnough: (line: Line) => boolean,
	lastId: number | undefined,
): Promise<readonly Line[]> {
	const response = await fetch(url, {
		headers: {
			authorization: `Bearer ${token}`,
			...(lastId === undefined ? {} : { "last-event-id": String(lastId) }),
		},
		signal: AbortSignal.timeout(PATIENCE_MS),
	});
	const lines: Line[] = [];
	let rest = "";
	for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
		const parts = (rest + chunk).split("\n");
		rest = parts.pop() ?? "";
		for (const part of parts) {
			if (!part.startsWith("data: ")) continue;
			const line: Line = JSON.parse(part.slice("data: ".length));
			lines.push(line);
			if (isEnough(line)) return lines;
		}
	}
	return lines;
}
