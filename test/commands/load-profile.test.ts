import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { formatsCommand } from "../../src/commands/formats.ts";
import { loadProfiles } from "../../src/commands/load-profile.ts";
import { readBatch } from "../../src/reconcile/read-batch.ts";
import { isRefusal } from "../../src/text.ts";

const folder = mkdtempSync(join(tmpdir(), "standin-profile-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array): string => {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
};

const blocks = [...readFileSync("docs/profiles.md", "utf8").matchAll(/```(\w*)\n(.*?)```/gs)].map(
	([, , text = ""]) => text,
);
const [, till = "", profile = ""] = blocks;

test("the example of the documentation reads the file it is shown with", async () => {
	const profiles = await loadProfiles([file("harbour.yaml", profile)]);
	const upload = readBatch("till.csv", Buffer.from(till, "latin1"), { profiles });
	expect(isRefusal(upload) ? upload.refused.en : upload.rows).toMatchObject([
		{ rowId: "1", kind: "sale", tender: "other", amountMinor: 1250, note: "K7M2QX" },
		{ rowId: "2", kind: "refund", tender: "card", amountMinor: -500 },
	]);
});

test("a file is told by its profile's columns, in words and in JSON", async () => {
	const lines: string[] = [];
	const detect = async (...more: readonly string[]): Promise<string> => {
		const command = formatsCommand({ out: (line: string) => lines.push(line) });
		const path = file("till.csv", Buffer.from(till, "latin1"));
		await command.parseAsync(["detect", path, "--profile", file("harbour.yaml", profile), ...more], { from: "user" });
		return lines.at(-1) ?? "";
	};
	expect(await detect()).toMatch(/^harbour-till: the header has all 7 columns that tell it: Nº, Montante/);
	expect(JSON.parse(await detect("--json"))).toMatchObject({ format: "harbour-till", role: "terminal", by: "columns" });
});

test("a wrong profile is refused with file, line and what to write", async () => {
	const wrong = async (text: string): Promise<string> =>
		loadProfiles([file("wrong.yaml", text)]).then(
			() => "",
			(error: unknown) => String(error),
		);
	expect(await wrong(profile.replace("role: terminal ", "role: shop "))).toMatch(/wrong\.yaml:3 “role” must be one of/);
	expect(await wrong(profile.replace("amount: Montante", "sum: Montante"))).toMatch(/unknown field sum/);
	expect(await wrong(profile.replace("currency: EUR ", "currency: EURO "))).toContain("a currency code such as EUR");
	expect(await wrong("id: [")).toContain("wrong.yaml:1 this is not YAML");
	expect(await wrong(profile.replace("id: harbour-till", "id: square"))).toContain(
		"there is a format “square” already",
	);
});
