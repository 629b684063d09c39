/** Carries out `match`: reads an uploaded file, if there is one, and matches the store's rows with its fallback payments. */

import type { Shop } from "../fallback/shop.ts";
import type { BatchOutcome, MatchOrder } from "../reconcile/batch.ts";
import {
	findSameFile,
	readFallbackPayments,
	readWaitingBatch,
	replaceDerived,
	type WaitingBatch,
	writeRefusedBatch,
} from "../store/batch.ts";
import { forgetRows, readUploads, type StoredUpload, writeReadBatch, writeRowPage } from "../store/batch-rows.ts";
import { readPins } from "../store/books.ts";
import type { Database, Queryable } from "../store/database.ts";
import { keepDoublePayments } from "../store/double-payment.ts";
import { readShop } from "../store/shop.ts";
import type { Text } from "../text.ts";
import type { Carrier, Outcome } from "./deliver.ts";
import type { Effect } from "./kind.ts";
import { PACE, type Pace, type Progress, progressOf } from "./match-progress.ts";
import { type BeginMatching, type Matching, matchThreads } from "./match-thread.ts";
import type { FileRead, Matched } from "./match-work.ts";

/** A new file is matched together with what the store uploaded and sold in these days, and with all that the file reaches back to. */
const TOGETHER_DAYS = 7;
const TOGETHER_LIMIT = 20;
/** A terminal's clock may be wrong by a whole hour. */
const CLOCK_MARGIN_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** What a matching works on, and for whom. */
type Job = {
	readonly database: Database;
	readonly merchantId: string;
	readonly shop: Shop;
	readonly begin: BeginMatching;
	readonly nowMs: number;
};

/** `nowMs` is the runtime's clock; `begin` says where the work is done, `pace` how often the chat hears of it. */
export function storeMatcher(
	database: Database,
	nowMs: () => number,
	{ begin = matchThreads(), pace = PACE }: { readonly begin?: BeginMatching; readonly pace?: Pace } = {},
): Carrier {
	return async (merchantId, effect, key) => {
		const { to: storeId, batchId, tell } = effect as Effect & MatchOrder;
		const shop = await readShop(database, merchantId, storeId);
		if (shop === null) return {}; // the store is gone
		const job = { database, merchantId, shop, begin, nowMs: nowMs() };
		if (batchId === null) return matchAgain(job, tell);
		const batch = await readWaitingBatch(database, merchantId, batchId);
		if (batch === null) return {}; // ended before a crash; its outcome is told already
		const same = await findSameFile(database, merchantId, batch);
		if (same !== null) return refusedBatch(merchantId, batchId, batch, sameFile(same));
		return matchFile(job, batchId, batch, progressOf({ database, merchantId, batchId, key, nowMs, pace }, batch.name));
	};
}

async function matchAgain(job: Job, tell: MatchOrder["tell"]): Promise<Outcome> {
	const earlier = await readEarlier(job);
	const matching = await job.begin(sizeOf(earlier));
	try {
		const read = await readThere(job, matching, null, earlier);
		if ("refused" in read) return {}; // only a new file can be
		const { matched, sinceMs } = await matchThere(job, matching, read.firstMs);
		return { event: { kind: "matched", open: matched.open, tell }, write: (tx) => replace(job, tx, matched, sinceMs) };
	} finally {
		await matching.end();
	}
}

async function matchFile(job: Job, batchId: string, batch: WaitingBatch, progress: Progress): Promise<Outcome> {
	const { merchantId } = job;
	const earlier = await readEarlier(job);
	const matching = await job.begin(batch.content.length + sizeOf(earlier));
	try {
		const read = await readThere(job, matching, batch, earlier);
		if ("refused" in read) return refusedBatch(merchantId, batchId, batch, read.refused);
		await progress("read", 1);
		const { matched, sinceMs } = await matchThere(job, matching, read.firstMs);
		const { file } = read;
		if (matched.outcome === null || file === null) return {}; // there was a file
		await progress("matched", 1);
		await writeRows(job, batchId, file, progress);
		return {
			event: matched.outcome,
			write: async (tx) => {
				await writeReadBatch(tx, merchantId, batchId, file);
				await replace(job, tx, matched, sinceMs);
			},
		};
	} finally {
		await matching.end();
	}
}

const readEarlier = ({ database, merchantId, shop, nowMs }: Job): Promise<readonly StoredUpload[]> =>
	readUploads(database, merchantId, shop.storeId, latelyMs(nowMs), TOGETHER_LIMIT);

const readThere = ({ shop }: Job, matching: Matching, batch: WaitingBatch | null, earlier: readonly StoredUpload[]) =>
	matching.read({
		file: batch && { name: batch.name, content: batch.content },
		currency: shop.currency,
		timeZone: shop.timeZone,
		earlier,
	});

/** With what the store sold since the files begin. */
async function matchThere(
	{ database, merchantId, shop, nowMs }: Job,
	matching: Matching,
	firstMs: number | null,
): Promise<{ readonly matched: Matched; readonly sinceMs: number }> {
	const { storeId, isDemo } = shop;
	const lately = latelyMs(nowMs);
	const sinceMs = firstMs === null ? lately : Math.min(firstMs - CLOCK_MARGIN_MS, lately);
	const payments = await readFallbackPayments(database, merchantId, storeId, sinceMs, isDemo);
	const pins = await readPins(database, merchantId, storeId);
	return { matched: await matching.match({ payments, pins, sinceMs, isPractice: isDemo }), sinceMs };
}

/** Page by page, so that chats are answered in between. They count only when the batch is read. */
async function writeRows({ database, merchantId }: Job, batchId: string, { pages }: FileRead, progress: Progress) {
	await forgetRows(database, merchantId, batchId);
	for (const [index, page] of pages.entries()) {
		await writeRowPage(database, merchantId, batchId, page);
		await progress("written", (index + 1) / pages.length);
	}
}

/** Puts the result in the place of the last one. */
async function replace({ merchantId, shop }: Job, tx: Queryable, { derived }: Matched, sinceMs: number): Promise<void> {
	await replaceDerived(tx, merchantId, shop.storeId, sinceMs, derived);
	await keepDoublePayments(tx, merchantId, shop.storeId);
}

const latelyMs = (nowMs: number): number => nowMs - TOGETHER_DAYS * DAY_MS;

const sizeOf = (uploads: readonly StoredUpload[]): number =>
	uploads.reduce((sum, { pages }) => sum + pages.reduce((characters, page) => characters + page.length, 0), 0);

const sameFile = (name: string): Text => ({
	en: `The same file was read before as ${name}; send only new ones.`,
	zh: `同一文件此前已作为 ${name} 读取；请只发送新文件。`,
	es: `El mismo archivo ya se leyó como ${name}; envíe solo archivos nuevos.`,
});

function refusedBatch(merchantId: string, id: string, batch: WaitingBatch, because: Text): Outcome {
	const event: BatchOutcome = { kind: "batch-refused", name: batch.name, because };
	return {
		event,
		write: async (tx) => {
			await forgetRows(tx, merchantId, id);
			await writeRefusedBatch(tx, merchantId, id, because);
		},
	};
}
