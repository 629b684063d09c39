import { expect, test } from "vitest";
import { decodePng } from "./discord-qr.ts";
import { atDiscordShop } from "./discord-shop.ts";

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
	const claimed = await shop.hear(channel, /The customer says they paid\. That is not paid yet/);
	expect(claimed).toMatchObject({ id: shown.id, files: ["qr.png"], isEdited: true });
	expect(claimed.buttons).toContain("Cancel this sale");
	await shop.pay(text);
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
	await shop.whisper(place, /I did not see an amount/);
	const opened = discord.press(mei, channel, "Try again");
	await shop.until("a form", () => opened.modal !== null);
	const typed = JSON.stringify(opened.modal);
	expect(typed).toContain('"value":"forty"');
	expect(typed).toContain('"value":"mesa 4"');
	discord.submit(opened, { amount: "45 GBP" });
	await shop.whisper(place, /This store takes USD, not GBP/);
	expect(discord.whispers(mei, channel)).toHaveLength(1); // it takes the place of the first
	const again = discord.press(mei, channel, "Try again");
	await shop.until("a form", () => again.modal !== null);
	discord.submit(again, { amount: "45" });
	await shop.hear(channel, /45\.00 USD.*mesa 4|mesa 4[\s\S]*45\.00 USD/);
	await shop.whisper(place, /The answer comes in the chat/);
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

test("the same command told twice, as to two processes, is one payment link", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const { channel } = discord.addGuild("Harbour", mei);
	await shop.link(mei, channel);
	await shop.startAnother();
	discord.slash(mei, channel, "paylink", { amount: "45" });
	await shop.hear(channel, /45\.00/);
	await shop.settle();
	expect(discord.read(channel).filter(({ text }) => text.includes("45.00"))).toHaveLength(1);
	expect(await shop.database.query("select 1 from sale")).toHaveLength(1);
}, 60_000);
