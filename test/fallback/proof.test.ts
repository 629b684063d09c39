import { expect, test } from "vitest";
import type { Alarm } from "../../src/actor.ts";
import { isProof, proofOf } from "../../src/fallback/proof.ts";
import type { Sale, SaleEvent } from "../../src/fallback/sale.ts";
import { decideSale } from "../../src/fallback/sale-decision.ts";
import { demoCafe } from "./shops.ts";
import { noticesOf, open, START_MS, till } from "./till.ts";

test("a proof is four digits, the same for one attempt, and another one for another attempt, sale or merchant", () => {
	const of = (secret: string, sale: string, attempt: number) => proofOf(secret, sale, attempt);
	expect(of("a", "sale1", 1)).toMatch(/^\d{4}$/);
	expect(of("a", "sale1", 1)).toBe(of("a", "sale1", 1));
	const proofs = [of("a", "sale1", 1), of("a", "sale1", 2), of("a", "sale2", 1), of("b", "sale1", 1)];
	expect(new Set(proofs).size).toBe(proofs.length);
	const many = new Set(Array.from({ length: 20_000 }, (_, index) => of("a", `sale${index}`, 1)));
	expect(many.size).toBeGreaterThan(8_000); // of 10,000 about 8,647
	expect([...many].every((proof) => /^\d{4}$/.test(proof))).toBe(true);
});

test("a shop without a secret is told no proof", () => {
	const [notice] = noticesOf(till(demoCafe).tell(open(4500, "USD")));
	expect(notice).not.toHaveProperty("proof");
});

const SECRET = "test-secret";

/** A practice sale that is shown, and what is decided about it. */
function counter() {
	const context = { shop: demoCafe, publicUrl: "http://shop.example", proofSecret: SECRET };
	let sale: Sale | null = null;
	let turn = 0;
	const tell = (event: SaleEvent | Alarm) => {
		turn++;
		const told = decideSale(sale, event, { nowMs: START_MS + turn * 10_000, seed: String(turn) }, context);
		sale = told.state;
		return told;
	};
	tell(open(4500, "USD"));
	const now = (): Sale => sale!;
	const code = now().payments[0]!.code;
	tell({ kind: "shown", code });
	const right = proofOf(SECRET, "sale1", 1);
	const wrong = right === "0000" ? "0001" : "0000";
	const guess = (digits: string) => tell({ kind: "proof", code, digits });
	return { tell, now, code, right, wrong, guess };
}

test("a payment with the right proof is claimed with proof, and stays unpaid however often it is typed", () => {
	const { guess, right, now, tell } = counter();
	const [notice] = noticesOf(guess(right));
	expect(notice).toMatchObject({ guess: "right", state: "open", payment: { state: "claimed", proof: "right" } });
	expect(noticesOf(guess(right))).toMatchObject([{ guess: "right", payment: { state: "claimed" } }]);
	tell({ kind: "alarm" });
	expect(now().payments).toMatchObject([{ state: "claimed", proof: "right", paidAtMs: null, paidBy: null }]);
	expect(guess(right).writes).toEqual([]);
});

test("there is one guess: after a wrong one the right digits are answered as the wrong ones are", () => {
	const { guess, right, wrong, now } = counter();
	const first = noticesOf(guess(wrong));
	expect(first).toMatchObject([{ guess: "wrong", payment: { state: "shown", proof: "wrong" } }]);
	expect(noticesOf(guess(right))).toEqual(first);
	expect(noticesOf(guess(wrong))).toEqual(first);
	expect(now().payments).toMatchObject([{ state: "shown", proof: "wrong", claimedAtMs: null }]);
});

test("after a right guess a wrong one takes nothing back, and is answered as wrong", () => {
	const { guess, right, wrong, now } = counter();
	guess(right);
	expect(noticesOf(guess(wrong))).toMatchObject([{ guess: "wrong" }]);
	expect(now().payments[0]?.proof).toBe("right");
});

test("digits of another length, of another attempt or of another sale are wrong", () => {
	for (const digits of ["", "1", "12345", proofOf(SECRET, "sale1", 2), proofOf(SECRET, "sale2", 1)]) {
		expect(isProof(SECRET, "sale1", 1, digits), digits).toBe(false);
	}
	expect(isProof(SECRET, "sale1", 1, proofOf(SECRET, "sale1", 1))).toBe(true);
});

test("a proof that is typed when the payment is paid or over changes neither", () => {
	const { guess, right, now, tell, code } = counter();
	tell({ kind: "claimed", code, by: "customer" });
	tell({ kind: "alarm" });
	expect(now().payments[0]?.state).toBe("paid");
	expect(noticesOf(guess(right))).toMatchObject([{ guess: "right", state: "paid", payment: { state: "paid" } }]);
	const other = counter();
	other.tell({ kind: "cancel" });
	expect(noticesOf(other.guess(other.right))).toMatchObject([{ guess: "right", payment: { state: "cancelled" } }]);
});
