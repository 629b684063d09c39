import { expect, test } from "vitest";
import { listEscalations } from "../../src/store/escalation.ts";
import type { Line } from "../support/discord/world.ts";
import { atDiscordShop, type DiscordShop } from "./discord-shop.ts";

const pay = async (shop: DiscordShop, { text }: Line) => {
	const [, page = ""] = /https:\/\/standin\.example(\/p\/\w{12})/.exec(text) ?? [];
	await fetch(shop.at(page), { method: "POST" });
};
const desk = async ({ database }: DiscordShop) =>
	(await listEscalations(database, 10)).map(({ escalation }) => escalation.card?.reason);

test("direct messages that close in mid-outage: the QR is shown in the store's channel and becomes paid there", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const dm = discord.dm(mei);
	const { channel } = discord.addGuild("Harbour", mei);
	await shop.link(mei, dm);
	await shop.link(mei, channel);
	discord.say(mei, dm, "terminal is down");
	await shop.hear(dm, /Check 1/);
	discord.say(mei, dm, "pay 45");
	await shop.hear(dm, /already tap/);
	mei.hasClosedDms = true;
	discord.press(mei, dm, "No, not yet");

	const root = await shop.hear(channel, /direct messages are closed to me, so we go on here\.[\s\S]*Check 1/);
	await shop.until("a thread", () => hasThread(shop, root.id));
	const thread = discord.channel(root.id);
	const shown = await shop.hear(thread, /45\.00[\s\S]*Shown\./);
	expect([shown.files, shown.buttons.length > 1]).toEqual([["qr.png"], true]);
	await pay(shop, shown);
	const paid = await shop.hear(thread, /PAID\./);
	expect([paid.id, paid.isEdited, paid.files]).toEqual([shown.id, true, []]);

	// It goes on in that thread. What is written in direct messages later is another conversation.
	discord.say(mei, thread, `<@${discord.bot.id}> pay 46`);
	await shop.hear(thread, /46\.00[\s\S]*already tap/);
	mei.hasClosedDms = false;
	discord.say(mei, dm, "pay 47");
	await shop.hear(dm, /47\.00[\s\S]*already tap/);
	expect(discord.read(thread).some(({ text }) => text.includes("47.00"))).toBe(false);
	await shop.settle();
	expect(await desk(shop)).toEqual([]);
}, 60_000);

test("a sale that was shown before its direct messages closed is told in the channel when it is paid, to a Spanish reader in Spanish", async () => {
	await using shop = await atDiscordShop();
	const { discord } = shop;
	const luz = discord.addPerson("Luz", "es-ES");
	const dm = discord.dm(luz);
	const { channel } = discord.addGuild("Harbour", luz);
	await shop.link(luz, channel);
	await shop.link(luz, dm);
	discord.say(luz, dm, "la terminal no tiene conexión");
	await shop.hear(dm, /Revisión 1/);
	discord.say(luz, dm, "cobrar 45");
	await shop.hear(dm, /ya pasó/);
	discord.press(luz, dm, "No, todavía no");
	const shown = await shop.hear(dm, /\/p\//);
	luz.hasClosedDms = true;
	await pay(shop, shown);
	const root = await shop.hear(channel, /Sus mensajes directos están cerrados para mí/);
	await shop.until("a thread", () => hasThread(shop, root.id));
	await shop.hear(discord.channel(root.id), /PAGAD/);
	await shop.settle();
	expect(discord.read(channel).filter(({ text }) => text.includes("cerrados"))).toHaveLength(1);
}, 60_000);

test("where no channel is linked to the store, or it is closed too, the support desk has one request that says so", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const dm = discord.dm(mei);
	await shop.link(mei, dm);
	discord.say(mei, dm, "pay 45");
	await shop.hear(dm, /already tap/);
	mei.hasClosedDms = true;
	discord.press(mei, dm, "No, not yet");
	await shop.until("the desk knows", async () => (await desk(shop)).length > 0);
	discord.say(mei, dm, "hello?");
	await shop.settle();
	expect(await desk(shop)).toEqual([expect.stringMatching(/does not reach the merchant/)]);

	const { channel } = discord.addGuild("Harbour", mei);
	const lin = discord.addPerson("Lin");
	const other = discord.dm(lin);
	await shop.link(lin, channel);
	await shop.link(lin, other);
	discord.say(lin, other, "pay 46");
	await shop.hear(other, /already tap/);
	lin.hasClosedDms = true;
	channel.isForbidden = true;
	discord.press(lin, other, "No, not yet");
	await shop.until("the desk knows", async () => (await desk(shop)).length > 1);
	await shop.settle();
	expect(await desk(shop)).toHaveLength(2);
}, 60_000);

test("who belongs to no store and takes no messages is given up, without a request that nobody could answer", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei, database } = shop;
	mei.hasClosedDms = true;
	discord.say(mei, discord.dm(mei), "terminal is down");
	const givenUp = () => database.query("select 1 from outbox where failure = 'rejected'");
	await shop.until("given up", async () => (await givenUp()).length > 0);
	await shop.settle();
	expect(await desk(shop)).toEqual([]);
}, 60_000);

const hasThread = ({ discord }: DiscordShop, id: string): boolean => {
	try {
		return discord.channel(id) !== undefined;
	} catch {
		return false;
	}
};
