import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { qrCommand } from "../../src/commands/qr.ts";
import { UserError } from "../../src/errors.ts";
import type { Locale } from "../../src/text.ts";
import { readPicture } from "../fallback/qr/support.ts";

const PIX = ["pix", "--set", "key=caixa@padaria.example", "--set", "name=Padaria São João", "--set", "city=Recife"];

async function run(args: readonly string[], locale: Locale = "en"): Promise<string[]> {
	const lines: string[] = [];
	await qrCommand({ locale, out: (line) => lines.push(line) })
		.exitOverride()
		.parseAsync(args, { from: "user" });
	return lines;
}

test("the JSON of a code is one value with scheme, payload and warnings", async () => {
	const [line, ...more] = await run([...PIX, "--amount", "12.50", "--ref", "k7m-2q2", "--json"]);
	expect(more).toEqual([]);
	const printed = JSON.parse(line!);
	expect(Object.keys(printed)).toEqual(["scheme", "payload", "warnings"]);
	expect(printed).toMatchObject({ scheme: "pix", warnings: [] });
	expect(printed.payload).toMatch(/540512\.50.*5916Padaria Sao Joao.*62100506K7M2Q26304/);
});

test("a reference of the shop's own is carried as it is", async () => {
	const [line] = await run([...PIX, "--ref", "K7M2QX", "--json"]);
	expect(JSON.parse(line!).payload).toContain("0506K7M2QX");
});

test("the shell shows payload, picture, caption and warnings, in the reader's language", async () => {
	const lines = await run([...PIX.slice(0, -1), "city=Sao Jose dos Campos", "--amount", "12.50"], "zh");
	expect(lines[0]).toMatch(/^000201/);
	expect(lines[1]).toMatch(/[█▀▄]/);
	expect(lines).toContain("金额：BRL 12.50");
	expect(lines.at(-1)).toMatch(/^! 城市已截短/);
});

test("the list names each scheme's fields", async () => {
	const text = (await run(["--list"])).join("\n");
	for (const word of ["pix ", "paynow ", "epc ", "  key *", "  iban *", "  uen "]) expect(text).toContain(word);
	const [line] = await run(["--list", "--json"]);
	const schemes: { scheme: string; fields: { field: string; required: boolean }[] }[] = JSON.parse(line!);
	expect(schemes.map(({ scheme }) => scheme)).toEqual(
		expect.arrayContaining(["pix", "paynow", "epc", "promptpay", "promptpay-bill", "fps", "vietqr", "khqr", "upi"]),
	);
	expect(schemes[0]?.fields.filter(({ required }) => required).map(({ field }) => field)).toEqual([
		"key",
		"name",
		"city",
	]);
});

test("every example of the list makes a code", async () => {
	const [line] = await run(["--list", "--json"]);
	for (const { scheme, fields } of JSON.parse(line!)) {
		const set = fields
			.filter(({ field }: { field: string }) => field !== "mobile")
			.flatMap(({ field, example }: { field: string; example: string }) => ["--set", `${field}=${example}`]);
		const [printed] = await run([scheme, ...set, "--amount", "1", "--json"]);
		expect(JSON.parse(printed!).warnings).toEqual([]);
	}
});

test("the picture is written whole, over an older one, and reads back", async () => {
	const folder = mkdtempSync(join(tmpdir(), "standin-qr-"));
	const file = join(folder, "code.png");
	await run([...PIX, "--amount", "1", "--png", file, "--json"]);
	const [line] = await run([...PIX, "--amount", "2", "--png", file, "--json"]);
	expect(readPicture(readFileSync(file)).payload).toBe(JSON.parse(line!).payload);
	expect(readdirSync(folder)).toEqual(["code.png"]);
	await expect(run([...PIX, "--png", join(folder, "none", "code.png")])).rejects.toThrow(/Cannot write/);
	rmSync(folder, { recursive: true });
});

test("the picture of a Swiss QR-bill has the cross, prints at 46 mm and reads back", async () => {
	const folder = mkdtempSync(join(tmpdir(), "standin-qr-"));
	const file = join(folder, "bill.png");
	const shop = ["iban=CH9300762011623852957", "name=Beispiel Bäckerei", "postcode=3000", "town=Bern", "text=Znüni"];
	const set = shop.flatMap((field) => ["--set", field]);
	const [line] = await run(["swiss", ...set, "--amount", "12.50", "--ref", "K7M2Q2", "--png", file, "--json"]);
	const png = readFileSync(file);
	expect(readPicture(png).payload).toBe(JSON.parse(line!).payload);

	const { width, data } = PNG.sync.read(png);
	const perMm = png.readUInt32BE(png.indexOf("pHYs") + 4) / 1000;
	const dark = (fromMiddleMm: number, downMm = 0) => {
		const at = (mm: number) => Math.floor(width / 2 + mm * perMm);
		return data[(at(downMm) * width + at(fromMiddleMm)) * 4] === 0;
	};
	const row = Array.from({ length: width }, (_, x) => data[(Math.round(5.2 * perMm) * width + x) * 4] === 0);
	expect((row.lastIndexOf(true) + 1 - row.indexOf(true)) / perMm).toBeCloseTo(46, 1); // the upper edge of two finders
	expect(row.indexOf(true) / perMm).toBeGreaterThanOrEqual(5);
	expect([dark(0), dark(1.5), dark(0, 1.5), dark(1.5, 1.5), dark(2.5), dark(2.9), dark(3.2)]).toEqual(
		[false, false, false, true, true, true, false], // bars, field, and the white around it
	);
	rmSync(folder, { recursive: true });
});

test("wrong use is one sentence that says what to do", async () => {
	for (const [args, sentence] of [
		[[], /Name a scheme: pix, paynow, epc/],
		[["constructor"], /no scheme “constructor”/],
		[["pix", "--set", "key"], /field=value/],
		[["pix", "--set", "key=a", "--set", "key=b"], /each field once/],
		[["pix"], /pix needs key/],
		[[...PIX, "--set", "town=x"], /no field “town”/],
		[[...PIX, "--amount", "1e3"], /not an amount in BRL/],
		[[...PIX, "--amount", "0"], /more than zero/],
		[[...PIX, "--amount", "-5"], /more than zero/],
	] as const) {
		const failure = await run(args).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(UserError);
		expect((failure as UserError).message).toMatch(sentence);
	}
});
