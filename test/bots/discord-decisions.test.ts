import { expect, test } from "vitest";
import { atDiscordShop, type DiscordShop, type Place } from "./discord-shop.ts";

/** The demo shop's manager. */
const PIN = "246810";

const press = async ({ discord, until }: DiscordShop, { person, channel }: Place, label: string) => {
	const opened = discord.press(person, channel, label);
	await until(`a form of “${label}”`, () => opened.modal !== null);
	return opened;
};
/** An outage that is over, and the command that looks at what is left of it; gives what stands in the channel. */
async function reconcile(shop: DiscordShop, { person, channel }: Place) {
	const { discord, database } = shop;
	discord.slash(person, channel, "outage");
	const root = await shop.hear(channel, /1/);
	await shop.settle();
	discord.press(person, channel, root.buttons.at(-2) ?? ""); // it works again
	const isOver = async () => (await database.query("select 1 from outage where restored_at is not null")).length > 0;
	await shop.until("the outage is over", isOver);
	await shop.settle();
	discord.slash(person, channel, "reconcile");
	return shop.hear(channel, /./, root);
}

test.each([
	["en-US", "Close the outage", "Manager's PIN", "Try again", /This PIN is not right/, /Demo manager has closed/],
	["zh-CN", "关闭本次故障", "店长 PIN", "重试", /PIN 不正确/, /Demo manager 已关闭|Demo manager.*关闭/],
	["es-ES", "Cerrar la caída", "PIN del encargado", "Intentar de nuevo", /Este PIN no es correcto/, /Demo manager/],
] as const)(
	"/reconcile in a channel: the manager's PIN, a wrong one first, closes the outage in the thread below (%s)",
	async (locale, close, pinLabel, again, wrong, closed) => {
		await using shop = await atDiscordShop();
		const { discord } = shop;
		const person = discord.addPerson("Ana", locale);
		const { channel } = discord.addGuild("Harbour", person);
		const place = { person, channel };
		await shop.link(person, channel);
		const stands = await reconcile(shop, place);
		expect(stands.buttons).toContain(close);

		const opened = await press(shop, place, close);
		expect(opened.modal?.["title"]).toBe(close);
		expect(JSON.stringify(opened.modal)).toContain(pinLabel);
		discord.submit(opened, { pin: "111111" });
		await shop.whisper(place, wrong);
		const second = await press(shop, place, again);
		expect(JSON.stringify(second.modal)).not.toContain("111111");
		const sent = discord.submit(second, { pin: PIN });
		await shop.until("a thread", () => discord.thread(stands.id) !== null);
		await shop.hear(discord.channel(stands.id), closed);
		expect(sent.answer).not.toBeNull();
		// Everybody who looks at the channel sees what was asked, and nobody a PIN or what was wrong with it.
		expect(discord.read(channel).some(({ text }) => wrong.test(text))).toBe(false);
	},
	60_000,
);

test("a manager who has shown their PIN is not asked again in that thread; a colleague beside them is", async () => {
	await using shop = await atDiscordShop();
	const { discord, mei } = shop;
	const lin = discord.addPerson("Lin");
	const { channel } = discord.addGuild("Harbour", mei, lin);
	await shop.link(mei, channel);
	const stands = await reconcile(shop, { person: mei, channel });
	const opened = await press(shop, { person: mei, channel }, "Close the outage");
	discord.submit(opened, { pin: PIN });
	await shop.until("a thread", () => discord.thread(stands.id) !== null);
	await shop.hear(discord.channel(stands.id), /has closed/);
	const asksPin = async (person: Place["person"]) =>
		JSON.stringify((await press(shop, { person, channel }, "Close the outage")).modal).includes("Manager's PIN");
	expect([await asksPin(mei), await asksPin(lin)]).toEqual([false, true]);
}, 60_000);
