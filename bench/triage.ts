/** How well triage understands the frozen set, how long a message takes, and how long it takes to learn. */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HOME } from "../src/config.ts";
import { ASK_BELOW, triage } from "../src/helpdesk/triage.ts";
import { triageKnowledge } from "../src/helpdesk/triage-knowledge.ts";
import { readTriage } from "../src/knowledge/load.ts";
import { LOCALES } from "../src/text.ts";
import { blindSet, type Score, type Share, scoreOf } from "../test/support/triage-score.ts";

const ROUNDS = 5;

const percent = ({ right, of }: Share): string => `${((100 * right) / of).toFixed(1)} (${right}/${of})`;
const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
const middle = (values: readonly number[]): number => sorted(values)[Math.floor(values.length / 2)] ?? 0;
const at = (values: readonly number[], share: number): string =>
	(values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0).toFixed(2);

/** The section of RESULTS.md. */
export async function measureTriage(): Promise<string> {
	const source = await readTriage(join(HOME, "knowledge"));
	const startedMs = performance.now();
	const knowledge = triageKnowledge(source);
	triage("hello", { knowledge }); // it learns when the first message comes
	const learntMs = Math.round(performance.now() - startedMs);
	const blind = blindSet();
	const scores = LOCALES.map((locale) => scoreOf(locale, blind, knowledge, ASK_BELOW));
	// Compiled by now: what a server that has run for a while needs. A message's median leaves out what else the machine did.
	const rounds = Array.from({ length: ROUNDS }, () =>
		LOCALES.flatMap((locale) => scoreOf(locale, blind, knowledge, ASK_BELOW).tookMs),
	);
	const took = sorted((rounds[0] ?? []).map((_, nth) => middle(rounds.map((round) => round[nth] ?? 0))));
	const phrases = source.phrases.reduce((count, [, of]) => count + of.length, 0);
	return `## Triage

${blind.length} messages by somebody who had seen neither phrases nor training set, frozen before tuning. ${phrases} phrases and ${source.utterances.length} labelled messages, learnt in ${learntMs} ms. A message takes ${at(took, 0.5)} ms (p50), ${at(took, 0.99)} ms (p99; each message the median of ${ROUNDS}).

| language | messages | intent, % | cause of the outages, % | amount, % | outside the subject recognised, % | asked instead of guessed |
| --- | --- | --- | --- | --- | --- | --- |
${scores.map(rowOf).join("\n")}
| target | | 92 | 88 | 100 | 90 | |

| language | meant → taken for |
| --- | --- |
${scores.map(({ locale, confused }) => `| ${locale} | ${[...confused].map(([pair, count]) => `${pair}: ${count}`).join("; ")} |`).join("\n")}
`;
}

const rowOf = ({ locale, messages, intent, cause, amount, outside, asked }: Score): string =>
	`| ${[locale, messages, percent(intent), percent(cause), percent(amount), percent(outside), asked].join(" | ")} |`;

// By itself: `npx tsx bench/triage.ts`.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) console.log(await measureTriage());
