import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import QRCode from "qrcode";
import { expect, test, vi } from "vitest";
import { qrCommand } from "../../src/commands/qr.ts";
import { UserError } from "../../src/errors.ts";
import { readPicture } from "../../src/runtime/read-qr.ts";
import type { Locale } from "../../src/text.ts";
import { qr } from "../fallback/qr/support.ts";

async function run(args: readonly string[], locale: Locale = "en"): Promise<string[]> {
	const lines: string[] = [];
	await qrCommand({ locale, out: (line) => lines.push(line) })
		.exitOverride()
		.parseAsync(["decode", ...args], { from: "user" });
	return lines;
}

const EPC = "BCD\n002\n1\nSCT\n\nCafé Beispiel\nBE72000000001616\nEUR12.30";

/** A white sheet with these codes side by side. */
async function sheet(payloads: readonly string[], scale = 4): Promise<Buffer> {
	const codes = await Promise.all(payloads.map(async (one) => PNG.sync.read(await QRCode.toBuffer(one, { scale }))));
	const height = Math.max(100, ...codes.map((code) => code.height));
	const all = new PNG({ width: 100 + codes.reduce((sum, code) => sum + code.width, 0), height, fill: true });
	all.data.fill(255);
	let at = 50;
	for (const code of codes) {
		PNG.bitblt(code, all, 0, 0, code.width, code.height, at, 0);
		at += code.width;
	}
	return PNG.sync.write(all);
}

async function refusalOf(picture: Uint8Array): Promise<string> {
	const read = await readPicture(picture);
	if (!("refused" in read)) throw new Error(`read: ${read.payload}`);
	return read.refused.en;
}

test("a payload is explained in one JSON value", async () => {
	const [line, ...more] = await run([EPC, "--json"]);
	expect(more).toEqual([]);
	expect(JSON.parse(line!)).toEqual({
		scheme: "epc",
		valid: true,
		faults: [],
		warnings: [],
		amount: "12.30",
		currency: "EUR",
		reference: null,
		fields: {
			tag: "BCD",
			version: "002",
			charset: "1",
			kind: "SCT",
			name: "Café Beispiel",
			iban: "BE72000000001616",
			amount: "EUR12.30",
		},
	});
});

test("a faulty code is an answer, in the reader's language", async () => {
	const lines = await run([EPC.replace("BE72", "BE73")], "zh");
	expect(lines.slice(0, 2)).toEqual(["epc: 有误", "! iban：“BE73000000001616”不是有效的 IBAN。"]);
	const [unknown] = await run(["https://shop.example/menu", "--json"]);
	expect(JSON.parse(unknown!)).toMatchObject({ scheme: null, valid: false, faults: [expect.any(String)] });
});

test("the picture of a code says what the code says, without any network", async () => {
	const fetched = vi.spyOn(globalThis, "fetch");
	const folder = mkdtempSync(join(tmpdir(), "standin-decode-"));
	try {
		const file = join(folder, "code.png");
		writeFileSync(file, await sheet([EPC]));
		expect(JSON.parse((await run([file, "--json"]))[0]!)).toMatchObject({
			scheme: "epc",
			valid: true,
			amount: "12.30",
		});
		writeFileSync(join(folder, "code"), await sheet([EPC]));
		expect((await run([join(folder, "code")]))[0]).toBe("epc: no fault found");
	} finally {
		rmSync(folder, { recursive: true });
	}
	expect(fetched).not.toHaveBeenCalled();
	fetched.mockRestore();
});

test("every code of ours is read from its picture as it was written, whatever its letters", async () => {
	const codes = [
		qr("epc", { name: "Café Straße Ελλάδα 🍜", iban: "DE89370400440532013000" }, { minor: 1, currency: "EUR" }, null),
		qr("spayd", { name: "Kavárna", iban: "CZ2806000000000168540115" }, { minor: 1, currency: "CZK" }, "K7M2Q2"),
		qr("paybysquare", { name: "Test", iban: "SK3112000000198742637541" }, { minor: 1, currency: "EUR" }, "K7M2Q2"),
		qr(
			"swiss",
			{ name: "Bäckerei", postcode: "3000", town: "Bern", iban: "CH9300762011623852957" },
			{ minor: 1, currency: "CHF" },
			"K7M2Q2",
		),
	];
	for (const { payload } of codes)
		expect(await readPicture(await QRCode.toBuffer(payload, { errorCorrectionLevel: "M" }))).toEqual({ payload });
});

test("a SEPA code in Latin-1 is read by the character set that it names", async () => {
	const data = Buffer.from(EPC.replace("\n1\n", "\n2\n"), "latin1");
	const png = await QRCode.toBuffer([{ data, mode: "byte" }]);
	expect(await readPicture(png)).toEqual({ payload: EPC.replace("\n1\n", "\n2\n") });
});

test("a picture that cannot be used gets the one sentence that helps", async () => {
	expect(await refusalOf(await sheet([]))).toMatch(/There is no QR code/);
	expect(await refusalOf(await sheet([EPC, "000201"]))).toMatch(/several QR codes/);
	expect(await refusalOf(Buffer.from("\0\0\0\x18ftypheic\0\0\0\0"))).toMatch(/HEIC photo/);
	expect(await refusalOf(Buffer.from("%PDF-1.7"))).toMatch(/no PNG or JPEG/);
	expect(await refusalOf(Buffer.alloc(0))).toMatch(/no PNG or JPEG/);
	const huge = await sheet([EPC]);
	huge.writeUInt32BE(60_000, 16);
	huge.writeUInt32BE(60_000, 20);
	expect(await refusalOf(huge)).toMatch(/megapixels/);
	const half = await sheet([EPC]);
	expect(await refusalOf(half.subarray(0, 60))).toMatch(/file is damaged/);
});

test("a code whose middle is smeared is told from a picture without one", async () => {
	const code = PNG.sync.read(await sheet([EPC]));
	for (let y = 60; y < 140; y++)
		for (let x = 110; x < 190; x++) code.data.fill(128, (y * code.width + x) * 4, (y * code.width + x) * 4 + 3);
	expect(await refusalOf(PNG.sync.write(code))).toMatch(/cannot be read; take the photo nearer/);
});

test("the same code twice in a picture is one code", async () => {
	expect(await readPicture(await sheet([EPC, EPC]))).toEqual({ payload: EPC });
});

test("a file that is not there is wrong use", async () => {
	await expect(run(["no-such-photo.png"])).rejects.toThrow(UserError);
});
