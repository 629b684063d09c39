import { expect, test } from "vitest";
import { qr, refusedBy } from "./support.ts";

const inr = (minor: number) => ({ minor, currency: "INR" });
const shop = { vpa: "example.shop@examplebank", name: "Example Chai", mcc: "5812" };

test("a shop with a UPI id gets a link for an amount that carries the reference", () => {
	const { payload, warnings, caption } = qr("upi", { ...shop, note: "Table 7 & 8" }, inr(4500), "K7M2Q2");
	expect(payload).toBe(
		"upi://pay?pa=example.shop@examplebank&pn=Example%20Chai&mc=5812&tr=K7M2Q2&tn=Table%207%20%26%208&am=45.00&cu=INR",
	);
	expect(warnings).toEqual([]);
	expect(caption.map(({ en }) => en)).toEqual([
		"To: Example Chai",
		"Account: example.shop@examplebank",
		"Amount: 45.00 INR",
		"Reference: K7M2Q2",
	]);
});

test("a name in any script is read back, and nothing typed brings in a field of its own", () => {
	const { payload } = qr("upi", { ...shop, name: "चाय & am=1 @ दुकान" }, inr(4500), null);
	const read = new URL(payload).searchParams;
	expect([read.get("pn"), read.getAll("am")]).toEqual(["चाय & am=1 @ दुकान", ["45.00"]]);
	expect(payload).toMatch(/^[!-~]+$/);
});

test("a personal UPI id works and is warned about", () => {
	const { payload, warnings } = qr("upi", { vpa: "asha@bank", name: "Asha" }, null, null);
	expect(payload).toBe("upi://pay?pa=asha@bank&pn=Asha&cu=INR");
	expect(warnings[0]?.en).toMatch(/personal UPI id/);
});

test("what UPI cannot carry is refused with what to do", () => {
	for (const vpa of ["9876543210", "shop@", "@bank", "a b@c d!", "shop@bank@bank"]) {
		expect(refusedBy("upi", { ...shop, vpa }, null, null), vpa).toMatch(/looks like shop@bank/);
	}
	expect(refusedBy("upi", shop, inr(1), "SALE-1")).toMatch(/1 to 35 letters/);
	expect(refusedBy("upi", shop, inr(1), "x".repeat(36))).toMatch(/1 to 35 letters/);
	expect(refusedBy("upi", { ...shop, mcc: "x" }, null, null)).toMatch(/four digits/);
	expect(refusedBy("upi", { ...shop, name: "चाय".repeat(16), note: "चाय".repeat(10) }, null, null)).toMatch(
		/longer than 512 characters; shorten the note/,
	);
	expect(refusedBy("upi", shop, { minor: 1, currency: "EUR" }, null)).toMatch(/takes INR and not EUR/);
});
