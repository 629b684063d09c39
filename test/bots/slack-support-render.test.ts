import fc from "fast-check";
import { expect, test } from "vitest";
import { renderCard } from "../../src/bots/slack/support/card.ts";
import { renderLine } from "../../src/bots/slack/support/line.ts";
import type { Shown } from "../../src/helpdesk/escalation-order.ts";
import { judge } from "../support/slack-limits.ts";
import { anyShown, text } from "./slack-support-arbitrary.ts";
import { CARD, NOW_MS, SHOWN } from "./slack-support-stand.ts";

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
