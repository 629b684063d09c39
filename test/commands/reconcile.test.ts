import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { formatsCommand } from "../../src/commands/formats.ts";
import { FILE_LIMIT_BYTES } from "../../src/commands/read-file.ts";
import { reconcileCommand } from "../../src/commands/reconcile.ts";
import { UserError } from "../../src/errors.ts";
import { batchCsv, paymentsCsv, squareCsv } from "../reconcile/files.ts";

const folder = mkdtempSync(join(tmpdir(), "standin-reconcile-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

async function run(...args: readonly string[]): Promise<{ lines: readonly string[]; code: number }> {
	const lines: string[] = [];
	let code = 0;
	const io = {
		locale: "en" as const,
		out: (line: string) => lines.push(line),
		err: (line: string) => lines.push(`stderr: ${line}`),
		status: () => {},
		exit: (given: number) => {
			code = given;
		},
	};
	const command = args[0] === "formats" ? formatsCommand(io) : reconcileCommand(io);
	await command.exitOverride().parseAsync(args.slice(1), { from: "user" });
	return { lines, code };
}

const reasonOf = async (...args: readonly string[]): Promise<string> => {
	const refusal = await run(...args).then(
		() => null,
		(error: unknown) => error,
	);
	return refusal instanceof UserError ? refusal.message : `not refused: ${refusal}`;
};

const paid = { sale_ref: "K7M2QX" };
const payments = file("payments.csv", paymentsCsv([paid]));
const batch = file("batch.csv", batchCsv([{ note: "K7M2QX" }]));
const both = ["reconcile", "--payments", payments, "--batch"];

test("a clean outage prints one JSON value, writes the same to --out, and exits with 0", async () => {
	const out = join(folder, "report.json");
	const { lines, code } = await run(...both, batch, "--json", "--out", out);
	expect(code).toBe(0);
	expect(lines).toHaveLength(1);
	const report = JSON.parse(lines[0] ?? "");
	expect(Object.keys(report)).toEqual(["summary", "links", "findings", "duplicate_rows", "totals"]);
	expect(Object.keys(report.links[0])).toEqual([
		"role",
		"payment_ids",
		"row_ids",
		"kind",
		"score",
		"margin",
		"decision",
		"reasons",
	]);
	expect(readFileSync(out, "utf8")).toBe(`${lines[0]}\n`);
});

test("findings that need a person exit with 1, and a bookkeeper reads each with its evidence", async () => {
	const loose = file("loose.csv", batchCsv([{ amount: "77.00" }]));
	const { lines, code } = await run(...both, loose);
	expect(code).toBe(1);
	expect(lines[0]).toBe(
		"1 payments and 1 rows: 0 linked for certain, 0 to confirm, 2 findings need a person. Times are UTC.",
	);
	expect(lines.join("\n")).toContain(
		"missing_in_batch: Paid but not in the batch: K7M2QX (10.00 EUR, 2026-10-03 12:00).",
	);
	expect(lines.join("\n")).toContain("rows      terminal  1 (77.00 EUR) = finding 1 (77.00 EUR)");
});

test("several batches and formats are matched at once", async () => {
	const dollars = file("usd.csv", paymentsCsv([paid, { payment_id: "P2", currency: "USD", sale_ref: "3F8RWD" }]));
	const square = file("square.csv", squareCsv([{ "Other Tender Note": "3F8RWD" }]));
	const { lines } = await run("reconcile", "--payments", dollars, "--batch", batch, square, "--json");
	expect(JSON.parse(lines[0] ?? "").links).toMatchObject([{ payment_ids: ["P1"] }, { payment_ids: ["P2"] }]);
});

test.each([
	["a file that is not there", () => [...both, join(folder, "nothing.csv")], "There is no file"],
	["a folder", () => [...both, folder], "is not a file; give the path of a file"],
	["an empty file", () => [...both, file("empty.csv", "")], "empty.csv: The file is empty"],
	["a picture", () => [...both, file("x.png", new Uint8Array([0x89, 0x50, 0xff, 0xfe]))], "Line 1 is not UTF-8 text"],
	["a binary file", () => [...both, file("x.bin", "a,b\n\0")], "there is a NUL character"],
	[
		"a truncated batch",
		() => [...both, file("cut.csv", batchCsv([{}, { row_id: "2" }]).slice(0, -40))],
		"Line 3: it has",
	],
	["an unknown file", () => [...both, file("menu.csv", "dish,price\nsoup,4\n")], "is in no known batch format"],
	[
		"a bank statement in XML",
		() => [...both, file("camt.xml", '<?xml version="1.0"?>\n<Document/>\n')],
		"is in no known batch format",
	],
	["an unknown format", () => [...both, batch, "--format", "adyen"], "known are standin, square"],
	["a wrong currency", () => [...both, batch, "--currency", "USD"], "this is EUR, but USD was asked for"],
	["no currency at all", () => [...both, batch, "--currency", "EURO"], "“EURO” is not a currency code"],
	["swapped files", () => ["reconcile", "--payments", batch, "--batch", payments], "This is not a payments file"],
	[
		"a payment that stands there twice",
		() => ["reconcile", "--payments", file("twice.csv", paymentsCsv([paid, paid])), "--batch", batch],
		"Lines 2 and 3 are both payment “P1”",
	],
	[
		"a folder that is not there",
		() => [...both, batch, "--out", join(folder, "no", "report.json")],
		"cannot be written",
	],
] as const)("%s gets one clear sentence", async (_, args, reason) => {
	const sentence = await reasonOf(...args());
	expect(sentence).toContain(reason);
	expect(sentence).not.toContain("\n");
});

test("a file beyond the limit is refused before it is read", async () => {
	const huge = file("huge.csv", "");
	truncateSync(huge, FILE_LIMIT_BYTES + 1);
	expect(await reasonOf(...both, huge)).toContain("is larger than 64 MB");
});

test("a refused file leaves no report and no half of one behind", async () => {
	const before = readdirSync(folder);
	await reasonOf(...both, join(folder, "nothing.csv"), "--out", join(folder, "never.json"));
	await reasonOf(...both, batch, "--out", folder);
	expect(readdirSync(folder)).toEqual(before);
	expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`${basename(folder)}.`))).toEqual([]);
});

test("formats are listed, and a file is told with the reason", async () => {
	expect((await run("formats")).lines[0]).toBe("standin\tterminal\tStandin batch (CSV)");
	const known: readonly { readonly id: string }[] = JSON.parse((await run("formats", "--json")).lines[0] ?? "");
	expect(known.map(({ id }) => id)).toEqual(["standin", "square", "stripe", "stripe-terminal", "camt.053", "camt.054"]);
	expect((await run("formats", "detect", batch)).lines[0]).toMatch(/^standin: the header has all 21 columns/);
	expect(JSON.parse((await run("formats", "detect", batch, "--json")).lines[0] ?? "")).toMatchObject({
		format: "standin",
	});
	expect(await reasonOf("formats", "detect", payments)).toContain("is in no known format: standin lacks");
});
