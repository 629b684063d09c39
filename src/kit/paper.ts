/** What the kit can be printed on. */

const POINTS_IN_MM = 72 / 25.4;
export const points = (mm: number): number => mm * POINTS_IN_MM;

export const PAPERS = ["a4", "80", "58"] as const;
/** `80` and `58` are rolls of a receipt printer, in millimetres. */
export type Paper = (typeof PAPERS)[number];

export type Roll = { readonly widthMm: number; readonly printableMm: number };
/** A receipt printer leaves the edges of its roll white. */
export const ROLLS: Readonly<Record<Exclude<Paper, "a4">, Roll>> = {
	"80": { widthMm: 80, printableMm: 72 },
	"58": { widthMm: 58, printableMm: 48 },
};
export const A4 = { widthMm: 210, heightMm: 297, marginMm: 15 };
