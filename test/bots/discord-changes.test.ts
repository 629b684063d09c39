import type { APIMessage } from "discord.js";
import { expect, test } from "vitest";
import { type Changed, editOf, readChange } from "../../src/bots/discord/changes.ts";
import { nameOf, readMessage } from "../../src/bots/discord/receive.ts";
import { atDiscordShop } from "./discord-shop.ts";

const BOT = "900";
const DM = { channel: "10", server: null, parent: null };
const AT = "2026-11-24T12:00:00.123000+00:00";
const message = (more: object = {}) =>
	({
		id: "555",
		channel_id: "10",
		type: 0,
		author: { id: "77" },
		content: "it says 91",
		mentions: [],
		attachments: [],
		edited_timestamp: AT,
		...more,
	}) as unknown as APIMessage;

test("an edit is named as its message was, and each edit is one of its own", () => {
	const edit = editOf(message(), null, BOT) as Changed;
	const read = readChange(edit, DM, BOT);
	expect(read).toEqual({
		from: {
			platform: "discord",
			thread: "10",
			audiences: ["user/77", "dm/10"],
			person: "77",
			locale: "en",
			key: `e555 ${Date.parse(AT)}`,
		},
		inbound: { kind: "edited", name: nameOf("555"), text: "it says 91" },
	});
	expect(readMessage(message(), DM, BOT)).toMatchObject({ inbound: { name: nameOf("555") } });
	const later = editOf(message({ edited_timestamp: "2026-11-24T12:00:09+00:00" }), null, BOT) as Changed;
	expect(readChange(later, DM, BOT)?.from.key).not.toBe(read?.from.key);
});

test.each([
	["a preview that was added", { edited_timestamp: null }],
	["a part of a message", { content: undefined }],
	["another bot's message", { author: { id: "5", bot: true } }],
	["our own message", { author: { id: BOT, bot: true } }],
])("%s is no edit", (_what, more) => {
	expect(editOf(message(more), null, BOT)).toBeNull();
});

test("what people edit among themselves in a channel is not ours, and where we are not named we may not read it", () => {
	expect(editOf(message(), "2", BOT)).toBeNull();
	const named = editOf(message({ mentions: [{ id: BOT }], content: `<@${BOT}>  ` }), "2", BOT) as Changed;
	expect(readChange(named, { channel: "20", server: "2", parent: null }, BOT)).toBeNull();
});

test("no name of a message passes for a card number", () => {
	expect(nameOf("4111111111111111")).not.toMatch(/\d{13}/);
	expect(nameOf("1310720000000000001")).not.toBe(nameOf("1310720000000000002"));
});

test("edits and deletions of a known chat are heard, once, in order; those of others are not", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	discord.rewrite(discord.say(mei, channel, "terminal is down"), "terminal is dead");
	await shop.hear(channel, /Tell me what it shows/);
	await shop.settle();
	const said = discord.say(mei, channel, "it says 91");
	discord.rewrite(said, "it says 96");
	discord.erase(said);
	const elsewhere = discord.addGuild("Harbour", mei).channel;
	discord.erase(discord.say(mei, elsewhere, "lunch?"));
	const heard = async () =>
		(
			await shop.database.query<{ payload: { kind: string; name?: string; text?: string } }>(
				"select payload from inbox where actor_id like 'conversation/%' and payload ->> 'kind' in ('edited', 'deleted') order by id",
			)
		).map(({ payload }) => payload);
	await shop.until("the deletion", async () => (await heard()).at(-1)?.kind === "deleted");
	await shop.settle();
	expect(await heard()).toEqual([
		{ kind: "edited", name: expect.any(String), text: "terminal is dead" },
		{ kind: "edited", name: nameOf(said.id), text: "it says 96" },
		{ kind: "deleted", name: nameOf(said.id) },
	]);
	expect(discord.read(channel).filter(({ text }) => /Tell me what it shows/.test(text))).toHaveLength(1);
}, 60_000);
