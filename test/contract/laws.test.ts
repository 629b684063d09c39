import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Chat, type Reader, readerOf, until } from "./chat.ts";
import { MANAGER } from "./house.ts";
import { DEMO } from "./shop.ts";
import { PLATFORMS, placed } from "./telling.ts";
import { WORDS } from "./words.ts";

const { en, zh, es } = WORDS;

describe.each(placed(PLATFORMS))("%s", (_place, platform) => {
	let chat: Chat;
	let person: Reader;
	beforeAll(async () => {
		chat = await platform.open({ database: "PostgreSQL", locale: "en" });
		person = readerOf(chat);
	});
	afterAll(() => chat.close());

	test("what the platform brings twice is heard once", async () => {
		person.look();
		await chat.sayTwice("pay 12.34");
		await person.see(/12\.34[\s\S]*already tap/);
		await atRest(chat);
		expect((await heard(chat)).filter((text) => text === "pay 12.34")).toHaveLength(1);
		expect(chat.screen().filter(({ text }) => text.includes("12.34"))).toHaveLength(1);
	});

	test("what is said while nobody waits for answers is answered in its order", async () => {
		const amounts = ["21.00", "22.00", "23.00", "24.00", "25.00", "26.00"];
		person.look();
		for (const amount of amounts) await chat.say(`pay ${amount}`);
		await person.see(/26\.00[\s\S]*already tap/);
		await atRest(chat);
		const isOurs = (text: string) => amounts.some((amount) => text.includes(amount));
		expect((await heard(chat)).filter(isOurs)).toEqual(amounts.map((amount) => `pay ${amount}`));
		const shown = chat.screen().filter(({ text }) => isOurs(text) && en.tapped.test(text));
		expect(shown.map(({ text }) => /\d\d\.\d\d/.exec(text)?.[0])).toEqual(amounts);
	});

	test("a card number is masked before it is kept, and its sender is told", async () => {
		await person.say("4111 1111 1111 1111");
		await person.see(en.cardMasked);
		await person.say("the customer's card is 5500005555555559");
		await person.see(en.cardMasked);
		await atRest(chat);
		const kept = `${await everything(chat)}\n${chat.house.logged.join("\n")}`;
		expect(kept).toContain("1111");
		expect(kept).not.toMatch(/4111\s?1111\s?1111\s?1111|5500\s?0055\s?5555\s?5559/);
	});

	test("a text of 5,000 characters full of markup is taken or refused, and the chat goes on", async () => {
		const long = "<!channel> @everyone *_`~|&<script> ".repeat(200).slice(0, 5_000);
		person.look();
		await chat.say(long).catch((error: Error) => expect(error.message).toContain("400"));
		await person.say("pay 31.00");
		await person.see(/31\.00[\s\S]*already tap/);
	});

	test("whoever goes on in another language is answered in it", async () => {
		await person.say(zh.pay("41"));
		await person.see(zh.tapped);
		await person.say("quiero cobrar 42 dólares");
		await person.see(es.tapped);
		await person.say("I want to take a payment of 43 dollars");
		await person.see(en.tapped);
		await person.press(en.notTapped);
		await person.see(en.shown);
	});
});

test.each(placed(PLATFORMS))("%s the chat goes on when the program ends and begins again", async (_place, platform) => {
	const chat = await platform.open({ database: "PGlite", locale: "en" });
	try {
		const person = readerOf(chat);
		await person.say(en.report);
		await person.see(en.firstCheck);
		await person.say(en.pay("45"));
		await person.see(en.tapped);
		await chat.house.stop();
		await chat.house.start();
		await chat.reconnected();
		await person.press(en.notTapped);
		const { text } = await person.see(en.shown);
		expect(text).toContain("45.00");
		const page = await chat.house.customer.opens(chat.qr() ?? "no picture");
		expect(page).toContain("45.00");
	} finally {
		await chat.close();
	}
});

test.each(placed(PLATFORMS.filter(({ links }) => links)))(
	"%s whoever is linked to no store talks and sells nothing",
	async (_place, platform) => {
		const chat = await platform.open({ database: "PostgreSQL", locale: "en", isLinked: false });
		try {
			const person = readerOf(chat);
			await person.say(en.report);
			await person.see(en.firstCheck);
			await person.say(en.pay("45"));
			await person.see(/not linked to a store yet/);
			await person.press(en.takePayment);
			await person.see(/not linked to a store yet/);
			await person.dropFile("batch.csv", DEMO.batch([]));
			await person.see(/batch\.csv was not taken/);
			await atRest(chat);
			expect(await chat.house.look((database) => database.query("select 1 from sale"))).toEqual([]);
		} finally {
			await chat.close();
		}
	},
);

const HOSTILE = "*Bean* & <!channel> @everyone <@U0STANDIN> <script>alert(1)</script> [x](http://x.example) `_~|";

test.each(placed(PLATFORMS))("%s a shop's name is a name, whatever is written in it", async (_place, platform) => {
	const chat = await platform.open({ database: "PostgreSQL", locale: "en", shop: hostile });
	try {
		const person = readerOf(chat);
		await person.say(en.pay("45"));
		await person.see(en.tapped);
		await person.press(en.notTapped);
		await person.see(en.shown);
		const shown = chat.screen().map(({ text }) => text.replaceAll("\u200b", ""));
		expect(shown.some((text) => text.includes(HOSTILE))).toBe(true);
		const page = await chat.house.customer.opens(chat.qr() ?? "no picture");
		expect(page).toContain("&lt;script&gt;");
		expect(page).not.toContain("<script>alert");
	} finally {
		await chat.close(); // fails when somebody was mentioned, or markup was sent
	}
});

const hostile = {
	store: "bean-main",
	setup: {
		merchants: [
			{
				id: "bean",
				name: HOSTILE,
				demo: true,
				stores: [
					{
						id: "bean-main",
						name: HOSTILE,
						country: "US",
						currency: "USD",
						time_zone: "America/New_York",
						locale: "en",
						terminals: [{ id: "bean-1", tid: "60001234", vendor: "Square", model: "Square Terminal" }],
					},
				],
				rails: [{ id: "practice", scheme: "practice" }],
				people: [{ id: "mara", name: "Mara", role: "manager", pin: MANAGER.pin }],
			},
		],
	},
};

/** Every event is handled, and every effect carried out. */
const atRest = ({ house }: Chat) =>
	house.look((database) =>
		until(async () => {
			const busy = await database.query(
				"select 1 from inbox where handled_at is null union all select 1 from outbox where sent_at is null limit 1",
			);
			return busy.length === 0 ? true : null;
		}, "rest"),
	);

/** The words that the conversation has heard, in their order. */
const heard = ({ house }: Chat) =>
	house.look(async (database) => {
		const lines = await database.query<{ readonly text: string }>(
			"select body ->> 'text' as text from message where direction = 'in' and body ->> 'kind' = 'message' order by seq",
		);
		return lines.map(({ text }) => text);
	});

/** All that the database keeps, as text. */
const everything = ({ house }: Chat) =>
	house.look(async (database) => {
		const tables = await database.query<{ readonly name: string }>(
			"select table_name as name from information_schema.tables where table_schema = current_schema()",
		);
		const texts: string[] = [];
		for (const { name } of tables) {
			const rows = await database.query<{ readonly row: string }>(`select to_jsonb(t)::text as row from "${name}" t`);
			texts.push(...rows.map(({ row }) => row));
		}
		return texts.join("\n");
	});
