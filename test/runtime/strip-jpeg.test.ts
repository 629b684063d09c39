import fc from "fast-check";
import { expect, test } from "vitest";
import { stripJpeg } from "../../src/runtime/strip-jpeg.ts";
import { photo } from "../support/sample-files.ts";

const latin = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString("latin1");

test("a photo loses where, when and by whom it was taken, and what hangs behind it", () => {
	const stripped = latin(stripJpeg(photo()));
	expect(latin(photo())).toContain("GPS 52.5200");
	expect(stripped).not.toMatch(/GPS|Ana|Exif|adobe/);
	expect(stripped).toContain("JFIF");
	// Both scans, and the table between them that holds what looks like an end.
	const hex = Buffer.from(stripped, "latin1").toString("hex");
	expect(hex).toMatch(/12ff0034ffd056ffc4.*78ffd9$/);
});

test("a photo that lies on its side still says so, and says nothing else", () => {
	const stripped = stripJpeg(photo(6));
	expect(latin(stripped)).toContain("Exif");
	expect(latin(stripped)).not.toContain("GPS");
	expect(stripJpeg(stripped ?? new Uint8Array())).toEqual(stripped);
});

test("a photo that is cut off anywhere, or is none, is not taken for one", () => {
	const whole = photo();
	const end = Buffer.from(whole).indexOf(Buffer.from([0x78, 0xff, 0xd9])) + 3; // of the first picture
	for (let length = 0; length < end; length++) expect(stripJpeg(whole.slice(0, length)), `${length}`).toBeNull();
	expect(stripJpeg(whole.slice(0, end))).not.toBeNull();
});

test("whatever bytes come, it ends, and grows no photo by more than the one segment", () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
			const stripped = stripJpeg(Uint8Array.from([0xff, 0xd8, ...bytes]));
			expect(stripped?.length ?? 0).toBeLessThanOrEqual(bytes.length + 2 + 36);
		}),
	);
});
