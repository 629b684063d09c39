/** The work on one portion of shops: read, match, and write down as it will stand in the report. */

import { addHeads, EMPTY_HEAD, type Head } from "../reconcile/merge-reports.ts";
import { reconcileShop } from "../reconcile/reconcile.ts";
import { FINDING_CLASSES, type Finding, type Report } from "../reconcile/report.ts";
import type { Shop } from "../reconcile/shops.ts";
import { findingSentence, itemsOf } from "../reconcile/wording.ts";
import type { Locale } from "../text.ts";
import type { Fault, ShopSource } from "./source.ts";

/** The parts of a report that grow with the files: links, findings of each class, duplicates. JSON, a line an item. */
export const PARTS = ["links", ...FINDING_CLASSES, "duplicate_rows"] as const;

export type PortionDone = {
	readonly head: Head;
	/** One for each of `PARTS`, in UTF-8, with memory of its own: it goes to another thread without being copied. */
	readonly parts: readonly Uint8Array<ArrayBuffer>[];
	/** Findings in words, for each class that is still wanted. */
	readonly shown: readonly (readonly string[])[];
	readonly records: number;
	/** The first record of each file that cannot be read; then there is nothing else. */
	readonly faults: readonly Fault[];
};

/** `wanted` tells which classes of findings are still to be put into words; `locale` null when none are. */
export type Showing = { readonly locale: Locale | null; readonly wanted: (classIndex: number) => boolean };

/** Reads and matches the shops of a portion. With `isOnlyRead` it only looks for records that cannot be read. */
export function doPortion(source: ShopSource, portion: number, showing: Showing, isOnlyRead: boolean): PortionDone {
	const parts: string[][] = PARTS.map(() => []);
	const shown: string[][] = FINDING_CLASSES.map(() => []);
	const faults: Fault[] = [];
	let head = EMPTY_HEAD;
	let records = 0;
	for (let at = source.portions[portion] ?? 0; at < (source.portions[portion + 1] ?? 0); at++) {
		const shop = source.shop(at);
		if ("refusal" in shop) {
			faults.push(shop);
			continue;
		}
		records += shop.payments.length + shop.uploads.reduce((sum, { rows }) => sum + rows.length, 0);
		if (isOnlyRead || faults.length > 0) continue;
		const report = reconcileShop(shop, source.roles, []);
		head = addHeads(head, report);
		addLines(parts, report);
		if (showing.locale !== null) addShown(shown, report.findings, shop, showing.locale, showing.wanted);
	}
	const encoder = new TextEncoder();
	return { head, parts: parts.map((lines) => encoder.encode(lines.join(",\n"))), shown, records, faults };
}

function addLines(parts: readonly string[][], { links, findings, duplicate_rows }: Report): void {
	const put = (part: (typeof PARTS)[number], item: object): void => {
		parts[PARTS.indexOf(part)]?.push(JSON.stringify(item));
	};
	for (const link of links) put("links", link);
	for (const finding of findings) put(finding.class, finding);
	for (const duplicate of duplicate_rows) put("duplicate_rows", duplicate);
}

function addShown(
	shown: readonly string[][],
	findings: readonly Finding[],
	shop: Shop,
	locale: Locale,
	wanted: Showing["wanted"],
): void {
	const missing = findings.filter((finding) => wanted(FINDING_CLASSES.indexOf(finding.class)));
	if (missing.length === 0) return;
	const items = itemsOf(shop.payments, shop.uploads);
	for (const finding of missing) {
		const lines = [`${finding.class}: ${findingSentence(finding, items)[locale]}`];
		const evidence = finding.reasons.map(({ text, weight }) => (weight === 0 ? text : `${text} (${signed(weight)})`));
		// The terms are named in English, as the report has them; the sentence above says the facts in every language.
		if (locale === "en") lines.push(`  ${evidence.join("; ")}`);
		shown[FINDING_CLASSES.indexOf(finding.class)]?.push(lines.join("\n"));
	}
}

const signed = (weight: number): string => `${weight > 0 ? "+" : "−"}${Math.abs(weight).toFixed(1)}`;
