import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { run } from "../../src/commands/program.ts";
import { HOME } from "../../src/config.ts";

async function standin(...argv: readonly string[]) {
	const out: string[] = [];
	const codes: number[] = [];
	const say = (line: string) => void out.push(line);
	const exit = (code: number) => void codes.push(code);
	await run(argv, { locale: "en", input: Readable.from([]), out: say, err: say, status: () => {}, exit });
	return { text: out.join("\n"), codes };
}

test("who writes articles sees which ones a question finds, and that none does", async () => {
	const found = await standin("articles", "find", "can i use my phone as hotspot");
	expect(found).toEqual({ text: expect.stringMatching(/^phone-hotspot: Use a phone's hotspot\n/), codes: [] });
	expect((await standin("articles", "find", "how do i bake bread")).text).toMatch(/^None: .*no answer/);
	const { text } = await standin("articles", "find", "打印机不出小票", "--locale", "zh", "--json");
	expect(JSON.parse(text)).toMatchObject({ locale: "zh", isInside: true, found: expect.arrayContaining(["printer"]) });
	expect((await standin("articles", "find", "???", "--json")).text).toContain('"sureness":null,"found":[]');
});

test("an article is checked by its name, beside all others of its folder", async () => {
	const folder = mkdtempSync(join(tmpdir(), "standin-articles-"));
	cpSync(join(HOME, "knowledge/articles"), folder, { recursive: true });
	const cash = join(folder, "es/cash.md");
	writeFileSync(cash, readFileSync(cash, "utf8").replace("causes: []", "causes: [network]"));
	const told = await standin("playbook", "lint", cash, join(folder, "en/refund.md"));
	expect(told.codes).toEqual([2]);
	expect(told.text).toMatch(/es\/cash\.md:\d+ vendors and causes must be the same in every language/);
	expect(told.text).toMatch(/2 article files checked, 1 fault$/);
	rmSync(folder, { recursive: true, force: true });
});
