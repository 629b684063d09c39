/** The files of `standin reconcile`, opened: by an index where all are in Standin's own format, else read whole. */

import { availableParallelism } from "node:os";
import { indexFiles, repeatedRecords } from "../bulk/index-files.ts";
import type { PortionDone } from "../bulk/portion.ts";
import { type Fault, type IndexedFiles, indexedShops, memoryShops } from "../bulk/source.ts";
import { doHere, doInThreads, type Portions } from "../bulk/threads.ts";
import { UserError } from "../errors.ts";
import { unknownCurrency } from "../reconcile/file-currency.ts";
import { standin } from "../reconcile/formats/standin.ts";
import { readPayments } from "../reconcile/payments.ts";
import { type ReadUpload, readBatch } from "../reconcile/read-batch.ts";
import { rolesOf } from "../reconcile/reconcile.ts";
import { isRefusal, type Refusal, type Text } from "../text.ts";
import { loadProfiles } from "./load-profile.ts";
import { readShared, textOf, wholeOf } from "./read-file.ts";

export type InputOptions = {
	readonly payments: string;
	readonly batch: readonly string[];
	readonly format?: string;
	readonly profile?: readonly string[];
	readonly currency?: string;
};

/** What is open and can be matched: `run` hands on every portion in order, and throws `UserError` for a record it cannot read. */
export type Input = {
	readonly records: number;
	/** What was read otherwise than a file suggests, with the file's name. */
	readonly remarks: readonly Text[];
	readonly run: (portions: Portions) => Promise<void>;
};

const FILES_LIMIT = 100;
/** Below this a thread takes longer to start than to do the work. */
const THREADS_MIN_RECORDS = 50_000;
const THREADS_LIMIT = 8;

/** Opens all files or throws `UserError`, with the file's name before the sentence. */
export async function openInput(options: InputOptions): Promise<Input> {
	if (options.batch.length > FILES_LIMIT) throw new UserError(TOO_MANY_FILES);
	const unknown = unknownCurrency(options.currency);
	if (unknown !== null) throw new UserError(unknown.refused);
	const payments = { name: options.payments, bytes: await readShared(options.payments) };
	const batches = await Promise.all(options.batch.map(async (name) => ({ name, bytes: await readShared(name) })));
	const isOwn = options.format === undefined || options.format === standin.id;
	const files = isOwn && options.profile === undefined ? indexFiles(payments, batches, options.currency) : null;
	if (files === null) return readInput(options, payments.bytes, batches);
	const names = [options.payments, ...options.batch];
	if ("refusal" in files) throw refusedFile(names[files.file], files.refusal);
	return {
		records: files.plan.records,
		remarks: [],
		run: (portions) => runIndexed(files, portions),
	};
}

async function runIndexed(files: IndexedFiles, portions: Portions): Promise<void> {
	const faults: Fault[] = [...repeatedRecords(files)];
	const take = (done: PortionDone): void => {
		faults.push(...done.faults);
		portions.take(done);
	};
	const threads = files.plan.records < THREADS_MIN_RECORDS ? 1 : Math.min(THREADS_LIMIT, availableParallelism());
	if (threads === 1) doHere(indexedShops(files), { ...portions, take });
	else await doInThreads(files, threads, { ...portions, take });
	const [first] = faults.sort((a, b) => a.file - b.file || a.line - b.line);
	if (first !== undefined) throw refusedFile(files.names[first.file], first.refusal);
}

async function readInput(
	{ payments, currency, format, profile }: InputOptions,
	paymentBytes: Uint8Array,
	batches: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<Input> {
	const profiles = await loadProfiles(profile ?? []);
	const paid = accept(payments, readPayments(textOf(payments, wholeOf(payments, paymentBytes)), currency));
	const uploads = batches.map(({ name, bytes }): ReadUpload => {
		return accept(name, readBatch(name, wholeOf(name, bytes), { currency, format, profiles }));
	});
	const source = memoryShops(paid, uploads, rolesOf(uploads));
	const remarks = uploads.flatMap(({ fileName, remarks: some }) => some.map((text) => named(fileName, text)));
	return { records: source.records, remarks, run: async (portions) => doHere(source, portions) };
}

function accept<T extends object>(path: string, read: T | Refusal): T {
	if (!isRefusal(read)) return read;
	throw refusedFile(path, read);
}

const refusedFile = (path: string | undefined, { refused }: Refusal): UserError =>
	new UserError(named(path ?? "", refused));

const named = (path: string, { en, zh, es }: Text): Text => ({
	en: `${path}: ${en}`,
	zh: `${path}：${zh}`,
	es: `${path}: ${es}`,
});

const TOO_MANY_FILES: Text = {
	en: `At most ${FILES_LIMIT} batch files can be matched at once.`,
	zh: `一次最多匹配 ${FILES_LIMIT} 个批次文件。`,
	es: `Se pueden cotejar como máximo ${FILES_LIMIT} archivos de lote a la vez.`,
};
