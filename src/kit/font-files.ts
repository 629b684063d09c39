/** Where the letters lie: one file with Latin and the usual Chinese, and small ones with what is rare. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";
import { unwrapWoff } from "./woff.ts";

const require = createRequire(import.meta.url);

export type Weight = "400" | "700";

/** File → the ranges of characters that it is for, as a style sheet says them. */
const rangesFile = z.record(z.string(), z.string());

export const USUAL = "chinese-simplified";

export const readFont = (part: string, weight: Weight): Buffer =>
	unwrapWoff(
		readFileSync(require.resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-${part}-${weight}-normal.woff`)),
	);

/** For a character: the files that may have it. */
export function readRare(): (point: number) => readonly string[] {
	const file = require.resolve("@fontsource/noto-sans-sc/unicode.json");
	const parts = Object.entries(rangesFile.parse(JSON.parse(readFileSync(file, "utf8")))).map(
		// Numbered files stand in brackets.
		([name, ranges]) => ({ part: name.replace(/^\[(\d+)\]$/, "$1"), ranges: ranges.split(",").map(rangeOf) }),
	);
	return (point) =>
		parts.filter(({ ranges }) => ranges.some(([from, to]) => from <= point && point <= to)).map(({ part }) => part);
}

function rangeOf(written: string): readonly [from: number, to: number] {
	const [from = "", to = from] = written.trim().replace(/^U\+/i, "").split("-");
	return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
