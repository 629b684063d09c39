/** The product's own scores, taken from the highest down: what is gained by assigning, not by scoring. */

import { candidates } from "../../src/reconcile/candidates.ts";
import { LEFT_OPEN_SCORE } from "../../src/reconcile/link-pairs.ts";
import { poolsOf } from "../../src/reconcile/pool.ts";
import { scorer } from "../../src/reconcile/score.ts";
import { isMoney, isSaleOf, type Pair } from "./baselines.ts";
import type { World } from "./truth.ts";

/** Each payment and each row once, the best pair first, down to the score at which the product leaves a payment open. */
export function scoreSortedGreedy(world: World): readonly Pair[] {
	const pools = poolsOf("terminal", world.payments.filter(isMoney), world.rows.filter(isSaleOf("other")), () => 0);
	return pools.flatMap(({ payments, rows }) => {
		const { score } = scorer("keyed", payments, rows, []);
		const scored = candidates(payments, rows, "keyed")
			.map(({ left, right }) => ({ left, right, score: score(left, right).score }))
			.filter((pair) => pair.score > LEFT_OPEN_SCORE)
			.sort((a, b) => b.score - a.score || a.left - b.left || a.right - b.right);
		const usedLefts = new Set<number>();
		const usedRights = new Set<number>();
		return scored.flatMap(({ left, right }): readonly Pair[] => {
			const payment = payments[left];
			const row = rows[right];
			if (payment === undefined || row === undefined || usedLefts.has(left) || usedRights.has(right)) return [];
			usedLefts.add(left);
			usedRights.add(right);
			return [{ paymentId: payment.id, rowName: row.name }];
		});
	});
}
