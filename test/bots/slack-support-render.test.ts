import fc from "fast-check";
import { expect, test } from "vitest";
import { renderCard } from "../../src/bots/slack/support/card.ts";
import * as forms from "../../src/bots/slack/support/forms.ts";
import { homeOfAgents, homeOfOthers } from "../../src/bots/slack/support/home.ts";
import { renderLine } from "../../src/bots/slack/support/line.ts";
import type { Overview } from "../../src/bots/support.ts";
import type { Shown } from "../../src/helpdesk/escalation-order.ts";
import { snoozes } from "../../src/helpdesk/escalation-snooze.ts";
import { RESOLVED_CAUSES, SEVERITIES } from "../../src/helpdesk/escalation-state.ts";
import { ALWAYS_THERE } from "../../src/helpdesk/support-file.ts";
import { LOCALES } from "../../src/text.ts";
import { judge } from "../support/slack-limits.ts";
import { CARD, ESCALATION, NOW_MS, SHOWN } from "./slack-support-stand.ts";

const NASTY = fc.constantFrom(
	"<!channel> ",
	"<@U0ANNA> ",
	"<!subteam^S1> ",
	"&lt;",
	"@here",
	"*b* ",
	"😀",
	"\ud800",
	"\n",
);
const text = fc.oneof(
	fc.string({ maxLength: 40 }),
	fc.array(fc.oneof(NASTY, fc.string({ unit: "binary", maxLength: 9 }))).map((parts) => parts.join("")),
	fc.integer({ min: 1, max: 5_000 }).map((count) => "<&>".repeat(count)),
	fc.constant(""),
);
const ms = fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.integer());
const money = fc.record({
	minor: fc.integer({ min: -1e12, max: 1e12 }),
	currency: fc.constantFrom("EUR", "JPY", "KWD", "USD"),
});
const anyCard = fc.record({
	reason: text,
	merchant: text,
	store: text,
	terminals: fc.array(text, { maxLength: 30 }),
	cause: fc.constantFrom(null, "network", "processor", "software", "hardware", "maintenance"),
	playbook: fc.option(text),
	steps: fc.array(fc.record({ question: text, answer: fc.option(text) }), { maxLength: 60 }),
	lastWords: fc.option(text),
	exposure: fc.option(fc.record({ count: fc.option(fc.nat()), sum: fc.option(money) })),
	language: fc.constantFrom(...LOCALES),
	sinceMs: ms,
	isPractice: fc.boolean(),
	rails: fc.array(text, { maxLength: 30 }),
	hotline: fc.option(text),
});
const anyShown: fc.Arbitrary<Shown> = fc.record({
	id: fc.constant("abcd2345"),
	conversation: fc.constantFrom(null, "conversation/c1" as const),
	storeId: fc.constant("s1"),
	state: fc.constantFrom("open", "claimed", "resolved", "closed"),
	owner: fc.option(fc.record({ id: fc.constant("slack:U1"), name: text })),
	severity: fc.constantFrom(...SEVERITIES),
	openedAtMs: ms,
	firstReplyAtMs: fc.constant(null),
	restoredAtMs: fc.constant(null),
	resolution: fc.option(fc.record({ cause: fc.constantFrom(...RESOLVED_CAUSES), note: text, by: text, atMs: ms })),
	closedAtMs: fc.constant(null),
	snoozedUntilMs: fc.option(ms),
	linkedTo: fc.option(text),
	card: fc.option(anyCard),
	sales: fc.option(fc.record({ paid: fc.nat(), sums: fc.array(money, { maxLength: 30 }), open: fc.nat() })),
	translation: fc.option(text),
	claimDueAtMs: fc.option(ms),
	tier: fc.option(text),
}) as fc.Arbitrary<Shown>;

/** Everything that stands on it, as people read it. */
const words = (message: object): string =>
	[...JSON.stringify(message).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, said]) => said).join("\n");

test("whatever an escalation holds, its card is inside of Slack's limits and mentions nobody", () => {
	fc.assert(
		fc.property(anyShown, (shown) => {
			const { text: spoken, blocks } = renderCard(shown);
			expect(judge("message", { channel: "C1", text: spoken, blocks })).toEqual([]);
			expect(judge("update", { channel: "C1", ts: "1.1", text: spoken, blocks })).toEqual([]);
			const actions = blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
			expect(actions.filter(({ type }) => type === "button").length).toBeLessThanOrEqual(4);
			expect(actions.filter(({ type }) => type === "overflow")).toHaveLength(1);
		}),
		{ numRuns: 400 },
	);
});

test("the card says everything that was asked already, so that the agent asks nothing twice", () => {
	const said = words(renderCard({ ...SHOWN, linkedTo: "other234", severity: "urgent" }).blocks);
	for (const part of [
		"URGENT · Harbour Café · request abcd2345",
		"Merchant: Harbour",
		"Store: Harbour Café",
		"Terminal: Verifone V200c · TID 12345678 · Acme Acquiring",
		"Cause: network",
		"What failed: the merchant asked for a person",
		"Playbook: No connection",
		"1. Does the shop's Wi-Fi work on a phone? → Yes",
		"2. What does the terminal show? → (not answered)",
		"Stored offline payments: 3 (",
		"Fallback sales so far: 2 paid (",
		", 1 open",
		"Language: Spanish",
		"todavía no funciona",
		"[machine translation] it still does not work",
		"Can take: Bank QR, Cash",
		"Hotline: +44 20 7946 0000",
		`Since: <!date^${(NOW_MS - 12 * 60_000) / 1_000}^`,
		`To be claimed by: <!date^${(NOW_MS + 10 * 60_000) / 1_000}^`,
		"Called: First line",
		"Same cause as request other234",
	])
		expect(said).toContain(part);
	expect(said).not.toContain("PRACTICE");
});

test("a demo shop's card says that no money moves", () => {
	expect(words(renderCard({ ...SHOWN, card: { ...CARD, isPractice: true } }).blocks)).toContain("PRACTICE");
});

/** The presses that a card offers. */
const offered = (shown: Shown): readonly string[] =>
	renderCard(shown)
		.blocks.flatMap((block) => (block.type === "actions" ? block.elements : []))
		.flatMap((element) =>
			element.type === "overflow"
				? element.options.map(({ value }) => `${value}`.split(" ")[0] ?? "")
				: `${"action_id" in element ? element.action_id : ""}`.replace("support-", ""),
		);

test.each<[string, Partial<Shown>, readonly string[]]>([
	["open", {}, ["claim", "reply", "resolve", "snooze", "escalate", "hand-back", "transcript", "more"]],
	[
		"claimed",
		{ state: "claimed", owner: { id: "slack:U1", name: "Anna" } },
		["release", "reply", "resolve", "snooze", "escalate", "hand-back", "transcript", "more"],
	],
	[
		"snoozed",
		{ snoozedUntilMs: NOW_MS },
		["claim", "reply", "resolve", "wake", "escalate", "hand-back", "transcript", "more"],
	],
	["resolved", { state: "resolved" }, ["claim", "reply", "transcript", "more"]],
	["closed", { state: "closed" }, ["transcript", "more"]],
	["of nobody's conversation", { conversation: null }, ["claim", "snooze", "escalate", "transcript", "more"]],
])("a request that is %s offers what can be done about it", (_name, change, presses) => {
	expect(offered({ ...SHOWN, ...change })).toEqual(presses);
});

test("of very many steps the newest stand on the card", () => {
	const steps = Array.from({ length: 80 }, (_, index) => ({
		question: `question ${index} ${"x".repeat(90)}`,
		answer: "no",
	}));
	const said = words(renderCard({ ...SHOWN, card: { ...CARD, steps } }).blocks);
	expect(said).toContain("80. question 79");
	expect(said).toMatch(/\(\d+ earlier ones are left out\)/);
	expect(said).not.toContain("1. question 0 ");
});

test("a line in the thread mentions whom the alert calls, and nobody for what a merchant or an agent wrote", () => {
	const from = fc.constantFrom("merchant" as const, "program" as const);
	const file = fc.option(
		fc.record({ id: fc.constant("f"), name: text, type: fc.constant("image/png" as const), bytes: fc.nat() }),
	);
	fc.assert(
		fc.property(fc.record({ from, author: fc.option(text), text, file }), fc.boolean(), (line, hasBytes) => {
			const quiet = { channel: "C1", ...renderLine(line, hasBytes, []) };
			expect(judge("message", quiet)).toEqual([]);
			const loud = { channel: "C1", ...renderLine(line, hasBytes, ["<!subteam^S1>", "<@U7>", "<!channel>"]) };
			expect(judge("message", loud, ["S1", "U7", "channel"])).toEqual([]);
			expect(judge("message", loud).map(({ reason }) => reason)).toEqual(["<!subteam^S1>", "<@U7>", "<!channel>"]);
		}),
		{ numRuns: 200 },
	);
	const shown = renderLine({ from: "merchant", author: "Harbour Café", text: "hola", file: null }, false, []);
	expect(shown.text).toBe("Harbour Café (merchant): hola");
});

test("every form is inside of Slack's limits in every language, whatever stands in it", () => {
	const about = { id: "abcd2345", channel: "C1" };
	const choices = fc.array(fc.record({ id: fc.string({ maxLength: 200 }), label: text }), {
		minLength: 1,
		maxLength: 150,
	});
	fc.assert(
		fc.property(choices, fc.constantFrom(...LOCALES), (some, locale) => {
			const whole = some.filter(({ id }) => id !== "" && [...id].length <= 150);
			for (const view of [
				forms.replyForm(about, locale),
				forms.resolveForm(about, locale),
				forms.snoozeForm(about, snoozes(ALWAYS_THERE, NOW_MS), locale),
				forms.moreForm(about, forms.RARE, locale),
				forms.severityForm(about, "low", locale),
				forms.closeForm(about, locale),
				...(whole.length === 0 ? [] : [forms.linkForm(about, some, locale), forms.refundForm(about, some, locale)]),
			])
				expect(judge("view", view)).toEqual([]);
		}),
		{ numRuns: 100 },
	);
});

test("an agent's page is inside of Slack's limits however much is open, and says what is left out", () => {
	const overview: fc.Arbitrary<Overview> = fc.record({
		escalations: fc.array(
			anyShown.map((shown) => ({
				merchantId: "m1",
				escalation: { ...ESCALATION, ...shown },
				card: shown.severity === "low" ? null : "C1/1.2",
			})),
			{ maxLength: 110 },
		),
		selling: fc.array(
			fc.record({ merchant: text, store: text, sinceMs: ms, paid: fc.nat(), sums: fc.array(money, { maxLength: 9 }) }),
			{ maxLength: 60 },
		),
		hours: fc.option(fc.record({ en: text, zh: text, es: text })),
	});
	fc.assert(
		fc.property(overview, fc.constantFrom(...LOCALES), ms, (given, locale, nowMs) => {
			expect(judge("view", homeOfAgents(given, nowMs, locale))).toEqual([]);
		}),
		{ numRuns: 60 },
	);
	const many = Array.from({ length: 75 }, () => ({ merchantId: "m1", escalation: ESCALATION, card: "C1/1.2" }));
	const page = JSON.stringify(homeOfAgents({ escalations: many, selling: [], hours: null }, NOW_MS, "en"));
	expect(page).toContain("… and 15 more");
	expect(page).toContain("<https://slack.com/archives/C1/p12|Open the card>");
	expect(page).toContain("(12 min)");
	for (const locale of LOCALES) expect(judge("view", homeOfOthers(locale))).toEqual([]);
});
