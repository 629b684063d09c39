import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Client } from "../../src/commands/client.ts";
import { matchWork } from "../../src/runtime/match-work.ts";
import type { Database } from "../../src/store/database.ts";
import { openFileDatabase } from "../../src/store/pglite.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { largeBatch } from "../runtime/large-batch.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { freePort } from "../support/postgres-server.ts";
import { type Environment, freshFolder, type Talk, talkTo } from "../support/program.ts";
import { isQuiet } from "./books.ts";
import { type Cashier, insist, openCashier, sleep } from "./cashiers.ts";

const TOKEN = "operator-token-of-the-large-batch";
const ROWS = 60_000;
const MINUTES = 60_000;
const CONTENT = largeBatch(ROWS, Date.now()).replaceAll(",EUR,", ",USD,");

test("killed while it reads a large batch on the embedded database, it reads it again: same findings, no double rows, told once", {
	timeout: 10 * MINUTES,
}, async () => {
	const folder = freshFolder();
	await fire({ DATA_DIR: folder }, () => openFileDatabase(join(folder, "database")));
	rmSync(folder, { recursive: true, force: true });
});

test("killed while it reads a large batch on PostgreSQL, likewise", { timeout: 10 * MINUTES }, async () => {
	const folder = freshFolder();
	const url = await freshPostgresUrl();
	await fire({ DATA_DIR: folder, DATABASE_URL: url }, () => openPostgres(url, () => {}));
	rmSync(folder, { recursive: true, force: true });
});

async function fire(place: Environment, open: () => Promise<Database>): Promise<void> {
	const port = await freePort();
	const environment = { ...place, PORT: String(port), STANDIN_TOKEN: TOKEN };
	const client: Client = { url: `http://127.0.0.1:${port}`, token: TOKEN, locale: "en" };
	let server = await start(environment, client);
	const cashier = await openCashier(client);
	await upload(cashier);
	// Until the first rows are there, and the last ones are not.
	const isEmbedded = place["DATABASE_URL"] === undefined;
	for (let rows = 0, tries = 1; rows === 0; tries++) {
		await sleep(isEmbedded ? tries * 1_000 : 0); // however fast the machine is
		if (isEmbedded) await server.kill("SIGKILL");
		rows = await look(open, isEmbedded ? rowsOf : killedWith(server));
		if (isEmbedded && rows === 0) server = await start(environment, client);
	}
	expect(await look(open, rowsOf)).toBeLessThan(ROWS);
	await look(open, (database) => database.query("update lane set leased_until = now() where lease is not null"));

	server = await start(environment, client);
	await untilTold(cashier);
	cashier.leave();
	await server.kill("SIGTERM");
	await look(open, expectWhole);
}

async function start(environment: Environment, client: Client): Promise<Talk> {
	const server = talkTo(["start"], environment);
	await insist(async () => {
		const answer = await fetch(`${client.url}/healthz`);
		if (!answer.ok) throw new TypeError("still starting");
	});
	return server;
}

async function upload({ client, id }: Cashier): Promise<void> {
	const address = `${client.url}/api/conversations/${id}/batches?id=${randomUUID()}&name=year.csv`;
	const headers = { authorization: `Bearer ${client.token}` };
	const { status } = await fetch(address, { method: "POST", headers, body: CONTENT });
	expect(status).toBe(202);
}

async function look<T>(open: () => Promise<Database>, at: (database: Database) => Promise<T>): Promise<T> {
	const database = await open();
	const seen = await at(database);
	await database.close();
	return seen;
}

async function rowsOf(database: Database): Promise<number> {
	const [kept] = await database.query<{ rows: number }>("select count(*) as rows from batch_row");
	return kept?.rows ?? 0;
}

/** A server of its own lets us look while the program runs, which is killed as soon as there is a row. */
const killedWith =
	(server: Talk) =>
	async (database: Database): Promise<number> => {
		let rows = 0;
		while (rows === 0) rows = await rowsOf(database);
		await server.kill("SIGKILL");
		return rows;
	};

async function untilTold({ client, id }: Cashier): Promise<void> {
	const response = await fetch(`${client.url}/api/conversations/${id}/events`, {
		headers: { authorization: `Bearer ${client.token}` },
	});
	let heard = "";
	for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
		heard += chunk;
		if (heard.includes("year.csv is read")) return;
	}
	throw new Error(`it was never told:\n${heard}`);
}

async function expectWhole(database: Database): Promise<void> {
	expect(await isQuiet(database)).toBe(true);
	const [rows] = await database.query(
		`select count(*) as rows, count(distinct row_id) as names, count(distinct position) as places,
			max(position) as last from batch_row`,
	);
	expect(rows).toEqual({ rows: ROWS, names: ROWS, places: ROWS, last: ROWS - 1 });
	const told = await database.query("select 1 from message where body ->> 'text' like '%year.csv is read%'");
	expect(told).toHaveLength(1);

	// As if nobody had been killed.
	const work = matchWork();
	const file = { name: "year.csv", content: CONTENT };
	work.read({ file, currency: "USD", timeZone: "America/New_York", earlier: [] });
	const { derived } = work.match({ payments: [], pins: [], sinceMs: 0, isPractice: true });
	const wanted = (JSON.parse(derived.findings) as readonly { id: string }[]).map(({ id }) => id).sort();
	const found = await database.query<{ id: string }>("select id from finding");
	expect(wanted.length).toBeGreaterThan(1_000);
	expect(found.map(({ id }) => id).sort()).toEqual(wanted);
}
