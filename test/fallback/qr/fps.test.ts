import { expect, test } from "vitest";
import { fieldsOf, qr, refusedBy } from "./support.ts";

const hkd = (minor: number) => ({ minor, currency: "HKD" });
const shop = { proxy: "1234567", name: "Example Cha Chaan Teng" };

test("a shop with an FPS identifier gets a code for an amount that carries the reference", () => {
	const { payload, warnings, caption } = qr("fps", shop, hkd(8800), "K7M2Q2");
	expect(payload).toMatch(
		/^00020101021226270012hk\.com\.hkicl02071234567520400005303344540588\.005802HK5922Example Cha Chaan Teng6002HK62100506K7M2Q26304[0-9A-F]{4}$/,
	);
	expect(warnings).toEqual([]);
	expect(caption.map(({ en }) => en)).toEqual([
		"To: Example Cha Chaan Teng",
		"Account: 1234567",
		"Amount: 88.00 HKD",
		"Reference: K7M2Q2",
	]);
});

test("an address at FPS is recognised however it is written", () => {
	for (const [typed, place, value] of [
		["6789 1234", "26-03", "+852-67891234"],
		["+85267891234", "26-03", "+852-67891234"],
		["+852-6789-1234", "26-03", "+852-67891234"],
		["+86 13812345678", "26-03", "+86-13812345678"],
		["+1-4155550123", "26-03", "+1-4155550123"],
		["123456789", "26-02", "123456789"],
		["Shop.One@example.hk", "26-04", "Shop.One@example.hk"],
	] as const) {
		const { payload, warnings } = qr("fps", { proxy: typed }, null, null);
		expect(fieldsOf(payload).get(place), typed).toBe(value);
		expect(warnings, typed).toEqual([]);
	}
	expect(qr("fps", { proxy: "999999999999" }, null, null).warnings[0]?.en).toMatch(/has 7 or 9 digits and this one 12/);
});

test("a yuan account takes yuan, and one without a currency takes either", () => {
	const cny = { minor: 100, currency: "CNY" };
	expect(fieldsOf(qr("fps", shop, cny, null).payload).get("53")).toBe("156");
	expect(fieldsOf(qr("fps", { ...shop, currency: "cny" }, null, null).payload).get("53")).toBe("156");
	expect(fieldsOf(qr("fps", shop, null, null).payload).get("53")).toBe("344");
	expect(refusedBy("fps", { ...shop, currency: "CNY" }, hkd(100), null)).toMatch(/takes CNY and not HKD/);
	expect(refusedBy("fps", { ...shop, currency: "USD" }, hkd(100), null)).toMatch(/one of HKD, CNY/);
});

test("what FPS cannot carry is refused with what to do", () => {
	for (const proxy of ["123456", "+852-123", "a@b", `${"x".repeat(80)}@example.hk`, "1234567890123"]) {
		expect(refusedBy("fps", { proxy }, null, null), proxy).toMatch(/is no FPS address: use/);
	}
	expect(refusedBy("fps", shop, hkd(100), "x".repeat(26))).toMatch(/1 to 25/);
	expect(refusedBy("fps", { ...shop, mcc: "58" }, null, null)).toMatch(/four digits/);
	expect(refusedBy("fps", { ...shop, name: "茶餐廳" }, null, null)).toMatch(/Latin letters/);
});
