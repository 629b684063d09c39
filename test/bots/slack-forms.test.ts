import fc from "fast-check";
import { expect, test } from "vitest";
import type { DecisionForm } from "../../src/bots/bot.ts";
import { noticeForm } from "../../src/bots/slack/form-parts.ts";
import { decisionForm, paylinkForm } from "../../src/bots/slack/forms.ts";
import { readBody } from "../../src/bots/slack/receive.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import { LOCALES } from "../../src/text.ts";
import { judge } from "../support/slack-limits.ts";

const text = fc.oneof(
	fc.string({ unit: "binary", maxLength: 300, size: "max" }),
	fc.string({ unit: fc.constantFrom(..."&<>*_😀\n \ud800", "<!channel>", "<@U1>"), maxLength: 300, size: "max" }),
);
const locale = fc.constantFrom(...LOCALES);
const rails = fc.array(
	fc.record({
		id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/),
		scheme: fc.constantFrom("pix", "epc", "stripe", "practice", "paynow", "fps"),
		settings: fc.constant({}),
	}),
	{ maxLength: 130, size: "max" },
);
const shop = fc
	.record({ currency: fc.constantFrom("EUR", "USD", "CNY"), rails })
	.map((some) => some as unknown as Shop);
const decision: fc.Arbitrary<DecisionForm> = fc.record({
	title: text,
	text: fc.oneof(text, fc.string({ unit: "binary", maxLength: 12_000, size: "max" })),
	pick: fc.option(
		fc.record({
			label: text,
			options: fc.array(fc.record({ id: fc.oneof(text, fc.stringMatching(/^[0-9a-f]{16}$/)), label: text }), {
				maxLength: 130,
				size: "max",
			}),
		}),
	),
	noteLabel: fc.option(text),
	pinLabel: fc.option(text),
	submit: text,
});
const about = fc.record({
	thread: fc.constantFrom("T1/D1", "T1/C1/1700000000.000100"),
	choice: fc.string({ minLength: 1, maxLength: 100, unit: "binary" }),
});

test("whatever a shop has, the form of a payment link is inside of Slack's limits, in the person's language", () => {
	const AMOUNT = { en: "Amount", zh: "金额", es: "Importe" };
	fc.assert(
		fc.property(shop, locale, (one, language) => {
			const form = paylinkForm(one, "C1", language);
			expect(judge("view", form)).toEqual([]);
			expect(form.blocks[0]).toMatchObject({ label: { text: AMOUNT[language] } });
		}),
		{ numRuns: 60 },
	);
});

test("whatever is to be decided, its form is inside of Slack's limits, and its text is no markup", () => {
	fc.assert(
		fc.property(decision, about, locale, (form, what, language) => {
			expect(judge("view", decisionForm(form, what, language))).toEqual([]);
			expect(judge("view", noticeForm(form.text, language))).toEqual([]);
		}),
		{ numRuns: 100 },
	);
});

test("of more rails than Slack shows the first hundred choices are offered, none in particular before them", () => {
	const many = Array.from({ length: 130 }, (_, index) => ({ id: `till-${index}`, scheme: "epc", settings: {} }));
	const { blocks } = paylinkForm({ currency: "EUR", rails: many } as unknown as Shop, "C1", "en");
	const values = JSON.stringify(blocks[2]).match(/"value":"[^"]*"/g) ?? [];
	expect([values.length, values[0], values[99]]).toEqual([101, '"value":"*"', '"value":"till-98"']);
});

const CLOSE: DecisionForm = { title: "Close", text: "All?", pick: null, noteLabel: null, pinLabel: null, submit: "OK" };

test("of two pairs that look the same at their beginning each is told in full, beside its number", () => {
	const long = "K7M2QX · 45.00 EUR · PIX · 19:03 belongs to the row of 19:04 with the note of table";
	const options = [`${long} 4`, `${long} 5`].map((label, index) => ({ id: `${index}`, label }));
	const { blocks } = decisionForm(
		{ ...CLOSE, pick: { label: "Which", options } },
		{ thread: "T1/D1", choice: "c" },
		"en",
	);
	expect(blocks[0]).toMatchObject({ text: { text: `All?\n1  ${long} 4\n2  ${long} 5` } });
	const texts = JSON.stringify(blocks[1]).match(/"text":"\d {2}[^"]*"/g);
	expect(texts).toEqual([
		expect.stringMatching(/^"text":"1 {2}K7M2QX.*…"$/),
		expect.stringMatching(/^"text":"2 {2}K7/),
	]);
});

test("a title that Slack would cut stands whole above the question", () => {
	const title = "These two payments belong to one sale";
	const form = decisionForm({ ...CLOSE, title }, { thread: "T1/D1", choice: "close" }, "en");
	expect(form.title.text).toBe("These two payments belo…");
	expect(form.blocks[0]).toMatchObject({ text: { text: `${title}\nAll?` } });
});

/** A form as it comes back, with an answer in each of its fields. */
const sent = (view: object, answers: Readonly<Record<string, unknown>>, more: object = {}) => ({
	type: "view_submission",
	team: { id: "T1" },
	user: { id: "U1" },
	view: {
		id: "V1",
		hash: "1700000000.a1b2",
		...view,
		state: { values: Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, { [name]: answer }])) },
		...more,
	},
});
const typed = (value: string | null) => ({ type: "plain_text_input", value });
const chosen = (value: string) => ({ type: "static_select", selected_option: { value } });

test("a payment link's form says what was typed, and begins a thread in the channel it was opened in", () => {
	const one = { currency: "EUR", rails: [{ id: "till", scheme: "epc", settings: {} }] } as unknown as Shop;
	const filled = {
		amount: typed(" 45,00 "),
		currency: typed(null),
		rail: chosen("till"),
		note: typed("table 4\0\ud800"),
	};
	expect(readBody(sent(paylinkForm(one, "C1", "en"), filled))).toEqual({
		kind: "form",
		from: {
			thread: "T1/C1/!V1 1700000000.a1b2",
			audiences: ["T1/C1", "T1"],
			key: "V1 1700000000.a1b2",
			userId: "U1",
		},
		form: {
			kind: "paylink",
			shown: ["amount", "currency", "rail", "note"],
			channel: "C1",
			fields: { amount: "45,00", currency: "", rail: "till", note: "table 4" },
		},
	});
	const first = { ...filled, rail: chosen("*") };
	expect(readBody(sent(paylinkForm(one, "D1", "en"), first))).toMatchObject({
		from: { thread: "T1/D1", audiences: ["T1/U1", "T1"] },
		form: { fields: { rail: "" } },
	});
});

test("a decision's form says what it decides and where, and nothing that was left out", () => {
	const what = { thread: "T1/C1/1700000000.000100", choice: "decide:accept:f1" };
	const form = decisionForm({ ...CLOSE, noteLabel: "Note", pinLabel: "PIN" }, what, "en");
	const answers = { note: typed("  "), pin: typed(" 246810 ") };
	expect(readBody(sent(form, answers))).toEqual({
		kind: "form",
		from: { thread: what.thread, audiences: ["T1/C1", "T1"], key: "V1 1700000000.a1b2", userId: "U1" },
		form: { kind: "decision", shown: ["note", "pin"], about: what, given: { pick: null, note: null, pin: "246810" } },
	});
});

test("a form of somebody else's, of another team's thread, or with a torn mind is nothing", () => {
	const form = decisionForm(CLOSE, { thread: "T2/D1", choice: "close" }, "en");
	expect(readBody(sent(form, {}))).toEqual({ kind: "nothing" });
	const mine = decisionForm(CLOSE, { thread: "T1/D1", choice: "close" }, "en");
	expect(readBody(sent(mine, {})).kind).toBe("form");
	for (const private_metadata of [
		"",
		"{",
		"null",
		"[]",
		'{"thread":"T1/D1"}',
		'{"thread":"T1/../D1","choice":"close"}',
	])
		expect(readBody(sent(mine, {}, { private_metadata }))).toEqual({ kind: "nothing" });
	expect(readBody(sent(mine, {}, { callback_id: "other" }))).toEqual({ kind: "nothing" });
});

test("whatever comes back as a form is read or is nothing, and what is read can be kept as JSON", () => {
	const answer = fc.oneof(
		fc.anything(),
		fc.record({ type: fc.constantFrom("plain_text_input", "static_select"), value: text }),
	);
	const name = fc.oneof(text, fc.constantFrom("amount", "note", "pin", "__proto__", "constructor"));
	const what = fc.oneof(text, fc.constantFrom('{"channel":"C1"}', '{"thread":"T1/D1","choice":"close"}'));
	fc.assert(
		fc.property(
			fc.dictionary(name, answer),
			what,
			fc.constantFrom("paylink", "decision"),
			(answers, meta, callback) => {
				const view = { callback_id: callback, private_metadata: meta, blocks: [{ type: "input", block_id: "amount" }] };
				const read = readBody(sent(view, answers));
				expect(JSON.stringify(read)).not.toMatch(/\\u0000|\\ud[89a-f]/);
				expect(JSON.parse(JSON.stringify(read))).toEqual(read);
			},
		),
		{ numRuns: 300 },
	);
});
