/** CORE. While a large file is read, one reply says how far it is: edited in place, and at last by what came of the file. */

import type { BatchProgress } from "../reconcile/batch.ts";
import { type Draft, say } from "./draft.ts";
import * as closing from "./texts-closing.ts";

/** `lastSeq` is the place of the last line about it: whatever was said after that stands below. */
export type Reading = {
	readonly name: string;
	readonly seq: number;
	readonly lastSeq: number;
	readonly percent: number;
};

/** A file that is read again after a crash is heard of again only when it is further. */
export function hearProgress(draft: Draft, { name, percent }: BatchProgress): void {
	const { reading } = draft.state;
	const known = reading?.name === name ? reading : null;
	if (known !== null && percent <= known.percent) return;
	const lastSeq = say(draft, [closing.reading(name, percent)], [], known === null ? {} : { replaces: known.seq });
	draft.state = { ...draft.state, reading: { name, seq: known?.seq ?? lastSeq, lastSeq, percent } };
}

/** Where the outcome is said: in place of the progress, or below where the conversation has gone on meanwhile. */
export function endReading(draft: Draft, name: string): { readonly replaces?: number } {
	const { reading, ...rest } = draft.state;
	if (reading === undefined || reading.name !== name) return {};
	draft.state = rest;
	if (rest.seq === reading.lastSeq) return { replaces: reading.seq };
	say(draft, [closing.readBelow(name)], [], { replaces: reading.seq });
	return {};
}
