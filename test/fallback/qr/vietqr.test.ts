import { expect, test } from "vitest";
import { fieldsOf, qr, refusedBy } from "./support.ts";

const vnd = (minor: number) => ({ minor, currency: "VND" });
const shop = { bin: "970416", account: "257678859" };

test("a shop with a bank account gets a code for whole dong that carries the reference", () => {
	const { payload, caption } = qr("vietqr", { ...shop, name: "Quán Phở Đức" }, vnd(45_000), "K7M2Q2");
	expect(payload).toMatch(
		/^00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405450005802VN5912Quan Pho Duc62100806K7M2Q26304[0-9A-F]{4}$/,
	);
	expect(caption.map(({ en }) => en)).toEqual([
		"To: Quan Pho Duc",
		"Account: 970416 257678859",
		"Amount: 45,000 VND",
		"Reference: K7M2Q2",
	]);
});

test("a bank account is taken as people write it; without an amount the payer types it", () => {
	const fields = fieldsOf(qr("vietqr", { bin: "970 416", account: "2576 78859" }, null, null).payload);
	expect([fields.get("01"), fields.get("38-01"), fields.has("54"), fields.has("62-08")]).toEqual([
		"11",
		"0006970416" + "0109257678859",
		false,
		false,
	]);
});

test("what VietQR cannot carry is refused with what to do", () => {
	expect(refusedBy("vietqr", { ...shop, bin: "Vietcombank" }, null, null)).toMatch(/six digits, for example 970416/);
	expect(refusedBy("vietqr", { ...shop, account: "1".repeat(20) }, null, null)).toMatch(/up to 19/);
	expect(refusedBy("vietqr", shop, vnd(10_000_000_000), null)).toMatch(/at most 9,999,999,999 VND; split/);
	expect(fieldsOf(qr("vietqr", shop, vnd(9_999_999_999), null).payload).get("54")).toBe("9999999999");
	expect(refusedBy("vietqr", shop, null, "chuyển tiền")).toMatch(/ASCII signs/);
	expect(refusedBy("vietqr", shop, vnd(-1), null)).toMatch(/more than zero/);
});
