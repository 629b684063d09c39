import { afterAll, beforeAll, expect, test } from "vitest";
import { examineRefunds } from "../../src/commands/doctor-refunds.ts";
import { readConfig } from "../../src/config.ts";
import { REFUND_KEY } from "../support/stripe-refunds.ts";
import { SECRET_KEY, type StripeServer, startStripe } from "../support/stripe-server.ts";

let stripe: StripeServer;
beforeAll(async () => {
	stripe = await startStripe();
});
afterAll(() => stripe.close());

const examine = async (refundKey: string, apiUrl = stripe.url) => {
	const keys = { STRIPE_SECRET_KEY: SECRET_KEY, STRIPE_REFUND_KEY: refundKey, STRIPE_API_URL: apiUrl };
	const [check, ...more] = await examineRefunds(readConfig(keys));
	expect(more).toEqual([]);
	return check!;
};

test("one line says whether a refund could be made now, and nothing is made to find out", async () => {
	expect(await examine(REFUND_KEY)).toMatchObject({ state: "ok", what: { en: "Refunds: Stripe" } });
	const unknown = await examine("rk_test_made_up_by_tests");
	expect(unknown).toMatchObject({ state: "wrong", advice: { en: expect.stringContaining("Refunds: Write") } });
	expect(JSON.stringify(unknown)).not.toContain("made_up");
	stripe.fail("portal");
	expect((await examine(REFUND_KEY)).state).toBe("unreachable");
	expect(stripe.refunds.size).toBe(0);
});

test("without a right to refund the line says who does it then, and how to change that", async () => {
	const [check] = await examineRefunds(readConfig({ STRIPE_SECRET_KEY: SECRET_KEY }));
	expect(check).toMatchObject({ state: "left-out", advice: { en: expect.stringContaining("STRIPE_REFUND_KEY") } });
});

test("a key for refunds is a restricted one, and of the same mode as the key beside it", () => {
	const read = (refundKey: string, secretKey = SECRET_KEY) =>
		readConfig({ STRIPE_SECRET_KEY: secretKey, STRIPE_REFUND_KEY: refundKey }).stripe;
	expect(read(REFUND_KEY)?.refundKey).toBe(REFUND_KEY);
	for (const wrong of [SECRET_KEY, REFUND_KEY.replace("_test_", "_live_")])
		expect(() => read(wrong)).toThrow(/STRIPE_REFUND_KEY/);
	expect(() => readConfig({ STRIPE_REFUND_KEY: REFUND_KEY })).toThrow(/STRIPE_REFUND_KEY/);
});
