import type { APIMessage } from "discord.js";
import { expect, test } from "vitest";
import { type Interaction, type Place, readMessage, readThread } from "../../src/bots/discord/receive.ts";
import { readInteraction } from "../../src/bots/discord/wishes.ts";

const BOT = "900";
const DM: Place = { channel: "10", server: null, parent: null };
const TILL: Place = { channel: "20", server: "2", parent: null };
const THREAD: Place = { channel: "30", server: "2", parent: "20" };

// As the gateway tells it, shortened to what is looked at.
const message = (more: object = {}): APIMessage =>
	({
		id: "555",
		channel_id: "10",
		type: 0,
		author: { id: "77", username: "mei" },
		content: "terminal is down",
		mentions: [],
		attachments: [],
		...more,
	}) as unknown as APIMessage;
const button = (custom_id: string, more: object = {}): Interaction =>
	({
		id: "888",
		type: 3,
		channel: { id: "10", type: 1 },
		user: { id: "77" },
		locale: "zh-CN",
		message: { id: "60", flags: 0 },
		data: { component_type: 2, custom_id },
		...more,
	}) as unknown as Interaction;

test("a direct message is heard in the conversation of its channel", () => {
	expect(readMessage(message(), DM, BOT)).toEqual({
		kind: "said",
		from: {
			platform: "discord",
			thread: "10",
			audiences: ["user/77", "dm/10"],
			person: "77",
			locale: "en",
			key: "m555",
		},
		inbound: { kind: "message", text: "terminal is down", name: "ff" },
		files: [],
	});
});

test("a mention in a channel begins a thread that has the message's own id; in a thread it goes on", () => {
	const mention = message({ content: `<@${BOT}> pay 45`, mentions: [{ id: BOT }] });
	expect(readMessage(mention, TILL, BOT)).toMatchObject({
		from: { thread: "20/555", audiences: ["user/77", "channel/20", "server/2"] },
		inbound: { text: "pay 45" },
	});
	expect(readMessage(mention, THREAD, BOT)).toMatchObject({
		from: { thread: "20/30", audiences: ["user/77", "channel/20", "server/2"] },
	});
	expect(readThread("20/30")).toEqual({ channel: "30", parent: "20" });
	expect(readThread("10")).toEqual({ channel: "10", parent: null });
});

test.each([
	["another bot", { author: { id: "5", bot: true } }],
	["the bot itself", { author: { id: BOT, bot: true } }],
	["a webhook", { webhook_id: "5" }],
	["a notice that something was pinned", { type: 6 }],
])("what comes from %s is not heard", (_who, more) => {
	expect(readMessage(message(more), DM, BOT)).toBeNull();
});

test("what people say among themselves in a channel is not heard", () => {
	expect(readMessage(message(), TILL, BOT)).toBeNull();
	expect(readMessage(message({ mentions: [{ id: "5" }] }), TILL, BOT)).toBeNull();
});

test("a mention and nothing else asks for the menu", () => {
	const heard = readMessage(message({ content: `<@!${BOT}>`, mentions: [{ id: BOT }] }), TILL, BOT);
	expect(heard).toMatchObject({ inbound: { text: "menu" } });
});

test("files come beside the words, and alone; one that is too large is told apart", () => {
	const file = { id: "1", filename: "batch.csv", size: 9, url: "https://cdn.example/batch.csv" };
	const heard = readMessage(
		message({ content: "", attachments: [file, { ...file, id: "2", size: 10_485_761 }] }),
		DM,
		BOT,
	);
	expect(heard).toMatchObject({
		inbound: null,
		files: [
			{ key: "f1", name: "batch.csv", url: file.url, isTooLarge: false },
			{ key: "f2", isTooLarge: true },
		],
	});
});

test.each([
	["link abcd-efgh", { kind: "link", code: "abcd-efgh", locale: null }, "en"],
	["/standin link abcd-efgh", { kind: "link", code: "abcd-efgh", locale: null }, "en"],
	["关联 abcd-efgh", { kind: "link", code: "abcd-efgh", locale: "zh" }, "zh"],
	["Enlazar abcd-efgh", { kind: "link", code: "abcd-efgh", locale: "es" }, "es"],
	["unlink", { kind: "unlink", locale: null }, "en"],
	["/standin help", { kind: "how", locale: null }, "en"],
])("“%s” is an order about the chat's store", (content, order, locale) => {
	expect(readMessage(message({ content }), DM, BOT)).toEqual({ kind: "order", order, audience: "dm/10", locale });
});

test.each(["link", "help", "the link is down", "link up is broken again"])("“%s” is no such order", (content) => {
	expect(readMessage(message({ content }), DM, BOT)).toMatchObject({ kind: "said" });
});

test("a button says which reply it stood under and what was chosen, in the language of the person's Discord", () => {
	expect(readInteraction(button("12 rail:abc:pix"))).toEqual({
		by: {
			from: {
				platform: "discord",
				thread: "10",
				audiences: ["user/77", "dm/10"],
				person: "77",
				locale: "zh",
				key: "i888",
			},
			person: "77",
			server: null,
			audience: "dm/10",
			channel: "10",
			root: null,
			lacks: [],
		},
		wish: { kind: "press", inbound: { kind: "choice", of: 12, choice: "rail:abc:pix" } },
	});
	const inThread = { channel: { id: "30", type: 11, parent_id: "20" }, guild_id: "2", member: { user: { id: "77" } } };
	expect(readInteraction(button("12 pay", inThread))).toMatchObject({ by: { from: { thread: "20/30" }, root: null } });
});

test.each(["", "pay", "x pay", "12", "99999999999 pay", "p[1]", "p{}}", "d1 pay", "dx - pay"])(
	"a button of somebody else's (%j) is not heard",
	(id) => {
		expect(readInteraction(button(id))).toBeNull();
	},
);

test("a button below a message in a channel itself belongs to the thread of that message", () => {
	const inChannel = { channel: { id: "20", type: 0, parent_id: "4" }, guild_id: "2", user: { id: "77" } };
	expect(readInteraction(button("12 pay", inChannel))).toMatchObject({
		by: { from: { thread: "20/60", audiences: ["user/77", "channel/20", "server/2"] }, channel: "20", root: "60" },
	});
});

test("a button that needs a manager opens a form, and carries where and what it is about", () => {
	const inChannel = { channel: { id: "20", type: 0 }, guild_id: "2", user: { id: "77" } };
	expect(readInteraction(button("12 close"))?.wish).toEqual({
		kind: "decision-form",
		about: { choice: "close", root: null, pick: null },
	});
	expect(readInteraction(button("12 decide:accept:f1", inChannel))).toMatchObject({
		by: { from: { thread: "20/60" } },
		wish: { kind: "decision-form", about: { choice: "decide:accept:f1", root: "60" } },
	});
	// Tried again below what only the manager sees, whose own message begins no thread.
	expect(readInteraction(button("d60 a1b2 decide:accept:f1", { ...inChannel, message: { id: "99" } }))).toMatchObject({
		by: { from: { thread: "20/60" } },
		wish: { kind: "decision-form", about: { choice: "decide:accept:f1", root: "60", pick: "a1b2" } },
	});
});

test("where the bot may not answer, it is known what it would need", () => {
	const inChannel = { channel: { id: "20", type: 0 }, guild_id: "2", user: { id: "77" } };
	const lacks = (more: object) => readInteraction(button("12 pay", { ...inChannel, ...more }))?.by.lacks;
	const VIEW = 1n << 10n;
	const ATTACH = 1n << 15n;
	const IN_THREADS = 1n << 38n;
	expect(lacks({ app_permissions: String(VIEW | ATTACH | IN_THREADS) })).toEqual([
		"Send Messages",
		"Create Public Threads",
	]);
	const thread = { channel: { id: "30", type: 11, parent_id: "20" } };
	expect(lacks({ ...thread, app_permissions: String(VIEW | ATTACH | IN_THREADS) })).toEqual([]);
	expect(lacks({ ...thread, app_permissions: "0" })).toEqual([
		"View Channels",
		"Send Messages in Threads",
		"Attach Files",
	]);
});
