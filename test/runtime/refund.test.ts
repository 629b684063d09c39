import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DeliveryError } from "../../src/errors.ts";
import type { RefundOrder } from "../../src/fallback/refund.ts";
import { refundCarrier } from "../../src/runtime/refund.ts";
import { partOf, type RefundStand, SCHEMES, STANDS } from "../support/refund-providers.ts";

/** Of Stripe's answers only the connection says whose they are. */
const FORGERIES = {
	stripe: [],
	wechat: ["unsigned", "forged", "stale", "replayed"],
	alipay: ["unsigned", "forged", "changed", "replayed"],
} as const;
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

describe.each(SCHEMES)("%s:", (scheme) => {
	let stand: RefundStand;
	beforeAll(async () => {
		stand = await STANDS[scheme]();
	});
	afterAll(() => stand.close());

	/** As the outbox carries it out: `isRepeat` when it may have been done. */
	const carry = async (order: RefundOrder, isRepeat = false, nowMs = Date.now()): Promise<unknown> => {
		const carrier = refundCarrier(new Map([[scheme, stand.provider]]), () => nowMs, quiet);
		const { event } = await carrier("bakery", order, "key", isRepeat);
		return (event as { readonly seen: unknown }).seen;
	};
	const failure = async (doing: Promise<unknown>): Promise<string> => {
		const error = await doing.catch((reason: unknown) => reason);
		if (!(error instanceof DeliveryError)) throw new Error("no DeliveryError", { cause: error });
		return error.code;
	};
	const back = { standing: expect.stringMatching(/^(refunded|pending)$/), id: expect.any(String) };

	test("a person's act gives the money back once, however often it is carried out, and the look-up knows it", async () => {
		const order = await stand.paid();
		expect(await carry({ ...order, order: "look" })).toEqual({ standing: "none" });
		expect(await carry(order)).toEqual(back);
		expect(await carry(order)).toEqual(back);
		expect(await carry(order, true)).toEqual(back);
		expect(await carry({ ...order, order: "look" })).toEqual(back);
		expect(stand.given(order.sessionId)).toEqual([4500]);
	});

	test.each(["lost", "portal", "reset", "proxy", "broken"])(
		"an answer that is not to be had (%s) is looked up, and the money goes back once and byte for byte",
		async (fault) => {
			const order = await stand.paid();
			const before = stand.asked().length;
			// Two of the clients try a closed connection once more by themselves, under the same number.
			const isTwice = scheme !== "wechat" && (fault === "reset" || fault === "lost");
			stand.fail(...(isTwice ? [fault, fault] : [fault]));
			expect(await failure(carry(order))).toBe("unreachable");
			const isKept = scheme === "stripe" && fault === "broken";
			if (isKept) {
				// Stripe answers a key with the 500 that it kept for it: an hour later nothing was given back, and a person decides.
				expect(await failure(carry(order, true))).toBe("unreachable");
				expect(await carry(order, true, order.untilMs + 1)).toEqual({ standing: "refused", because: "late" });
			} else expect(await carry(order, true)).toEqual(back);
			expect(stand.given(order.sessionId)).toEqual(isKept ? [] : [4500]);
			expect(new Set(stand.asked().slice(before)).size).toBeLessThanOrEqual(1);
		},
	);

	test("a provider that asks to wait has certainly done nothing, and is asked again", async () => {
		const order = await stand.paid();
		stand.fail("rate-limited");
		expect(await failure(carry(order))).toBe("rate-limited");
		expect(stand.given(order.sessionId)).toEqual([]);
		expect(await carry(order)).toEqual(back);
	});

	test("what was given back in part before, or more than was paid, is refused with a reason and moves nothing", async () => {
		const order = await stand.paid();
		expect(await carry(partOf(order, 2000, `${order.number}p`))).toEqual(back);
		expect(await carry(order)).toEqual({ standing: "refused", because: expect.any(String) });
		expect(await carry(partOf(order, 4501, `${order.number}q`))).toEqual({
			standing: "refused",
			because: expect.any(String),
		});
		expect(stand.given(order.sessionId)).toEqual([2000]);
	});

	test("one that could not be begun for an hour is not begun any more; one that was done is known all the same", async () => {
		const [order, done] = [await stand.paid(), await stand.paid()];
		expect(await carry(order, false, order.untilMs + 1)).toEqual({ standing: "refused", because: "late" });
		await carry(done);
		expect(await carry(done, true, done.untilMs + 1)).toEqual(back);
		expect(stand.given(order.sessionId)).toEqual([]);
	});

	test("while the look-up itself is refused, nothing is sent and nothing is said", async () => {
		const order = await stand.paid();
		const before = stand.asked().length;
		stand.fail("refused");
		expect(await failure(carry(order, true))).toBe("unreachable");
		expect(stand.asked()).toHaveLength(before);
	});

	test("without the right to give money back nobody is asked", async () => {
		const order = await stand.paid();
		const { refunds: _, ...provider } = stand.provider;
		const carrier = refundCarrier(new Map([[scheme, provider]]), Date.now, quiet);
		expect(await carrier("bakery", order, "key", false)).toMatchObject({
			event: { seen: { standing: "refused", because: "no-right" } },
		});
		// It may have been done before the right was taken away: that only the provider can say.
		expect(await failure(carrier("bakery", order, "key", true))).toBe("unreachable");
	});

	test.each(FORGERIES[scheme])("an answer whose signature is not to be believed (%s) is looked up", async (fault) => {
		const other = await stand.paid();
		await carry(other);
		const order = await stand.paid();
		stand.fail(fault);
		expect(await failure(carry(order))).toBe("unreachable");
		expect(await carry(order, true)).toEqual(back);
		expect(stand.given(order.sessionId)).toEqual([4500]);
	});
});
