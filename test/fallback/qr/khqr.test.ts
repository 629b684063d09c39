import { expect, test } from "vitest";
import { decodeEmvco } from "../../../src/fallback/qr/emvco.ts";
import { SCHEMES } from "../../../src/fallback/qr/scheme.ts";
import { railCaption, railPayload } from "../../../src/fallback/rail.ts";
import { isRefusal } from "../../../src/text.ts";
import { fieldsOf, NOW_MS, qr, refusedBy } from "./support.ts";

const usd = (minor: number) => ({ minor, currency: "USD" });
const khr = (minor: number) => ({ minor, currency: "KHR" });
const shop = { account: "shop@devb", name: "Example Cafe" };
const business = { ...shop, merchant: "123456", bank: "Dev Bank" };

test("a person's account and a merchant's number stand in their own templates", () => {
	const person = fieldsOf(qr("khqr", { ...shop, bank: "Dev Bank" }, usd(250), "K7M2Q2").payload);
	expect([person.get("29-00"), person.get("29-02"), person.get("62-01")]).toEqual(["shop@devb", "Dev Bank", "K7M2Q2"]);
	const merchant = fieldsOf(qr("khqr", { ...business, mobile: "+855 12 345 678" }, usd(250), null).payload);
	expect(Object.fromEntries(merchant)).toMatchObject({
		"30-00": "shop@devb",
		"30-01": "123456",
		"30-02": "Dev Bank",
		"53": "840",
		"54": "2.50",
		"62-02": "85512345678",
	});
});

test("riel are whole, and an account of one currency takes no other", () => {
	const fields = fieldsOf(qr("khqr", shop, khr(980_000), null).payload);
	expect([fields.get("53"), fields.get("54")]).toEqual(["116", "9800"]);
	expect(refusedBy("khqr", shop, khr(980_050), null)).toMatch(/whole riel only/);
	expect(refusedBy("khqr", { ...shop, currency: "USD" }, khr(100), null)).toMatch(/takes USD and not KHR/);
});

test("a code with an amount says when it was made and that it ends an hour later; one without says neither", () => {
	const { payload } = qr("khqr", shop, usd(250), null);
	const fields = fieldsOf(payload);
	expect([fields.get("99-00"), fields.get("99-01")]).toEqual([String(NOW_MS), String(NOW_MS + 3_600_000)]);
	expect(SCHEMES.get("khqr")?.madeAtMs?.(payload)).toBe(NOW_MS);
	const standing = qr("khqr", shop, null, null).payload;
	expect([...fieldsOf(standing).keys()].filter((place) => place.startsWith("99"))).toEqual([]);
	expect(SCHEMES.get("khqr")?.madeAtMs?.(standing)).toBe(null);
});

test("what a payer types in stands below a code of this morning too", () => {
	const rail = { id: "bakong", scheme: "khqr", settings: shop };
	const told = railPayload(rail, { isDemo: false }, usd(250), "K7M2Q2", "http://shop.example/p/x", NOW_MS);
	if (isRefusal(told)) throw new Error(told.refused.en);
	expect(railCaption(rail, usd(250), "K7M2Q2", told.payload).map(({ en }) => en)).toEqual([
		"To: Example Cafe",
		"Account: shop@devb",
		"Amount: 2.50 USD",
		"Reference: K7M2Q2",
	]);
	expect(
		railCaption({ ...rail, settings: { ...shop, account: "other@devb" } }, usd(250), "K7M2Q2", told.payload),
	).toEqual([]);
});

test("a Khmer name stands beside the Latin one, counted in characters", () => {
	const { payload } = qr("khqr", { ...shop, khmer: "ហាងកាហ្វេ" }, usd(250), null);
	expect(decodeEmvco(payload).faults).toEqual([]);
	expect([fieldsOf(payload).get("64-00"), fieldsOf(payload).get("64-01")]).toEqual(["km", "ហាងកាហ្វេ"]);
});

test("what KHQR cannot carry is refused with what to do", () => {
	for (const [settings, sentence] of [
		[{ ...shop, account: "shop" }, /looks like name@bank/],
		[{ ...shop, account: `${"x".repeat(30)}@devb` }, /up to 32 characters/],
		[{ ...shop, merchant: "1" }, /set bank/],
		[{ ...business, merchant: "1".repeat(33) }, /at most 32/],
		[{ account: `${"x".repeat(27)}@devb`, name: "A", merchant: "1".repeat(32), bank: "b".repeat(32) }, /87 together/],
		[{ ...shop, mobile: "12" }, /is no phone number/],
		[{ ...shop, mcc: "1" }, /four digits/],
		[{ account: "shop@devb" }, /needs name/],
	] as const) {
		expect(refusedBy("khqr", settings, usd(100), null)).toMatch(sentence);
	}
	expect(refusedBy("khqr", shop, usd(100), "编号")).toMatch(/1 to 25/);
});
