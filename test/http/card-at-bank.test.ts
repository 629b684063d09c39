import { afterAll, beforeAll, expect, test } from "vitest";
import { SECRET_KEY, type StripeServer, startStripe, WEBHOOK_SECRET } from "../support/stripe-server.ts";
import { openChat, type Server, startServer } from "./server.ts";

let stripe: StripeServer;
let server: Server;
beforeAll(async () => {
	stripe = await startStripe();
	afterAll(() => stripe.close());
	server = await startServer({
		STRIPE_SECRET_KEY: SECRET_KEY,
		STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
		STRIPE_API_URL: stripe.url,
	});
	const baker = {
		id: "baker",
		name: "Baker",
		stores: [{ id: "mill", name: "Mill Lane", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" }],
		rails: [
			{ id: "card", scheme: "stripe", settings: { methods: "card,sepa_debit" } },
			{ id: "bank", scheme: "epc", settings: { name: "Mill Lane", iban: "DE89370400440532013000" } },
		],
	};
	await server.ask("POST", "/api/setup", { token: server.operatorToken, body: { merchants: [baker] } });
});

/** A sale that the customer has ordered at Stripe, with a bank that answers later. */
async function handIn(amount: string) {
	const chat = await openChat(server, "baker/mill");
	const path = await chat.sell(amount);
	await expect.poll(async () => (await server.ask("GET", path)).text).toContain("Pay by card");
	const checkout = (await server.ask("GET", `${path}/checkout`)).headers.get("location") ?? "";
	await fetch(`${checkout}/handin`, { method: "POST", redirect: "manual" });
	const hear = async () => {
		const { body, signature } = stripe.webhooks.at(-1)!;
		expect(
			(await server.ask("POST", "/webhooks/stripe", { body, headers: { "stripe-signature": signature } })).status,
		).toBe(200);
	};
	await hear();
	const reads = (text: string) => chat.reply((reply) => reply.text.includes(text));
	await reads("their bank has not confirmed it");
	const page = async () => (await server.ask("GET", path)).text;
	return { reads, hear, page, session: checkout.split("/").at(-1)! };
}

test("a debit that Stripe reports as completed is not paid until the bank has paid it", async () => {
	const sale = await handIn("12.50");
	const page = await sale.page();
	expect(page).toContain("Your bank has not confirmed the payment yet");
	for (const none of ["Pay by card", "Other ways to pay", "PAID"]) expect(page).not.toContain(none);
	expect(stripe.calls.some(({ body }) => body.includes("payment_method_types[1]=sepa_debit"))).toBe(true);
	stripe.answerBank(sale.session, "succeeded");
	await sale.hear();
	await sale.reads("PAID.");
	expect(await sale.page()).toContain("PAID. Thank you.");
});

test("a debit that the bank refuses is told to the shop, and the customer can pay another way", async () => {
	const sale = await handIn("13.50");
	stripe.answerBank(sale.session, "failed");
	await sale.hear();
	await sale.reads("NOT PAID: the customer's bank refused it");
	expect(await sale.page()).toContain("Other ways to pay");
});
