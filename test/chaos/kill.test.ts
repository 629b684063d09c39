import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import type { Client } from "../../src/commands/client.ts";
import type { Database } from "../../src/store/database.ts";
import { openFileDatabase } from "../../src/store/pglite.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { putDatabase } from "../support/embedded.ts";
import { freePort } from "../support/postgres-server.ts";
import { type Environment, freshFolder, type Talk, talkTo } from "../support/program.ts";
import { expectBalanced, isQuiet } from "./books.ts";
import { type Cashier, insist, openCashier, payAsCustomer, seeded, sleep } from "./cashiers.ts";

const KILLS = Number(process.env["CHAOS_KILLS"] ?? 2);
const SEED = Number(process.env["CHAOS_SEED"] ?? Date.now() % 1_000_000);
const TOKEN = "operator-token-of-the-chaos-test";
const MINUTES = 60_000;

test(`killed ${KILLS} times at random on the embedded database, it loses nothing, repeats nothing and charges nobody twice (seed ${SEED})`, {
	timeout: 20 * MINUTES,
}, async () => {
	const folder = freshFolder();
	await putDatabase(folder);
	await fire({ DATA_DIR: folder }, () => openFileDatabase(join(folder, "database")));
	rmSync(folder, { recursive: true, force: true });
});

test(`killed ${KILLS} times at random on PostgreSQL, likewise (seed ${SEED})`, { timeout: 20 * MINUTES }, async () => {
	const folder = freshFolder();
	const url = await freshPostgresUrl();
	await fire({ DATA_DIR: folder, DATABASE_URL: url }, () => openPostgres(url, () => {}));
	rmSync(folder, { recursive: true, force: true });
});

async function fire(place: Environment, open: () => Promise<Database>): Promise<void> {
	const random = seeded(SEED);
	const port = await freePort();
	const environment = { ...place, PORT: String(port), STANDIN_TOKEN: TOKEN };
	const client: Client = { url: `http://127.0.0.1:${port}`, token: TOKEN, locale: "en" };
	let server = await start(environment, client);
	const cashiers = await Promise.all([1, 2, 3].map(() => openCashier(client)));

	let isOver = false;
	const work = cashiers.map((cashier, index) => sellUntil(() => isOver, cashier, (index + 1) * 100, random));
	for (let kill = 0; kill < KILLS; kill++) {
		await sleep(200 + random() * 1_300);
		await server.kill("SIGKILL");
		server = await start(environment, client);
	}
	do await sleep(500);
	while (cashiers.some(({ sent }) => sent.length < 6)); // a busy machine gets as far, later
	isOver = true;
	await Promise.all(work);
	for (const cashier of cashiers) cashier.leave();
	await settle(server, open, environment, client, cashiers);
}

async function start(environment: Environment, client: Client): Promise<Talk> {
	const server = talkTo(["start"], environment);
	await insist(async () => {
		const answer = await fetch(`${client.url}/healthz`);
		if (!answer.ok) throw new TypeError("still starting");
	});
	return server;
}

/** Sells one thing after the other; now and then the customer pays. */
async function sellUntil(isOver: () => boolean, cashier: Cashier, from: number, random: () => number): Promise<void> {
	for (let cents = 0; !isOver(); cents++) {
		await cashier.say(`pay ${(from + cents / 100).toFixed(2)}`); // each once, and none that is unusual
		await cashier.say("no");
		if (random() < 0.3) await cashier.say("sales");
		const page = cashier.pages.shift();
		if (page !== undefined && random() < 0.7) await payAsCustomer(cashier, page);
		await sleep(random() * 40);
	}
}

/** Leaves the last server time to finish, ends it in order, and looks into its books. */
async function settle(
	server: Talk,
	open: () => Promise<Database>,
	environment: Environment,
	client: Client,
	cashiers: readonly Cashier[],
): Promise<void> {
	let last = server;
	// A dead process's leases run out after a minute; a start on the embedded database frees them at once.
	for (const until = Date.now() + 3 * MINUTES; ; ) {
		await sleep(4_000);
		await last.kill("SIGTERM");
		const database = await open();
		const quiet = await isQuiet(database);
		if (quiet || Date.now() > until) {
			await expectBalanced(database, cashiers);
			await database.close();
			return;
		}
		await database.close();
		last = await start(environment, client);
	}
}
