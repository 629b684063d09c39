/** `standin reconcile`: matches files with no server and no database. */

import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { Command } from "commander";
import { EXIT, UserError } from "../errors.ts";
import { showMoney } from "../fallback/money.ts";
import { readPayments } from "../reconcile/payments.ts";
import { type ReadUpload, readBatch } from "../reconcile/read-batch.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { type Ledger, PLACES, type Report } from "../reconcile/report.ts";
import type { FallbackPayment } from "../reconcile/row.ts";
import { findingSentence, type Items, itemsOf } from "../reconcile/wording.ts";
import { isRefusal, type Locale, type Refusal, type Text } from "../text.ts";
import type { Io } from "./io.ts";
import { loadProfiles } from "./load-profile.ts";
import { readBytes, readTextFile } from "./read-text-file.ts";

type Options = {
	readonly payments: string;
	readonly batch: readonly string[];
	readonly format?: string;
	readonly profile?: readonly string[];
	readonly currency?: string;
	readonly out?: string;
	readonly json?: boolean;
};

const FILES_LIMIT = 100;
/** The readable report shows this many findings; the JSON has them all. */
const FINDINGS_SHOWN_LIMIT = 200;

/** The command; exits 1 when a finding needs a person, throws `UserError` on bad input. */
export function reconcileCommand(io: Pick<Io, "out" | "err" | "exit" | "locale">): Command {
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
			const { payments, uploads } = await readInput(options);
			for (const { fileName, remarks } of uploads) {
				for (const remark of remarks) io.err(`${fileName}: ${remark[io.locale]}`);
			}
			const report = reconcile(payments, uploads);
			const json = JSON.stringify(report, null, "\t");
			if (options.out !== undefined) await writeWhole(options.out, `${json}\n`);
			if (options.json === true) io.out(json);
			else for (const line of readable(report, itemsOf(payments, uploads), io.locale)) io.out(line);
			if (report.summary.need_person > 0) io.exit(EXIT.needsPerson);
		});
}

async function readInput(
	options: Options,
): Promise<{ payments: readonly FallbackPayment[]; uploads: readonly ReadUpload[] }> {
	const { currency, format } = options;
	if (options.batch.length > FILES_LIMIT) {
		throw new UserError({
			en: `At most ${FILES_LIMIT} batch files can be matched at once.`,
			zh: `一次最多匹配 ${FILES_LIMIT} 个批次文件。`,
			es: `Se pueden cotejar como máximo ${FILES_LIMIT} archivos de lote a la vez.`,
		});
	}
	const payments = accept(options.payments, readPayments(await readTextFile(options.payments), currency));
	const profiles = await loadProfiles(options.profile ?? []);
	const uploads: ReadUpload[] = [];
	for (const path of options.batch) {
		uploads.push(accept(path, readBatch(path, await readBytes(path), { currency, format, profiles })));
	}
	return { payments, uploads };
}

/** The value, or the file's name before the sentence that refuses it. */
function accept<T extends object>(path: string, read: T | Refusal): T {
	if (!isRefusal(read)) return read;
	throw new UserError({
		en: `${path}: ${read.refused.en}`,
		zh: `${path}：${read.refused.zh}`,
		es: `${path}: ${read.refused.es}`,
	});
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
				es: `No se puede escribir el informe en ${path}; revise la carpeta.`,
			},
			{ cause },
		);
	}
}

function* readable(report: Report, items: Items, locale: Locale): Generator<string> {
	const { summary, findings, totals } = report;
	yield head(summary)[locale];
	for (const ledger of totals.payments) yield `${KINDS.payments[locale]}  ${showLedger(ledger, locale)}`;
	for (const ledger of totals.rows) yield `${KINDS.rows[locale]}  ${showLedger(ledger, locale)}`;
	yield (totals.conserved ? CONSERVED : NOT_CONSERVED)[locale];
	for (const finding of findings.slice(0, FINDINGS_SHOWN_LIMIT)) {
		yield "";
		yield `${finding.class}: ${findingSentence(finding, items)[locale]}`;
		const evidence = finding.reasons.map(({ text, weight }) => (weight === 0 ? text : `${text} (${signed(weight)})`));
		// The terms are named in English, as the report has them; the sentence above says the facts in both languages.
		if (locale === "en") yield `  ${evidence.join("; ")}`;
	}
	const hidden = findings.length - FINDINGS_SHOWN_LIMIT;
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

const signed = (weight: number): string => `${weight > 0 ? "+" : "−"}${Math.abs(weight).toFixed(1)}`;

function showLedger({ role, currency, all, places }: Ledger, locale: Locale): string {
	const show = (minor: number): string => showMoney({ minor, currency }, locale);
	const ended = PLACES.filter((place) => places[place].count > 0).map(
		(place) => `${place} ${places[place].count} (${show(places[place].minor)})`,
	);
	return `${role}  ${all.count} (${show(all.minor)}) = ${ended.join(" + ")}`;
}
