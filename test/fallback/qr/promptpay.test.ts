import { expect, test } from "vitest";
import { decodeEmvco } from "../../../src/fallback/qr/emvco.ts";
import { fieldsOf, qr, refusedBy } from "./support.ts";

const thb = (minor: number) => ({ minor, currency: "THB" });
const shop = { proxy: "081-222-3333", name: "Ran Khao", city: "Bangkok" };

test("a shop with a mobile number at PromptPay gets a code for an amount", () => {
	const { payload, warnings, caption } = qr("promptpay", { proxy: "081-222-3333" }, thb(3000), null);
	expect(payload).toBe("00020101021229370016A0000006770101110113006681222333353037645802TH540530.0063043CAD");
	expect(warnings).toEqual([]);
	expect(caption.map(({ en }) => en)).toEqual(["To: PromptPay", "Account: 0812223333", "Amount: 30.00 THB"]);
});

test("the shop is told that such a code carries no reference, and none is printed below it", () => {
	const { payload, warnings, caption } = qr("promptpay", shop, thb(3000), "K7M2Q2");
	expect(payload).not.toContain("K7M2Q2");
	expect(warnings.map(({ en }) => en).join()).toMatch(/carries no reference; compare amount and time/);
	expect(caption.map(({ en }) => en)).toEqual(["To: Ran Khao", "Account: 0812223333", "Amount: 30.00 THB"]);
});

test("a proxy is recognised however it is written, and one that looks odd is said", () => {
	for (const [typed, place, value, odd] of [
		["0812223333", "29-01", "0066812223333", false],
		["+66 81 222 3333", "29-01", "0066812223333", false],
		["0066812223333", "29-01", "0066812223333", false],
		["000-000-0000", "29-01", "0066000000000", true],
		["1-1017-00207-03-0", "29-02", "1101700207030", false],
		["0123456789012", "29-02", "0123456789012", true],
		["123456789012345", "29-03", "123456789012345", false],
	] as const) {
		const { payload, warnings } = qr("promptpay", { proxy: typed }, null, null);
		expect(fieldsOf(payload).get(place), typed).toBe(value);
		expect(warnings.length > 0, typed).toBe(odd);
	}
	// A person's number is not printed whole.
	expect(qr("promptpay", { proxy: "1101700207030" }, null, null).caption[1]?.en).toBe("Account: *********7030");
});

test("a name is carried where it is given", () => {
	const fields = fieldsOf(qr("promptpay", { ...shop, name: "Café Siam" }, null, null).payload);
	expect([fields.get("01"), fields.get("52"), fields.get("59"), fields.get("60")]).toEqual([
		"11",
		"0000",
		"Cafe Siam",
		"Bangkok",
	]);
});

test("what PromptPay cannot carry is refused with what to do", () => {
	for (const proxy of ["081222", "12345678901234", "shop@bank.example", "+14155550123"]) {
		expect(refusedBy("promptpay", { proxy }, null, null), proxy).toMatch(/is no PromptPay number: use/);
	}
	expect(refusedBy("promptpay", { ...shop, name: "ร้านข้าว" }, null, null)).toMatch(/Latin letters/);
	expect(refusedBy("promptpay", shop, { minor: 1, currency: "USD" }, null)).toMatch(/takes THB and not USD/);
	expect(refusedBy("promptpay", shop, thb(0), null)).toMatch(/more than zero/);
});

test("a bill payment carries the sale's reference, first or after the bank's fixed one", () => {
	const biller = "0105536000000 01";
	const alone = qr("promptpay-bill", { biller }, thb(100), "k7m2q2");
	expect(fieldsOf(alone.payload).get("30-01")).toBe("010553600000001");
	expect(fieldsOf(alone.payload).get("30-02")).toBe("K7M2Q2");
	expect(alone.warnings).toEqual([]);
	const second = qr("promptpay-bill", { biller, ref1: "store1", ref3: "SCB", name: "Ran Khao" }, thb(100), "K7M2Q2");
	const fields = fieldsOf(second.payload);
	expect([fields.get("30-02"), fields.get("30-03"), fields.get("62-07")]).toEqual(["STORE1", "K7M2Q2", "SCB"]);
	expect(second.caption.at(-1)?.en).toBe("Reference: STORE1 / K7M2Q2");
	expect(decodeEmvco(second.payload).faults).toEqual([]);
});

test("a bill payment that a bank would not take is refused, and an unusual biller id is said", () => {
	expect(refusedBy("promptpay-bill", { biller: "123" }, null, "K7M2Q2")).toMatch(/is no biller id.*or use promptpay/);
	expect(refusedBy("promptpay-bill", { biller: "010553600000001" }, null, null)).toMatch(/needs a reference/);
	for (const [ref1, reference] of [
		["a-b", "K7M2Q2"],
		["A", "x".repeat(21)],
	] as const) {
		expect(refusedBy("promptpay-bill", { biller: "010553600000001", ref1 }, null, reference)).toMatch(
			/1 to 20 letters/,
		);
	}
	expect(qr("promptpay-bill", { biller: "0105536000000" }, null, "K7M2Q2").warnings[0]?.en).toMatch(/15 digits/);
});
