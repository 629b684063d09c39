/** What the worker threads of a matching share and tell. */

import type { Locale } from "../text.ts";
import type { PortionDone } from "./portion.ts";
import type { IndexedFiles } from "./source.ts";

/** What the threads share; the places of the numbers in it are below. */
export type Board = Int32Array;
/** The next portion to be taken; how many were put into the report; whether a record could not be read. */
export const [NEXT, WRITTEN, HAS_FAULT] = [0, 1, 2];
/** From here on, for each class of findings, 1 when enough of it are in words. */
export const ENOUGH = 3;
/** A thread runs ahead of the report by no more than this many portions, or memory would grow with a slow one. */
export const AHEAD_LIMIT = 64;

export type WorkerTask = {
	readonly files: IndexedFiles;
	readonly board: Board;
	readonly locale: Locale | null;
};

export type WorkerReport = { readonly portion: number; readonly done: PortionDone };
