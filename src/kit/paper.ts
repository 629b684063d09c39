/** The sizes of what the kit is printed on. */

import type { Paper } from "../helpdesk/paper.ts";

const POINTS_IN_MM = 72 / 25.4;
export const points = (mm: number): number => mm * POINTS_IN_MM;

export type Roll = { readonly widthMm: number; readonly printableMm: number };
/** A receipt printer leaves the edges of its roll white. */
export const ROLLS: Readonly<Record<Exclude<Paper, "a4">, Roll>> = {
	"80": { widthMm: 80, printableMm: 72 },
	"58": { widthMm: 58, printableMm: 48 },
};
export const A4 = { widthMm: 210, heightMm: 297, marginMm: 15 };
