/** How fast large files are matched, beside the least a database needs for them, and how long one shop's day takes. */

import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { EXIT } from "../../src/errors.ts";
import { type Written, writeFiles } from "./files.ts";
import { runNode } from "./measured-process.ts";
import { type DayFigures, measureShopDays } from "./shop-days.ts";

const ROWS = 1_000_000;
const RUNS = 3;
const SEED = 201;
const LINEAR_TIMES = 5;
const DAY_ROWS = 500;
const DAYS = 200;
const BYTES_A_MB = 1_000_000;
/** The report begins with its summary. */
const SUMMARY_BYTES = 4096;

export type SpeedOptions = {
	readonly rows?: number;
	/** Measures five times the rows as well. */
	readonly linear?: boolean;
	readonly runs?: number;
	readonly days?: number;
};

type Run = {
	readonly duckDbSeconds: number;
	readonly duckDbMb: number | null;
	readonly seconds: number;
	readonly peakMb: number | null;
};

type Size = Run & {
	readonly written: Written;
	readonly filesMb: number;
	readonly reportMb: number;
	/** The middle of the ratios: each is taken within its run, where the machine was the same for both. */
	readonly ratio: number;
};

/** The section of RESULTS.md. */
export async function measureSpeed({
	rows = ROWS,
	linear = false,
	runs = RUNS,
	days = DAYS,
}: SpeedOptions = {}): Promise<string> {
	const one = await measureSize(rows, runs);
	const many = linear ? await measureSize(rows * LINEAR_TIMES, runs) : null;
	return section(many === null ? [one] : [one, many], runs, measureShopDays(days, DAY_ROWS, SEED));
}

async function measureSize(rows: number, runs: number): Promise<Size> {
	const folder = mkdtempSync(join(tmpdir(), "standin-bench-"));
	try {
		const paths = { paymentsPath: join(folder, "payments.csv"), batchPath: join(folder, "batch.csv") };
		const written = await writeFiles({ ...paths, rows, seed: SEED });
		const files: Files = { ...paths, reportPath: join(folder, "report.json"), written };
		const done: Run[] = [];
		for (let run = 0; run < runs; run++) {
			const figures = { ...(await runDuckDb(files)), ...(await runStandin(files)) };
			console.log("matching-speed", written.rows, JSON.stringify(figures));
			done.push(figures);
		}
		return {
			written,
			filesMb: megabytes(files.paymentsPath) + megabytes(files.batchPath),
			reportMb: megabytes(files.reportPath),
			duckDbSeconds: median(done.map(({ duckDbSeconds }) => duckDbSeconds)),
			duckDbMb: medianKnown(done.map(({ duckDbMb }) => duckDbMb)),
			seconds: median(done.map(({ seconds }) => seconds)),
			peakMb: medianKnown(done.map(({ peakMb }) => peakMb)),
			ratio: median(done.map(({ seconds, duckDbSeconds }) => seconds / duckDbSeconds)),
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

type Files = {
	readonly paymentsPath: string;
	readonly batchPath: string;
	readonly reportPath: string;
	readonly written: Written;
};

async function runDuckDb({
	paymentsPath,
	batchPath,
	written,
}: Files): Promise<Pick<Run, "duckDbSeconds" | "duckDbMb">> {
	const ended = await runNode(["--import", "tsx", "bench/reconcile/duckdb.ts", paymentsPath, batchPath]);
	if (ended.exitCode !== 0) throw new Error(`DuckDB ended with ${ended.exitCode}`);
	const read: Counted & { readonly seconds: number; readonly pairs: number } = JSON.parse(ended.said);
	if (!isWhole(read, written) || read.pairs === 0) throw new Error(`DuckDB read ${ended.said}`);
	return { duckDbSeconds: read.seconds, duckDbMb: ended.peakMb };
}

/** From the start of the command to the report in its place. */
async function runStandin(files: Files): Promise<Pick<Run, "seconds" | "peakMb">> {
	const { paymentsPath, batchPath, reportPath, written } = files;
	rmSync(reportPath, { force: true });
	const given = ["--payments", paymentsPath, "--batch", batchPath, "--out", reportPath];
	const { exitCode, seconds, peakMb } = await runNode(["bin/standin", "reconcile", ...given]);
	if (exitCode !== EXIT.done && exitCode !== EXIT.needsPerson) throw new Error(`standin ended with ${exitCode}`);
	const summary = firstBytes(reportPath);
	const read = { payments: numberIn(summary, "payments"), rows: numberIn(summary, "rows") };
	if (!isWhole(read, written)) throw new Error(`standin read ${JSON.stringify(read)}`);
	return { seconds, peakMb };
}

type Counted = Pick<Written, "payments" | "rows">;
const isWhole = (read: Counted, all: Written): boolean => read.payments === all.payments && read.rows === all.rows;

const numberIn = (summary: string, name: string): number => Number(new RegExp(`"${name}":(\\d+)`).exec(summary)?.[1]);

function firstBytes(path: string): string {
	const fd = openSync(path, "r");
	const bytes = Buffer.alloc(SUMMARY_BYTES);
	const length = readSync(fd, bytes, 0, SUMMARY_BYTES, 0);
	closeSync(fd);
	return bytes.toString("utf8", 0, length);
}

const megabytes = (path: string): number => statSync(path).size / BYTES_A_MB;
const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const medianKnown = (values: readonly (number | null)[]): number | null =>
	values.includes(null) ? null : median(values.map(Number));

function section(sizes: readonly Size[], runs: number, days: readonly DayFigures[]): string {
	const [one, many] = sizes;
	const linear =
		one === undefined || many === undefined
			? ""
			: `\n${(many.written.rows / one.written.rows).toFixed(2)} times the rows take ${(many.seconds / one.seconds).toFixed(2)} times as long (DuckDB: ${(many.duckDbSeconds / one.duckDbSeconds).toFixed(2)}).\n`;
	return `## Speed of matching

\`standin reconcile\`, from its start to the written report, beside DuckDB (2 threads, in memory), which reads all columns of both files as text and joins them on one exact key, nothing else. Seed ${SEED}, both in turn, medians of ${runs}; the ratio is taken within each run. ${sizes.map(filesOf).join(" ")}

| rows | payments | DuckDB, s | standin, s | ratio | rows a second | peak memory, MB | DuckDB's, MB |
| --- | --- | --- | --- | --- | --- | --- | --- |
${sizes.map(sizeRow).join("\n")}
| target | | | | ≤ 5 | | ≤ 800 | |
${linear}
- *standin*: a process of its own with one thread for each core (at most 8), its start included; DuckDB's is not.
- *peak memory*: the most that the process ever held, with all its threads, as the kernel counts it (VmHWM).

One shop's day of about ${DAY_ROWS} rows, matched in this thread: other shops' days, each once, after others that warm the code up.

| shops | days | rows (median) | payments (median) | median, ms | p99, ms |
| --- | --- | --- | --- | --- | --- |
${days.map(dayRow).join("\n")}
| target | | | | < 20 | |
`;
}

const filesOf = ({ written, filesMb, reportMb }: Size): string =>
	`${counted(written.rows)} rows: ${written.merchants} shops, ${Math.round(filesMb)} MB of files, a report of ${Math.round(reportMb)} MB.`;

const sizeRow = ({ written, duckDbSeconds, seconds, ratio, peakMb, duckDbMb }: Size): string => {
	const cells = [
		counted(written.rows),
		counted(written.payments),
		duckDbSeconds.toFixed(2),
		seconds.toFixed(2),
		`**${ratio.toFixed(2)}**`,
		counted(Math.round(written.rows / seconds)),
		shown(peakMb),
		shown(duckDbMb),
	];
	return `| ${cells.join(" | ")} |`;
};

const dayRow = ({ name, days, rows, payments, p50Ms, p99Ms }: DayFigures): string =>
	`| ${name} | ${days} | ${rows} | ${payments} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} |`;

const counted = (count: number): string => count.toLocaleString("en");
const shown = (mb: number | null): string => (mb === null ? "unknown" : String(Math.round(mb)));

/** `--rows 20000`, `--linear`, `--runs 1`, `--days 50`. */
export function speedOptions(args: readonly string[]): SpeedOptions {
	const { values } = parseArgs({
		args: [...args],
		options: {
			rows: { type: "string" },
			linear: { type: "boolean" },
			runs: { type: "string" },
			days: { type: "string" },
		},
	});
	return {
		...(values.rows === undefined ? {} : { rows: Number(values.rows) }),
		...(values.linear === undefined ? {} : { linear: values.linear }),
		...(values.runs === undefined ? {} : { runs: Number(values.runs) }),
		...(values.days === undefined ? {} : { days: Number(values.days) }),
	};
}

// By itself: `npx tsx bench/reconcile/speed.ts --rows 20000`.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
	console.log(await measureSpeed(speedOptions(process.argv.slice(2))));
}
