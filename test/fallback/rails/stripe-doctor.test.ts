import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { examineStripe } from "../../../src/fallback/rails/stripe-doctor.ts";
import { SECRET_KEY, type StripeServer, startStripe } from "../../support/stripe-server.ts";

let stripe: StripeServer;
beforeAll(async () => {
	stripe = await startStripe();
});
afterAll(() => stripe.close());

const examine = async (apiUrl: string, secretKey: string = SECRET_KEY) => {
	const [check] = await examineStripe({ secretKey, webhookSecret: null, apiUrl });
	return check!;
};

test("a key that may make checkouts is known as test or live, and nothing is made at Stripe", async () => {
	expect(await examine(stripe.url)).toMatchObject({ state: "ok", what: { en: "Stripe, key: test, no money moves" } });
	expect(stripe.sessions.size).toBe(0);
});

test("a key that Stripe does not know is told apart from a Stripe that is away, and is not printed", async () => {
	const unknown = await examine(stripe.url, "sk_test_made_up_by_tests");
	expect(unknown).toMatchObject({ state: "wrong", advice: { en: expect.stringContaining("set STRIPE_SECRET_KEY") } });
	expect(JSON.stringify(unknown)).not.toContain("made_up");
	for (const fault of ["portal", "gateway", "proxy", "rate-limited"] as const) {
		stripe.fail(fault);
		expect((await examine(stripe.url)).state, fault).toBe("unreachable");
	}
	expect((await examine("http://127.0.0.1:9")).state).toBe("unreachable");
});

test("a restricted key without the right is told which one, and where it is given", async () => {
	const message =
		"The provided key 'rk_test_*********ests' does not have the required permissions for this endpoint. Having the 'rak_checkout_session_write' permission would allow this request to continue.";
	const server = createServer((_, response) =>
		response
			.writeHead(403, { "content-type": "application/json" })
			.end(JSON.stringify({ error: { type: "invalid_request_error", code: "more_permissions_required", message } })),
	);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const check = await examine(url, "rk_test_standin_tests");
	server.close();
	expect(check.state).toBe("wrong");
	expect(check.advice?.en).toMatch(/lacks the permission rak_checkout_session_write: .*Checkout Sessions: Write/);
	expect(JSON.stringify(check)).not.toMatch(/\*{3}|rk_test/);
});
