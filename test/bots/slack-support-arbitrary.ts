/** Whatever may stand on a card, as far as Slack's limits are concerned. */

import fc from "fast-check";
import type { Shown } from "../../src/helpdesk/escalation-order.ts";
import { RESOLVED_CAUSES, SEVERITIES } from "../../src/helpdesk/escalation-state.ts";
import { LOCALES } from "../../src/text.ts";

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
export const text = fc.oneof(
	fc.string({ maxLength: 40 }),
	fc.array(fc.oneof(NASTY, fc.string({ unit: "binary", maxLength: 9 }))).map((parts) => parts.join("")),
	fc.integer({ min: 1, max: 5_000 }).map((count) => "<&>".repeat(count)),
	fc.constant(""),
);
export const ms = fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.integer());
export const money = fc.record({
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
export const anyShown: fc.Arbitrary<Shown> = fc.record({
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
