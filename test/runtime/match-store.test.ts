import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import type { Bot } from "../../src/bots/bot.ts";
import { readSetup } from "../../src/fallback/setup-file.ts";
import type { Reply } from "../../src/helpdesk/message.ts";
import { carriers } from "../../src/runtime/carriers.ts";
import { actorKinds } from "../../src/runtime/kinds.ts";
import { storeMatcher } from "../../src/runtime/match-store.ts";
import { type BeginMatching, type Matching, matchThreads } from "../../src/runtime/match-thread.ts";
import { receive } from "../../src/runtime/receive.ts";
import { takeBatch } from "../../src/runtime/take-batch.ts";
import { type Runtime, startRuntime } from "../../src/runtime/worker.ts";
import type { Database } from "../../src/store/database.ts";
import { applySetup } from "../../src/store/setup.ts";
import { isRefusal } from "../../src/text.ts";
import { bakery } from "../http/shops.ts";
import { DATABASES } from "../support/databases.ts";
import { largeBatch } from "./large-batch.ts";

const QUIET = { info: () => {}, warn: () => {}, error: () => {} };
const MERCHANT = "bakery";
const LARGE_ROWS = 30_000;

type Said = { readonly chat: string; readonly reply: Reply; readonly seq: number };
type Shop = {
	readonly database: Database;
	readonly said: readonly Said[];
	tell(chat: string, event: object): Promise<void>;
	upload(chat: string, name: string, content: string): Promise<void>;
};

let runtime: Runtime | undefined;
afterEach(() => runtime?.stop());

/** A shop with two chats at work. */
async function openShop(
	fresh: () => Promise<Database>,
	matching: Parameters<typeof storeMatcher>[2] = {},
): Promise<Shop> {
	const database = await fresh();
	const setup = readSetup({ merchants: [bakery()] });
	if (isRefusal(setup)) throw new Error(setup.refused.en);
	await applySetup(database, setup);
	const said: Said[] = [];
	const bot: Bot = {
		send: async ({ conversationId }, { reply, seq }, key) => {
			said.push({ chat: conversationId, reply, seq });
			return { name: key, begins: null };
		},
	};
	const nowMs = Date.now;
	const tools = carriers(database, new Map([["web", bot]]), nowMs, new Map(), QUIET);
	const started = startRuntime({
		database,
		log: QUIET,
		nowMs,
		moment: () => ({ nowMs: nowMs(), seed: randomBytes(16).toString("hex") }),
		kinds: actorKinds({ publicUrl: "http://shop.example", playbooks: [], nowMs }),
		carriers: new Map([...tools, ["match", storeMatcher(database, nowMs, matching)]]),
	});
	runtime = started;
	const tell = async (chat: string, event: object) => {
		const key = randomBytes(8).toString("hex");
		await receive(database, { merchantId: MERCHANT, to: `conversation/${chat}`, key, event }, nowMs());
		started.nudge();
	};
	for (const id of ["counter", "office"]) {
		const where = { id, storeId: "bakery-main", terminalId: null, platform: "web", thread: null, locale: "en" };
		await tell(id, { kind: "opened", ...where });
	}
	return {
		database,
		said,
		tell,
		upload: async (chat, name, content) => {
			const into = { merchantId: MERCHANT, id: chat, storeId: "bakery-main" };
			const bytes = new TextEncoder().encode(content);
			await database.transaction((tx) => takeBatch(tx, into, name, name, bytes, nowMs()));
			started.nudge();
		},
	};
}

const see = (shop: Shop, chat: string, pattern: RegExp) =>
	expect
		.poll(() => shop.said.filter((one) => one.chat === chat).map(({ reply }) => reply.text))
		.toContainEqual(expect.stringMatching(pattern));

const toldOf = (shop: Shop, name: string) => shop.said.filter(({ reply }) => reply.text.startsWith(`${name} is read`));

async function rowsOf(shop: Shop): Promise<object> {
	const [rows] = await shop.database.query<object>(
		`select count(*) as rows, count(distinct row_id) as names, count(distinct position) as places,
			max(position) as last from batch_row`,
	);
	return rows ?? {};
}
const each = (rows: number) => ({ rows, names: rows, places: rows, last: rows - 1 });

const findingsOf = async (shop: Shop) =>
	(await shop.database.query<{ id: string }>("select id from finding order by id")).map(({ id }) => id);

describe.each(DATABASES)("a large batch on %s", (_name, fresh) => {
	test(`while ${LARGE_ROWS} rows are matched another chat is answered; a later file is matched together with them`, async () => {
		const shop = await openShop(fresh);
		await shop.upload("office", "month.csv", largeBatch(LARGE_ROWS, Date.now()));
		let answered = 0;
		while (toldOf(shop, "month.csv").length === 0) {
			await shop.tell("counter", { kind: "message", text: "sales" });
			const wanted = answered + 1;
			await expect
				.poll(
					() => shop.said.filter(({ chat, reply }) => chat === "counter" && /fallback sales/.test(reply.text)).length,
				)
				.toBeGreaterThanOrEqual(wanted);
			answered = wanted;
		}
		expect(answered).toBeGreaterThan(1); // the last one may have come after it
		expect(await rowsOf(shop)).toEqual(each(LARGE_ROWS));
		const found = await findingsOf(shop);
		expect(found.length).toBeGreaterThan(1_000);

		const [header = "", row = ""] = largeBatch(1, Date.now()).split("\n");
		await shop.upload("office", "late.csv", `${header}\n${row.replace("till-0", "late")}\n`);
		await see(shop, "office", /^late\.csv is read/);
		const both = await findingsOf(shop);
		expect(found.filter((id) => !both.includes(id))).toEqual([]);
		expect(both).toHaveLength(found.length + 1);
		expect(toldOf(shop, "month.csv")).toHaveLength(1);
	});

	test("a thread that dies fails the matching, which is done again with the same result, no double rows, and told once", async () => {
		const threads = matchThreads(0);
		const deaths: string[] = [];
		const begin: BeginMatching = async (characters) => {
			const matching = await threads(characters);
			return deaths.length < 2 ? dying(matching, deaths) : matching;
		};
		const content = largeBatch(3_000, Date.now());
		const shop = await openShop(fresh, { begin });
		await shop.upload("office", "day.csv", content);
		await see(shop, "office", /^day\.csv is read/);
		expect(deaths).toEqual(["while reading", "while matching"]);
		expect(await rowsOf(shop)).toEqual(each(3_000));
		const found = await findingsOf(shop);
		await runtime?.stop();

		const quiet = await openShop(fresh);
		await quiet.upload("office", "day.csv", content);
		await see(quiet, "office", /^day\.csv is read/);
		expect(await findingsOf(quiet)).toEqual(found);
		expect([toldOf(shop, "day.csv").length, toldOf(quiet, "day.csv").length]).toEqual([1, 1]);
	});

	test("a long one says how far it is in one reply, which becomes the outcome", async () => {
		const shop = await openShop(fresh, { pace: { quietMs: 0, everyMs: 0 } });
		await shop.upload("office", "week.csv", largeBatch(2_000, Date.now()));
		await see(shop, "office", /^week\.csv is read/);
		const [first, ...edits] = shop.said.filter(
			({ chat, reply }) => chat === "office" && reply.text.includes("week.csv"),
		);
		expect(first?.reply).toMatchObject({
			text: "Reading week.csv: 15 %. You can go on selling meanwhile.",
			replaces: null,
		});
		expect(edits.map(({ reply }) => reply.replaces)).toEqual(edits.map(() => first?.seq));
		expect(edits.map(({ reply }) => /\d+ %/.exec(reply.text)?.[0] ?? reply.text.slice(0, 17))).toEqual([
			...["30 %", "44 %", "58 %", "72 %", "86 %"],
			"week.csv is read.",
		]);
	});

	test("a quick one says nothing before its outcome", async () => {
		const shop = await openShop(fresh, { pace: { quietMs: 10 * 60_000, everyMs: 0 } });
		await shop.upload("office", "day.csv", largeBatch(20, Date.now()));
		await see(shop, "office", /^day\.csv is read/);
		expect(shop.said.filter(({ reply }) => reply.text.includes("day.csv"))).toHaveLength(1);
	});
});

/** Its thread is ended in the middle: the first time while it reads, the second time before it matches. */
function dying(matching: Matching, deaths: string[]): Matching {
	const isFirst = deaths.length === 0;
	deaths.push(isFirst ? "while reading" : "while matching");
	return {
		...matching,
		read: async (files) => {
			const reading = matching.read(files);
			if (isFirst) await matching.end();
			return reading;
		},
		match: async (rest) => {
			await matching.end();
			return matching.match(rest);
		},
	};
}
