/** The whole program for one run of the contract, on either database, as every platform's people meet it. */

import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../../src/config.ts";
import type { Log } from "../../src/log.ts";
import { type Outside, type Running, startStandin } from "../../src/main.ts";
import type { Database } from "../../src/store/database.ts";
import { openFileDatabase } from "../../src/store/pglite.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import type { Locale } from "../../src/text.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { putDatabase } from "../support/embedded.ts";
import { sharedKnowledge } from "../support/knowledge.ts";
import { freePort } from "../support/postgres-server.ts";
import { type Environment, freshFolder } from "../support/program.ts";

export type DatabaseKind = "PGlite" | "PostgreSQL";
/** Where links and QR codes lead, whatever port a run has. */
const PUBLIC_URL = "https://standin.example";

type Asked = {
	/** Sent as JSON, bytes as they are. */
	readonly body?: object;
	/** The token of who decides. */
	readonly person?: string;
	readonly locale?: Locale;
};
export type Opened = { readonly id: string; readonly token: string };

export type House = {
	readonly url: string;
	readonly operatorToken: string;
	/** A folder of its own, which goes with it. */
	readonly folder: string;
	readonly logged: readonly string[];
	/** The answer as JSON. Throws what is refused. */
	ask<Answer>(token: string, path: string, asked?: Asked): Promise<Answer>;
	/** A conversation of the web chat with a store: as the operator opens it, or as everybody does by the code of a sticker. */
	openWeb(locale: Locale, where: { readonly store: string } | { readonly sticker: string }): Promise<Opened>;
	/** A token of the manager's in this conversation. */
	unlock(conversation: Opened): Promise<string>;
	/** A code that links a chat of Slack's or Discord's to a store. */
	pairingCode(store: string): Promise<string>;
	/** What the customer does with the page of a link. */
	customer: { opens(link: string): Promise<string>; pays(link: string): Promise<void> };
	stop(): Promise<void>;
	start(): Promise<void>;
	/** Reads the database; embedded, that is possible only while the program is stopped. */
	look<Answer>(read: (database: Database) => Promise<Answer>): Promise<Answer>;
	remove(): Promise<void>;
};

/** Of the demo shop, from `knowledge/demo/shops.yaml`; the others' managers have the same. */
export const MANAGER = { pin: "246810" } as const;

export async function openHouse(
	kind: DatabaseKind,
	environment: Environment = {},
	given: Partial<Outside> = {},
): Promise<House> {
	const folder = freshFolder();
	const databaseUrl = kind === "PostgreSQL" ? await freshPostgresUrl() : null;
	if (databaseUrl === null) await putDatabase(folder);
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const operatorToken = `operator-${randomUUID()}`;
	const logged: string[] = [];
	const keep = (facts: object, what: string) => void logged.push(JSON.stringify({ ...facts, what }));
	const log: Log = { info: keep, warn: keep, error: keep };
	const config = readConfig({
		PORT: String(port),
		HOST: "127.0.0.1",
		PUBLIC_URL,
		DATA_DIR: folder,
		STANDIN_TOKEN: operatorToken,
		...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
		...environment,
	});
	const outside = { ...given, readKnowledge: sharedKnowledge };
	let running: Running | null = await startStandin(config, log, outside);

	const ask = async <Answer>(token: string, path: string, asked: Asked = {}): Promise<Answer> => {
		const { body, person, locale = "en" } = asked;
		const response = await fetch(url + path, {
			method: body === undefined ? "GET" : "POST",
			headers: {
				"accept-language": locale,
				...(token === "" ? {} : { authorization: `Bearer ${token}` }),
				...(person === undefined ? {} : { "x-standin-person": person }),
			},
			...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
		return JSON.parse(text) as Answer;
	};
	const openWeb: House["openWeb"] = (locale, where) =>
		"store" in where
			? ask(operatorToken, "/api/conversations", { body: { locale, store: where.store } })
			: ask("", "/api/conversations", { body: { locale, store: where.sticker } });
	const unlock = async ({ id, token }: Opened): Promise<string> => {
		const unlocked = await ask<Opened>(token, `/api/conversations/${id}/unlock`, { body: { pin: MANAGER.pin } });
		return unlocked.token;
	};
	const pageOf = (link: string) => url + new URL(link).pathname;
	const house: House = {
		url,
		operatorToken,
		folder,
		logged,
		ask,
		openWeb,
		unlock,
		pairingCode: async (store) => {
			const chat = await openWeb("en", { store });
			const person = await unlock(chat);
			const path = `/api/conversations/${chat.id}/pairings`;
			const { code } = await ask<{ readonly code: string }>(chat.token, path, { body: {}, person });
			return code;
		},
		customer: {
			opens: async (link) => (await fetch(pageOf(link))).text(),
			pays: async (link) => void (await fetch(pageOf(link), { method: "POST", redirect: "manual" })),
		},
		stop: async () => {
			await running?.stop();
			running = null;
		},
		start: async () => {
			running = await startStandin(config, log, outside);
		},
		look: async (read) => {
			const database = await (databaseUrl === null
				? openFileDatabase(join(folder, "database"))
				: openPostgres(databaseUrl, () => {}));
			try {
				return await read(database);
			} finally {
				await database.close();
			}
		},
		remove: async () => {
			await house.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
	return house;
}
