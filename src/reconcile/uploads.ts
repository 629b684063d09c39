/** CORE. All rows of one role under names of their own, in an order that does not depend on the order of files or lines. */

import { groupBy } from "./group-by.ts";
import { compare, sortedBy } from "./pool.ts";
import { type Role, type Row, rowName, type Upload } from "./row.ts";

/**
 * The rows of a role, sorted. A file brought twice has the same names twice: what comes later gets `~2` behind its
 * upload id, so that each row of both is counted and can be named. The sections are numbered by content, not by order.
 */
export function rowsOf(role: Role, uploads: readonly Upload[]): readonly Row[] {
	const sections = uploads.filter((upload) => upload.role === role).flatMap(({ rows }) => sectionsOf(rows));
	// Only sections of one name need their content compared, and few files are brought twice.
	sections.sort((a, b) => compare(a.uploadId, b.uploadId) || compare(contentOf(a.rows), contentOf(b.rows)));
	const taken = new Set<string>();
	const named: Row[] = [];
	if (areTold(sections))
		return sortedBy(
			sections.flatMap(({ rows }) => rows),
			rowName,
		);
	for (const { uploadId, rows } of sections) {
		let free = uploadId;
		for (let copy = 2; rows.some((row) => taken.has(`${free}/${row.rowId}`)); copy++) {
			free = `${uploadId}~${copy}`;
		}
		for (const row of rows) {
			const own = free === uploadId ? row : { ...row, uploadId: free };
			taken.add(rowName(own));
			named.push(own);
		}
	}
	return sortedBy(named, rowName);
}

/** Whether all names differ already: no two sections of one id, and no id that could be read as part of another name. */
const areTold = (sections: readonly Section[]): boolean =>
	new Set(sections.map(({ uploadId }) => uploadId)).size === sections.length &&
	!sections.some(({ uploadId }) => /[~/]/.test(uploadId));

type Section = { readonly uploadId: string; readonly rows: readonly Row[] };

/** The parts of a file that are one upload each. */
function sectionsOf(rows: readonly Row[]): readonly Section[] {
	const parts = groupBy(rows, ({ uploadId }) => uploadId);
	return [...parts].map(([uploadId, part]) => ({ uploadId, rows: part }));
}

/** A text that is the same for the same rows in any order. */
const contentOf = (rows: readonly Row[]): string =>
	rows
		.map((row) => JSON.stringify(row))
		.sort()
		.join("\n");
