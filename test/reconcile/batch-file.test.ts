import { expect, test } from "vitest";
import { batchFile, type Encoding } from "../../src/reconcile/batch-file.ts";
import { isRefusal } from "../../src/text.ts";

const textOf = (bytes: readonly number[] | Uint8Array, own?: Encoding): string => {
	const text = batchFile("b.csv", new Uint8Array(bytes)).text(own);
	return typeof text === "string" ? text : `refused: ${text.refused.en}`;
};

// “支付，é” in GB18030, “€é” in windows-1252: no valid UTF-8 either of them.
const CHINESE = [0xd6, 0xa7, 0xb8, 0xb6];
const WESTERN = [0x80, 0xe9, 0x93];

test("UTF-8 is read with and without its mark, and UTF-16 by its mark", () => {
	expect(textOf([0xef, 0xbb, 0xbf, 0x61, 0xc3, 0xa9])).toBe("aé");
	expect(textOf([0x61, 0xc3, 0xa9])).toBe("aé");
	expect(textOf([0xff, 0xfe, 0x61, 0, 0xe9, 0])).toBe("aé");
	expect(textOf([0xfe, 0xff, 0, 0x61, 0, 0xe9])).toBe("aé");
});

test("what is not UTF-8 is read in the format's own encoding and in no other", () => {
	expect(textOf(CHINESE, "gb18030")).toBe("支付");
	expect(textOf(WESTERN, "latin-1")).toBe("€é“");
	expect(textOf(CHINESE)).toContain("refused: Line 1 is not UTF-8 text");
	expect(textOf([0x81, 0xff], "gb18030")).toContain("refused: Line 1 is not GB18030 text");
	expect(textOf([0x81], "latin-1")).toContain("refused: Line 1 is not LATIN-1 text");
});

test("UTF-8 stays UTF-8 although the format's own encoding would read it as well", () => {
	const utf8 = new TextEncoder().encode("café");
	expect(textOf(utf8, "latin-1")).toBe("café");
	expect(textOf(utf8, "gb18030")).toBe("café");
});

test("the line that cannot be decoded is named", () => {
	expect(textOf([0x61, 10, 0x62, 10, 0xff, 10, 0x63])).toContain("Line 3 is not UTF-8");
	expect(textOf([0xff, 0xfe, 0x00, 0xd8])).toContain("is not UTF-16LE text");
});

test("a file is decoded once, however many formats ask for its text", () => {
	const file = batchFile("b.csv", new Uint8Array([0xff]));
	const first = file.text();
	expect(isRefusal(Object(first))).toBe(true);
	expect(file.text()).toBe(first);
});
