import type { APIMessage } from "discord.js";
import { expect, test } from "vitest";
import type { PlatformTools } from "../../src/bots/bot.ts";
import type { Asks } from "../../src/bots/discord/desk.ts";
import { discordInbox, type Watermark } from "../../src/bots/discord/inbox.ts";
import type { Interaction } from "../../src/bots/discord/receive.ts";
import type { Log } from "../../src/log.ts";
import { noLinks } from "./no-links.ts";

const BOT = "900";
const QUIET: Log = { info: () => {}, warn: () => {}, error: () => {} };

const message = (id: string, more: object = {}): APIMessage =>
	({
		id,
		channel_id: "10",
		type: 0,
		author: { id: "77" },
		content: `words ${id}`,
		mentions: [],
		attachments: [],
		...more,
	}) as unknown as APIMessage;
const press = (id: string): Interaction =>
	({
		id,
		type: 3,
		channel: { id: "10", type: 1 },
		user: { id: "77" },
		locale: "en-US",
		message: { id: "50", flags: 0 },
		data: { component_type: 2, custom_id: "3 pay" },
	}) as unknown as Interaction;

/** A desk that writes down, in order, what is stored and what Discord is told. */
function openDesk(more: { readonly tools?: Partial<PlatformTools>; readonly asks?: Partial<Asks> } = {}) {
	const done: string[] = [];
	const marks: Watermark[] = [];
	const note = (what: string) => async () => void done.push(what);
	const tools: PlatformTools = {
		hear: async ({ key }) => {
			done.push(`stored ${key}`);
			return true;
		},
		takeFile: async ({ key }, name, bytes) => {
			done.push(`file ${key} ${name} ${bytes.length}`);
			return true;
		},
		knows: async () => false,
		...noLinks,
		...more.tools,
	};
	const asks: Asks = {
		messagesAfter: async () => [],
		parentOf: async () => null,
		say: async (thread, text) => void done.push(`said ${thread} ${text}`),
		acknowledge: note("acknowledged"),
		answer: note("answered"),
		answerLater: note("later"),
		finish: note("finished"),
		open: note("opened"),
		offer: note("offered"),
		download: async () => new Uint8Array(3),
		...more.asks,
	};
	const watermarks = {
		list: async () => marks,
		find: async (channel: string) => marks.findLast((mark) => mark.channel === channel) ?? null,
		raise: async (mark: Watermark) => {
			marks.push(mark);
			done.push(`seen ${mark.seen}`);
		},
	};
	return { done, marks, inbox: discordInbox(tools, watermarks, asks, QUIET) };
}

const settled = async (done: readonly string[], count: number) => {
	await expect.poll(() => done.length).toBeGreaterThanOrEqual(count);
};

test("a button is stored, and only then acknowledged", async () => {
	const { done, inbox } = openDesk();
	await inbox.interaction(press("1"));
	expect(done).toEqual(["stored i1", "acknowledged"]);
});

test("a button that could not be stored is not acknowledged, so that the person presses again", async () => {
	const hear = async () => Promise.reject(new Error("the database is away"));
	const { done, inbox } = openDesk({ tools: { hear } });
	await inbox.interaction(press("1"));
	expect(done).toEqual([]);
});

test("while the database is away messages wait, and are stored in order", async () => {
	let isAway = true;
	const stored: string[] = [];
	const hear: PlatformTools["hear"] = async ({ key }) => {
		if (isAway) throw new Error("the database is away");
		stored.push(key);
		return true;
	};
	const { done, inbox } = openDesk({ tools: { hear } });
	await inbox.begin(BOT);
	for (const id of ["1", "2", "3"]) inbox.message(message(id), null);
	await new Promise((wake) => setTimeout(wake, 100));
	expect(done).toEqual([]); // nothing is noted as seen that is not stored
	isAway = false;
	await settled(done, 3);
	expect(stored).toEqual(["m1", "m2", "m3"]);
	expect(done).toEqual(["seen 1", "seen 2", "seen 3"]);
	await inbox.stop();
});

test("more messages than may wait in memory are asked for again, and none is lost", async () => {
	const all = Array.from({ length: 450 }, (_, index) => message(String(1_000 + index)));
	const messagesAfter: Asks["messagesAfter"] = async (_channel, seen, count) =>
		all.filter(({ id }) => BigInt(id) > BigInt(seen)).slice(0, count);
	const { done, inbox } = openDesk({ asks: { messagesAfter } });
	await inbox.begin(BOT);
	for (const one of all) inbox.message(one, null);
	await settled(done, 2 * all.length);
	const stored = new Set(done.filter((what) => what.startsWith("stored")));
	expect([...stored]).toEqual(all.map(({ id }) => `stored m${id}`));
	await inbox.stop();
});

test("a channel without a watermark begins at its newest message", async () => {
	let asked = 0;
	const messagesAfter = async () => {
		asked++;
		return [];
	};
	const { inbox } = openDesk({ asks: { messagesAfter } });
	await inbox.begin(BOT);
	await inbox.stop();
	expect(asked).toBe(0);
});

test("a file that cannot be had is told, and one that is too large is not fetched", async () => {
	const file = { id: "5", filename: "batch.csv", size: 9, url: "https://cdn.example/b" };
	const { done, inbox } = openDesk({ asks: { download: async () => null } });
	await inbox.begin(BOT);
	inbox.message(message("1", { content: "", attachments: [file, { ...file, id: "6", size: 99_999_999 }] }), null);
	await settled(done, 3);
	expect(done).toEqual([
		expect.stringMatching(/^said 10 I could not fetch/),
		expect.stringMatching(/^said 10 This file is larger than 10 MB/),
		"seen 1",
	]);
	await inbox.stop();
});

test("whoever closed their direct messages after “link CODE” does not hold the channel up", async () => {
	const { DiscordAPIError } = await import("discord.js");
	const closed = new DiscordAPIError({ code: 50_007, message: "closed" }, 50_007, 403, "POST", "/", {});
	const say = async () => Promise.reject(closed);
	const { done, inbox } = openDesk({ asks: { say } });
	await inbox.begin(BOT);
	inbox.message(message("1", { content: "unlink" }), null);
	inbox.message(message("2"), null);
	await settled(done, 3);
	expect(done).toEqual(["seen 1", "stored m2", "seen 2"]);
	await inbox.stop();
});
