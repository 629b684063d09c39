import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeFiles } from "../../bench/reconcile/files.ts";
import { TYPICAL } from "../../bench/reconcile/shop.ts";
import type { TrueLink } from "../../bench/reconcile/truth.ts";
import { inventWorld } from "../../bench/reconcile/world.ts";
import { parseCsv } from "../../src/reconcile/csv.ts";
import { standin } from "../../src/reconcile/formats/standin.ts";
import { readPayments } from "../../src/reconcile/payments.ts";
import { type Row, rowName } from "../../src/reconcile/row.ts";
import { isRefusal } from "../../src/text.ts";

const SEED = 1;
const MERCHANTS = 150;
const world = inventWorld({ ...TYPICAL, seed: SEED, merchants: MERCHANTS });
const rows = new Map(world.rows.map((row) => [rowName(row), row]));
const payments = new Map(world.payments.map((payment) => [payment.paymentId, payment]));
const { links, doubles, repeats } = world.truth;
const shareOf = (is: (link: TrueLink) => boolean) => links.filter(is).length / links.length;
const has = (fact: string) => (link: TrueLink) => link.facts.includes(fact);

test("the same seed invents the same shops, another seed others", () => {
	expect(inventWorld({ ...TYPICAL, seed: SEED, merchants: 12 })).toEqual(
		inventWorld({ ...TYPICAL, seed: SEED, merchants: 12 }),
	);
	expect(inventWorld({ ...TYPICAL, seed: 2, merchants: 1 }).payments).not.toEqual(
		inventWorld({ ...TYPICAL, seed: SEED, merchants: 1 }).payments,
	);
});

test("a shop is the same however many others there are", () => {
	const few = inventWorld({ ...TYPICAL, seed: SEED, merchants: 3 });
	expect(world.payments.slice(0, few.payments.length)).toEqual(few.payments);
});

test("every true link names payments and rows that are there, of one shop, each once", () => {
	const paymentIds = links.flatMap((link) => link.paymentIds);
	const rowNames = links.flatMap((link) => link.rowNames);
	expect(new Set(paymentIds).size).toBe(paymentIds.length);
	expect(new Set(rowNames).size).toBe(rowNames.length);
	for (const link of links) {
		const shops = [
			...link.paymentIds.map((id) => payments.get(id)?.merchantId),
			...link.rowNames.map((name) => rows.get(name)?.merchantId),
		];
		expect(new Set(shops).size).toBe(1);
		expect(link.rowNames.map((name) => rows.get(name)?.tender)).toEqual(link.rowNames.map(() => "other"));
	}
});

test("names are unique: of payments, and of rows in their uploads", () => {
	expect(payments.size).toBe(world.payments.length);
	expect(rows.size).toBe(world.rows.length);
});

test("a double charge is a paid payment and an approved card row of its shop; some show the same card or order", () => {
	for (const { paymentId, rowName: name, isProven } of doubles) {
		const payment = payments.get(paymentId);
		const row = rows.get(name);
		expect([payment?.status, row?.tender, row?.status, row?.kind]).toEqual(["paid", "card", "approved", "sale"]);
		const isSame = (a: string | null | undefined, b: string | null | undefined) => typeof a === "string" && a === b;
		const isShown = isSame(payment?.cardLast4, row?.cardLast4) || isSame(payment?.orderId, row?.orderId);
		expect(isShown || !isProven).toBe(true);
	}
	const proven = doubles.filter(({ isProven }) => isProven).length / doubles.length;
	expect(proven).toBeGreaterThan(0.15);
	expect(proven).toBeLessThan(0.4);
});

test("a row that is uploaded again says the same under another name, at most an hour apart", () => {
	for (const { rowName: name, of } of repeats) {
		const [again, first] = [rows.get(name), rows.get(of)];
		expect(again?.uploadId).not.toBe(first?.uploadId);
		expect(unnamed(again)).toEqual(unnamed(first));
		const apartMs = (again?.terminalTime?.atMs ?? 0) - (first?.terminalTime?.atMs ?? 0);
		expect(Math.abs(apartMs)).toBeLessThanOrEqual(3_660_000);
	}
});

const unnamed = (row: Row | undefined) => ({ ...row, rowId: "", uploadId: "", terminalTime: null, processedAt: null });

test("the noise is as much as the reference describes", () => {
	const paid = world.payments.filter(({ status }) => status === "paid").map(({ paymentId }) => paymentId);
	const keyed = links.flatMap((link) => link.paymentIds);
	const sales = new Set([...keyed, ...paid]).size;
	const typed = links.filter((link) => link.facts.some((fact) => fact.startsWith("reference ")));
	const grouped = links.filter(({ kind }) => kind === "split_payments").flatMap((link) => link.paymentIds).length;
	const uploads = new Set(world.rows.map(({ uploadId }) => uploadId)).size;
	const wrongHour = shareOf(has("wrong hour"));
	const shares: readonly (readonly [string, number, number, number])[] = [
		["missing", 1 - keyed.length / sales, 0.08, 0.1],
		["double", doubles.length / sales, 0.05, 0.07],
		["typed", 1 - shareOf(has("no reference")), 0.7, 0.78],
		["spoilt", 1 - typed.filter(has("reference whole")).length / typed.length, 0.15, 0.21],
		["slips", shareOf(has("slip")), 0.015, 0.025],
		["one as several rows", shareOf(({ kind }) => kind === "split_rows"), 0.011, 0.019],
		["several as one row", grouped / keyed.length, 0.024, 0.038],
		["uploaded again", uploads / MERCHANTS - 1, 0.1, 0.2],
		["clock wrong by an hour", wrongHour, 0.02, 0.07],
		["links a merchant", links.length / MERCHANTS, 40, 50],
		["rows a payment", world.rows.length / world.payments.length, 1.8, 2.3],
	];
	expect(shares.filter(([, share, low, high]) => share < low || share > high)).toEqual([]);
});

test("a busy shop sells three times as much; staff who seldom type leave the note without a reference", () => {
	const busy = inventWorld({ ...TYPICAL, busy: 3, seed: SEED, merchants: 40 });
	const usual = inventWorld({ ...TYPICAL, seed: SEED, merchants: 40 });
	expect(busy.truth.links.length / usual.truth.links.length).toBeCloseTo(3, 0);
	const silent = inventWorld({ ...TYPICAL, typedShare: 0.2, seed: SEED, merchants: 40 });
	expect(silent.truth.links.filter(has("no reference")).length / silent.truth.links.length).toBeCloseTo(0.8, 1);
});

test("the files that are written are read back as they were invented", async () => {
	const folder = await mkdtemp(join(tmpdir(), "standin-world-"));
	try {
		const paymentsPath = join(folder, "p.csv");
		const batchPath = join(folder, "b.csv");
		const written = await writeFiles({ paymentsPath, batchPath, rows: 3_000, seed: SEED });
		const read = readPayments(readFileSync(paymentsPath, "utf8"), undefined);
		const table = parseCsv(readFileSync(batchPath, "utf8"));
		if (isRefusal(read) || isRefusal(table)) throw new Error("our own files are refused");
		const batch = standin.read(table, undefined, undefined);
		if (isRefusal(batch)) throw new Error(batch.refused.en);
		expect([read.length, batch.length]).toEqual([written.payments, written.rows]);
		expect(written.rows).toBeGreaterThanOrEqual(3_000);
		const times = batch.map(({ terminalTime }) => terminalTime?.atMs ?? 0);
		expect(times).toEqual([...times].sort((a, b) => a - b));
		expect(new Set(batch.slice(0, 100).map(({ merchantId }) => merchantId)).size).toBeGreaterThan(3);
	} finally {
		await rm(folder, { recursive: true });
	}
});
