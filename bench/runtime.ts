/** The runtime's figures: commits, receives and turns a second, and the time from a message to its reply. */

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { listen } from "../src/bots/console/bot.ts";
import { ask, type Client, openEvents } from "../src/commands/client.ts";
import { HOME, readConfig } from "../src/config.ts";
import { openQuietLog } from "../src/log.ts";
import { startStandin } from "../src/main.ts";
import { loadPlaybooks } from "../src/playbooks/load.ts";
import { carriers } from "../src/runtime/carriers.ts";
import { actorKinds } from "../src/runtime/kinds.ts";
import { receive } from "../src/runtime/receive.ts";
import { startRuntime } from "../src/runtime/worker.ts";
import type { Database } from "../src/store/database.ts";
import { setUpDemo } from "../src/store/demo.ts";
import type { Place } from "./places.ts";

const COMMITS = 1_000;
const ACTORS = 200;
const MESSAGES_AN_ACTOR = 10;
const REPLIES = 300;

export type Figures = {
	readonly commits: number;
	readonly receives: number;
	readonly turns: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
};

/** One run on a fresh database. */
export async function measure(place: Place): Promise<Figures> {
	const { database, remove } = await place.open();
	try {
		const commits = await rawCommits(database);
		const receives = await receiveAll(database);
		const turns = await decideAll(database);
		return { commits, receives, turns, ...(await replies(place)) };
	} finally {
		await remove();
	}
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
	const began = performance.now();
	await work();
	return Math.round((count * 1_000) / (performance.now() - began));
}

/** One row a commit, one after the other: what the database itself can do. */
async function rawCommits(database: Database): Promise<number> {
	await database.query("create table bench_row (id int primary key, body jsonb)");
	return perSecond(COMMITS, async () => {
		for (let id = 0; id < COMMITS; id++) {
			await database.query("insert into bench_row values ($1, $2::jsonb)", [id, `{"text":"menu ${id}"}`]);
		}
	});
}

/** One message after the other into the mailboxes of 200 conversations. */
async function receiveAll(database: Database): Promise<number> {
	const demo = await setUpDemo(database, join(HOME, "knowledge/demo/shops.yaml"), openQuietLog());
	if (!demo) throw new Error("the database is not empty");
	const post = (actor: number, key: string, event: object) =>
		receive(database, { merchantId: "demo", to: `conversation/c${actor}`, key: `${actor} ${key}`, event }, Date.now());
	for (let actor = 0; actor < ACTORS; actor++) {
		await post(actor, "opened", {
			kind: "opened",
			id: `c${actor}`,
			storeId: "harbour-cafe",
			platform: "web",
			locale: "en",
		});
	}
	return perSecond(ACTORS * MESSAGES_AN_ACTOR, async () => {
		for (let turn = 0; turn < MESSAGES_AN_ACTOR; turn++) {
			for (let actor = 0; actor < ACTORS; actor++) await post(actor, String(turn), { kind: "message", text: "menu" });
		}
	});
}

/** The same on a fresh database of its own. */
export async function receiveRate(place: Place): Promise<number> {
	const { database, remove } = await place.open();
	try {
		return await receiveAll(database);
	} finally {
		await remove();
	}
}

/** What waits in those mailboxes is decided, answered and delivered. */
async function decideAll(database: Database): Promise<number> {
	const playbooks = await loadPlaybooks(join(HOME, "knowledge/playbooks"));
	const silent = { send: async () => null };
	let runtime: ReturnType<typeof startRuntime> | undefined;
	const rate = await perSecond(ACTORS * MESSAGES_AN_ACTOR, async () => {
		runtime = startRuntime({
			database,
			log: openQuietLog(),
			nowMs: Date.now,
			moment: () => ({ nowMs: Date.now(), seed: randomBytes(16).toString("hex") }),
			kinds: actorKinds({ publicUrl: "http://127.0.0.1", playbooks, nowMs: Date.now }),
			carriers: carriers(database, new Map([["web", silent]]), Date.now, new Map(), openQuietLog()),
		});
		for (;;) {
			const [left] = await database.query("select 1 from inbox where handled_at is null limit 1");
			if (left === undefined) return;
			await new Promise((wake) => setTimeout(wake, 20));
		}
	});
	await runtime?.stop();
	return rate;
}

/** Over HTTP and the stream, as a browser sees it: from sending a message to having its reply. */
async function replies(place: Place): Promise<Pick<Figures, "p50Ms" | "p99Ms">> {
	const { env, remove } = await place.environment();
	const running = await startStandin(readConfig({ ...env, PORT: "0" }), openQuietLog());
	const operator: Client = { url: running.url, token: running.operatorToken, locale: "en" };
	const opened = await ask<{ id: string; token: string }>(operator, "/api/conversations", { json: {} });
	const client = { ...operator, token: opened.token };
	const path = `/api/conversations/${opened.id}`;
	const over = new AbortController();
	let heard = () => {};
	const listening = listen(
		(after, signal) => openEvents(client, `${path}/events?after=${after}`, signal),
		0,
		async () => heard(),
		over.signal,
	);
	const answered = () => new Promise<void>((resolve) => (heard = resolve));
	await answered(); // the welcome
	const took: number[] = [];
	for (let message = 0; message < REPLIES; message++) {
		const reply = answered();
		const began = performance.now();
		await ask(client, `${path}/messages`, { json: { id: `message-${message}`, text: "menu" } });
		await reply;
		took.push(performance.now() - began);
	}
	over.abort();
	await Promise.all([listening, running.stop()]);
	remove();
	took.sort((a, b) => a - b);
	const at = (share: number) => Math.round((took[Math.floor(took.length * share)] ?? 0) * 10) / 10;
	return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
