/** `npm run bench`: measures, prints, and writes RESULTS.md. `npm run bench -- matching` or `-- matching-speed`: prints that section only. */

import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { openBrowser } from "../test/support/browser.ts";
import { startPostgres } from "../test/support/postgres-server.ts";
import { type AdapterFigures, measureAdapters } from "./adapters.ts";
import { measureAnswers } from "./answers.ts";
import { type BrowserFigures, measureBrowser, weighPage } from "./browser.ts";
import { pglite, postgres } from "./places.ts";
import { measureQr } from "./qr.ts";
import { matchingOptions, measureMatching } from "./reconcile/measure.ts";
import { measureSpeed, speedOptions } from "./reconcile/speed.ts";
import { type Figures, measure } from "./runtime.ts";
import { measureTriage } from "./triage.ts";

const RUNS = 3;
if (process.argv[2] === "matching") {
	console.log(measureMatching(matchingOptions(process.argv.slice(3))));
	process.exit(0);
}
if (process.argv[2] === "matching-speed") {
	console.log(await measureSpeed(speedOptions(process.argv.slice(3))));
	process.exit(0);
}
const matching = measureMatching();
const speed = await measureSpeed();
const triage = await measureTriage();
const answers = await measureAnswers();
const qr = await measureQr();

const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const server = await startPostgres();
const rows: string[] = [];
const adapterRows: string[] = [];
const ackRows: string[] = [];
for (const place of [pglite, postgres(server)]) {
	const runs: Figures[] = [];
	for (let run = 0; run < RUNS; run++) {
		const figures = await measure(place);
		console.log(place.name, JSON.stringify(figures));
		runs.push(figures);
	}
	const middle = (pick: (figures: Figures) => number) => median(runs.map(pick));
	// Each ratio is taken within its run, where the machine was the same for both.
	const withRatio = (pick: (figures: Figures) => number) =>
		`${middle(pick)} (${middle((figures) => pick(figures) / figures.commits).toFixed(2)})`;
	const cells = [
		place.name,
		middle(({ commits }) => commits),
		withRatio(({ receives }) => receives),
		withRatio(({ turns }) => turns),
		middle(({ p50Ms }) => p50Ms),
		middle(({ p99Ms }) => p99Ms),
	];
	rows.push(`| ${cells.join(" | ")} |`);

	const adapters: AdapterFigures[] = [];
	for (let run = 0; run < RUNS; run++) {
		const figures = await measureAdapters(place);
		console.log("adapters", place.name, JSON.stringify(figures));
		adapters.push(figures);
	}
	adapterRows.push(...throughputRows(place.name, adapters));
	ackRows.push(...acknowledgementRows(place.name, adapters));
}

function throughputRows(name: string, runs: readonly AdapterFigures[]): readonly string[] {
	return (runs[0]?.throughput ?? []).map((adapter, index) => {
		const rates = runs.map(({ throughput, receives }) => ({ rate: throughput[index]?.perSecond ?? 0, receives }));
		const ratio = median(rates.map(({ rate, receives }) => rate / receives)).toFixed(2);
		return `| ${name} | ${adapter.name} | ${median(rates.map(({ rate }) => rate))} (${ratio}) |`;
	});
}

/** The worst p99 of the runs: what must be under 3 s is not an average. */
function acknowledgementRows(name: string, runs: readonly AdapterFigures[]): readonly string[] {
	const load = median(runs.map(({ loadPerSecond }) => loadPerSecond));
	return (runs[0]?.acks ?? []).map((adapter, index) => {
		const acks = runs.flatMap(({ acks }) => acks[index] ?? []);
		const worst = Math.max(...acks.map(({ p99Ms }) => p99Ms));
		return `| ${name} | ${adapter.name} | ${median(acks.map(({ p50Ms }) => p50Ms))} | ${worst} | ${load} |`;
	});
}
const browser = await openBrowser();
const taps: BrowserFigures[] = [];
for (let run = 0; run < RUNS; run++) {
	const figures = await measureBrowser(browser, pglite);
	console.log("browser", JSON.stringify(figures));
	taps.push(figures);
}
await browser.close();
await server.stop();
const weights = await weighPage();
const tap = (pick: (figures: BrowserFigures) => number) => median(taps.map(pick));
const inRequests = (pick: (figures: BrowserFigures) => number) =>
	tap((figures) => pick(figures) / figures.requestMs).toFixed(1);

const text = `# Results

\`npm run bench\` on ${availableParallelism()} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}; medians of ${RUNS} runs, each on a fresh database. In brackets the ratio to the raw commits of the same run: the machine's speed falls out of it.

| database | raw single-row commits/s | receive/s | messages decided and answered/s (200 conversations) | message → reply p50, ms | p99, ms |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

- *receive*: one message after the other, from one caller, stored once under its key and its conversation woken, in one statement.
- *decided and answered*: mailboxes filled beforehand; decisions, state, transcript and outbox in one transaction a turn, deliveries included.
- *message → reply*: over HTTP and the server-sent events, one cashier, one message at a time.

## The adapters

A program with Slack, Discord and the web chat, 200 people on each; small servers of ours stand in for the platforms in the same process and judge every payload, so that the figures are what everything costs together. In brackets the ratio to the *receive* of the same run.

| database | adapter | messages in → replies out, a second |
| --- | --- | --- |
${adapterRows.join("\n")}

How long the platform waits to hear that something arrived, while 200 people on the web write faster than they can be answered. Slack and Discord give it 3 s.

| database | adapter | p50, ms | worst p99 of the runs, ms | other messages answered a second meanwhile |
| --- | --- | --- | --- | --- |
${ackRows.join("\n")}

- *messages in → replies out*: each of 200 conversations gets one message at once and has its reply at the platform; three times, with a pause in between that is not counted, since Slack wants no more than a message a second in a channel. Discord's own limit, which discord.js keeps, is 50 calls a second.
- *Slack*: from the event to its acknowledgement, over the socket or as the answer to the request. *Discord*: from a pressed button to the interaction's callback.

## The web chat

A real Chromium at phone size, the embedded database, 60 sales a run. In brackets as multiples of a bare request of that page to that server.

| last tap (“No, not yet”) → QR painted, p50 ms | p99, ms | bare request, ms |
| --- | --- | --- |
| ${tap(({ p50Ms }) => p50Ms)} (${inRequests(({ p50Ms }) => p50Ms)}) | ${tap(({ p99Ms }) => p99Ms)} (${inRequests(({ p99Ms }) => p99Ms)}) | ${tap(({ requestMs }) => requestMs)} |

| what the page loads | bytes | gzip | brotli |
| --- | --- | --- | --- |
${weights.map(({ name, plain, gzip, brotli }) => `| ${name} | ${plain} | ${gzip} | ${brotli} |`).join("\n")}

${qr}
${triage}
${answers}
${matching}
${speed}`;
writeFileSync(new URL("./RESULTS.md", import.meta.url), text);
console.log(text);
