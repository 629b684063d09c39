import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeEmvco } from "../../../src/fallback/qr/emvco.ts";
import { fieldsOf, qr, refusedBy, sgd } from "./support.ts";

const shop = { uen: "201912345K", name: "Example Kopi" };

test("a business with a UEN gets a code for an amount that the payer cannot change", () => {
	const { payload, warnings, caption } = qr("paynow", shop, sgd(450), "K7M2Q2");
	expect(payload).toMatch(
		/^00020101021226370009SG\.PAYNOW010120210201912345K03010520400005303702540445?\.505802SG5912Example Kopi6009Singapore62100106K7M2Q26304[0-9A-F]{4}$/,
	);
	expect(decodeEmvco(payload).faults).toEqual([]);
	expect(warnings).toEqual([]);
	expect(caption.map((line) => line.en)).toEqual([
		"To: Example Kopi",
		"Account: 201912345K",
		"Amount: 4.50 SGD",
		"Reference: K7M2Q2",
	]);
});

test("without an amount the payer may type it", () => {
	const fields = fieldsOf(qr("paynow", shop, null, null).payload);
	expect([fields.get("01"), fields.get("26-03"), fields.has("54"), fields.has("62-01")]).toEqual([
		"11",
		"1",
		false,
		false,
	]);
	expect(fieldsOf(qr("paynow", { ...shop, editable: "0" }, null, null).payload).get("26-03")).toBe("0");
});

test("a mobile number works as people write it, and the shop is told that the reference may be lost", () => {
	const { payload, warnings } = qr("paynow", { mobile: "9123 4567", name: "Example Kopi" }, sgd(450), "K7M2Q2");
	const fields = fieldsOf(payload);
	expect([fields.get("26-01"), fields.get("26-02"), fields.get("62-01")]).toEqual(["0", "+6591234567", "K7M2Q2"]);
	expect(warnings[0]?.en).toMatch(/may drop the reference/);
});

test("each form of UEN is taken, with the suffix of a second PayNow account", () => {
	for (const [typed, uen] of [
		["53123456x", "53123456X"],
		["2019-12345-K", "201912345K"],
		["T19LL1234A", "T19LL1234A"],
		["200002150HWCF", "200002150HWCF"],
	]) {
		expect(fieldsOf(qr("paynow", { uen: typed!, name: "Kopi" }, null, null).payload).get("26-02")).toBe(uen);
	}
});

test("optional details are carried, a day may be written with dashes", () => {
	const fields = fieldsOf(
		qr(
			"paynow",
			{ ...shop, city: "Jurong", postal: "018956", mcc: "5814", expiry: "2028-02-29", editable: "1" },
			sgd(1),
			null,
		).payload,
	);
	expect(Object.fromEntries(fields)).toMatchObject({
		"60": "Jurong",
		"61": "018956",
		"52": "5814",
		"26-04": "20280229",
		"26-03": "1",
		"54": "0.01",
	});
});

test("what PayNow cannot carry is refused with what to do", () => {
	for (const [settings, sentence] of [
		[{ name: "Kopi" }, /needs one of uen and mobile/],
		[{ ...shop, mobile: "91234567" }, /needs one of uen and mobile/],
		[{ ...shop, uen: "12345" }, /is no UEN/],
		[{ mobile: "61234567", name: "Kopi" }, /is no mobile number/],
		[{ mobile: "+6591234", name: "Kopi" }, /is no mobile number/],
		[{ ...shop, expiry: "20270229" }, /a day that exists/],
		[{ ...shop, expiry: "tomorrow" }, /a day that exists/],
		[{ ...shop, editable: "yes" }, /editable must be/],
		[{ ...shop, mcc: "58" }, /four digits/],
		[{ ...shop, postal: "1" }, /six digits/],
		[{ ...shop, name: "咖啡店" }, /Latin letters/],
		[{ uen: "201912345K" }, /needs name/],
	] as const) {
		expect(refusedBy("paynow", settings, null, null)).toMatch(sentence);
	}
	expect(refusedBy("paynow", shop, null, "x".repeat(26))).toMatch(/1 to 25/);
	expect(refusedBy("paynow", shop, null, "编号")).toMatch(/1 to 25/);
	expect(refusedBy("paynow", shop, { minor: 5, currency: "USD" }, null)).toMatch(/SGD and not USD/);
	expect(refusedBy("paynow", shop, sgd(-1), null)).toMatch(/more than zero/);
});

test("whatever a shop and a till put in comes out of the code again", () => {
	const name = fc
		.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 25 })
		.filter((text) => text.trim() === text);
	const uen = fc.stringMatching(/^[0-9]{9}[A-Z]([A-Z0-9]{3})?$/);
	fc.assert(
		fc.property(
			name,
			uen,
			fc.integer({ min: 1, max: 999_999_999_999 }),
			fc.stringMatching(/^[!-~]{1,25}$/),
			(shopName, proxy, minor, reference) => {
				const { payload } = qr("paynow", { uen: proxy, name: shopName }, sgd(minor), reference);
				const fields = fieldsOf(payload);
				expect(decodeEmvco(payload).faults).toEqual([]);
				expect([fields.get("59"), fields.get("26-02"), fields.get("62-01")]).toEqual([shopName, proxy, reference]);
				expect(Number(fields.get("54")?.replace(".", ""))).toBe(minor);
			},
		),
	);
});
