import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { PARTS, type PortionDone } from "../../src/bulk/portion.ts";
import { createReportParts, type ReportParts } from "../../src/bulk/report-parts.ts";
import { EMPTY_HEAD } from "../../src/reconcile/merge-reports.ts";

const portion = (parts: Partial<Record<(typeof PARTS)[number], readonly object[]>>): PortionDone => ({
	head: { ...EMPTY_HEAD, summary: { ...EMPTY_HEAD.summary, payments: 1 } },
	parts: PARTS.map((name) => Buffer.from((parts[name] ?? []).map((item) => JSON.stringify(item)).join(",\n"))),
	shown: [],
	records: 1,
	faults: [],
});

function written(parts: ReportParts): { readonly text: string; readonly largest: number } {
	const pieces: Buffer[] = [];
	parts.write((piece) => pieces.push(Buffer.from(piece)));
	return { text: Buffer.concat(pieces).toString("utf8"), largest: Math.max(...pieces.map(({ length }) => length)) };
}

/** A temporary folder of this test's own, so that others' reports are not counted. */
function ownTemporary(): string {
	const folder = mkdtempSync(join(tmpdir(), "parts-"));
	vi.stubEnv("TMPDIR", folder);
	return folder;
}
afterEach(() => {
	vi.unstubAllEnvs();
});

test("a report without anything in it is whole JSON, and needs no file", () => {
	const folder = ownTemporary();
	const parts = createReportParts();
	parts.add(portion({}));
	expect(JSON.parse(written(parts).text)).toEqual({
		summary: { ...EMPTY_HEAD.summary, payments: 1 },
		links: [],
		findings: [],
		duplicate_rows: [],
		totals: EMPTY_HEAD.totals,
	});
	expect(readdirSync(folder)).toEqual([]);
	parts.close();
	rmSync(folder, { recursive: true });
});

test("links and findings of many portions come in their order, findings by class", () => {
	const parts = createReportParts();
	parts.add(portion({ links: [{ id: 1 }], unpaid: [{ of: "a" }], refund: [{ of: "b" }] }));
	parts.add(portion({ unpaid: [{ of: "c" }], missing_in_batch: [{ of: "d" }] }));
	parts.add(portion({ links: [{ id: 2 }, { id: 3 }], duplicate_rows: [{ row_id: "7" }] }));
	const report = JSON.parse(written(parts).text);
	expect(report.summary.payments).toBe(3);
	expect(report.links.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3]);
	expect(report.findings.map(({ of }: { of: string }) => of)).toEqual(["d", "a", "c", "b"]);
	expect(report.duplicate_rows).toEqual([{ row_id: "7" }]);
	parts.close();
});

test("a long report lies in files while it is made, loses nothing, is given in small pieces, and leaves no file", () => {
	const folder = ownTemporary();
	const parts = createReportParts();
	const filler = "码头 ".repeat(2_000);
	const counts = { links: 0, unpaid: 0 };
	for (let i = 0; i < 700; i++) {
		parts.add(
			portion({
				links: [
					{ id: counts.links++, filler },
					{ id: counts.links++, filler },
				],
			}),
		);
		parts.add(portion({ unpaid: [{ id: counts.unpaid++, filler }] }));
	}
	const [own = ""] = readdirSync(folder);
	expect(readdirSync(join(folder, own)).length).toBe(2);
	const { text, largest } = written(parts);
	const report = JSON.parse(text);
	expect(report.links.map(({ id }: { id: number }) => id)).toEqual(Array.from({ length: 1400 }, (_, i) => i));
	expect(report.findings.map(({ id }: { id: number }) => id)).toEqual(Array.from({ length: 700 }, (_, i) => i));
	expect(report.links.every((link: { filler: string }) => link.filler === filler)).toBe(true);
	expect(largest).toBeLessThanOrEqual(1_048_576);
	parts.close();
	expect(existsSync(join(folder, own))).toBe(false);
	rmSync(folder, { recursive: true });
});
