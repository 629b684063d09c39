import fc from "fast-check";
import { expect, test } from "vitest";
import type { DecisionForm } from "../../src/bots/bot.ts";
import { commandList } from "../../src/bots/commands.ts";
import { offeredCurrencies, offeredRails } from "../../src/bots/discord/commands.ts";
import { answerTo } from "../../src/bots/discord/desk.ts";
import {
	decisionForm,
	decisionId,
	paylinkAgain,
	paylinkForm,
	readDecisionForm,
	readDecisionId,
	readPaylinkAgain,
	readPaylinkForm,
} from "../../src/bots/discord/forms.ts";
import type { Interaction } from "../../src/bots/discord/receive.ts";
import { plainText } from "../../src/bots/discord/render.ts";
import { readInteraction } from "../../src/bots/discord/wishes.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import type { PaylinkFields } from "../../src/helpdesk/paylink.ts";
import { LOCALES } from "../../src/text.ts";
import { faultsOf } from "../support/discord-limits.ts";

const PATH = `/interactions/${"1".repeat(18)}/token/callback`;
const callback = (type: number, data: object) => faultsOf({ method: "POST", path: PATH, body: { type, data } });
const modal = (data: object) => callback(9, data);

const text = fc.oneof(
	fc.string({ unit: "binary", maxLength: 300, size: "max" }),
	fc.string({
		unit: fc.constantFrom("*", "\\", "😀", "\n", '"', "@everyone", "<@1>", "\ud800", " "),
		maxLength: 300,
		size: "max",
	}),
);
const locale = fc.constantFrom(...LOCALES);
const typable = fc.oneof(text, fc.string({ maxLength: 40 }));
const fields: fc.Arbitrary<PaylinkFields> = fc.record({
	amount: typable,
	currency: typable,
	rail: typable,
	note: typable,
});
const rails = fc.array(
	fc.record({
		id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/),
		scheme: fc.constantFrom("pix", "epc", "stripe", "practice", "paynow", "fps"),
		settings: fc.constant({}),
	}),
	{ maxLength: 40, size: "max" },
);
const shop = fc
	.record({ currency: fc.constantFrom("EUR", "USD", "CNY"), rails })
	.map((some) => some as unknown as Shop);

test("whatever a shop has and whoever typed what, the form of a payment link is inside of Discord's limits", () => {
	fc.assert(
		fc.property(shop, fields, locale, (one, typed, language) => {
			const form = paylinkForm(one, typed, language);
			expect(modal(form)).toEqual([]);
			expect(JSON.stringify(form)).toContain(`"label":"${{ en: "Amount", zh: "金额", es: "Importe" }[language]}"`);
		}),
		{ numRuns: 60 },
	);
});

const decision: fc.Arbitrary<DecisionForm> = fc.record({
	title: text,
	text: fc.oneof(text, fc.string({ unit: "binary", maxLength: 6_000, size: "max" })),
	pick: fc.option(
		fc.record({
			label: text,
			options: fc.array(fc.record({ id: fc.oneof(text, fc.stringMatching(/^[0-9a-f]{16}$/)), label: text }), {
				maxLength: 40,
				size: "max",
			}),
		}),
	),
	noteLabel: fc.option(text),
	pinLabel: fc.option(text),
	submit: text,
});

test("whatever is to be decided, its form is inside of Discord's limits, and its text is no markup", () => {
	fc.assert(
		fc.property(decision, fc.option(text), (form, picked) => {
			const drawn = decisionForm(form, "d60 - close", picked);
			expect(modal(drawn)).toEqual([]);
			expect(drawn.components[0]?.["content"]).not.toMatch(/@everyone|@here|(?<!\\)<@/);
		}),
		{ numRuns: 60 },
	);
});

test("what was typed into a form that is wrong comes back in the next one, or is said", () => {
	fc.assert(
		fc.property(fields, locale, (typed, language) => {
			const { id, left } = paylinkAgain(typed, language);
			expect(id.length).toBeLessThanOrEqual(100);
			const back = readPaylinkAgain(id);
			for (const name of ["amount", "currency", "rail", "note"] as const) {
				const isSaid = left.some((line) => line.endsWith(`: ${typed[name]}`));
				expect(back?.[name] === typed[name] || (back?.[name] === "" && isSaid)).toBe(true);
			}
		}),
	);
});

test("an amount, a currency, a rail and a short note all come back", () => {
	const typed = { amount: "45,00", currency: "EUR", rail: "bank-transfer", note: "table 4, no tip, Ana" };
	expect(paylinkAgain(typed, "en")).toMatchObject({ left: [] });
	expect(readPaylinkAgain(paylinkAgain(typed, "en").id)).toEqual(typed);
	for (let length = 40; length < 100; length++) {
		const { id, left } = paylinkAgain({ ...typed, note: "x".repeat(length) }, "en");
		expect([id.length <= 100, readPaylinkAgain(id)?.note.length ?? null]).toEqual([
			true,
			left.length === 0 ? length : 0,
		]);
	}
});

test("a form's id says what is decided, and below which message", () => {
	const root = fc.option(fc.stringMatching(/^[1-9]\d{16,19}$/));
	const pick = fc.option(fc.stringMatching(/^[0-9a-f]{16}$/));
	const choice = fc
		.tuple(fc.constantFrom("accept", "other_link", "charged_twice"), fc.stringMatching(/^[0-9a-f]{24}$/))
		.map(([act, finding]) => `decide:${act}:${finding}`);
	fc.assert(
		fc.property(root, pick, choice, (below, picked, wanted) => {
			const about = { root: below, pick: picked, choice: wanted };
			const id = decisionId(about);
			expect(id?.length).toBeLessThanOrEqual(100);
			expect(readDecisionId(id ?? "")).toEqual(about);
		}),
	);
	expect(decisionId({ root: null, pick: null, choice: "x".repeat(101) })).toBeNull();
});

test("what only one person sees is inside of Discord's limits, new and in the place of another", () => {
	const at = (flags: number) => ({ type: 5, message: { flags } }) as unknown as Interaction;
	const button = fc.option(fc.constant({ label: "Try again", id: "d60 - close" }));
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 5_000, size: "max" }), button, (said, again) => {
			for (const flags of [0, 64]) {
				const { type, data } = answerTo(at(flags), { text: said, button: again });
				expect([type, callback(type, data)]).toEqual([flags === 0 ? 4 : 7, []]);
			}
		}),
		{ numRuns: 60 },
	);
});

test("whatever is typed, at most 25 things are offered, the store's own currency first", () => {
	fc.assert(
		fc.property(shop, fc.oneof(text, fc.constantFrom("", "e", "p", "1")), locale, (one, typed, language) => {
			for (const offered of [offeredCurrencies(one, typed, language), offeredRails(one, typed, language)])
				expect(callback(8, { choices: offered })).toEqual([]);
			expect(offeredCurrencies(one, "", language)[0]?.value).toBe(one.currency);
		}),
		{ numRuns: 60 },
	);
});

test("a rail is found by its id and by its name in any language", () => {
	const one = { rails: [{ id: "till", scheme: "practice", settings: {} }] } as unknown as Shop;
	for (const typed of ["TIL", "página", "演练", "Practice"]) expect(offeredRails(one, typed, "en")).toHaveLength(1);
	expect(offeredRails(one, "pix", "en")).toEqual([]);
	expect(offeredRails(one, "", "es")).toEqual([{ name: "página de práctica · till", value: "till" }]);
});

test("whatever comes back as a form or a button is read or is not ours, and never breaks anything", () => {
	const component = fc.record({
		type: fc.constantFrom(1, 10, 18),
		component: fc.oneof(
			fc.record({ type: fc.constant(4), custom_id: text, value: text }),
			fc.record({ type: fc.constant(3), custom_id: text, values: fc.array(text, { maxLength: 2 }) }),
		),
	});
	const id = fc.oneof(
		text,
		fc.constantFrom("paylink", "d1 - close", 'p["1"]', "p[{}]", 'p["__proto__"]', "p[not json]", "dd"),
	);
	fc.assert(
		fc.property(id, fc.array(component, { maxLength: 8 }), (custom_id, components) => {
			for (const type of [3, 5]) {
				const data = { component_type: 2, custom_id, components };
				const where = { channel: { id: "20", type: 0 }, guild_id: "2", user: { id: "7" }, message: { id: "6" } };
				readInteraction({ id: "1", type, locale: "en-US", ...where, data } as unknown as Interaction);
			}
		}),
	);
});

test("an empty field was left out, and the first rail that works is none in particular", () => {
	const label = (component: object) => ({ type: 18, component });
	const sent = (custom_id: string) => ({
		custom_id,
		components: [
			label({ type: 4, custom_id: "amount", value: "45" }),
			label({ type: 3, custom_id: "rail", values: ["*"] }),
			label({ type: 4, custom_id: "pin", value: " 246810 " }),
			label({ type: 4, custom_id: "note", value: "" }),
		],
	});
	type Sent = Parameters<typeof readPaylinkForm>[0];
	expect(readPaylinkForm(sent("paylink") as unknown as Sent)).toEqual({
		amount: "45",
		currency: "",
		rail: "",
		note: "",
	});
	expect(readDecisionForm(sent("d - close") as unknown as Sent)).toEqual({ pick: null, note: null, pin: "246810" });
});

test("the list of commands fits into one message in every language", () => {
	for (const language of LOCALES) expect(plainText(commandList()[language]).length).toBeLessThan(1_800);
});
