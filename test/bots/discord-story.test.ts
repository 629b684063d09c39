import { expect, test } from "vitest";
import { squareBatch } from "../scenarios/square-batch.ts";
import { decodePng } from "./discord-qr.ts";
import { atDiscordShop, type DiscordShop, type Place } from "./discord-shop.ts";

/** Sells one thing by buttons; gives its reference, its page, and the message that shows it. */
async function sell(shop: DiscordShop, { person, channel }: Place, amount: string) {
	const { discord } = shop;
	discord.say(person, channel, `pay ${amount}`);
	await shop.hear(channel, new RegExp(`${amount}.*already tap`));
	discord.press(person, channel, "No, not yet");
	const { id } = await shop.hear(channel, /Let the customer scan/);
	const shown = await shop.hear(channel, new RegExp(`${amount}.*Shown\\.`));
	expect(shown.id).toBe(id);
	const [, ref = ""] = /([2-9A-HJKMNP-Z]{6}) · /.exec(shown.text) ?? [];
	const [, page = ""] = /https:\/\/standin\.example(\/p\/\w{12})/.exec(shown.text) ?? [];
	return { id, ref, page };
}

/** The demo shop's manager. */
const PIN = "246810";

/** Presses a decision and sends its form, with each of these PINs in turn; none when it does not ask for one. */
async function decide(
	shop: DiscordShop,
	{ person, channel }: Place,
	label: string,
	{ pin, ...given }: { readonly pin: readonly string[]; readonly note?: string },
) {
	const { discord, until } = shop;
	const formOf = async (button: string) => {
		const opened = discord.press(person, channel, button);
		await until(`a form of “${button}”`, () => opened.modal !== null);
		return opened;
	};
	let opened = await formOf(label);
	expect(JSON.stringify(opened.modal).includes('"pin"')).toBe(pin.length > 0);
	for (const [index, typed] of pin.entries()) {
		if (index > 0) {
			const isTold = () => discord.whispers(person, channel).some(({ text }) => /This PIN is not right/.test(text));
			await until("what is wrong", isTold);
			opened = await formOf("Try again");
		}
		expect(JSON.stringify(opened.modal)).not.toMatch(/246810|111111/);
		discord.submit(opened, { ...given, pin: typed });
	}
	if (pin.length === 0) discord.submit(opened, given);
}

test("an evening without a terminal in a direct message: from “no connection” to the findings of the batch", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	const place = { person: mei, channel };
	await shop.link(mei, channel);

	discord.say(mei, channel, "the card machine says no connection and I have 8 people waiting");
	const first = await shop.hear(channel, /Check 1/);
	discord.press(mei, channel, first.buttons[0] ?? "");
	const second = await shop.hear(channel, /Check 2/);
	discord.say(mei, channel, "back");
	await shop.hear(channel, /Check 1/, second);

	const sale = await sell(shop, place, "45.00");
	const shown = discord.read(channel).find(({ id }) => id === sale.id);
	expect(shown).toMatchObject({ files: ["qr.png"], isEdited: true });
	expect(shown?.text).toContain("Harbour Café (demo)\n45.00 USD\n");
	expect(shown?.buttons).toContain("The customer says they paid");
	expect(decodePng(discord.fileOf(sale.id))).toBe(`https://standin.example${sale.page}`);

	await fetch(shop.at(sale.page), { method: "POST" });
	await shop.hear(channel, new RegExp(`${sale.ref}.*PAID\\.`));
	const paid = discord.read(channel).filter(({ text }) => text.includes(sale.ref) && text.includes("PAID."));
	expect(paid).toMatchObject([{ id: sale.id, buttons: [], files: [] }]);

	const twice = await sell(shop, place, "18.50");
	discord.press(mei, channel, "The customer says they paid");
	await fetch(shop.at(twice.page), { method: "POST" });
	await shop.hear(channel, new RegExp(`${twice.ref}.*PAID\\.`));

	discord.say(mei, channel, "person");
	await shop.hear(channel, /request (\w{8}) is on the support desk's list/);
	discord.say(mei, channel, "it's back");
	const sheet = await shop.hear(channel, /key these into the POS/);
	expect(sheet.text).toContain(sale.ref);

	const now = new Date();
	const batch = squareBatch([
		{ at: now, amount: "45.00", tender: "other", note: sale.ref },
		{ at: now, amount: "18.50", tender: "other", note: twice.ref },
		{ at: now, amount: "18.50", tender: "card", note: twice.ref, last4: "1881" },
	]);
	discord.say(mei, channel, "", { files: [{ name: "batch.csv", bytes: Buffer.from(batch), type: "text/csv" }] });
	const report = await shop.hear(channel, /batch\.csv is read/);
	expect(report.text).toContain(twice.ref);

	discord.press(mei, channel, "Check them one by one");
	const finding = await shop.hear(channel, /^To check, 1 of 1/);
	expect(finding.text).toContain(twice.ref);
	await decide(shop, place, "Charged twice", { pin: ["111111", PIN], note: "customer has the receipt" });
	await shop.hear(channel, /Demo manager decided[^\n]*charged twice/);
	await shop.hear(channel, /^To check, 1 of 1/, finding);
	await decide(shop, place, "I have refunded it", { pin: [] });
	await shop.hear(channel, /Every sale is accounted for/);
	await decide(shop, place, "Close the outage", { pin: [] });
	await shop.hear(channel, /Demo manager has closed the outage/);
	expect(await shop.database.query("select closed_by from outage")).toEqual([{ closed_by: "manager" }]);
	expect(shop.logged.join("\n")).not.toMatch(/246810|111111/);
	const stored = await shop.database.query<{ all: string }>(
		"select string_agg(payload::text, ' ') as all from (select payload from inbox union all select payload from outbox) as kept",
	);
	expect(stored[0]?.all).not.toMatch(/246810|111111/);
	expect(discord.refused).toEqual([]);
}, 60_000);

test("刷卡机断网：中文的对话、按钮和收款", async () => {
	await using shop = await atDiscordShop();
	const { discord } = shop;
	const lin = discord.addPerson("Lin", "zh-CN");
	const channel = discord.dm(lin);
	await shop.link(lin, channel);
	discord.say(lin, channel, "刷卡机显示没有网络");
	await shop.hear(channel, /检查 1/);
	expect(discord.read(channel).find(({ text }) => text.startsWith("I keep you"))).toBeUndefined();
	discord.press(lin, channel, "现在收款");
	await shop.hear(channel, /收多少/);
	discord.say(lin, channel, "45");
	await shop.hear(channel, /刷过卡了吗/);
	discord.press(lin, channel, "没有");
	await shop.hear(channel, /已出示/);
}, 60_000);

test("whose chat is linked to no store talks, is guided, and cannot sell", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	discord.say(mei, channel, "terminal is down");
	await shop.hear(channel, /Tell me what it shows/);
	discord.say(mei, channel, "pay 45");
	await shop.hear(channel, /not linked to a store yet/);
	discord.rewrite(discord.say(mei, channel, "sales"), "pay 99"); // what was said was said
	discord.say(mei, channel, "link no-such-code");
	await shop.hear(channel, /No store has this code/);
	discord.say(mei, channel, "unlink");
	await shop.hear(channel, /was not linked/);
	expect(await shop.database.query("select 1 from sale")).toEqual([]);
	await shop.settle();
	expect(discord.read(channel).filter(({ text }) => /not linked to a store yet/.test(text))).toHaveLength(1);
}, 60_000);

test("a manager's code links a chat, as words and as a command, and “unlink” takes it back", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	discord.slash(mei, channel, "standin link", { code: await shop.code() });
	await shop.until("answer", () => discord.whispers(mei, channel).some(({ text }) => /now linked to/.test(text)));
	discord.say(mei, channel, "pay 45");
	await shop.hear(channel, /already tap/);
	discord.slash(mei, channel, "standin unlink");
	await shop.until("answer", () =>
		discord.whispers(mei, channel).some(({ text }) => /not linked .* any more/.test(text)),
	);
	discord.say(mei, channel, "pay 45");
	await shop.hear(channel, /not linked to a store yet/);
	const spanish = discord.addPerson("Ana", "es-ES");
	discord.slash(spanish, discord.dm(spanish), "standin help");
	await shop.until("answer", () =>
		discord.whispers(spanish, discord.dm(spanish)).some(({ text }) => text.includes("Pida al encargado")),
	);
}, 60_000);

test("a mention in a server's channel begins a thread, the outage goes on in it, and the channel stays quiet", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const { channel } = discord.addGuild("Harbour", mei);
	await shop.link(mei, channel);
	discord.say(mei, channel, "nobody asked the bot");
	const asked = discord.say(mei, channel, `<@${discord.bot.id}> the terminal says no connection`);
	await shop.until("a thread", () => asked.thread !== null);
	const thread = asked.thread as NonNullable<typeof asked.thread>;
	await shop.hear(thread, /Check 1/);
	discord.press(mei, thread, "Take a payment now");
	await shop.hear(thread, /How much/);
	discord.say(mei, thread, `<@${discord.bot.id}> 45`);
	await shop.hear(thread, /already tap/);
	discord.archive(thread);
	discord.press(mei, thread, "No, not yet");
	await shop.hear(thread, /Shown\./);
	const inChannel = discord.read(channel).filter(({ from }) => from === "Standin");
	expect(inChannel.map(({ text }) => text)).toEqual([expect.stringContaining("now linked to")]);
	expect(await shop.database.query("select 1 from conversation")).toHaveLength(1);
}, 60_000);

test("whoever begins in Spanish is welcomed in Spanish, though Discord does not tell the language", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const channel = discord.dm(mei);
	discord.say(mei, channel, "la terminal no funciona y tengo ocho personas esperando");
	await shop.hear(channel, /^Le ayudo a seguir vendiendo/);
}, 60_000);
