/** CORE. What can be matched apart from the rest: whole merchants, each with its payments and its rows of every file. */

import { groupBy } from "./group-by.ts";
import { compare } from "./pool.ts";
import type { FallbackPayment, Upload } from "./row.ts";

/** Whose an item is, as far as it says. `file`: which of the batch files it stands in, null for a payment. */
export type Belonging = {
	readonly merchantId: string | null;
	readonly currency: string;
	readonly uploadId: string | null;
	readonly file: number | null;
};

/** One merchant, or those that cannot be told apart; `name` is the first merchant's, empty where nobody is named. */
export type Shop = {
	readonly name: string;
	readonly payments: readonly FallbackPayment[];
	readonly uploads: readonly Upload[];
};

/**
 * The name of the shop a merchant belongs to. Merchants are one shop where an item of their currency does not say whose it
 * is (Square's export does not), or where two files both hold an upload of one id: its rows get their names together.
 */
export function shopNames(belongings: Iterable<Belonging>): (merchantId: string | null) => string {
	const parent = new Map<string, string>();
	const rootOf = (node: string): string => {
		const up = parent.get(node);
		if (up === undefined || up === node) return node;
		const root = rootOf(up);
		parent.set(node, root);
		return root;
	};
	const tie = (a: string, b: string): void => {
		const [first, second] = [rootOf(a), rootOf(b)].sort(compare);
		parent.set(second ?? b, first ?? a);
	};
	const all = [...belongings];
	const nameless = new Set(all.filter(({ merchantId }) => merchantId === null).map(({ currency }) => currency));
	const fileOf = new Map<string, number>();
	const inTwoFiles = new Set<string>();
	for (const { uploadId, file } of all) {
		if (uploadId === null || file === null) continue;
		if ((fileOf.get(uploadId) ?? file) !== file) inTwoFiles.add(uploadId);
		fileOf.set(uploadId, file);
	}
	// Merchants sort before what ties them, so that a shop's root is its first merchant.
	for (const { merchantId, currency, uploadId } of all) {
		const merchant = nodeOf(merchantId);
		if (nameless.has(currency)) tie(merchant, `~currency ${currency}`);
		if (uploadId !== null && inTwoFiles.has(uploadId)) tie(merchant, `~upload ${uploadId}`);
	}
	return (merchantId) => rootOf(nodeOf(merchantId)).slice(1);
}

const nodeOf = (merchantId: string | null): string => ` ${merchantId ?? ""}`;

/** The shops in the order of their names. */
export function shopsOf(payments: readonly FallbackPayment[], uploads: readonly Upload[]): readonly Shop[] {
	const nameOf = shopNames(belongingsOf(payments, uploads));
	const names = new Map<string | null, string>();
	const shopOf = (merchantId: string | null): string => {
		const known = names.get(merchantId) ?? nameOf(merchantId);
		names.set(merchantId, known);
		return known;
	};
	const paid = groupBy(payments, ({ merchantId }) => shopOf(merchantId));
	const parts = uploads.map(({ rows }) => groupBy(rows, ({ merchantId }) => shopOf(merchantId)));
	return [...new Set(names.values())].sort(compare).map((name) => ({
		name,
		payments: paid.get(name) ?? [],
		uploads: uploads.map((upload, file) => ({ ...upload, rows: parts[file]?.get(name) ?? [] })),
	}));
}

function* belongingsOf(payments: readonly FallbackPayment[], uploads: readonly Upload[]): Generator<Belonging> {
	for (const { merchantId, currency } of payments) yield { merchantId, currency, uploadId: null, file: null };
	for (const [file, { rows }] of uploads.entries()) {
		for (const { merchantId, currency, uploadId } of rows) yield { merchantId, currency, uploadId, file };
	}
}
