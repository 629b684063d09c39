import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toMajor } from "../../src/fallback/money.ts";
import { isPaylinkFault, NOTE_LIMIT_CHARACTERS, readPaylink, splitPaylink } from "../../src/helpdesk/paylink.ts";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

const order = (line: string) => readPaylink(splitPaylink(line, bakery), bakery);

describe("one line orders a payment link", () => {
	test.each([
		["45", 4500, null],
		["45.50", 4550, null],
		["45,50 EUR", 4550, null],
		["€12", 1200, null],
		["12 €", 1200, null],
		["EUR 12.00 table 4", 1200, "table 4"],
		["45 eur birthday cake", 4500, "birthday cake"],
		["1.234,50 EUR", 123_450, null],
		["45 tea", 4500, "tea"],
		["45 tea and 2 buns", 4500, "tea and 2 buns"],
		["45 all of it", 4500, "all of it"],
		["  8.5   桌 4 ", 850, "桌 4"],
	])("%s", (line, minor, note) => {
		expect(order(line)).toEqual({ money: { minor, currency: "EUR" }, railId: null, note });
	});

	test.each([
		["45 bank table 4", "bank", "table 4"],
		["45 eur Savings", "savings", null],
		["45 SEPA transfer (EPC QR, GiroCode) table 4", "bank", "table 4"],
		["45 sepa 转账（epc 二维码） 桌 4", "bank", "桌 4"],
		["45 banker", null, "banker"],
		["45 the bank", null, "the bank"],
	])("%s: a rail is named at the head of the note, and whole", (line, railId, note) => {
		expect(order(line)).toEqual({ money: { minor: 4500, currency: "EUR" }, railId, note });
	});

	test.each([
		["", "amount"],
		["table 4", "amount"],
		["0", "amount"],
		["-45", "amount"],
		["•••• •••• •••• 1111", "amount"],
		["1.234", "amount"],
		["45.505", "amount"],
		["45 USD", "currency"],
		["$45", "currency"],
		["4500000000000000", "amount"],
	])("“%s” is refused at its %s, in every language", (line, field) => {
		const read = order(line);
		expect(isPaylinkFault(read) && read.field).toBe(field);
		if (isPaylinkFault(read)) expect(Object.values(read.because).every((text) => text.length > 10)).toBe(true);
	});

	test("every amount a till takes comes through as it was typed, whatever note stands behind it", () => {
		const cents = fc.integer({ min: 1, max: 9_999_999 });
		const words = fc.stringMatching(/^[a-z]{4,8}( [a-z0-9]{1,8}){0,3}$/);
		fc.assert(
			fc.property(cents, words, (minor, note) => {
				const money = { minor, currency: "EUR" };
				expect(order(`${toMajor(money)} EUR ${note}`)).toEqual({ money, railId: null, note });
			}),
		);
	});

	test("whatever is typed gives an order in the store's currency or one fault, and never a longer note than we keep", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (line) => {
				const read = order(line);
				if (isPaylinkFault(read)) return;
				expect(read.money.currency).toBe("EUR");
				expect(read.money.minor).toBeGreaterThan(0);
				expect((read.note ?? "").length).toBeLessThanOrEqual(NOTE_LIMIT_CHARACTERS);
			}),
		);
	});
});

describe("a form orders a payment link", () => {
	const fields = { amount: "45.00", currency: "EUR", rail: "", note: "" };

	test("its rail is one of the shop's, by id or by name", () => {
		const [first] = bakery.rails;
		expect(readPaylink({ ...fields, rail: first!.id.toUpperCase() }, bakery)).toMatchObject({ railId: first!.id });
		expect(readPaylink({ ...fields, rail: "cash" }, bakery)).toMatchObject({ field: "rail" });
	});

	test("a word that is no currency is refused where it stands", () => {
		expect(readPaylink({ ...fields, currency: "euros!" }, bakery)).toMatchObject({ field: "currency" });
		expect(readPaylink({ ...fields, currency: "constructor" }, bakery)).toMatchObject({ field: "currency" });
	});
});

describe("in the chat", () => {
	const PAYLINK = { kind: "paylink", money: { minor: 4500, currency: "EUR" }, railId: null, note: "table 4" } as const;

	test("no question comes before the QR, and the note stands with it and with what becomes of it", () => {
		const chat = openChat(bakery);
		const [shown] = chat.settle(chat.tell(PAYLINK));
		expect(shown!.replies).toHaveLength(1);
		expect(shown!.text).toMatch(/^table 4\n45.00 EUR · reference/);
		expect(shown!.replies[0]!.qr).not.toBeNull();
		const saleId = chat.state().sales[0]!.saleId;
		const [claimed] = chat.happens(saleId, { kind: "claimed", code: chat.state().sales[0]!.code, by: "customer" });
		expect(claimed!.text).toMatch(/table 4$/);
	});

	test("the rail that was asked for is shown, though another one is first", () => {
		const chat = openChat(bakery);
		const last = bakery.rails.at(-1)!;
		chat.settle(chat.tell({ ...PAYLINK, railId: last.id }));
		const [sale] = chat.state().sales;
		expect(chat.sale(sale!.saleId).payments.map(({ railId }) => railId)).toEqual([last.id]);
	});

	test("while an agent answers, a payment link is made all the same", () => {
		const chat = openChat(bakery);
		chat.say("person");
		const id = chat.state().escalation!.id;
		chat.tell({ kind: "escalation", id, did: "claimed", by: "Ana" });
		expect(chat.settle(chat.tell(PAYLINK))[0]!.replies[0]!.qr).not.toBeNull();
	});

	test("a card number in the note is told, and the link is made", () => {
		const chat = openChat(bakery);
		const told = chat.tell({ ...PAYLINK, note: "•••• 1111", masked: true });
		expect(told.text).toMatch(/card number/i);
		expect(chat.settle(told)[0]!.replies[0]!.qr).not.toBeNull();
	});
});

describe("a report", () => {
	const report = (text: string) => ({ kind: "message", text, isReport: true }) as const;

	test("begins the outage whatever it says", () => {
		for (const text of ["it just blinks", "nothing works since lunch", "why?", "1"]) {
			const chat = openChat(bakery);
			chat.tell(report(text));
			expect(chat.state().outage, text).not.toBeNull();
			expect(chat.state().run, text).not.toBeNull();
		}
	});

	test("that surely asks for something else is that", () => {
		const chat = openChat(bakery);
		expect(chat.tell(report("charge 45 EUR")).labels).toContain("No, not yet");
	});
});

test("a sale that waits keeps its buttons when it is edited, and “1” still answers the last question", () => {
	const chat = openChat(bakery);
	const { sale, shown } = chat.sell("45");
	const offered = chat.state().offered;
	const [claimed] = chat.happens(sale.id, { kind: "claimed", code: sale.payments[0]!.code, by: "cashier" });
	expect(claimed!.labels).toEqual(shown.labels);
	expect(chat.state().offered).toEqual(offered);
});

test("a conversation that begins with a command is answered and not greeted", () => {
	const chat = openChat(bakery);
	const opened = { kind: "opened", id: "c", storeId: bakery.storeId, terminalId: null, thread: "C/!1" } as const;
	expect(chat.opened.replies).toHaveLength(1);
	expect(chat.tell({ ...opened, platform: "slack", locale: "en", isGreeted: false }).replies).toEqual([]);
});
