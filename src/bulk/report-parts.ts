/** The growing parts of a report while it is made: in memory as long as they are small, then in files of their own. */

import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addHeads, EMPTY_HEAD, type Head } from "../reconcile/merge-reports.ts";
import { FINDING_CLASSES } from "../reconcile/report.ts";
import { PARTS, type PortionDone } from "./portion.ts";

/** What one part keeps in memory before it goes to its file. */
const KEPT_BYTES = 4_194_304;
const BETWEEN = Buffer.from(",\n");
const COPY_BYTES = 1_048_576;

export type ReportParts = {
	readonly add: (done: PortionDone) => void;
	readonly head: () => Head;
	/** The whole report as JSON, in pieces that end with whole lines; the last has no line end. */
	readonly write: (out: (piece: Uint8Array) => void) => void;
	/** Removes what lies in files. */
	readonly close: () => void;
};

type Part = { chunks: Uint8Array[]; kept: number; bytes: number; fd: number | null };

export function createReportParts(): ReportParts {
	const parts: Part[] = PARTS.map(() => ({ chunks: [], kept: 0, bytes: 0, fd: null }));
	let head = EMPTY_HEAD;
	let folder: string | null = null;

	const append = (part: Part, lines: Uint8Array, index: number): void => {
		if (lines.length === 0) return;
		for (const chunk of part.bytes === 0 ? [lines] : [BETWEEN, lines]) {
			part.chunks.push(chunk);
			part.kept += chunk.length;
			part.bytes += chunk.length;
		}
		if (part.kept < KEPT_BYTES) return;
		folder ??= mkdtempSync(join(tmpdir(), "standin-report-"));
		part.fd ??= openSync(join(folder, `${index}.json`), "w+", 0o600);
		writeSync(part.fd, Buffer.concat(part.chunks));
		part.chunks = [];
		part.kept = 0;
	};

	return {
		add(done) {
			head = addHeads(head, done.head);
			for (const [index, lines] of done.parts.entries()) append(parts[index] as Part, lines, index);
		},
		head: () => head,
		write(out) {
			const text = (written: string): void => out(Buffer.from(written, "utf8"));
			const list = (name: string, some: readonly Part[]): void => {
				text(`"${name}": [\n`);
				let isFirst = true;
				for (const part of some) {
					if (part.bytes === 0) continue;
					if (!isFirst) text(",\n");
					isFirst = false;
					copyPart(part, out);
				}
				text(isFirst ? "],\n" : "\n],\n");
			};
			const { summary, totals } = head;
			text(`{\n"summary": ${JSON.stringify(summary)},\n`);
			const findings = FINDING_CLASSES.map((name) => parts[PARTS.indexOf(name)] as Part);
			list("links", [parts[PARTS.indexOf("links")] as Part]);
			list("findings", findings);
			list("duplicate_rows", [parts[PARTS.indexOf("duplicate_rows")] as Part]);
			text(`"totals": ${JSON.stringify(totals)}\n}`);
		},
		close() {
			for (const { fd } of parts) if (fd !== null) closeSync(fd);
			if (folder !== null) rmSync(folder, { recursive: true, force: true });
		},
	};
}

function copyPart({ fd, bytes, kept, chunks }: Part, out: (piece: Uint8Array) => void): void {
	if (fd !== null) {
		for (let at = 0; at < bytes - kept; ) {
			const buffer = Buffer.allocUnsafe(COPY_BYTES);
			const read = readSync(fd, buffer, 0, COPY_BYTES, at);
			if (read === 0) throw new Error("a part of the report is shorter than it was");
			out(buffer.subarray(0, read));
			at += read;
		}
	}
	for (const chunk of chunks) out(chunk);
}
