import { afterAll, beforeAll, expect, test } from "vitest";
import { pagesOf, qrOn } from "../kit/pages.ts";
import { SECRET_KEY, type StripeServer, startStripe, WEBHOOK_SECRET } from "../support/stripe-server.ts";
import { type Chat, openChat, type Server, startServer } from "./server.ts";

let stripe: StripeServer;
let server: Server;
let reference = "";
let chat: Chat;
const LINK = "https://buy.stripe.com/test_abc123";
const store = (id: string, card_link: string | null) => ({
	...{ id, name: "Mill Lane", country: "DE", currency: "EUR", time_zone: "Europe/Berlin", card_link },
});

beforeAll(async () => {
	stripe = await startStripe();
	afterAll(() => stripe.close());
	server = await startServer({
		STRIPE_SECRET_KEY: SECRET_KEY,
		STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
		STRIPE_API_URL: stripe.url,
	});
	const baker = {
		...{ id: "baker", name: "Baker", rails: [{ id: "card", scheme: "stripe" }] },
		stores: [store("mill", LINK), store("praia", null)],
	};
	await server.ask("POST", "/api/setup", { token: server.operatorToken, body: { merchants: [baker] } });
	const kit = await fetch(server.at("/api/kit?store=mill&paper=80"), {
		headers: { authorization: `Bearer ${server.operatorToken}` },
	});
	const pages = await pagesOf(new Uint8Array(await kit.arrayBuffer()));
	const printed = new URL(pages.map((page) => qrOn(page)?.text ?? "").find((text) => text.startsWith(LINK))!);
	reference = printed.searchParams.get("client_reference_id")!;
	chat = await openChat(server, "baker/mill");
});

const hear = async (): Promise<number> => {
	const { body, signature } = stripe.webhooks.at(-1)!;
	return (await server.ask("POST", "/webhooks/stripe", { body, headers: { "stripe-signature": signature } })).status;
};
const salesOf = async () => {
	await server.settle();
	return server.database.query<{ minor: string; state: string; note: string }>(
		"select amount_minor as minor, state, note from sale where store_id = 'mill' order by amount_minor",
	);
};

test("what a customer pays over the printed link is a paid sale of that store, told once in its chat", async () => {
	stripe.payLink(reference, 1250);
	expect(await hear()).toBe(200);
	expect(await hear()).toBe(200);
	const { text } = await chat.reply((reply) => reply.text.includes("12.50 EUR: PAID."));
	expect(text).toContain("paid over the printed link");
	expect(await salesOf()).toEqual([{ minor: 1250, state: "paid", note: "paid over the printed link" }]);
});

test("a link payment that the bank has yet to confirm is no sale before it is paid", async () => {
	const id = stripe.payLink(reference, 2350, true);
	expect(await hear()).toBe(200);
	expect(await salesOf()).toHaveLength(1);
	stripe.answerBank(id, "succeeded");
	expect(await hear()).toBe(200);
	await expect.poll(salesOf).toHaveLength(2);
});

test("while Stripe cannot be asked the call is refused, so that Stripe repeats it; then the sale is there", async () => {
	stripe.payLink(reference, 3450);
	for (const fault of ["rate-limited", "portal"] as const) {
		stripe.fail(fault);
		expect(await hear()).toBeGreaterThanOrEqual(500);
		expect(await salesOf()).toHaveLength(2);
	}
	expect(await hear()).toBe(200);
	await expect.poll(salesOf).toHaveLength(3);
});

test("a reference of no store, of a store without a link, or that Stripe does not confirm makes no sale", async () => {
	const before = await salesOf();
	for (const other of ["standin_nobodyscode", "anything", `${reference}x`]) {
		stripe.payLink(other, 5550);
		expect(await hear()).toBe(200);
	}
	const [praia] = await server.database.query<{ code: string }>("select code from store where id = 'praia'");
	stripe.payLink(`standin_${praia!.code}`, 5550);
	expect(await hear()).toBe(200);
	const id = stripe.payLink(reference, 5550);
	stripe.change(id, { client_reference_id: "another" });
	expect(await hear()).toBe(200);
	expect(await salesOf()).toEqual(before);
	expect(await server.database.query("select 1 from sale where store_id = 'praia'")).toEqual([]);
});
