import { expect, test } from "vitest";
import { proofOf } from "../../src/fallback/proof.ts";
import { demoCafe } from "./shops.ts";
import { noticesOf, open, till } from "./till.ts";

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
