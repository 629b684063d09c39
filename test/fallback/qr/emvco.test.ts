import fc from "fast-check";
import { expect, test } from "vitest";
import { type DataObject, decodeEmvco, encodeEmvco } from "../../../src/fallback/qr/emvco.ts";

/** An independent check sum, table-driven and bit-reflected nowhere, so that a slip in the product's cannot hide. */
function crcByTable(text: string): string {
	const table = Array.from({ length: 256 }, (_, byte) => {
		let rest = byte << 8;
		for (let bit = 0; bit < 8; bit++) rest = rest & 0x8000 ? ((rest << 1) ^ 0x1021) & 0xffff : (rest << 1) & 0xffff;
		return rest;
	});
	const crc = Buffer.from(text, "utf8").reduce(
		(rest, byte) => ((rest << 8) & 0xffff) ^ table[(rest >> 8) ^ byte]!,
		0xffff,
	);
	return crc.toString(16).toUpperCase().padStart(4, "0");
}

const withCrc = (body: string) => `${body}6304${crcByTable(`${body}6304`)}`;
const faultsOf = (payload: string) =>
	decodeEmvco(payload)
		.faults.map((fault) => fault.text.en)
		.join(" | ");

const id = (from: number, to: number) => fc.integer({ min: from, max: to }).map((n) => String(n).padStart(2, "0"));
const value = (limit: number) =>
	fc
		.string({
			unit: fc.oneof(
				fc.constantFrom("a", "0", "6", "3", "é", "店", "🍜", "\n"),
				fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
			),
			minLength: 1,
			maxLength: 9,
		})
		.filter((text) => [...text].length <= limit);
const plainObject: fc.Arbitrary<DataObject> = fc.record({ id: id(2, 25), value: value(99) });
const inner = fc.uniqueArray(fc.record({ id: id(0, 99), value: value(20) }), {
	selector: (object) => object.id,
	minLength: 1,
	maxLength: 4,
});
const template: fc.Arbitrary<DataObject> = fc.record({
	id: fc.oneof(id(26, 51), id(80, 99), fc.constantFrom("62", "64")),
	value: inner,
});
const objects = fc
	.uniqueArray(fc.oneof(plainObject, template), { selector: (object) => object.id, maxLength: 8 })
	.map((rest) => [{ id: "00", value: "01" }, ...rest]);

test("what was put into a code is read back from it, in any script", () => {
	fc.assert(
		fc.property(objects, (given) => {
			const payload = encodeEmvco(given);
			const decoded = decodeEmvco(payload);
			expect(decoded.faults).toEqual([]);
			expect(decoded.objects).toEqual([...given, { id: "63", value: payload.slice(-4) }]);
			expect(payload).toBe(withCrc(payload.slice(0, -8)));
		}),
	);
});

test("a value with characters outside ASCII counts characters and sums bytes", () => {
	const payload = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "59", value: "Café 店🍜" },
	]);
	expect(payload).toBe(withCrc("0002015907Café 店🍜"));
});

test("a value can bring in no object of its own", () => {
	const payload = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "59", value: "X540599.99" },
		{ id: "54", value: "1.00" },
	]);
	expect(decodeEmvco(payload).objects.filter((object) => object.id === "54")).toEqual([{ id: "54", value: "1.00" }]);
});

test("an empty value is left out and one that does not fit is a bug", () => {
	expect(
		encodeEmvco([
			{ id: "00", value: "01" },
			{ id: "54", value: "" },
			{ id: "62", value: [] },
		]),
	).toBe(withCrc("000201"));
	expect(() => encodeEmvco([{ id: "59", value: "x".repeat(100) }])).toThrow(RangeError);
	expect(() => encodeEmvco([{ id: "5", value: "x" }])).toThrow(RangeError);
});

test("one changed character of a code is noticed", () => {
	const payload = withCrc("00020101021226140010EXAMPLE.SG52040000530370254045.005802SG5904Kopi6009Singapore");
	expect(faultsOf(payload)).toBe("");
	for (let at = 0; at < payload.length; at++) {
		const changed = `${payload.slice(0, at)}${payload[at] === "7" ? "8" : "7"}${payload.slice(at + 1)}`;
		expect(decodeEmvco(changed).faults.length, changed).toBeGreaterThan(0);
	}
});

test("every fault of a code is named", () => {
	expect(faultsOf("")).toMatch(/format indicator.*check sum \(63\)/);
	expect(faultsOf("0002015904Kopi")).toMatch(/check sum \(63\) is not at its end/);
	expect(faultsOf(withCrc("5904Kopi"))).toMatch(/format indicator/);
	expect(faultsOf("0002015904Kopi63040000")).toMatch(/check sum is 0000, the right one is/);
	expect(faultsOf(withCrc("000201590AKopi"))).toMatch(/after 6 characters.*no object/);
	expect(faultsOf(withCrc("000201599Kopi"))).toMatch(/no object/);
	expect(faultsOf("0002015999Kopi")).toMatch(/59 says 99 characters but only 4 follow/);
	expect(faultsOf(withCrc("0002015900"))).toMatch(/59 is empty/);
	expect(faultsOf(withCrc("0002015904Kopi5904Kopi"))).toMatch(/59 stands there twice/);
	expect(faultsOf(withCrc("00020126120004ABCD0004ABCD".replace("2612", "2616")))).toMatch(/26-00 stands there twice/);
	expect(faultsOf(withCrc("00020126050009X"))).toMatch(/26-00 says 9 characters but only 1 follow/);
	for (const amount of ["0", "0.00", "-1.00", "1,00", "1.2.3", "1e9", "12345678901.23", "1 0"]) {
		expect(faultsOf(withCrc(`00020154${String(amount.length).padStart(2, "0")}${amount}`)), amount).toMatch(
			/amount in 54/,
		);
	}
});

test("what other writers do is read: amounts without decimals, long codes, a bare value in a private template", () => {
	expect(faultsOf(withCrc("0002015402125804DEMO"))).toBe("");
	expect(faultsOf(withCrc(`000201${"8004ABCD".replace("80", "82")}`))).toBe("");
	const long = Array.from({ length: 20 }, (_, at) => `${at + 2}`.padStart(2, "0")).map(
		(tag) => `${tag}50${"x".repeat(50)}`,
	);
	expect(faultsOf(withCrc(`000201${long.join("")}`))).toBe("");
});

test("any text is read to its end, and only a well-formed one is without fault", () => {
	fc.assert(
		fc.property(
			fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 200 })),
			(text) => {
				expect(decodeEmvco(text).faults.length).toBeGreaterThan(0);
			},
		),
	);
	expect(faultsOf("0".repeat(5_000_000))).toMatch(/more than 4096 characters/);
});
