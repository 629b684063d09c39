/** CORE. Which parts make a whole, whichever side they are on: rows a payment, or payments a row. */

import { isOneMerchant } from "./pool.ts";
import { fillsOf, type Part, subsetsOf } from "./sums.ts";

/** Unbounded sums mean nothing: 20 rows of a café have 264 subsets that hit a total (measured), 22 of at most three rows. */
const ANCHORED_LIMIT = 6;
const PARTS_LIMIT = 3;
const NEAR_MS = 360_000;
export const NEAR_LIMIT = 40;

/** A whole, its possible parts and how either is seen, whichever side they are on. */
export type Whole = { readonly minors: ReadonlySet<number>; readonly part: Part };
type Found = { readonly parts: readonly number[]; readonly evidence: Evidence };
export type Evidence = "anchored" | "partly" | "near";

export const pick = <T>(items: readonly T[], indices: readonly number[]): readonly T[] =>
	indices.flatMap((index) => items[index] ?? []);

/** Parts of one bill are keyed one after the other. */
export const isNear = (a: number | null, b: number | null): boolean =>
	a !== null && b !== null && Math.abs(a - b) <= NEAR_MS;

/** One of them is the whole already. */
export const holdsAll = (whole: Whole, anchors: readonly Part[]): boolean =>
	anchors.some(({ minor }) => whole.minors.has(minor));

/** All anchors or most of them, or with a single way to fill the rest; indices into anchors and then others. */
export function partsAround(whole: Whole, anchors: readonly Part[], others: readonly Part[]): Found | null {
	if (anchors.length > ANCHORED_LIMIT) return null;
	const isWhole = (indices: readonly number[]): boolean =>
		whole.minors.has(indices.reduce((sum, index) => sum + (anchors[index]?.minor ?? 0), 0)) &&
		isOneShop([whole.part, ...pick(anchors, indices)]);
	const [all] = subsetsOf(anchors.length)
		.filter((indices) => indices.length > 1 && isWhole(indices))
		.sort((a, b) => b.length - a.length);
	if (all !== undefined) return { parts: all, evidence: "anchored" };
	const held = anchors.reduce((sum, { minor }) => sum + minor, 0);
	const [first] = anchors;
	const fitting = others
		.map((part, index) => ({ part, index: anchors.length + index }))
		.filter(({ part }) => part.minor > 0 && first !== undefined && isSameHand(first, part));
	const rests = [...whole.minors].map((minor) => minor - held).filter((rest) => rest > 0);
	const fills = fillsOf(
		fitting.map(({ part }) => part),
		rests,
		PARTS_LIMIT - 1,
	);
	const [fill, ...rivals] = fills;
	if (
		fill === undefined ||
		rivals.length > 0 ||
		!isOneShop([whole.part, ...anchors, ...pick(fitting, fill).map(({ part }) => part)])
	) {
		return null;
	}
	return { parts: [...anchors.keys(), ...pick(fitting, fill).map(({ index }) => index)], evidence: "partly" };
}

/** The only two or three parts that make the whole, or null. */
export function onlySum(whole: Whole, parts: readonly Part[]): readonly number[] | null {
	const fitting = parts
		.map((part, index) => ({ part, index }))
		.filter(({ part }) => part.minor > 0 && isSameHand(whole.part, part));
	if (fitting.length < 2 || fitting.length > NEAR_LIMIT) return null;
	// A sum of parts that stand apart is no rival.
	const sums = fillsOf(
		fitting.map(({ part }) => part),
		[...whole.minors],
		PARTS_LIMIT,
		(indices) => indices.length > 1 && isTogether(pick(fitting, indices).map(({ part }) => part)),
	);
	const [only, ...rivals] = sums;
	return only === undefined || rivals.length > 0 ? null : pick(fitting, only).map(({ index }) => index);
}

const isTogether = (parts: readonly Part[]): boolean =>
	parts.every((part) => parts.every((other) => isNear(part.timeMs, other.timeMs) && isSameHand(part, other)));

const isSameHand = (a: Part, b: Part): boolean =>
	(a.staff ?? b.staff) === (b.staff ?? a.staff) && isOneMerchant(a.merchant, b.merchant);
const isOneShop = (parts: readonly Part[]): boolean =>
	new Set(parts.flatMap(({ merchant }) => merchant ?? [])).size <= 1;
