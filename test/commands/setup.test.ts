import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort } from "../support/postgres-server.ts";
import { freshFolder, run, startServer } from "../support/program.ts";

const folder = freshFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, people: string): string => {
	const path = join(folder, name);
	writeFileSync(
		path,
		`merchants:
  - id: corner
    name: Corner Shop
    stores:
      - { id: first, name: First Street, country: IE, currency: EUR, time_zone: Europe/Dublin,
          terminals: [{ id: till-1, tid: "1001", vendor: Ingenico, model: Move 3500 }] }
      - { id: second, name: Second Street, country: IE, currency: EUR, time_zone: Europe/Dublin }
    people: ${people}
`,
	);
	return path;
};
const MARA = '[{ id: mara, name: Mara, role: manager, pin: "482913" }]';

test("the setup prints the link of every sticker, and of new people their personal link, once", async () => {
	const port = await freePort();
	const server = await startServer({ PUBLIC_URL: "https://pay.example" }, port);
	const first = await run(["setup", file("shops.yaml", MARA)], server.environment);
	expect(first.err).toBe("");
	const lines = first.out.split("\n");
	const code = String.raw`https://pay\.example/s/(\w{12})`;
	const expected = [
		/^Set up 1 merchant\(s\) with 2 store\(s\)\.$/,
		new RegExp(`^  corner/first  First Street  ${code}$`),
		new RegExp(`^    till-1  ${code}$`),
		new RegExp(`^  corner/second  Second Street  ${code}$`),
		/^Personal links of new people, shown this once/,
		new RegExp(`^  corner/mara \\(manager\\)  ${code}#person=[\\w-]{43}$`),
	];
	const found = expected.map((pattern, index) => pattern.exec(lines[index] ?? ""));
	expect(found.map((match, index) => match !== null || lines[index])).toEqual(expected.map(() => true));
	expect(found[5]?.[1]).toBe(found[1]?.[1]); // her own first store
	expect(first.out).not.toContain("482913");

	const terminal = await fetch(`http://127.0.0.1:${port}/api/places/${found[2]?.[1]}`);
	expect(await terminal.json()).toMatchObject({ store: { name: "First Street" }, terminal: { tid: "1001" } });

	const again = await run(["setup", file("shops.yaml", MARA)], server.environment);
	expect(again.out.trimEnd().split("\n")).toEqual(lines.slice(0, 4));
	await server.stop();
});

test("where no server runs the stickers lead to where the next one will be", async () => {
	const port = await freePort();
	const own = { DATA_DIR: join(folder, "data"), PORT: String(port), LANG: "zh_CN.UTF-8" };
	const { out, code } = await run(["setup", file("shops.yaml", MARA)], own);
	expect(code).toBe(0);
	expect(out).toMatch(new RegExp(`till-1  http://[\\d.]+:${port}/s/\\w{12}\n`));
	expect(out).toContain("新人员的个人链接，只显示这一次");
});

test("a PIN that is no PIN is refused, and nobody's PIN is told", async () => {
	const own = { DATA_DIR: join(folder, "data"), PORT: String(await freePort()), LANG: "en_US.UTF-8" };
	const cases = [
		["[{ id: mara, name: Mara, role: manager, pin: 482913 }]", "people.0.pin: this must be a text; put it in quotes"],
		['[{ id: mara, name: Mara, role: manager, pin: "48291" }]', "people.0.pin: write 6 to 12 digits in quotes"],
		['[{ id: carl, name: Carl, role: cashier, pin: "482913" }]', "a cashier decides nothing"],
		[
			'[{ id: mara, name: Mara, role: manager, pin: "482913" }, { id: olga, name: O, role: finance, pin: "482913" }]',
			"Two people of corner have the same PIN",
		],
	] as const;
	for (const [people, fault] of cases) {
		const { code, err, out } = await run(["setup", file("wrong.yaml", people)], own);
		expect([code, out]).toEqual([2, ""]);
		expect(err).toContain(fault);
		expect(err).toContain("Nothing was changed.");
		expect(err).not.toContain("48291");
	}
});
