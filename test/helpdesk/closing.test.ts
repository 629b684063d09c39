import { expect, test } from "vitest";
import type { SaleLine } from "../../src/helpdesk/conversation-state.ts";
import { bakery, demoCafe } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

const line = (ref: string, state: SaleLine["state"], isPractice = false): SaleLine => ({
	saleId: "AbCdEfGhJkLm",
	wasClaimed: false,
	ref,
	money: { minor: 4500, currency: "EUR" },
	state,
	isPractice,
	note: null,
	atMs: 1_000,
	railId: "epc",
	code: "abcdefghijkm",
});

test("after the outage only paid sales are to be keyed in; the others stand apart", () => {
	const { text } = openChat(bakery).tell({
		kind: "sales-listed",
		why: "restored",
		lines: [line("AAAAA2", "paid"), line("BBBBB2", "claimed"), line("CCCCC2", "overpaid"), line("DDDDD2", "open")],
		count: 4,
		paid: [{ minor: 13_500, currency: "EUR" }],
	});
	const [toKey, others] = text.split("Not paid, do not key these in:");
	expect(toKey).toMatch(/key these into the POS/);
	expect(toKey).toMatch(/AAAAA2 .*CCCCC2 .*paid twice[\s\S]*Paid: 135\.00 EUR/s);
	expect(toKey).not.toMatch(/BBBBB2|DDDDD2/);
	expect(others).toMatch(/BBBBB2 .*not confirmed[\s\S]*DDDDD2 .*not paid yet[\s\S]*send me its file/);
});

test("after the outage, with nothing paid, nothing is to be keyed in", () => {
	const { text } = openChat(bakery).tell({
		kind: "sales-listed",
		why: "restored",
		lines: [line("DDDDD2", "cancelled")],
		count: 1,
		paid: [],
	});
	expect(text).toMatch(/nothing to key in\.\nNot paid, do not key these in:\nDDDDD2/);
	expect(text).not.toContain("Paid:");
});

test("practice sales are listed as practice and add up to no money", () => {
	const listed = { lines: [line("AAAAA2", "paid", true)], count: 1, paid: [] };
	const chat = openChat(demoCafe, "zh");
	expect(chat.tell({ kind: "sales-listed", why: "asked", ...listed }).text).toMatch(/演练[\s\S]*仅演练，无真实资金/);
	expect(chat.tell({ kind: "sales-listed", why: "restored", ...listed }).text).toMatch(/补录[\s\S]*仅演练/);
});

test("“sales” lists them all, and says how many earlier ones are left out", () => {
	const chat = openChat(bakery);
	expect(chat.say("sales").effects).toMatchObject([{ kind: "look-up", why: "asked" }]);
	const lines = [line("AAAAA2", "paid"), line("DDDDD2", "open")];
	const listed = chat.tell({
		kind: "sales-listed",
		why: "asked",
		lines,
		count: 5,
		paid: [{ minor: 4500, currency: "EUR" }],
	});
	expect(listed.text).toMatch(
		/^5 fallback sales:\n\(3 earlier sales are not shown here\)\nAAAAA2[\s\S]*Paid: 45\.00 EUR$/,
	);
	expect(chat.tell({ kind: "sales-listed", why: "asked", lines: [], count: 0, paid: [] }).text).toBe(
		"No fallback sales yet.",
	);
});

test("what came of a batch is told: matched, what to check, or why it was not taken", () => {
	const chat = openChat(bakery);
	const batch = { kind: "batch-read", name: "z.csv", matched: 2, payments: 3, isPractice: false } as const;
	const lines = [
		{ en: "K7M2Q2 may be charged twice.", zh: "K7M2Q2 可能重复扣款。", es: "K7M2Q2 quizá se cobró dos veces." },
	];
	expect(chat.tell({ ...batch, lines, open: 4 }).text).toMatch(
		/2 of 3 fallback payments[\s\S]*4 to check:\nK7M2Q2 may be charged twice\.\nand 3 more$/,
	);
	expect(chat.tell({ ...batch, lines: [], open: 0 }).text).toMatch(/Nothing is left to check/);
	const because = { en: "It has no header.", zh: "没有表头。", es: "No tiene encabezado." };
	expect(chat.tell({ kind: "batch-refused", name: "z.csv", because }).text).toBe(
		"z.csv was not taken, and nothing has changed. It has no header.",
	);
});
