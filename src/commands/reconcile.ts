/** `standin reconcile`: matches files with no server and no database. */

import { randomUUID } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Command } from "commander";
import { createReportParts, type ReportParts } from "../bulk/report-parts.ts";
import { EXIT, UserError } from "../errors.ts";
import { showMoney } from "../fallback/money.ts";
import type { Head } from "../reconcile/merge-reports.ts";
import { FINDING_CLASSES, type Ledger, PLACES, type Report } from "../reconcile/report.ts";
import type { Locale, Text } from "../text.ts";
import type { Io } from "./io.ts";
import { startProgress } from "./progress.ts";
import { type InputOptions, openInput } from "./reconcile-input.ts";

type Options = InputOptions & { readonly out?: string; readonly json?: boolean };

/** The readable report shows this many findings; the JSON has them all. */
const FINDINGS_SHOWN_LIMIT = 200;
const JSON_PIECE_BYTES = 1_048_576;

/** The command; exits 1 when a finding needs a person, throws `UserError` on bad input. */
export function reconcileCommand(io: Pick<Io, "out" | "err" | "exit" | "locale" | "status">): Command {
	return new Command("reconcile")
		.description("match fallback payments with the terminal's later batch, files only")
		.requiredOption("--payments <file>", "what was collected over the fallback rails (CSV)")
		.requiredOption("--batch <file...>", "one or more batch files of the terminal or processor")
		.option("--format <id>", "the format of the batch files, when the header does not tell (see: standin formats)")
		.option("--profile <file...>", "a mapping (YAML) for a CSV of another kind; docs/profiles.md shows one")
		.option("--currency <code>", "the currency the files are in, such as EUR")
		.option("--out <file>", "also write the report as JSON to this file")
		.option("--json", "print the report as JSON and nothing else")
		.action(async (options: Options) => {
			const input = await openInput(options);
			for (const remark of input.remarks) io.err(remark[io.locale]);
			const parts = createReportParts();
			const shown: string[][] = FINDING_CLASSES.map(() => []);
			const progress = startProgress(input.records, io);
			try {
				await input.run({
					locale: options.json === true ? null : io.locale,
					shownLimit: FINDINGS_SHOWN_LIMIT,
					take: (done) => {
						parts.add(done);
						progress.advance(done.records);
						for (const [index, lines] of done.shown.entries()) shown[index]?.push(...lines);
					},
				});
				progress.end();
				if (options.out !== undefined) await writeReport(options.out, parts);
				if (options.json === true) printJson(parts, io);
				else for (const line of readable(parts.head(), firstOf(shown), io.locale)) io.out(line);
				if (parts.head().summary.need_person > 0) io.exit(EXIT.needsPerson);
			} finally {
				progress.end();
				parts.close();
			}
		});
}

const firstOf = (shown: readonly (readonly string[])[]): readonly string[] =>
	shown.flat().slice(0, FINDINGS_SHOWN_LIMIT);

/** Line by line, in pieces: a report of a million rows is longer than a string may be. */
function printJson(parts: ReportParts, io: Pick<Io, "out">): void {
	let held: Uint8Array[] = [];
	let bytes = 0;
	const flush = (): void => {
		const text = Buffer.concat(held);
		const end = text.lastIndexOf("\n");
		io.out(text.toString("utf8", 0, end));
		held = [text.subarray(end + 1)];
		bytes = text.length - end - 1;
	};
	parts.write((piece) => {
		held.push(piece);
		bytes += piece.length;
		if (bytes > JSON_PIECE_BYTES) flush();
	});
	io.out(Buffer.concat(held).toString("utf8"));
}

/** Whole or not at all: a reader never meets half a report. */
async function writeReport(path: string, parts: ReportParts): Promise<void> {
	const temporary = `${path}.${randomUUID()}.part`;
	try {
		const fd = openSync(temporary, "wx");
		try {
			parts.write((piece) => writeAll(fd, piece));
			writeAll(fd, Buffer.from("\n"));
		} finally {
			closeSync(fd);
		}
		await rename(temporary, path);
	} catch (cause) {
		await rm(temporary, { force: true });
		throw new UserError(
			{
				en: `The report cannot be written to ${path}; check the folder.`,
				zh: `无法把报告写入 ${path}；请检查文件夹。`,
				es: `No se puede escribir el informe en ${path}; revise la carpeta.`,
			},
			{ cause },
		);
	}
}

function writeAll(fd: number, piece: Uint8Array): void {
	for (let at = 0; at < piece.length; ) at += writeSync(fd, piece, at);
}

function* readable({ summary, totals }: Head, shown: readonly string[], locale: Locale): Generator<string> {
	yield head(summary)[locale];
	for (const ledger of totals.payments) yield `${KINDS.payments[locale]}  ${showLedger(ledger, locale)}`;
	for (const ledger of totals.rows) yield `${KINDS.rows[locale]}  ${showLedger(ledger, locale)}`;
	yield (totals.conserved ? CONSERVED : NOT_CONSERVED)[locale];
	for (const finding of shown) yield `\n${finding}`;
	const hidden = summary.findings.reduce((sum, { count }) => sum + count, 0) - shown.length;
	if (hidden > 0) yield more(hidden)[locale];
}

const head = ({ payments, rows, links, need_person }: Report["summary"]): Text => ({
	en: `${payments} payments and ${rows} rows: ${links.auto} linked for certain, ${links.review} to confirm, ${need_person} findings need a person. Times are UTC.`,
	zh: `${payments} 笔付款，${rows} 行：${links.auto} 条确定匹配，${links.review} 条待确认，${need_person} 项需要人工处理。时间为 UTC。`,
	es: `${payments} pagos y ${rows} filas: ${links.auto} enlazados con certeza, ${links.review} por confirmar, ${need_person} asuntos necesitan a una persona. Horas en UTC.`,
});
const more = (hidden: number): Text => ({
	en: `and ${hidden} more; --json or --out has them all.`,
	zh: `另有 ${hidden} 项；用 --json 或 --out 查看全部。`,
	es: `y ${hidden} más; --json o --out los muestra todos.`,
});
const KINDS = {
	payments: { en: "payments", zh: "付款", es: "pagos" },
	rows: { en: "rows    ", zh: "行  ", es: "filas" },
} as const;
const CONSERVED: Text = {
	en: "Every payment and row is counted exactly once.",
	zh: "每笔付款、每一行都恰好计一次。",
	es: "Cada pago y cada fila se cuenta exactamente una vez.",
};
const NOT_CONSERVED: Text = {
	en: "The sums do not agree; please report this with both files.",
	zh: "合计不一致；请连同两个文件报告此问题。",
	es: "Las sumas no coinciden; infórmenos con ambos archivos.",
};

function showLedger({ role, currency, all, places }: Ledger, locale: Locale): string {
	const show = (minor: number): string => showMoney({ minor, currency }, locale);
	const ended = PLACES.filter((place) => places[place].count > 0).map(
		(place) => `${place} ${places[place].count} (${show(places[place].minor)})`,
	);
	return `${role}  ${all.count} (${show(all.minor)}) = ${ended.join(" + ")}`;
}
