import { afterAll, expect, test } from "vitest";
import { DeliveryError } from "../../../src/errors.ts";
import type { CheckoutOrder } from "../../../src/fallback/checkout.ts";
import { type CarryOut, orderCarrier } from "../../../src/fallback/rails/providers.ts";
import { type StripeSettings, stripeRail } from "../../../src/fallback/rails/stripe.ts";
import { checkoutBody } from "../../../src/fallback/stripe-profile.ts";
import { type Fault, SECRET_KEY, type StripeServer, startStripe } from "../../support/stripe-server.ts";

let stripe: StripeServer;
const started = startStripe().then((one) => {
	stripe = one;
});
await started;
afterAll(() => stripe.close());

const MONEY = { minor: 4500, currency: "EUR" };
const carry = (settings: StripeSettings) => orderCarrier(new Map([["stripe", stripeRail(settings)]]), Date.now);
const carryOut: CarryOut = (merchantId, order) =>
	carry({ secretKey: SECRET_KEY, webhookSecret: null, apiUrl: stripe.url })(merchantId, order);
let made = 0;

/** A sale of its own, and what it orders. */
function sale(account: string | null = null, nowMs = Date.now()) {
	made++;
	const asked = { saleId: `sale${made}`, code: `code${made}`, money: MONEY };
	const common = { kind: "checkout", to: asked.saleId, subject: `${asked.saleId}.1`, account } as const;
	const body = checkoutBody({
		...asked,
		merchantId: "bakery",
		storeName: "Am Markt",
		ref: "K7M2Q2",
		attempt: 1,
		pageUrl: `http://shop.example/p/${asked.code}`,
		webhookUrl: "http://shop.example/webhooks/stripe",
		nowMs,
	});
	const create: CheckoutOrder = {
		...common,
		order: "create",
		body,
		apiVersion: "2026-10-28.endive",
		key: `cs:bakery:${asked.saleId}:1`,
	};
	const about = (order: "look" | "close", sessionId: string): CheckoutOrder => ({ ...common, order, sessionId, asked });
	return { create, about };
}

async function open(account: string | null = null) {
	const { create, about } = sale(account);
	const opened = await carryOut("bakery", create);
	if (opened.kind !== "checkout-opened") throw new Error(opened.kind);
	const { id, url } = opened.session;
	const look = () => carryOut("bakery", about("look", id));
	const close = () => carryOut("bakery", about("close", id));
	return { id, url, look, close, pay: () => fetch(`${url}/pay`, { method: "POST", redirect: "manual" }) };
}

const failure = async (doing: Promise<unknown>): Promise<DeliveryError> => {
	const error = await doing.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof DeliveryError)) throw new Error("no DeliveryError");
	return error;
};

test("a session is made as it was ordered, on the account, under the key and the version that were written down", async () => {
	const { url } = await open("acct_1A2b");
	const call = stripe.calls.at(-1);
	expect(call).toMatchObject({ method: "POST", account: "acct_1A2b", version: "2026-10-28.endive" });
	expect(call?.key).toBe(`cs:bakery:sale${made}:1`);
	const [session] = [...stripe.sessions.values()].slice(-1);
	expect(session).toMatchObject({ amount_total: 4500, currency: "eur", client_reference_id: "K7M2Q2", url });
	expect(session?.metadata).toMatchObject({ standin_merchant: "bakery", sale_reference: "K7M2Q2" });
});

test("after a crash between making and recording, the same order is byte for byte the same and makes no second session", async () => {
	const { create } = sale();
	const before = stripe.sessions.size;
	const first = await carryOut("bakery", create);
	const again = await carryOut("bakery", JSON.parse(JSON.stringify(create)));
	expect(again).toEqual(first);
	expect(stripe.sessions.size).toBe(before + 1);
	const [one, two] = stripe.calls.slice(-2);
	expect(two).toEqual(one);
});

test("an order that says something else under the same key is refused for good", async () => {
	const { create } = sale();
	await carryOut("bakery", create);
	const other = { ...create, body: (create as { body: string }).body.replace("4500", "4600") } as CheckoutOrder;
	expect((await failure(carryOut("bakery", other))).code).toBe("rejected");
});

test.each<[string, readonly Fault[], DeliveryError["code"], number]>([
	["closes the connection before it has done anything", ["reset", "reset"], "unreachable", 0],
	["does what was asked and is not heard", ["lost", "lost"], "unreachable", 0],
	["asks to wait", ["rate-limited"], "rate-limited", 3_000],
	["breaks", ["broken"], "unreachable", 0],
	["is a captive portal", ["portal"], "unreachable", 0],
	["is a proxy that answers JSON without an error", ["proxy"], "unreachable", 0],
	["is a gateway with an error of its own", ["gateway"], "unreachable", 0],
	["is still busy with the same order", ["busy"], "unreachable", 0],
	["refuses", ["refused"], "rejected", 0],
])("when Stripe %s, the deliverer knows what to do next", async (_name, faults, code, retryAfterMs) => {
	stripe.fail(...faults);
	const { create } = sale();
	const error = await failure(carryOut("bakery", create));
	expect([error.code, error.retryAfterMs]).toEqual([code, retryAfterMs]);
	expect(error.cause).toBeInstanceOf(Error);
});

test("an answer that was lost is had by asking again: one session, one key", async () => {
	const before = stripe.sessions.size;
	stripe.fail("lost", "lost");
	const { create } = sale();
	await failure(carryOut("bakery", create));
	expect(await carryOut("bakery", create)).toMatchObject({ kind: "checkout-opened" });
	expect(stripe.sessions.size).toBe(before + 1);
});

test("a wrong key is refused, and a server that is not there is unreachable", async () => {
	const settings = { secretKey: "sk_test_another_one", webhookSecret: null, apiUrl: stripe.url };
	expect((await failure(carry(settings)("bakery", sale().create))).code).toBe("rejected");
	const nowhere = carry({ ...settings, apiUrl: "http://127.0.0.1:9" });
	expect((await failure(nowhere("bakery", sale().create))).code).toBe("unreachable");
});

test("while Stripe does not answer, only some of the deliverer's hands wait for it", async () => {
	const silent = await startStripe();
	const patient = carry({ secretKey: SECRET_KEY, webhookSecret: null, apiUrl: silent.url });
	silent.fail(...Array.from({ length: 8 }, (): Fault => "held"));
	const waiting = Array.from({ length: 8 }, () => patient("bakery", sale().create));
	const ended = Promise.allSettled(waiting);
	await expect.poll(() => silent.calls.length).toBe(8);
	const error = await failure(patient("bakery", sale().create));
	expect([error.code, error.retryAfterMs, silent.calls.length]).toEqual(["rate-limited", 1_000, 8]);
	await silent.close();
	expect((await ended).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => "rejected"));
	expect((await failure(patient("bakery", sale().create))).code).toBe("unreachable");
});

test("a session is open until it is paid, declined cards included; ended it stays ended", async () => {
	const session = await open();
	expect(await session.look()).toMatchObject({ kind: "checkout-seen", standing: "open" });
	await fetch(`${session.url}/decline`, { method: "POST" });
	expect(await session.look()).toMatchObject({ standing: "open" });
	expect(await session.close()).toMatchObject({ standing: "expired" });
	expect(await session.close()).toMatchObject({ standing: "expired" });
	expect((await session.pay()).status).toBe(410);
	expect(await session.look()).toMatchObject({ standing: "expired" });
});

test("a session that was paid before it could be ended is paid", async () => {
	const session = await open();
	await session.pay();
	expect(await session.close()).toMatchObject({ standing: "paid" });
});

test("what the customer's bank has to confirm is at the bank until it says so, and failed when it refuses", async () => {
	for (const [answer, standing] of [
		["succeeded", "paid"],
		["failed", "failed"],
	] as const) {
		const session = await open();
		await fetch(`${session.url}/handin`, { method: "POST", redirect: "manual" });
		expect(await session.look()).toMatchObject({ standing: "at-bank" });
		expect(await session.close()).toMatchObject({ standing: "at-bank" });
		stripe.answerBank(session.id, answer);
		expect(await session.look()).toMatchObject({ standing });
		expect(await session.close()).toMatchObject({ standing });
	}
});

test("a key that may not read payments waits for the session; a portal's answer about one is not believed", async () => {
	const session = await open();
	await fetch(`${session.url}/handin`, { method: "POST", redirect: "manual" });
	stripe.answerBank(session.id, "failed");
	for (const [fault, code] of [
		["portal", "unreachable"],
		["proxy", "unreachable"],
		["rate-limited", "rate-limited"],
	] as const) {
		stripe.failIntents(fault);
		expect((await failure(session.look())).code, fault).toBe(code);
	}
	stripe.failIntents("refused");
	expect(await session.look()).toMatchObject({ standing: "at-bank" });
	expect(await session.look()).toMatchObject({ standing: "failed" });
});

test("what is not ours is foreign", async () => {
	const session = await open();
	stripe.change(session.id, { status: "complete" });
	expect(await session.look()).toMatchObject({ standing: "at-bank" });
	stripe.change(session.id, { payment_status: "paid", amount_total: 4501 });
	expect(await session.look()).toMatchObject({ standing: "foreign" });
	stripe.change(session.id, { amount_total: 4500 });
	expect(await session.look()).toMatchObject({ standing: "paid" });
	const ours = stripe.sessions.get(session.id)?.metadata ?? {};
	for (const name of ["standin_merchant", "standin_sale", "standin_payment"]) {
		stripe.change(session.id, { metadata: { ...ours, [name]: "constructor" } });
		expect(await session.look(), name).toMatchObject({ standing: "foreign" });
	}
	stripe.change(session.id, { metadata: {} });
	expect(await session.look()).toMatchObject({ standing: "foreign" });
});

test("a session that Stripe does not know is refused, and one whose answer is another's is not believed", async () => {
	const { about } = sale();
	expect((await failure(carryOut("bakery", about("look", "cs_test_nobodys")))).code).toBe("rejected");
	const [one, other] = [await open(), await open()];
	stripe.change(one.id, { id: other.id });
	expect((await failure(one.look())).code).toBe("unreachable");
});

test("an order that waited so long that Stripe cannot keep its hour any more is refused", async () => {
	const late = sale(null, Date.now() - 31 * 60_000);
	expect((await failure(carryOut("bakery", late.create))).code).toBe("rejected");
});

test.each([
	["https://checkout.stripe.com/c/pay/cs_1#x", true],
	["http://checkout.stripe.com/c/pay/cs_1", false],
	["https://checkout.stripe.com.evil.example/c", false],
	["https://checkout.stripe.com@evil.example/c", false],
	["https://me@checkout.stripe.com/c", false],
	["https://checkout.stripe.com:8443/c", false],
	["https://evil.example/https://checkout.stripe.com/", false],
	["javascript:alert(1)", false],
	["", false],
])("whether a customer may be sent to %s: %s", (url, may) => {
	const settings = { secretKey: SECRET_KEY, webhookSecret: null };
	const real = stripeRail({ ...settings, apiUrl: null });
	const ours = stripeRail({ ...settings, apiUrl: stripe.url });
	expect(real.isCheckout(url)).toBe(may);
	expect(ours.isCheckout(url)).toBe(may);
	expect([ours.isCheckout(`${stripe.url}/c/pay/x`), real.isCheckout(`${stripe.url}/c/pay/x`)]).toEqual([true, false]);
});
