import { expect, test } from "vitest";
import { decodePng } from "./discord-qr.ts";
import { atDiscordShop, type DiscordShop, type Place } from "./discord-shop.ts";

/** What only this person is told. */
const whisper = async ({ discord, until }: DiscordShop, { person, channel }: Place, words: RegExp) => {
	const find = () => discord.whispers(person, channel).find(({ text }) => words.test(text));
	await until(`${words} to ${person.username}`, () => find() !== undefined);
	return find() as NonNullable<ReturnType<typeof find>>;
};
const threadOf = async ({ discord, until }: DiscordShop, id: string) => {
	const find = () => discord.thread(id);
	await until(`a thread of ${id}`, () => find() !== null);
	return find() as NonNullable<ReturnType<typeof find>>;
};
const pay = (shop: DiscordShop, text: string) =>
	fetch(shop.at(/https:\/\/standin\.example(\/p\/\w{12})/.exec(text)?.[1] ?? ""), { method: "POST" });
const fromBot = ({ discord }: DiscordShop, channel: Place["channel"]) =>
	discord.read(channel).filter(({ from }) => from === discord.bot.global_name);

test("/outage in a channel: the first check stands there, the outage goes on in the thread below it, until it is paid", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const { channel } = discord.addGuild("Harbour", mei);
	await shop.link(mei, channel);
	discord.slash(mei, channel, "outage", { text: "the terminal says no connection" });
	const first = await shop.hear(channel, /Check 1/);
	await whisper(shop, { person: mei, channel }, /The answer comes in the chat/);
	expect(fromBot(shop, channel)).toHaveLength(2); // no greeting: the link, and the check
	// The button of the first reply, which stands in the channel, and what follows in the thread, are one conversation.
	discord.press(mei, channel, "Take a payment now");
	const thread = await threadOf(shop, first.id);
	await shop.hear(thread, /How much/);
	discord.say(mei, thread, `<@${discord.bot.id}> 45`);
	await shop.hear(thread, /already tap/);
	discord.press(mei, thread, "No, not yet");
	const shown = await shop.hear(thread, /Shown\./);
	discord.slash(mei, thread, "sales");
	await shop.hear(thread, /1 fallback sale/);
	await pay(shop, shown.text);
	await shop.hear(thread, /PAID\./);
	expect(await shop.database.query("select 1 from conversation")).toHaveLength(1);
	expect(fromBot(shop, channel)).toHaveLength(2);
}, 60_000);

test("/outage alone in direct messages begins the checks there, and once more shows where they stand", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	await shop.link(mei, channel);
	discord.slash(mei, channel, "outage");
	const first = await shop.hear(channel, /Check 1/);
	discord.slash(mei, channel, "outage");
	await shop.hear(channel, /Check 1/, first);
	expect(await shop.database.query("select 1 from outage")).toHaveLength(1);
}, 60_000);

test("/paylink 45 in a channel: the card with its QR stands there, the customer pays, and the same message says PAID", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const { channel } = discord.addGuild("Harbour", mei);
	await shop.link(mei, channel);
	discord.slash(mei, channel, "paylink", { amount: "45", note: "table 4" });
	const shown = await shop.hear(channel, /45\.00/);
	expect(shown).toMatchObject({ files: ["qr.png"] });
	expect(shown.text).toContain("table 4");
	const { text } = await shop.hear(channel, /45\.00.*Shown\./);
	expect(decodePng(discord.fileOf(shown.id))).toBe(/https:\/\/standin\.example\/p\/\w{12}/.exec(text)?.[0]);
	discord.press(mei, channel, "The customer says they paid");
	await shop.hear(channel, /The customer says they paid\. That is not paid yet/);
	await pay(shop, text);
	const paid = await shop.hear(channel, /PAID\./);
	expect([paid.id, paid.files, paid.buttons]).toEqual([shown.id, [], []]);
	expect(paid.text).toContain("table 4");
	expect(await shop.database.query("select 1 from conversation")).toHaveLength(1);
}, 60_000);

test("/paylink with a wrong amount says so to its sender alone, and “try again” opens a form with what was typed", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	const place = { person: mei, channel };
	await shop.link(mei, channel);
	discord.slash(mei, channel, "paylink", { amount: "forty", note: "mesa 4" });
	await whisper(shop, place, /I did not see an amount/);
	const opened = discord.press(mei, channel, "Try again");
	await shop.until("a form", () => opened.modal !== null);
	const typed = JSON.stringify(opened.modal);
	expect(typed).toContain('"value":"forty"');
	expect(typed).toContain('"value":"mesa 4"');
	discord.submit(opened, { amount: "45 GBP" });
	await whisper(shop, place, /This store takes USD, not GBP/);
	expect(discord.whispers(mei, channel)).toHaveLength(1); // it takes the place of the first
	const again = discord.press(mei, channel, "Try again");
	await shop.until("a form", () => again.modal !== null);
	discord.submit(again, { amount: "45" });
	await shop.hear(channel, /45\.00 USD.*mesa 4|mesa 4[\s\S]*45\.00 USD/);
	await whisper(shop, place, /The answer comes in the chat/);
	expect(await shop.database.query("select 1 from sale")).toHaveLength(1);
}, 60_000);

test.each([
	["en-US", "Take a payment", ["Amount", "Currency", "How the customer pays", "Note for the shop (optional)"]],
	["zh-CN", "收款", ["金额", "货币", "顾客的付款方式", "店内备注（可不填）"]],
	["es-ES", "Cobrar", ["Importe", "Moneda", "Cómo paga el cliente", "Nota para la tienda (opcional)"]],
] as const)(
	"/paylink alone opens a form in the person's language (%s), and what is sent is a card",
	async (locale, title, labels) => {
		await using shop = await atDiscordShop();
		const { discord } = shop;
		const person = discord.addPerson("Ana", locale);
		const channel = discord.dm(person);
		await shop.link(person, channel);
		const opened = discord.slash(person, channel, "paylink");
		await shop.until("a form", () => opened.modal !== null);
		expect(opened.modal?.["title"]).toBe(title);
		expect(opened.modal?.["components"]).toMatchObject(labels.map((label) => ({ label })));
		discord.submit(opened, { amount: "12.50", rail: ["practice"], note: "4" });
		await shop.hear(channel, /12\.50/);
	},
	60_000,
);

test("where no store is linked, /paylink says how to link one, and nothing is offered while it is typed", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	for (const given of [{}, { amount: "45" }]) {
		const asked = discord.slash(mei, channel, "paylink", given);
		await shop.until("an answer", () => asked.answer !== null);
		expect(asked.modal).toBeNull();
	}
	const told = discord.whispers(mei, channel).map(({ text }) => text);
	expect(told).toEqual([1, 2].map(() => expect.stringContaining("/standin link CODE")));
	const typing = discord.typing(mei, channel, "paylink", "currency", { currency: "E" });
	await shop.until("an answer", () => typing.answer !== null);
	expect(typing.choices).toEqual([]);
	await shop.link(mei, channel);
	const offered = async (option: string, typed: string) => {
		const asked = discord.typing(mei, channel, "paylink", option, { [option]: typed });
		await shop.until("an answer", () => asked.answer !== null);
		return asked.choices.map(({ value }) => value);
	};
	expect((await offered("currency", ""))[0]).toBe("USD");
	expect(await offered("currency", "eu")).toEqual(["EUR"]);
	expect(await offered("rail", "pract")).toEqual(["practice"]);
	expect(await offered("rail", "bitcoin")).toEqual([]);
}, 60_000);

test("/standin link in a channel is seen by everybody in it, and names nobody; a server is linked only by who manages it", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const lin = discord.addPerson("Lin");
	const { guild, channel } = discord.addGuild("Harbour", mei, lin);
	const other = discord.addChannel(guild, "back");
	discord.slash(lin, channel, "standin link", { code: await shop.code(), everywhere: true });
	await whisper(shop, { person: lin, channel }, /Only an administrator/);
	discord.slash(lin, channel, "standin link", { code: await shop.code() });
	const told = await shop.hear(channel, /This channel is now linked to/);
	expect(told.text).not.toContain("Lin");
	discord.slash(lin, channel, "standin unlink");
	await shop.hear(channel, /not linked to a store any more/);

	discord.slash(mei, channel, "standin link", { code: await shop.code(), everywhere: true });
	await shop.hear(channel, /Every chat here that has no store of its own/);
	discord.slash(lin, other, "paylink", { amount: "9" });
	await shop.hear(other, /9\.00/);
	discord.slash(lin, other, "standin status");
	await whisper(shop, { person: lin, channel: other }, /Harbour Café/);
	discord.slash(mei, other, "standin unlink", { everywhere: true });
	await shop.hear(other, /What was linked everywhere/);
	discord.slash(lin, other, "standin status");
	await whisper(shop, { person: lin, channel: other }, /not linked to a store/);
	discord.slash(mei, discord.dm(mei), "standin link", { code: "x", everywhere: true });
	await whisper(shop, { person: mei, channel: discord.dm(mei) }, /Here is no server/);
	discord.say(mei, channel, `<@${discord.bot.id}> link ${await shop.code()} everywhere`);
	await shop.hear(channel, /For the whole server use the command/);
}, 60_000);

test("/standin help lists every command in the person's language, and how to link where that is not done", async () => {
	await using shop = await atDiscordShop();
	const { discord } = shop;
	for (const [locale, outage, link] of [
		["en-US", "/outage [text]: The card terminal is down", "send: /standin link CODE"],
		["zh-CN", "/outage [text]：刷卡机故障", "/standin link 代码"],
		["es-ES", "/outage [text]: La terminal no funciona", "/standin link CÓDIGO"],
	] as const) {
		const person = discord.addPerson(locale, locale);
		const channel = discord.dm(person);
		discord.slash(person, channel, "standin help");
		const { text } = await whisper(shop, { person, channel }, /outage/);
		const plain = text.replaceAll("\\", "");
		expect(plain).toContain(outage);
		expect(plain).toContain(link);
		expect(plain.split("\n")).toHaveLength(9);
	}
}, 60_000);

test("the same command told twice, as to two processes, is one payment link", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const { channel } = discord.addGuild("Harbour", mei);
	await shop.link(mei, channel);
	await shop.startAnother();
	discord.slash(mei, channel, "paylink", { amount: "45" });
	await shop.hear(channel, /45\.00/);
	await shop.settle();
	expect(fromBot(shop, channel).filter(({ text }) => text.includes("45.00"))).toHaveLength(1);
	expect(await shop.database.query("select 1 from sale")).toHaveLength(1);
}, 60_000);
