import { rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Client } from "../../src/commands/client.ts";
import { openFileDatabase } from "../../src/store/pglite.ts";
import { freePort } from "../support/postgres-server.ts";
import { freshFolder, talkTo } from "../support/program.ts";
import { type Cashier, openCashier, sleep } from "./cashiers.ts";

const COPIES = 2;
const MESSAGES_BEFORE_A_COPY = 8;
const TOKEN = "operator-token-of-the-copy-test";

test("a copy of the data directory that is taken while the shop sells opens, and holds all that was acknowledged before", {
	timeout: 120_000,
}, async () => {
	const folder = freshFolder();
	const port = await freePort();
	const server = talkTo(["start"], { DATA_DIR: folder, PORT: String(port), STANDIN_TOKEN: TOKEN });
	await server.hear(/In another shell/);
	const client: Client = { url: `http://127.0.0.1:${port}`, token: TOKEN, locale: "en" };
	const cashiers = await Promise.all([1, 2, 3].map(() => openCashier(client)));
	let isOver = false;
	const work = cashiers.map((cashier) => sellUntil(() => isOver, cashier));
	const copies: { readonly home: string; readonly before: readonly number[] }[] = [];
	for (let copy = 0; copy < COPIES; copy++) {
		const enough = (copy + 1) * MESSAGES_BEFORE_A_COPY;
		while (!cashiers.every(({ sent }) => sent.length >= enough)) await sleep(20);
		const before = cashiers.map(({ sent }) => sent.length);
		const home = freshFolder();
		await cp(join(folder, "database"), home, { recursive: true });
		copies.push({ home, before });
	}
	isOver = true;
	await Promise.all(work);
	for (const cashier of cashiers) cashier.leave();
	await server.kill("SIGTERM");
	rmSync(folder, { recursive: true, force: true });

	for (const { home, before } of copies) {
		await expectWhole(home, cashiers, before);
		rmSync(home, { recursive: true, force: true });
	}
});

async function sellUntil(isOver: () => boolean, cashier: Cashier): Promise<void> {
	for (let price = 10; !isOver(); price++) {
		await cashier.say(`pay ${price}.50`);
		await cashier.say("no");
		await sleep(20);
	}
}

/** What was acknowledged before the copy began is there, heard or still to be decided; what was decided has no gap. */
async function expectWhole(directory: string, cashiers: readonly Cashier[], before: readonly number[]): Promise<void> {
	const database = await openFileDatabase(directory);
	for (const [index, { id, sent }] of cashiers.entries()) {
		const stored = await database.query<{ text: string }>(
			`select payload ->> 'text' as text from inbox
			where actor_id = $1 and payload ->> 'kind' = 'message' order by id`,
			[`conversation/${id}`],
		);
		expect(stored.length).toBeGreaterThanOrEqual(before[index] ?? 0);
		const lines = await database.query<{ seq: number; direction: string; text: string }>(
			"select seq, direction, body ->> 'text' as text from message where conversation_id = $1 order by seq",
			[id],
		);
		expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_line, place) => place + 1));
		const heard = lines.filter(({ direction }) => direction === "in").map(({ text }) => text);
		expect(stored.map(({ text }) => text)).toEqual(sent.slice(0, stored.length));
		expect(heard).toEqual(sent.slice(0, heard.length));
	}
	const twice = await database.query("select sale_id from payment group by merchant_id, sale_id having count(*) > 1");
	expect(twice).toEqual([]);
	await database.close();
}
