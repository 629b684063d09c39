import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { REFUND_KEY } from "../support/stripe-refunds.ts";
import {
	SECRET_KEY,
	type StripeServer,
	sign,
	startStripe,
	WEBHOOK_SECRET,
	type Webhook,
} from "../support/stripe-server.ts";
import { type Chat, type Server, sentence, startServer } from "./server.ts";
import { bakery, openBakery, setUp } from "./shops.ts";

let stripe: StripeServer;
let server: Server;
let tokens: ReadonlyMap<string, string>;
beforeAll(async () => {
	stripe = await startStripe();
	afterAll(() => stripe.close());
	const keys = { STRIPE_SECRET_KEY: SECRET_KEY, STRIPE_REFUND_KEY: REFUND_KEY, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET };
	server = await startServer({ ...keys, STRIPE_API_URL: stripe.url });
	const shop = bakery();
	({ tokens } = await setUp(server, [{ ...shop, rails: [{ id: "card", scheme: "stripe" }, ...shop.rails] }]));
});

const codeOf = (path: string): string => path.slice("/p/".length);
const as = (who: string) => ({ token: tokens.get(who) ?? "" });
const hook = ({ body, signature }: Webhook) =>
	server.ask("POST", "/webhooks/stripe", { body, headers: { "stripe-signature": signature } });
const told = (chat: Chat, text: string) => chat.reply((reply) => reply.text.includes(text));
const stateOf = async (code: string): Promise<string | undefined> => {
	await server.settle();
	const rows = await server.database.query<{ state: string }>("select state from payment where code = $1", [code]);
	return rows[0]?.state;
};

/** Sold by card, and the customer has paid; the shop does not know it yet. */
async function payByCard(amount: string) {
	const chat = await openBakery(server);
	const path = await chat.sell(amount);
	await expect.poll(async () => (await server.ask("GET", path)).text).toContain("Pay by card");
	const checkout = (await server.ask("GET", `${path}/checkout`)).headers.get("location") ?? "";
	await fetch(`${checkout}/pay`, { method: "POST", redirect: "manual" });
	const session = checkout.slice(checkout.lastIndexOf("/") + 1);
	const paid = stripe.webhooks.at(-1)!;
	const given = () =>
		[...stripe.refunds.values()].filter(
			({ payment_intent }) => payment_intent === stripe.sessions.get(session)?.payment_intent,
		);
	return { chat, code: codeOf(path), path, paid, given };
}

type Found = {
	readonly id: string;
	readonly isSettled: boolean;
	readonly acts: readonly { readonly act: string }[];
	readonly payments: readonly { readonly id: string; readonly canRefund: boolean }[];
};
const findingOf = async (chat: Chat, ref: string): Promise<Found> => {
	await server.settle();
	const { findings } = JSON.parse((await server.ask("GET", `${chat.path}/books`, { token: chat.token })).text);
	return findings.find(({ sentence }: { readonly sentence: string }) => sentence.includes(ref));
};
const decide = (chat: Chat, finding: string, act: string, who = "finn", id: string = randomUUID()) =>
	server.ask("POST", `${chat.path}/findings/${finding}/decisions`, {
		token: chat.token,
		headers: { "x-standin-person": tokens.get(who) ?? "" },
		body: { id, act },
	});

/** Paid by card and into the bank account, and a person says that this is one too many. */
async function chargedTwice(amount: string) {
	const card = await payByCard(amount);
	const bank = (await server.ask("POST", `${card.path}/rails/bank`)).headers.get("location") ?? "";
	await server.settle();
	expect((await server.ask("POST", `/api/sales/${codeOf(bank)}/confirm`, as("mara"))).status).toBe(202);
	const ref = (await told(card.chat, "PAID TWICE")).text.slice(0, 6);
	const { id } = await findingOf(card.chat, ref);
	await decide(card.chat, id, "charged_twice");
	const found = await findingOf(card.chat, ref);
	expect(found.acts.map(({ act }) => act)).toEqual(["refund", "refunded", "accept"]);
	expect(found.payments.map(({ canRefund }) => canRefund)).toEqual([true, false]);
	return { ...card, ref, id };
}

test("two people who decide at once and tap twice give the customer one of two payments back, once", async () => {
	const { chat, ref, id, given, code } = await chargedTwice("31.00");
	const tap = randomUUID();
	stripe.failRefunding("lost", "lost");
	await Promise.all([
		...[decide(chat, id, "refund", "finn", tap), decide(chat, id, "refund", "finn", tap)],
		...[decide(chat, id, "refund", "mara"), decide(chat, id, "refund", "mara")],
	]);
	await told(chat, `${ref} · 31.00 EUR: refunded. The provider calls it re_`);
	expect(given().map(({ amount }) => amount)).toEqual([3100]);
	expect(await stateOf(code)).toBe("refunded");
	expect(await findingOf(chat, ref)).toMatchObject({ isSettled: true, acts: [] });
	const acts = await server.database.query<{ act: string }>(
		"select act from decision where subject_id = $1 order by id",
		[id],
	);
	expect(acts.map(({ act }) => act)).toEqual(["charged_twice", "refund", "refunded"]);
	expect(await server.database.query("select state from sale where ref = $1", [ref])).toEqual([{ state: "paid" }]);
});

test("what Stripe refuses is said with its reason, and the finding is open again until somebody records the refund", async () => {
	const { chat, ref, id, given } = await chargedTwice("32.00");
	stripe.failRefunding("refused");
	await decide(chat, id, "refund");
	await told(chat, `${ref} · 32.00 EUR: NOT refunded.`);
	expect(given()).toEqual([]);
	const found = await findingOf(chat, ref);
	expect(found).toMatchObject({ isSettled: false, acts: [{ act: "refund" }, { act: "refunded" }, { act: "accept" }] });
	await decide(chat, id, "refunded");
	await told(chat, "Finn Finance decided: refunded");
	expect(await findingOf(chat, ref)).toMatchObject({ isSettled: true });
	expect(given()).toEqual([]);
});

test("a paid sale goes back to the customer by a manager's act alone, once however often it is asked", async () => {
	const { chat, code, given, paid } = await payByCard("33.00");
	const refund = (who: string) => server.ask("POST", `/api/sales/${code}/refund`, as(who));
	expect(sentence(await refund("mara"))).toContain("Only a payment that is paid");
	await hook(paid);
	await told(chat, "PAID.");
	for (const nobody of [as("carl"), { token: chat.token }, {}])
		expect((await server.ask("POST", `/api/sales/${code}/refund`, nobody)).status).toBe(401);
	expect((await Promise.all([refund("mara"), refund("mara"), refund("finn")])).map(({ status }) => status)).toEqual([
		202, 202, 202,
	]);
	await told(chat, "33.00 EUR: refunded.");
	expect(given()).toHaveLength(1);
	expect(await stateOf(code)).toBe("refunded");
	expect((await refund("mara")).status).toBe(409);
});

test("a refund that takes days is followed: Stripe's word moves it, early, late and twice, and one that comes back is owed again", async () => {
	const { chat, ref, id, given, code } = await chargedTwice("34.00");
	stripe.bank.refunds = "pending";
	await decide(chat, id, "refund");
	await told(chat, `${ref} · 34.00 EUR: the provider is refunding it`);
	stripe.bank.refunds = "succeeded";
	const made = stripe.webhooks.at(-1)!;
	expect(await stateOf(code)).toBe("paid");
	const refund = given()[0]!.id;
	stripe.settleRefund(refund, "succeeded");
	const forged = sign(new Stripe(SECRET_KEY), stripe.webhooks.at(-1)!.body, Date.now() / 1_000, "whsec_somebody_else");
	expect((await hook({ body: stripe.webhooks.at(-1)!.body, signature: forged })).status).toBe(400);
	for (const late of [stripe.webhooks.at(-1)!, made, stripe.webhooks.at(-1)!])
		expect((await hook(late)).status).toBe(200);
	await told(chat, `${ref} · 34.00 EUR: refunded.`);
	expect(await findingOf(chat, ref)).toMatchObject({ isSettled: true });

	stripe.settleRefund(refund, "failed");
	await hook(stripe.webhooks.at(-1)!);
	await told(chat, `${ref} · 34.00 EUR: NOT refunded. The customer's card or account takes nothing back`);
	expect(await stateOf(code)).toBe("paid");
	expect(await findingOf(chat, ref)).toMatchObject({ isSettled: false });
});

test("without a key for refunds none is offered, and whoever asks is told where to refund", async () => {
	const plain = await startServer({ STRIPE_SECRET_KEY: SECRET_KEY, STRIPE_API_URL: stripe.url });
	const shop = bakery();
	const set = await setUp(plain, [{ ...shop, rails: [{ id: "card", scheme: "stripe" }, ...shop.rails] }]);
	const path = await (await openBakery(plain)).sell("35.00");
	const asked = await plain.ask("POST", `/api/sales/${codeOf(path)}/refund`, { token: set.tokens.get("mara") ?? "" });
	expect([asked.status, sentence(asked)]).toEqual([409, expect.stringContaining("refund in the provider's dashboard")]);
});
