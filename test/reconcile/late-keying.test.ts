import fc from "fast-check";
import { expect, test } from "vitest";
import { type Anchor, lateKeying } from "../../src/reconcile/late-keying.ts";
import { at } from "./builders.ts";

const anchor = (paid: number, keyed: number, clock = "T1"): Anchor => ({ paidMs: at(paid), keyedMs: at(keyed), clock });
const keyed = (minutes: number, clock = "T1") => ({ keyedMs: at(minutes), clock });

/** Five receipts of the noon, keyed from three o'clock on in their order, four minutes apart. */
const IN_ORDER = [0, 10, 20, 30, 40].map((paid, i) => anchor(paid, 180 + 4 * i));
const shuffledPile = [3, 0, 4, 1, 2].map((place, i) => anchor(10 * i, 180 + 4 * place));

test("in a pile keyed in order, a receipt is looked for between its neighbours", () => {
	const { windowOf } = lateKeying(IN_ORDER, [], []);
	expect(windowOf(at(15), keyed(186))).toEqual({ fromMs: at(183), toMs: at(189), isOrdered: true });
	expect(windowOf(at(15), keyed(192))).toBeNull();
	expect(windowOf(at(35), keyed(186))).toBeNull();
});

test("in a shuffled pile a receipt may be anywhere, and ten minutes before or after what is known of it", () => {
	const { windowOf } = lateKeying(shuffledPile, [], []);
	const whole = { fromMs: at(170), toMs: at(206), isOrdered: false };
	expect(windowOf(at(15), keyed(171))).toEqual(whole);
	expect(windowOf(at(15), keyed(205))).toEqual(whole);
	expect(windowOf(at(15), keyed(207))).toBeNull();
});

test("three known receipts say nothing of the order yet", () => {
	expect(lateKeying(IN_ORDER.slice(0, 3), [], []).windowOf(at(15), keyed(186))?.isOrdered).toBe(false);
});

test("one receipt out of its place does not unsettle a pile of six, two of them do", () => {
	const one = [...IN_ORDER, anchor(45, 181)];
	expect(lateKeying(one, [], []).windowOf(at(15), keyed(186))?.isOrdered).toBe(true);
	const two = [...IN_ORDER, anchor(45, 181), anchor(46, 182)];
	expect(lateKeying(two, [], []).windowOf(at(15), keyed(186))?.isOrdered).toBe(false);
});

test("each terminal has a pile of its own", () => {
	const other = IN_ORDER.map((each) => ({ ...each, clock: "T2", keyedMs: each.keyedMs + 7_200_000 }));
	const { windowOf } = lateKeying([...IN_ORDER, ...other], [], []);
	expect(windowOf(at(15), keyed(186, "T2"))).toBeNull();
	expect(windowOf(at(15), keyed(306, "T2"))?.fromMs).toBe(at(303));
	expect(windowOf(at(15), keyed(186, "T3"))).toBeNull();
});

test("after a pause of more than three quarters of an hour another pile begins", () => {
	const evening = IN_ORDER.map((each) => ({ ...each, keyedMs: each.keyedMs + 3_720_000 }));
	const near = IN_ORDER.map((each) => ({ ...each, keyedMs: each.keyedMs + 3_660_000 }));
	expect(lateKeying([...shuffledPile, ...evening], [], []).windowOf(at(15), keyed(230))).toBeNull();
	expect(lateKeying([...shuffledPile, ...near], [], []).windowOf(at(15), keyed(230))).not.toBeNull();
});

test("rows keyed when nobody had paid for a quarter of an hour show a pile without any reference", () => {
	const paid = [0, 10, 20, 30].map(at);
	const rows = [keyed(60), keyed(64), keyed(70)];
	const { windowOf } = lateKeying([], rows, paid);
	expect(windowOf(at(10), keyed(64))).toEqual({ fromMs: at(59), toMs: at(71), isOrdered: false });
	expect(windowOf(at(10), keyed(75))).toBeNull();
});

test("rows keyed while customers pay show none, nor does a row before the first payment or days after the last", () => {
	const paid = [0, 10, 20, 30].map(at);
	for (const minutes of [-60, 12, 44, 60 * 40]) {
		expect(lateKeying([], [keyed(minutes)], paid).windowOf(at(0), keyed(minutes))).toBeNull();
	}
});

test("nothing is keyed before it was paid, nor later than the next evening", () => {
	const { windowOf } = lateKeying(shuffledPile, [], []);
	expect(windowOf(at(186), keyed(186))).not.toBeNull();
	expect(windowOf(at(187), keyed(186))).toBeNull();
	expect(windowOf(at(186 - 36 * 60), keyed(186))).not.toBeNull();
	expect(windowOf(at(185 - 36 * 60), keyed(186))).toBeNull();
});

test("the more of the known sales are keyed late, the more are expected to be", () => {
	const prompt = [0, 10, 20, 30, 40].map((paid) => anchor(paid, paid + 2));
	const shares = [prompt, [], IN_ORDER].map((anchors) => lateKeying(anchors, [], []).share);
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
	expect(shares[1]).toBeCloseTo(0.2, 9);
});

test("where the pile keeps the order, the row of every receipt is in its window, whoever paid or was keyed in the same minute", () => {
	const receipt = fc.record({
		sincePaid: fc.nat({ max: 5 }),
		sinceKeyed: fc.nat({ max: 3 }),
		isKnown: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(receipt, { minLength: 8, maxLength: 14 }), (receipts) => {
			let [paid, key] = [0, 180];
			const pile = receipts.map(({ sincePaid, sinceKeyed, isKnown }, i) => {
				paid += sincePaid;
				key += sinceKeyed;
				return { ...anchor(paid, key), isKnown: isKnown || i === 0 || i === receipts.length - 1 };
			});
			const known = pile.filter(({ isKnown }) => isKnown);
			const { windowOf } = lateKeying(known, [], []);
			for (const each of pile) {
				const window = windowOf(each.paidMs, each);
				expect(window).toMatchObject({ isOrdered: known.length >= 4 });
				expect(window?.fromMs).toBeLessThanOrEqual(each.keyedMs);
				expect(window?.toMs).toBeGreaterThanOrEqual(each.keyedMs);
			}
		}),
	);
});
