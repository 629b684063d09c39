import { expect, test } from "vitest";
import { newPace } from "../../src/bots/pace.ts";

test("after a silence a few replies go out at once, then one a second", () => {
	const pace = newPace(1_000, 3);
	const waits = [0, 0, 0, 0].map(() => pace("till", "ana", 50_000));
	expect(waits).toEqual([0, 0, 0, 1_000]);
	expect([pace("till", "ana", 50_999), pace("till", "ana", 51_000), pace("till", "ana", 51_000)]).toEqual([
		1, 0, 1_000,
	]);
	expect(pace("another channel", "ana", 51_000)).toBe(0);
});

test("who waits has a moment of their own: whoever writes a lot in one channel starves nobody else there", () => {
	const pace = newPace(1_000, 1);
	expect(["ana", "ben", "cleo"].map((who) => pace("till", who, 0))).toEqual([0, 1_000, 2_000]);
	// Ana goes on writing, and asks first each time.
	expect(["ana", "ben", "cleo"].map((who) => pace("till", who, 1_000))).toEqual([2_000, 0, 1_000]);
	expect(["ana", "ben", "cleo"].map((who) => pace("till", who, 2_000))).toEqual([1_000, 1_000 + 1_000, 0]);
	// Asking again and again is no way to the front, and no way to the back.
	expect([pace("till", "ben", 2_500), pace("till", "ben", 2_600), pace("till", "ana", 3_000)]).toEqual([
		1_500, 1_400, 0,
	]);
});

test("a moment kept for somebody who never comes costs a second, and nobody waits for them", () => {
	const pace = newPace(1_000, 1);
	pace("till", "ana", 0);
	pace("till", "gone", 0);
	expect(pace("till", "ana", 1_000)).toBe(1_000);
	expect(pace("till", "ana", 2_000)).toBe(0);
});

test("in any minute there are never more than the burst and one a second, however they come", () => {
	const pace = newPace(1_000, 4);
	const sentAtMs: number[] = [];
	const waiting = new Map(Array.from({ length: 40 }, (_, who) => [who, 0]));
	for (let nowMs = 0; waiting.size > 0 && nowMs < 120_000; nowMs += 50) {
		for (const [who, dueMs] of waiting) {
			if (dueMs > nowMs) continue;
			const waitMs = pace("till", `${who}`, nowMs);
			if (waitMs > 0)
				waiting.set(who, nowMs + Math.max(waitMs, 1_000)); // as the deliverer does
			else {
				waiting.delete(who);
				sentAtMs.push(nowMs);
			}
		}
	}
	expect(sentAtMs).toHaveLength(40);
	for (const fromMs of sentAtMs) {
		const inTen = sentAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + 10_000);
		expect(inTen.length).toBeLessThanOrEqual(4 + 10);
	}
	expect(sentAtMs.at(-1)).toBeLessThan(40_000);
});
