/** `standin reconcile`: matches files with no server and no database. */

import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { Command } from "commander";
import { EXIT, UserError } from "../errors.ts";
import { showMoney } from "../fallback/money.ts";
import { readPayments } from "../reconcile/payments.ts";
import { readBatch } from "../reconcile/read-batch.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { type Ledger, PLACES, type Report } from "../reconcile/report.ts";
import type { FallbackPayment, Upload } from "../reconcile/row.ts";
import { findingSentence, type Items, itemsOf } from "../reconcile/wording.ts";
import { isRefusal, type Refusal } from "../text.ts";
import { readTextFile } from "./read-text-file.ts";

/** What a command needs of the program: a line to print, and the exit code when it is not 0. */
export type CommandIo = { readonly out: (line: string) => void; readonly exit: (code: number) => void };

type Options = {
	readonly payments: string;
	readonly batch: readonly string[];
	readonly format?: string;
	readonly currency?: string;
	readonly out?: string;
	readonly json?: boolean;
};

const FILES_LIMIT = 100;
/** The readable report shows this many findings; the JSON has them all. */
const FINDINGS_SHOWN_LIMIT = 200;

/** The command; exits 1 when a finding needs a person, throws `UserError` on bad input. */
export function reconcileCommand(io: CommandIo): Command {
	return new Command("reconcile")
		.description("match fallback payments with the terminal's later batch, files only")
		.requiredOption("--payments <file>", "what was collected over the fallback rails (CSV)")
		.requiredOption("--batch <file...>", "one or more batch files of the terminal or processor")
		.option("--format <id>", "the format of the batch files, when the header does not tell (see: standin formats)")
		.option("--currency <code>", "the currency the files are in, such as EUR")
		.option("--out <file>", "also write the report as JSON to this file")
		.option("--json", "print the report as JSON and nothing else")
		.action(async (options: Options) => {
			const { payments, uploads } = await readInput(options);
			const report = reconcile(payments, uploads);
			const json = JSON.stringify(report, null, "\t");
			if (options.out !== undefined) await writeWhole(options.out, `${json}\n`);
			if (options.json === true) io.out(json);
			else for (const line of readable(report, itemsOf(payments, uploads))) io.out(line);
			if (report.summary.need_person > 0) io.exit(EXIT.needsPerson);
		});
}

async function readInput(
	options: Options,
): Promise<{ payments: readonly FallbackPayment[]; uploads: readonly Upload[] }> {
	const { currency, format } = options;
	if (options.batch.length > FILES_LIMIT) {
		throw new UserError({
			en: `At most ${FILES_LIMIT} batch files can be matched at once.`,
			zh: `一次最多匹配 ${FILES_LIMIT} 个批次文件。`,
		});
	}
	const payments = accept(options.payments, readPayments(await readTextFile(options.payments), currency));
	const uploads: Upload[] = [];
	for (const path of options.batch) {
		uploads.push(accept(path, readBatch(path, await readTextFile(path), { currency, format })));
	}
	return { payments, uploads };
}

/** The value, or the file's name before the sentence that refuses it. */
function accept<T extends object>(path: string, read: T | Refusal): T {
	if (!isRefusal(read)) return read;
	throw new UserError({ en: `${path}: ${read.refused.en}`, zh: `${path}：${read.refused.zh}` });
}

/** Whole or not at all: a reader never meets half a report. */
async function writeWhole(path: string, text: string): Promise<void> {
	const temporary = `${path}.${randomUUID()}.part`;
	try {
		await writeFile(temporary, text, { flag: "wx" });
		await rename(temporary, path);
	} catch (cause) {
		await rm(temporary, { force: true });
		throw new UserError(
			{
				en: `The report cannot be written to ${path}; check the folder.`,
				zh: `无法把报告写入 ${path}；请检查文件夹。`,
			},
			{ cause },
		);
	}
}

function* readable(report: Report, items: Items): Generator<string> {
	const { summary, findings, totals } = report;
	yield `${summary.payments} payments and ${summary.rows} rows: ${summary.links.auto} linked for certain, ${summary.links.review} to confirm, ${summary.need_person} findings need a person.`;
	for (const ledger of totals.payments) yield `payments  ${showLedger(ledger)}`;
	for (const ledger of totals.rows) yield `rows      ${showLedger(ledger)}`;
	yield totals.conserved
		? "Every payment and row is counted exactly once."
		: "The sums do not agree: please report this.";
	for (const finding of findings.slice(0, FINDINGS_SHOWN_LIMIT)) {
		yield "";
		yield `${finding.class.replaceAll("_", " ")}: ${findingSentence(finding, items).en}`;
		const evidence = finding.reasons.map(({ text, weight }) => (weight === 0 ? text : `${text} (${signed(weight)})`));
		yield `  ${evidence.join("; ")}`;
	}
	const hidden = findings.length - FINDINGS_SHOWN_LIMIT;
	if (hidden > 0) yield `\nand ${hidden} more; --json or --out has them all.`;
}

const signed = (weight: number): string => `${weight > 0 ? "+" : "−"}${Math.abs(weight).toFixed(1)}`;

function showLedger({ role, currency, all, places }: Ledger): string {
	const ended = PLACES.filter((place) => places[place].count > 0).map((place) => {
		const { count, minor } = places[place];
		return `${place} ${count} (${showMoney({ minor, currency }, "en")})`;
	});
	return `${role}  ${all.count} (${showMoney({ minor: all.minor, currency }, "en")}) = ${ended.join(" + ")}`;
}
