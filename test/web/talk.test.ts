import fc from "fast-check";
import { expect, test } from "vitest";
import type { Inbound, Line, Reply, SaleCard } from "../../src/helpdesk/message.ts";
import { MENU } from "../../src/helpdesk/texts.ts";
import {
	hearLine,
	isWaiting,
	NOTHING_SAID,
	newsAfter,
	openQuestion,
	standingOf,
	type Talk,
} from "../../web/chat/talk.ts";

const reply = (seq: number, part: Partial<Reply>): Line => ({
	seq,
	direction: "out",
	body: { text: "", choices: [], qr: null, link: null, replaces: null, sale: null, ...part },
});
const did = (seq: number, body: Inbound): Line => ({ seq, direction: "in", body });
const pressed = (seq: number, of: number, choice: string): Line => did(seq, { kind: "choice", of, choice });
const hear = (lines: readonly Line[]): Talk => lines.reduce(hearLine, NOTHING_SAID);

const CARD: SaleCard = {
	saleId: "s1",
	ref: "K7M2QX",
	money: { minor: 4500, currency: "EUR" },
	state: "open",
	payment: "created",
	code: "abc",
	rail: "bank app",
	isPractice: false,
};
const QR = { payload: "BCD", caption: ["Shop"] };
const CHOICES = [
	{ id: "claimed:s1", label: "The customer says they paid" },
	{ id: "rail:s1:card", label: "Use card instead" },
	{ id: "cancel:s1", label: "Cancel this sale" },
	{ id: "continue", label: "Go on" },
];
const shown = reply(4, { text: "45.00 EUR", choices: CHOICES, qr: QR, link: "http://x/p/abc", sale: CARD });
const state = (seq: number, part: Partial<SaleCard>, more: Partial<Reply> = {}) =>
	reply(seq, { text: "now", replaces: 4, sale: { ...CARD, ...part }, ...more });

const STORY: readonly Line[] = [
	reply(1, { text: "Welcome", choices: [{ id: "pay", label: "Pay" }] }),
	pressed(2, 1, "pay:4500"),
	reply(3, { text: "Tapped?", choices: [{ id: "tapped:no", label: "No" }] }),
	shown,
	state(5, { payment: "shown" }, { qr: QR, link: "http://x/p/abc" }),
	pressed(6, 4, "claimed:s1"),
	state(7, { payment: "claimed" }, { qr: QR, link: "http://x/p/abc" }),
	state(8, { payment: "paid", state: "paid" }),
];

test("the proof that came with a QR stays on its card, and goes with the QR of another rail", () => {
	const proofs = (line: Line) => hearLine(hear(proven), line).sales.map(({ card }) => card.proof);
	const proven = [reply(4, { text: "45.00 EUR", qr: QR, sale: { ...CARD, proof: "4821" } })];
	expect(proofs(state(5, { payment: "claimed" }))).toEqual(["4821"]);
	expect(proofs(state(5, { code: "other", payment: "shown" }))).toEqual([undefined]);
});

test("what becomes of a payment is edited into its card, where it stands", () => {
	const talk = hear(STORY);
	expect(talk.items.filter(({ seq }) => seq === 4)).toMatchObject([{ text: "now", saleId: "s1" }]);
	expect(talk.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 6]);
	expect(talk.sales).toMatchObject([{ seq: 4, payload: null, card: { payment: "paid" } }]);
});

test("lines that come twice, or again after a break, change nothing", () => {
	fc.assert(
		fc.property(fc.array(fc.nat(STORY.length - 1), { maxLength: 20 }), (breaks) => {
			let talk = NOTHING_SAID;
			for (const place of breaks) for (const line of STORY.slice(0, place)) talk = hearLine(talk, line);
			for (const line of STORY) talk = hearLine(talk, line);
			expect(talk).toEqual(hear(STORY));
		}),
	);
});

test("the QR stays while the customer pays, and is gone with the last word", () => {
	expect(hear(STORY.slice(0, 7)).sales).toMatchObject([{ payload: "BCD", link: "http://x/p/abc" }]);
	expect(hear(STORY).sales).toMatchObject([{ payload: null, link: null }]);
});

test("the other ways to pay stay at hand while the card is edited", () => {
	const rails = hear(STORY.slice(0, 7)).sales[0]?.rails;
	expect(rails).toEqual([{ id: "rail:s1:card", label: "Use card instead" }]);
});

test("only the newest question has buttons, and none once it is answered", () => {
	expect(openQuestion(hear(STORY.slice(0, 3)))).toEqual({ seq: 3, choices: [{ id: "tapped:no", label: "No" }] });
	const answered = [...STORY.slice(0, 3), pressed(4, 3, "tapped:no")];
	expect(openQuestion(hear(answered))).toBeNull();
});

test("what was offered beside the sale's own buttons still counts when its card is edited", () => {
	expect(openQuestion(hear(STORY))).toEqual({ seq: 4, choices: [{ id: "continue", label: "Go on" }] });
});

test("news of a sale below an open question does not take its buttons away", () => {
	const news = reply(4, { text: "45.00 EUR", choices: CHOICES.slice(0, 3), qr: QR, sale: CARD });
	expect(openQuestion(hear([...STORY.slice(0, 3), news]))?.seq).toBe(3);
});

test("a pressed button keeps its words after the reply it stood on was edited", () => {
	const me = hear([...STORY.slice(0, 4), pressed(5, 4, "claimed:s1")]).items.at(-1);
	expect(me).toMatchObject({ from: "me", label: "The customer says they paid" });
});

test("the words of a pressed button are those of the reply it stood on, whatever the language is now", () => {
	const asked = (seq: number, label: string) => reply(seq, { choices: [{ id: "tapped:no", label }] });
	const talk = hear([
		asked(1, "No, not yet"),
		asked(2, "没有"),
		pressed(3, 1, "tapped:no"),
		pressed(4, 9, "tapped:no"),
	]);
	expect(talk.items.slice(2)).toMatchObject([{ label: "No, not yet" }, { label: "没有" }]);
});

test("who said they paid has not paid, and who paid twice has not just paid", () => {
	const at = (part: Partial<SaleCard>) => standingOf({ ...CARD, ...part });
	expect(at({ payment: "claimed" })).toBe("claimed");
	expect(at({ payment: "paid", state: "paid" })).toBe("paid");
	expect(at({ payment: "paid", state: "overpaid" })).toBe("twice");
	expect(at({ payment: "expired" })).toBe("over");
	expect(at({ payment: "cancelled", state: "cancelled" })).toBe("over");
	expect(at({ payment: "refunded", state: "refunded" })).toBe("over");
});

test("only what a customer may still pay counts as open", () => {
	const open = STORY.map((_, index) => hear(STORY.slice(0, index + 1)).sales.filter(isWaiting).length);
	expect(open).toEqual([0, 0, 0, 1, 1, 1, 1, 0]);
});

test("out of sight of the chat, the bot's newest words are news", () => {
	const talk = hear([reply(1, { text: "Welcome" }), pressed(2, 1, "review"), reply(3, { text: "batch.csv was read" })]);
	expect(newsAfter(talk, 1)).toBe("batch.csv was read");
	expect(newsAfter(talk, 3)).toBe("");
});

test("the menu, and what a switch of the language repeats, are no news", () => {
	const before = [reply(1, { text: "Welcome" }), reply(2, { text: "batch.csv was read" })];
	for (const text of Object.values(MENU)) {
		expect(newsAfter(hear([...before, reply(3, { text })]), 2)).toBe("");
		expect(newsAfter(hear([...before, reply(3, { text })]), 1)).toBe("batch.csv was read");
	}
	const switched = hear([...before, did(3, { kind: "language", locale: "es" }), reply(4, { text: "Revisión 1" })]);
	expect(newsAfter(switched, 2)).toBe("");
});

const ASKED: readonly Line[] = [
	reply(1, { text: "Welcome", choices: [{ id: "person", label: "Talk to a person" }] }),
	pressed(2, 1, "person"),
	reply(3, { text: "Your request is on the list", isWithDesk: true }),
];
const MANUAL = { id: "f1", name: "manual.pdf", type: "application/pdf", bytes: 9 } as const;

test("while a request is open a photo has somebody to see it, and no person is offered once more", () => {
	const talk = hear([...ASKED.slice(0, 1), reply(2, { text: "Your request is on the list", isWithDesk: true })]);
	expect([talk.isWithDesk, openQuestion(talk)]).toEqual([true, null]);
	const over = hearLine(talk, reply(3, { text: "closed", choices: [{ id: "person", label: "Talk to a person" }] }));
	expect([over.isWithDesk, openQuestion(over)?.seq]).toEqual([false, 3]);
});

test("an agent's file stands at its words, stays when they are edited, and goes when they are withdrawn", () => {
	const said = [...ASKED, reply(4, { text: "page 3", file: MANUAL, isWithDesk: true })];
	const fileOf = (lines: readonly Line[]) =>
		hear(lines)
			.items.flatMap((item) => (item.from === "bot" ? [item.file] : []))
			.at(-1);
	expect(fileOf(said)).toEqual(MANUAL);
	expect(fileOf([...said, reply(5, { text: "page 4", file: MANUAL, replaces: 4 })])).toEqual(MANUAL);
	expect(fileOf([...said, reply(5, { text: "(withdrawn)", replaces: 4 })])).toBeNull();
	expect(hear([...said, did(5, { kind: "file", file: MANUAL })]).items.at(-1)).toMatchObject({
		said: { file: MANUAL },
	});
});
