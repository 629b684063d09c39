import fc from "fast-check";
import { expect, test } from "vitest";
import * as forms from "../../src/bots/slack/support/forms.ts";
import { homeOfAgents, homeOfOthers } from "../../src/bots/slack/support/home.ts";
import type { Overview } from "../../src/bots/support.ts";
import { snoozes } from "../../src/helpdesk/escalation-snooze.ts";
import { ALWAYS_THERE } from "../../src/helpdesk/support-file.ts";
import { LOCALES } from "../../src/text.ts";
import { judge } from "../support/slack-limits.ts";
import { anyShown, money, ms, text } from "./slack-support-arbitrary.ts";
import { ESCALATION, NOW_MS } from "./slack-support-stand.ts";

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
