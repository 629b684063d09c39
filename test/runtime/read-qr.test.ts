import { readFileSync } from "node:fs";
import { PNG } from "pngjs";
import QRCode from "qrcode";
import { expect, test } from "vitest";
import { codeIn } from "../../src/runtime/code-in-picture.ts";
import { readPicture } from "../../src/runtime/read-qr.ts";
import { stripJpeg } from "../../src/runtime/strip-jpeg.ts";
import { exif, segment } from "../support/sample-files.ts";

/** An invented code on an uneven counter, as phones and programs write it; made for these tests. */
const PAYLOAD = "BCD\n002\n1\nSCT\n\nBeispiel\nBE72000000001616";
const fixture = (name: string): Uint8Array<ArrayBuffer> =>
	Uint8Array.from(readFileSync(new URL(`../fixtures/pictures/${name}`, import.meta.url)));
const NOW_MS = Date.UTC(2026, 10, 24);

test.each([
	["a plain JPEG", "baseline.jpg"],
	["a progressive JPEG", "progressive.jpg"],
	["a JPEG in greys", "grey.jpg"],
	["a PNG with 16 bits a colour", "deep.png"],
	["a PNG that shines through", "clear.png"],
	["a PNG with a palette", "palette.png"],
	["an interlaced PNG of one bit", "interlaced.png"],
])("the QR in %s is read", async (_what, name) => {
	expect(await readPicture(fixture(name))).toEqual({ payload: PAYLOAD });
});

test("a photo that lies on its side is read, also once its place is taken out", async () => {
	const raw = fixture("turned.jpg");
	const turned = Uint8Array.from([...raw.subarray(0, 2), ...segment(0xe1, exif(6)), ...raw.subarray(2)]);
	expect(await readPicture(turned)).toEqual({ payload: PAYLOAD });
	expect(await readPicture(stripJpeg(turned)!)).toEqual({ payload: PAYLOAD });
});

test("a code on a transparent ground is read, whatever colour is hidden there", async () => {
	const rgba = await QRCode.toBuffer(PAYLOAD, { color: { light: "#0000" } });
	expect(await readPicture(rgba)).toEqual({ payload: PAYLOAD });
	const { data, width, height } = PNG.sync.read(rgba);
	const grey = new PNG({ width, height });
	grey.data = data;
	expect(await readPicture(PNG.sync.write(grey, { colorType: 4, inputHasAlpha: true }))).toEqual({ payload: PAYLOAD });
	const deep = new PNG({ width, height, bitDepth: 16 });
	deep.data = Buffer.from(Uint16Array.from(data, (byte) => byte * 257).buffer);
	expect(await readPicture(PNG.sync.write(deep, { colorType: 6, bitDepth: 16 }))).toEqual({ payload: PAYLOAD });
});

test("a transparent picture that is cut off, or unpacks to more than it says, is one without a code", async () => {
	const whole = await QRCode.toBuffer(PAYLOAD, { color: { light: "#0000" } });
	expect(await codeIn(whole.subarray(0, whole.length - 200), NOW_MS)).toBeNull();
	const bomb = Buffer.from(whole);
	bomb.writeUInt32BE(4, 16); // its width
	expect(await codeIn(bomb, NOW_MS)).toBeNull();
});

test("in the chat a blurred code, a WebP and a picture that is too large are told what to do; other pictures nothing", async () => {
	const told = async (bytes: Uint8Array) => {
		const code = await codeIn(bytes, NOW_MS);
		return code?.kind === "unread" ? code.refused.en : code;
	};
	expect(await told(fixture("blurred.jpg"))).toMatch(/take the photo nearer, steady/);
	expect(await told(fixture("photo.webp"))).toMatch(/send a screenshot or a JPEG/);
	const huge = Buffer.from(fixture("palette.png"));
	huge.writeUInt32BE(6_000, 16);
	huge.writeUInt32BE(6_000, 20);
	expect(await told(huge)).toMatch(/25 megapixels; send a screenshot/);
	const filled = Uint8Array.from([0xff, 0xd8, 0xff, 0xff, 0xff, 0xc0, 0, 11, 8, 0x7f, 0xff, 0x7f, 0xff, 0, 0]);
	expect(await told(filled)).toMatch(/25 megapixels/);
	const empty = new PNG({ width: 60, height: 60 });
	empty.data.fill(200);
	expect(await told(PNG.sync.write(empty))).toBeNull();
	expect(await told(new TextEncoder().encode("%PDF-1.4"))).toBeNull();
	expect(await told(fixture("baseline.jpg").subarray(0, 15))).toBeNull();
});
