import fc from "fast-check";
import { expect, test } from "vitest";
import { type Books, type BooksEvent, decideBooks, type OpenFinding } from "../../src/reconcile/books.ts";
import { offerOf } from "../../src/reconcile/decision-texts.ts";
import { ACTS, type Act, actsOn, isSettling } from "../../src/reconcile/decisions.ts";
import { FINDING_CLASSES, type FindingClass } from "../../src/reconcile/report.ts";
import { inTheWay, type Standing } from "../../src/reconcile/standing.ts";

const NOON_MS = Date.UTC(2026, 10, 24, 12);
const CHAT = "conversation/chat1";
const mara = { id: "mara", name: "Mara" };
const sentence = { en: "Charged twice: K7M2Q2.", zh: "重复收款：K7M2Q2。", es: "Cobrado dos veces: K7M2Q2." };

const finding = (name: FindingClass, decided: Act | null = null): OpenFinding => ({
	id: "f1",
	class: name,
	needsPerson: true,
	paymentIds: ["s1.1", "s1.2"],
	refundable: ["s1.2"],
	saleIds: ["s1"],
	sentence,
	decided,
});
const settled: Standing = {
	outages: 1,
	goingOn: 0,
	openSales: [],
	sales: 3,
	unreadFiles: 0,
	readFiles: 1,
	openFindings: 0,
	owedRefunds: 0,
	conversations: ["conversation/chat2"],
};

const decide = (act: Act, more: Partial<BooksEvent & { kind: "decide" }> = {}): BooksEvent => ({
	kind: "decide",
	storeId: "market",
	findingId: "f1",
	act,
	note: null,
	pin: null,
	person: mara,
	conversation: CHAT,
	...more,
});
const tell = (event: BooksEvent, found: OpenFinding | null, books: Books | null = null, standing = settled) =>
	decideBooks(books, event, NOON_MS, { findings: found === null ? [] : [found], standing });

test("a decision is kept with who and when, and the chat hears of it", () => {
	const told = tell(decide("charged_twice", { note: "same customer" }), finding("double_charge_suspect"));
	expect(told.writes).toEqual([
		{
			kind: "decision",
			storeId: "market",
			findingId: "f1",
			act: "charged_twice",
			note: "same customer",
			pin: null,
			personId: "mara",
			atMs: NOON_MS,
		},
	]);
	const did = { kind: "decided", act: "charged_twice", by: "Mara", sentence };
	expect(told.effects).toEqual([{ kind: "mail", to: CHAT, event: { kind: "books", did } }]);
});

test("a double charge ends with its refund: the sale hears which payment was given back, and nothing moves money", () => {
	const told = tell(
		decide("refunded", { pin: { paymentId: "s1.1", row: null } }),
		finding("duplicate_capture", "charged_twice"),
	);
	expect(told.effects).toContainEqual({
		kind: "mail",
		to: "sale/s1",
		event: { kind: "refunded", paymentId: "s1.1", personId: "mara" },
	});
});

test("a written-off finding writes its sale off", () => {
	const told = tell(decide("write_off"), finding("unpaid"));
	const event = { kind: "written-off", personId: "mara" };
	expect(told.effects).toContainEqual({ kind: "mail", to: "sale/s1", event });
});

test("a sale for which no goods were handed over is ended, so that nobody pays it later; a lost one is written off", () => {
	const ended = tell(decide("accept"), finding("unpaid"));
	expect(ended.effects).toContainEqual({ kind: "mail", to: "sale/s1", event: { kind: "cancel" } });
	const kept = tell(decide("accept"), finding("missing_in_batch"));
	expect(kept.effects.filter(({ to }) => to.startsWith("sale/"))).toEqual([]);
	const lost = tell(decide("lost_sale"), finding("unpaid"));
	expect(lost.effects).toContainEqual({
		kind: "mail",
		to: "sale/s1",
		event: { kind: "written-off", personId: "mara" },
	});
});

test("another link is matched again, and the chat hears what is left", () => {
	const pin = { paymentId: "s1.1", row: "upload/7" };
	const told = tell(decide("other_link", { pin }), finding("missing_in_batch"));
	expect(told.writes).toMatchObject([{ pin }]);
	expect(told.effects).toContainEqual({ kind: "match", to: "market", batchId: null, tell: CHAT });
	const matched = tell({ kind: "matched", open: 2, tell: CHAT }, null, told.state);
	const did = { kind: "matched", open: 2 };
	expect(matched.effects).toEqual([{ kind: "mail", to: CHAT, event: { kind: "books", did } }]);
});

test("of two people who decide on one finding in the same moment, the second changes nothing and is told", () => {
	const first = tell(decide("accept"), finding("unpaid"));
	const second = tell(decide("lost_sale"), finding("unpaid"), first.state);
	expect(second.writes).toEqual([]);
	expect(second.effects).toMatchObject([{ event: { did: { kind: "decided-already" } } }]);
});

test("a finding that is gone, or leaves nothing to do, is not decided on", () => {
	expect(tell(decide("accept"), null).writes).toEqual([]);
	expect(tell(decide("accept"), { ...finding("refund"), needsPerson: false }).writes).toEqual([]);
});

test("whatever is decided in whatever order, a finding is settled once and stays so", () => {
	const everyAct = fc.constantFrom(...ACTS);
	fc.assert(
		fc.property(fc.constantFrom(...FINDING_CLASSES), fc.array(everyAct, { maxLength: 8 }), (name, acts) => {
			let books: Books | null = null;
			const kept: Act[] = [];
			for (const act of acts) {
				const told = tell(decide(act), finding(name), books);
				kept.push(...told.writes.flatMap((write) => (write.kind === "decision" ? [write.act] : [])));
				books = told.state;
			}
			expect(kept.filter(isSettling).length).toBeLessThanOrEqual(1);
			expect(kept.slice(0, -1).every((act) => !isSettling(act))).toBe(true);
			for (const act of kept) expect(offerOf(name, act).label.es).not.toBe("");
		}),
	);
});

test("every class that can need a person offers a decision that settles it", () => {
	const open = FINDING_CLASSES.filter((name) => name !== "matched_with_tip" && name !== "duplicate_upload");
	for (const name of open) {
		expect(actsOn({ class: name, needsPerson: true, canRefund: false }, null).some(isSettling), name).toBe(true);
	}
});

test("an outage with nothing in the way is closed, and every chat that reported it hears so", () => {
	const told = tell({ kind: "close", storeId: "market", person: mara, conversation: CHAT }, null);
	expect(told.writes).toEqual([{ kind: "closed", storeId: "market", personId: "mara", atMs: NOON_MS }]);
	expect(told.effects.map(({ to }) => to)).toEqual([CHAT, "conversation/chat2"]);
});

test.each([
	["no outage is open", { outages: 0 }, "nothing to close"],
	["the terminal is still down", { goingOn: 1 }, "It works again"],
	["a payment is neither paid nor given up", { openSales: ["K7M2Q2"] }, "K7M2Q2"],
	["a file is being read", { unreadFiles: 1 }, "still being read"],
	["no batch has come", { readFiles: 0 }, "send its file"],
	["a finding waits", { openFindings: 2 }, "2 findings wait"],
	["a refund is owed", { owedRefunds: 1 }, "waits for its refund"],
])("while %s, the outage is not closed and the reason is said", (_, more, reason) => {
	const standing = { ...settled, ...more };
	expect(inTheWay(standing).map(({ en }) => en)).toEqual([expect.stringContaining(reason)]);
	const told = tell({ kind: "close", storeId: "market", person: mara, conversation: CHAT }, null, null, standing);
	expect(told.writes).toEqual([]);
	expect(told.effects).toMatchObject([{ to: CHAT, event: { did: { kind: "not-closed" } } }]);
});

test("without a single sale no batch is needed to close", () => {
	expect(inTheWay({ ...settled, sales: 0, readFiles: 0 })).toEqual([]);
});
