import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import QRCode from "qrcode";
import { afterAll, expect, test } from "vitest";
import { withOwnCodes } from "../../src/commands/setup-pictures.ts";
import { readSetup } from "../../src/fallback/setup-file.ts";
import { qr } from "../fallback/qr/support.ts";

const folder = mkdtempSync(join(tmpdir(), "standin-pictures-"));
afterAll(() => rmSync(folder, { recursive: true }));

const setup = (settings: Readonly<Record<string, unknown>>) => ({
	merchants: [
		{
			id: "pho",
			name: "Quán Phở",
			stores: [{ id: "first", name: "First", country: "VN", currency: "VND", time_zone: "Asia/Ho_Chi_Minh" }],
			rails: [{ id: "own", scheme: "static", settings }],
			people: [{ id: "mara", name: "Mara", role: "manager", pin: "482913" }],
		},
	],
});
const { payload } = qr("vietqr", { bin: "970416", account: "257678859" }, null, null);

test("the photo of a shop's own QR beside the setup file is kept as what it says", async () => {
	writeFileSync(join(folder, "own.png"), await QRCode.toBuffer(payload));
	const read = readSetup(await withOwnCodes(setup({ picture: "own.png" }), folder));
	expect(read).toEqual(readSetup(setup({ payload })));
	expect(read).toMatchObject({ merchants: [{ rails: [{ settings: { payload } }], people: [{ pin: "482913" }] }] });
});

test("a photo without a QR, or that is not there, is refused with its rail, and nothing is changed", async () => {
	writeFileSync(join(folder, "photo.heic"), "\0\0\0\x18ftypheic\0\0\0\0");
	await expect(withOwnCodes(setup({ picture: "photo.heic" }), folder)).rejects.toThrow(
		/^The rail “own” of pho does not work: This is a HEIC photo.* Nothing was changed\.$/,
	);
	await expect(withOwnCodes(setup({ picture: "none.png" }), folder)).rejects.toThrow(/There is no file/);
});

test("a setup without pictures, or that is none, stays as it is", async () => {
	expect(await withOwnCodes("x", folder)).toBe("x");
	expect(readSetup(await withOwnCodes(setup({ payload }), folder))).toEqual(readSetup(setup({ payload })));
});
