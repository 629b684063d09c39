import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { ask, type Client } from "../../src/commands/client.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { freePort } from "../support/postgres-server.ts";
import { freshFolder, type Talk, talkTo } from "../support/program.ts";
import { isQuiet } from "./books.ts";
import { sleep } from "./cashiers.ts";

/** `npm run chaos` has 1,000. */
const CONVERSATIONS = Number(process.env["CHAOS_CONVERSATIONS"] ?? 200);
const AT_ONCE = 16;
const TOKEN = "operator-token-of-two-processes";
const SCRIPT = ["pay 45", "no", "sales"];

test(`two processes on one PostgreSQL share ${CONVERSATIONS} conversations; every message is handled once and in order`, {
	timeout: 300_000,
}, async () => {
	const url = await freshPostgresUrl();
	const servers = await Promise.all([start(url), start(url)]);
	const clients = servers.map(({ client }) => client);
	let next = 0;
	const cashier = async () => {
		for (let index = next++; index < CONVERSATIONS; index = next++) await talk(clients, index);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, cashier));

	const database = await openPostgres(url, () => {});
	while (!(await isQuiet(database))) await sleep(100);
	await Promise.all(servers.map(({ server }) => server.kill("SIGTERM")));

	const failed = await database.query(
		"select failure from inbox where failure is not null union all select failure from outbox where failure is not null",
	);
	expect(failed).toEqual([]);
	const conversations = await database.query<{ heard: string[]; seqs: number[]; said: string[] }>(
		`select jsonb_agg(body ->> 'text' order by seq) filter (where direction = 'in') as heard,
			jsonb_agg(seq order by seq) as seqs,
			jsonb_agg(body ->> 'text' order by seq) filter (where direction = 'out') as said
		from message group by conversation_id`,
	);
	expect(conversations).toHaveLength(CONVERSATIONS);
	for (const { heard, seqs, said } of conversations) {
		expect(heard).toEqual(SCRIPT);
		expect(seqs).toEqual(seqs.map((_seq, index) => index + 1));
		expect(said.filter((text) => text.includes("already tap"))).toHaveLength(1);
		expect(said.filter((text) => text.includes("Let the customer scan"))).toHaveLength(1);
		expect(said.filter((text) => text.includes("Shown. Waiting"))).toHaveLength(1);
		expect(said).toHaveLength(5); // the welcome, the question, the QR, that it is shown, the list
	}
	const [sales] = await database.query<{ count: number }>("select count(*) as count from sale");
	expect(sales?.count).toBe(CONVERSATIONS);
	await database.close();
	for (const { folder } of servers) rmSync(folder, { recursive: true, force: true });
});

async function start(
	url: string,
): Promise<{ readonly server: Talk; readonly client: Client; readonly folder: string }> {
	const folder = freshFolder();
	const port = await freePort();
	const server = talkTo(["start"], { DATABASE_URL: url, DATA_DIR: folder, PORT: String(port), STANDIN_TOKEN: TOKEN });
	await server.hear(/In another shell/);
	return { server, folder, client: { url: `http://127.0.0.1:${port}`, token: TOKEN, locale: "en" } };
}

/** Each message of a conversation goes to the other process. */
async function talk(clients: readonly Client[], index: number): Promise<void> {
	const [here, there] = index % 2 === 0 ? clients : [...clients].reverse();
	if (here === undefined || there === undefined) throw new Error("two processes");
	const opened = await ask<{ id: string; token: string }>(here, "/api/conversations", {
		json: { platform: "console" },
	});
	for (const [place, text] of SCRIPT.entries()) {
		const client = { ...(place % 2 === 0 ? there : here), token: opened.token };
		await ask(client, `/api/conversations/${opened.id}/messages`, { json: { id: `message-${place}`, text } });
	}
}
