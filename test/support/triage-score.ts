/** How well triage understands labelled messages: counts only, so that nobody tunes on single ones of a frozen set. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import { type TriageKnowledge, triage } from "../../src/helpdesk/triage.ts";
import { CAUSES, INTENTS, type Label } from "../../src/helpdesk/triage-label.ts";
import { LOCALES, type Locale } from "../../src/text.ts";

const message = z.strictObject({
	locale: z.enum(LOCALES),
	text: z.string(),
	intent: z.enum(INTENTS),
	cause: z.enum(CAUSES).nullable(),
	amount: z.strictObject({ minor: z.int(), currency: z.string() }).nullable(),
	currency: z.string().nullable(),
});
type Message = z.infer<typeof message>;

/** Written by somebody who has seen neither phrases nor training set, frozen before tuning. */
export const blindSet = (): readonly Message[] =>
	z.array(message).parse(JSON.parse(readFileSync(new URL("../fixtures/triage/blind.json", import.meta.url), "utf8")));

export type Share = { readonly right: number; readonly of: number };
export type Score = {
	readonly locale: Locale;
	readonly messages: number;
	readonly intent: Share;
	/** Of the outages: intent and cause. */
	readonly cause: Share;
	readonly amount: Share;
	/** Of the messages about something else: recognised as that. */
	readonly outside: Share;
	/** Below the threshold: asked instead of guessed. */
	readonly asked: number;
	/** `outage/network → outage/null`: how often, wrong ones only. */
	readonly confused: ReadonlyMap<string, number>;
	readonly tookMs: readonly number[];
};

const nameOf = ({ intent, cause }: Label): string => (intent === "outage" ? `${intent}/${cause}` : intent);

export function scoreOf(
	locale: Locale,
	messages: readonly Message[],
	knowledge: TriageKnowledge,
	askBelow: number,
): Score {
	const own = messages.filter((one) => one.locale === locale);
	const tookMs: number[] = [];
	const found = own.map((one) => {
		const startedMs = performance.now();
		const made = triage(one.text, { knowledge, currency: one.currency ?? undefined });
		tookMs.push(performance.now() - startedMs);
		return { one, made, isIntent: made.intent === one.intent };
	});
	const share = (of: typeof found, isRight: (each: (typeof found)[number]) => boolean): Share => ({
		right: of.filter(isRight).length,
		of: of.length,
	});
	const confused = new Map<string, number>();
	for (const { one, made } of found) {
		if (nameOf(one) === nameOf(made)) continue;
		const pair = `${nameOf(one)} → ${nameOf(made)}`;
		confused.set(pair, (confused.get(pair) ?? 0) + 1);
	}
	return {
		locale,
		messages: own.length,
		intent: share(found, ({ isIntent }) => isIntent),
		cause: share(
			found.filter(({ one }) => one.intent === "outage"),
			({ one, made, isIntent }) => isIntent && made.cause === one.cause,
		),
		amount: share(found, ({ one, made }) => JSON.stringify(made.amount) === JSON.stringify(one.amount)),
		outside: share(
			found.filter(({ one }) => one.intent === "other"),
			({ isIntent }) => isIntent,
		),
		asked: found.filter(({ made }) => made.intent !== "other" && made.confidence < askBelow).length,
		confused,
		tookMs,
	};
}
