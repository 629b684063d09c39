/** The whole server on a database of its own, as its callers see it. */

import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { readConfig } from "../../src/config.ts";
import type { Line } from "../../src/helpdesk/message.ts";
import type { Log } from "../../src/log.ts";
import { startStandin } from "../../src/main.ts";
import type { Database } from "../../src/store/database.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { freshFolder } from "../support/program.ts";

const PATIENCE_MS = 20_000;

export const SHOPS = {
	merchants: [
		{
			id: "bakery",
			name: "Bäckerei Beispiel",
			stores: [
				{ id: "market", name: "Am Markt", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" },
				{ id: "station", name: "Am Bahnhof", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" },
			],
			rails: [{ id: "bank", scheme: "epc", settings: { name: "Bäckerei Beispiel", iban: "DE89370400440532013000" } }],
			people: [
				{ id: "ana", name: "Ana", role: "manager" },
				{ id: "tom", name: "Tom", role: "cashier" },
			],
		},
		{
			id: "florist",
			name: "Blumen Beispiel",
			stores: [{ id: "garden", name: "Am Garten", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" }],
			people: [{ id: "eva", name: "Eva", role: "manager" }],
		},
	],
};

export type Answer = { readonly status: number; readonly body: unknown; readonly headers: Headers };
export type Chat = { readonly id: string; readonly token: string };
type Asked = { readonly token?: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

export async function startTestServer() {
	const folder = freshFolder();
	const databaseUrl = await freshPostgresUrl();
	const database: Database = await openPostgres(databaseUrl, () => {});
	const logged: string[] = [];
	const keep = (facts: object, what: string) => void logged.push(JSON.stringify({ ...facts, what }));
	const log: Log = { info: keep, warn: keep, error: keep };
	const config = readConfig({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, DATABASE_URL: databaseUrl });
	const running = await startStandin(config, log);

	/** `body` goes out as it is when it is text or bytes, else as JSON. */
	const ask = async (method: string, path: string, { token, body, headers }: Asked = {}): Promise<Answer> => {
		const isRaw = typeof body === "string" || body instanceof Uint8Array;
		const response = await fetch(running.url + path, {
			method,
			redirect: "manual",
			headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
			...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
		});
		const text = await response.text();
		const isJson = response.headers.get("content-type")?.includes("json") === true;
		return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
	};

	const openChat = async (store = "demo/harbour-cafe"): Promise<Chat> => {
		const opened = await ask("POST", "/api/conversations", { token: running.operatorToken, body: { store } });
		return opened.body as Chat;
	};
	const say = (chat: Chat, text: string, id: string = randomUUID()): Promise<Answer> =>
		ask("POST", `/api/conversations/${chat.id}/messages`, { token: chat.token, body: { id, text } });
	/** The lines after a place, until `isEnough`. */
	const listen = async (
		chat: Chat,
		isEnough: (lines: readonly Line[]) => boolean,
		after = 0,
	): Promise<readonly Line[]> => {
		const gone = AbortSignal.timeout(PATIENCE_MS);
		const response = await fetch(`${running.url}/api/conversations/${chat.id}/events`, {
			headers: { authorization: `Bearer ${chat.token}`, "last-event-id": String(after) },
			signal: gone,
		});
		const lines: Line[] = [];
		let rest = "";
		for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
			const parts = (rest + chunk).split("\n");
			rest = parts.pop() ?? "";
			for (const part of parts) if (part.startsWith("data: ")) lines.push(JSON.parse(part.slice("data: ".length)));
			if (isEnough(lines)) break;
		}
		return lines;
	};
	/** Waits for a reply that fits. */
	const hear = async (chat: Chat, words: RegExp): Promise<Line & { readonly direction: "out" }> => {
		const isIt = (line: Line) => line.direction === "out" && words.test(line.body.text);
		const lines = await listen(chat, (all) => all.some(isIt));
		return lines.find(isIt) as Line & { readonly direction: "out" };
	};
	/** Sells something; gives the path of its pay page. */
	const sell = async (chat: Chat, amount: string): Promise<string> => {
		await say(chat, `pay ${amount}`);
		await hear(chat, new RegExp(`^${amount}.*already tap`));
		await say(chat, "no");
		const shown = await hear(chat, new RegExp(`(?:^|\\n)${amount}.*reference`));
		return new URL(shown.body.link!).pathname;
	};

	return {
		...running,
		database,
		logged,
		ask,
		openChat,
		say,
		listen,
		hear,
		sell,
		/** Every actor and every effect is done with. */
		settle: async () => {
			for (const until = Date.now() + PATIENCE_MS; Date.now() < until; ) {
				const busy = await database.query(
					"select 1 from inbox where handled_at is null union all select 1 from outbox where sent_at is null limit 1",
				);
				if (busy.length === 0) return;
				await new Promise((wake) => setTimeout(wake, 20));
			}
			throw new Error("it did not come to rest");
		},
		stop: async () => {
			await running.stop();
			await database.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
