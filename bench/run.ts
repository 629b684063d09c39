/** `npm run bench`: measures, prints, and writes RESULTS.md. */

import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { openBrowser } from "../test/support/browser.ts";
import { startPostgres } from "../test/support/postgres-server.ts";
import { measureAnswers } from "./answers.ts";
import { type BrowserFigures, measureBrowser, weighPage } from "./browser.ts";
import { pglite, postgres } from "./places.ts";
import { type Figures, measure } from "./runtime.ts";
import { measureTriage } from "./triage.ts";

const RUNS = 3;
const triage = await measureTriage();
const answers = await measureAnswers();

const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const server = await startPostgres();
const rows: string[] = [];
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

## The web chat

A real Chromium at phone size, the embedded database, 60 sales a run. In brackets as multiples of a bare request of that page to that server.

| last tap (“No, not yet”) → QR painted, p50 ms | p99, ms | bare request, ms |
| --- | --- | --- |
| ${tap(({ p50Ms }) => p50Ms)} (${inRequests(({ p50Ms }) => p50Ms)}) | ${tap(({ p99Ms }) => p99Ms)} (${inRequests(({ p99Ms }) => p99Ms)}) | ${tap(({ requestMs }) => requestMs)} |

| what the page loads | bytes | gzip | brotli |
| --- | --- | --- | --- |
${weights.map(({ name, plain, gzip, brotli }) => `| ${name} | ${plain} | ${gzip} | ${brotli} |`).join("\n")}

${triage}
${answers}`;
writeFileSync(new URL("./RESULTS.md", import.meta.url), text);
console.log(text);
