/** What staff type into the note of the POS: the sale reference whole, in part, wrongly, another sale's, or only words. */

import type { Random } from "./random.ts";

export type Typed = "whole" | "cut" | "mistyped" | "another sale's";

/** Of the typed references 18 % are spoilt (reference/reconciliation.md §6). */
const SPOILT: readonly (readonly [Typed, number])[] = [
	["whole", 82],
	["cut", 6],
	["mistyped", 8],
	["another sale's", 4],
];
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/** What fingers and eyes take for each other. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
	"8B B8 5S S5 2Z Z2 UV VU 6G G6 MN NM KX XK D0 Q0 JI 7T T7".split(" ").map((pair) => [pair[0] ?? "", pair[1] ?? ""]),
);
const AROUND = [
	"",
	"",
	"",
	"",
	"ref ",
	"REF: ",
	"#",
	"QR ",
	"QR pago ",
	"pix ",
	"standin ",
	"table 4 ",
	"mesa 12 ",
	"link ",
	"扫码 ",
	"offline ",
	"cust paid phone ",
	"2 latte ",
	"pd ",
	"pagado ",
	"bank app ",
	"no terminal ",
] as const;
const AFTER = [
	"",
	"",
	"",
	"",
	"",
	" paid",
	" ok",
	" lunch",
	" QR",
	" 2x",
	" 已付",
	" pagado",
	".",
	" thx",
	" terminal down",
] as const;
const WORDS = [
	"",
	"",
	"",
	"",
	"QR",
	"qr paid",
	"phone",
	"paid by link",
	"mesa 7",
	"table 12",
	"latte",
	"2 cappuccino",
	"terminal down",
	"扫码支付",
	"pago con QR",
	"BANANA",
	"bank app",
	"transfer",
	"regular",
	"ask Ana",
	"SUMMER menu",
	"no receipt",
] as const;

/** The note of a row keyed for a sale. `others` are references of sales nearby. */
export function typedNote(
	reference: string,
	others: readonly string[],
	random: Random,
): { readonly note: string; readonly typed: Typed } {
	const drawn = random.weighted(SPOILT);
	const typed = drawn === "another sale's" && others.length === 0 ? "whole" : drawn;
	const text = {
		whole: () => reference,
		cut: () => cut(reference, random),
		mistyped: () => mistyped(reference, random),
	};
	const written = typed === "another sale's" ? random.pick(others) : text[typed]();
	return { note: `${random.pick(AROUND)}${asWritten(written, random)}${random.pick(AFTER)}`, typed };
}

export const wordsOnly = (random: Random): string => random.pick(WORDS);

function asWritten(reference: string, random: Random): string {
	const style = random.weighted([
		["plain", 70],
		["small", 20],
		["blank", 6],
		["dash", 4],
	] as const);
	if (style === "small") return reference.toLowerCase();
	if (style === "plain" || reference.length < 6) return reference;
	return `${reference.slice(0, 3)}${style === "blank" ? " " : "-"}${reference.slice(3)}`;
}

/** Three to five characters of one end: whoever is in a hurry stops, or copies the last ones. */
function cut(reference: string, random: Random): string {
	const kept = random.weighted([
		[3, 25],
		[4, 50],
		[5, 25],
	] as const);
	return random.chance(0.6) ? reference.slice(0, kept) : reference.slice(-kept);
}

/** One character wrong, missing, or swapped with its neighbour. */
function mistyped(reference: string, random: Random): string {
	const place = random.below(reference.length);
	const kind = random.weighted([
		["wrong", 50],
		["missing", 25],
		["swapped", 25],
	] as const);
	if (kind === "missing") return reference.slice(0, place) + reference.slice(place + 1);
	if (kind === "swapped") {
		const first = Math.min(place, reference.length - 2);
		const swapped = `${reference.charAt(first + 1)}${reference.charAt(first)}`;
		return reference.slice(0, first) + swapped + reference.slice(first + 2);
	}
	const right = reference.charAt(place);
	const lookalike = random.chance(0.5) ? LOOKALIKES.get(right) : undefined;
	const wrong = lookalike ?? random.pick([...ALPHABET].filter((symbol) => symbol !== right));
	return reference.slice(0, place) + wrong + reference.slice(place + 1);
}
