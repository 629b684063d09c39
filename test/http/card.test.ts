import { once } from "node:events";
import { createServer } from "node:http";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
	SECRET_KEY,
	type StripeServer,
	sign,
	startStripe,
	WEBHOOK_SECRET,
	type Webhook,
} from "../support/stripe-server.ts";
import { type Chat, openChat, type Server, startServer } from "./server.ts";

/** An invented baker who takes cards over Stripe, and a bank transfer otherwise. */
const BAKER = {
	id: "baker",
	name: "Baker",
	stores: [
		{ id: "mill", name: "Mill Lane", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" },
		{ id: "praia", name: "Praia", country: "BR", currency: "BRL", time_zone: "America/Recife" },
	],
	rails: [
		{ id: "card", scheme: "stripe" },
		{ id: "bank", scheme: "epc", settings: { name: "Mill Lane", iban: "DE89370400440532013000" } },
		{ id: "pix", scheme: "pix", settings: { key: "52998224725", name: "Mill Lane", city: "Recife" } },
	],
	people: [{ id: "ada", name: "Ada", role: "manager" }],
};

let stripe: StripeServer;
let server: Server;
let ada = "";
beforeAll(async () => {
	stripe = await startStripe();
	afterAll(() => stripe.close());
	server = await startServer({
		STRIPE_SECRET_KEY: SECRET_KEY,
		STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
		STRIPE_API_URL: stripe.url,
	});
	const set = await server.ask("POST", "/api/setup", { token: server.operatorToken, body: { merchants: [BAKER] } });
	ada = JSON.parse(set.text).newPeople[0].token;
});

const page = async (path: string): Promise<string> => (await server.ask("GET", path)).text;
const said = (chat: Chat, text: string) => chat.reply((reply) => reply.text.includes(text));
const stateOf = async (path: string): Promise<string> => {
	await server.settle();
	const [row] = await server.database.query<{ state: string }>("select state from payment where code = $1", [
		path.slice("/p/".length),
	]);
	return row?.state ?? "";
};
const hook = ({ body, signature }: Webhook) =>
	server.ask("POST", "/webhooks/stripe", { body, headers: { "stripe-signature": signature } });

/** Sells by card; gives the path of our pay page and of Stripe's. */
async function sellByCard(amount: string) {
	const chat = await openChat(server, "baker/mill");
	const path = await chat.sell(amount);
	await expect.poll(() => page(path)).toContain("Pay by card");
	const { status, headers } = await server.ask("GET", `${path}/checkout`);
	expect(status).toBe(303);
	return { chat, path, checkout: headers.get("location") ?? "" };
}
const payAt = async (checkout: string): Promise<Webhook> => {
	const paid = await fetch(`${checkout}/pay`, { method: "POST", redirect: "manual" });
	expect(paid.status).toBe(303);
	return stripe.webhooks.at(-1)!;
};

test("the customer pays by card, Stripe calls, and PAID stands in the chat and on the page", async () => {
	const { chat, path, checkout } = await sellByCard("12.50");
	expect(await (await fetch(checkout)).text()).toContain("1250 eur");
	expect(await stateOf(path)).toBe("shown");
	const answer = await hook(await payAt(checkout));
	expect([answer.status, answer.text]).toEqual([200, '{"received":true}']);
	await said(chat, "PAID.");
	expect(await stateOf(path)).toBe("paid");
	expect(await page(path)).toContain("PAID. Thank you.");
	expect((await server.ask("GET", `${path}/checkout`)).headers.get("location")).toBe(path);
	const [row] = await server.database.query("select paid_by, provider_id from payment where code = $1", [
		path.slice("/p/".length),
	]);
	expect(row).toEqual({ paid_by: "rail:stripe", provider_id: expect.stringMatching(/^cs_test_/) });
	const [session] = [...stripe.sessions.values()].slice(-1);
	expect(session?.success_url).toContain(`${path}?back=paid`);
});

test("a shop that no webhook reaches learns of the payment when the customer comes back", async () => {
	const { chat, path, checkout } = await sellByCard("13.00");
	await server.settle(); // nothing is under way that could see the payment by chance
	await payAt(checkout);
	await page(`${path}?back=paid`);
	expect(await stateOf(path)).toBe("paid");
	await said(chat, "PAID.");
	expect(await page(`${path}?back=paid`)).toContain("PAID. Thank you.");
});

test("a shop that no webhook reaches learns of the payment by itself when the customer does not come back", async () => {
	const { chat, checkout } = await sellByCard("13.50");
	await server.settle(); // nothing is under way that could see the payment by chance
	await payAt(checkout);
	await said(chat, "PAID.");
});

test("a customer who comes back without having paid is not thanked for money that is not there", async () => {
	const { path, checkout } = await sellByCard("14.00");
	expect(await (await fetch(`${checkout}/decline`, { method: "POST" })).text()).toContain("declined");
	expect((await hook(stripe.webhooks.at(-1)!)).status).toBe(200);
	const back = await page(`${path}?back=paid`);
	expect(back).toContain("asking the card company");
	expect(back).toContain("I have not paid yet");
	expect(await stateOf(path)).toBe("shown");
	expect(await page(path)).toContain("Pay by card");
});

test("the same webhook again, a late one and one out of order change nothing any more", async () => {
	const { chat, path, checkout } = await sellByCard("15.00");
	const paid = await payAt(checkout);
	for (const webhook of [paid, paid]) expect((await hook(webhook)).status).toBe(200);
	await said(chat, "PAID.");
	await hook(paid);
	await server.settle();
	const { seq } = JSON.parse((await server.ask("GET", chat.path, { token: chat.token })).text);
	const told = (await chat.stream(seq)).filter((line) => line.direction === "out" && line.body.text.includes("PAID."));
	expect(told).toHaveLength(1);
	expect(await stateOf(path)).toBe("paid");
	const heard = await server.database.query("select 1 from inbox where event_key = $1", [
		`stripe ${JSON.parse(paid.body).id}`,
	]);
	expect(heard).toHaveLength(1);
});

test("forged, old, future, foreign and senseless webhooks change nothing", async () => {
	const { path, checkout } = await sellByCard("16.00");
	const { body } = await payAt(checkout);
	// The sale looks by itself in the end: what a webhook did is seen by its event.
	const count = async () => (await server.database.query("select 1 from inbox where event_key like 'stripe %'")).length;
	const before = await count();
	const nowS = Math.floor(Date.now() / 1_000);
	const client = new Stripe(SECRET_KEY);
	const forged: readonly (readonly [string, string])[] = [
		[body, ""],
		[body, "t=1,v1=00"],
		[body, sign(client, body, nowS, "whsec_somebody_else")],
		[body.replace("paid", "PAID"), sign(client, body, nowS)],
		[JSON.stringify(JSON.parse(body)), sign(client, body, nowS)],
		[body, sign(client, body, nowS - 301)],
		[body, sign(client, body, nowS + 330)],
		["", sign(client, "", nowS)],
		["not JSON", sign(client, "not JSON", nowS)],
	];
	for (const [text, signature] of forged) {
		const { status, text: answer } = await hook({ body: text, signature });
		expect([status, answer], signature).toEqual([400, expect.stringContaining("not signed by Stripe")]);
	}
	expect((await server.ask("POST", "/webhooks/stripe", { body })).status).toBe(400);
	const foreign = [
		body.replaceAll(/cs_test_\w+/g, "cs_test_somebodyElses"),
		body.replace("checkout.session.completed", "customer.created"),
		body.replace(/"id": "evt_\w+"/, '"id": "evt_<script>"'),
		"{}",
		"null",
	];
	for (const text of foreign) {
		expect((await hook({ body: text, signature: sign(client, text, nowS) })).status, text).toBe(200);
	}
	expect(await count()).toBe(before);
	expect((await hook({ body, signature: sign(client, body, nowS) })).status).toBe(200);
	expect(await count()).toBe(before + 1);
	expect(await stateOf(path)).toBe("paid");
});

test.each([
	["another amount", { amount_total: 1 }],
	["another currency", { currency: "usd" }],
	["another sale", { metadata: { standin_merchant: "rival", standin_sale: "x", standin_payment: "y" } }],
])(
	"a session that says %s is not the one we made: nothing is paid, and the operator can see it",
	async (_name, change) => {
		const { path, checkout } = await sellByCard("17.00");
		const webhook = await payAt(checkout);
		stripe.change(checkout.split("/").at(-1) ?? "", change);
		await hook(webhook);
		expect(await stateOf(path)).toBe("shown");
		expect(server.logged.some((line) => line.includes("foreign") && line.includes("another sale or amount"))).toBe(
			true,
		);
	},
);

test("the customer chooses the bank on the page: the card session is ended, and the page leads to the bank's", async () => {
	const { chat, path, checkout } = await sellByCard("18.00");
	expect(await page(path)).toContain("SEPA");
	expect(await page(path)).not.toContain("Pix"); // takes reais only
	const switched = await server.ask("POST", `${path}/rails/bank`);
	const next = switched.headers.get("location") ?? "";
	expect([switched.status, next]).toEqual([303, expect.stringMatching(/^\/p\/\w{12}$/)]);
	expect(next).not.toBe(path);
	const bank = await page(next);
	expect(bank).toMatch(
		/data:image\/png[\s\S]*To: Mill Lane[\s\S]*Account: DE89[\s\S]*Amount: 18\.00 EUR[\s\S]*Reference: /,
	);
	expect((await server.ask("GET", path)).headers.get("location")).toBe(next);
	expect(await stateOf(path)).toBe("cancelled");
	expect((await fetch(checkout)).status).toBe(410);
	await chat.reply(({ qr, text }) => qr?.payload.startsWith("BCD") === true && text.includes("18.00"));
});

test("money that was faster than the change of mind has arrived, and nobody is asked for it twice", async () => {
	const { chat, path, checkout } = await sellByCard("19.00");
	await payAt(checkout); // and Stripe's call is lost
	const { headers } = await server.ask("POST", `${path}/rails/bank`);
	await said(chat, "PAID.");
	expect(await stateOf(path)).toBe("paid");
	const other = await page(headers.get("location") ?? "");
	expect(other).toContain("already paid another way");
});

test("nonsense in the address of a rail changes nothing", async () => {
	const { path } = await sellByCard("20.00");
	for (const rail of ["pix", "card", "constructor", "__proto__", "%3Cscript%3E", "x".repeat(500)]) {
		const { status, headers } = await server.ask("POST", `${path}/rails/${rail}`);
		expect([status, headers.get("location")]).toEqual([303, path]);
	}
	expect(await stateOf(path)).toBe("shown");
	expect((await server.ask("POST", "/p/nobodysCode1/rails/bank")).status).toBe(404);
	expect((await server.ask("GET", "/p/nobodysCode1/checkout")).status).toBe(404);
});

test("a session that leads anywhere but to Stripe is not followed", async () => {
	stripe.failMaking("elsewhere");
	const chat = await openChat(server, "baker/mill");
	const path = await chat.sell("21.00");
	await server.settle();
	const [row] = await server.database.query<{ provider_url: string }>(
		"select provider_url from payment where code = $1",
		[path.slice("/p/".length)],
	);
	expect(row?.provider_url).toContain("https://evil.example/");
	expect((await server.ask("GET", `${path}/checkout`)).headers.get("location")).toBe(path);
	expect(await page(path)).not.toContain("Pay by card");
});

test("the QR is there before Stripe has answered, and when Stripe refuses the chat hears it and the page offers the bank", async () => {
	const chat = await openChat(server, "baker/mill");
	stripe.failMaking("refused");
	const path = await chat.sell("22.00");
	await said(chat, "did not go through");
	const failed = await page(path);
	expect(failed).toContain("does not work now");
	expect(failed).toContain(`action="${path}/rails/bank"`);
});

test("a manager's word on a card payment ends its session", async () => {
	const { chat, path, checkout } = await sellByCard("23.00");
	const code = path.slice("/p/".length);
	expect((await server.ask("POST", `/api/sales/${code}/confirm`, { token: ada })).status).toBe(202);
	await said(chat, "PAID.");
	await server.settle();
	expect((await fetch(checkout)).status).toBe(410);
});

test("cancelled in the chat, nobody can pay at Stripe any more", async () => {
	const { chat, path, checkout } = await sellByCard("24.00");
	await chat.say("cancel");
	await said(chat, "Cancelled.");
	await server.settle();
	expect((await fetch(checkout)).status).toBe(410);
	expect(await page(path)).toContain("has cancelled this payment");
});

test("no key, no address of Stripe's page and no signature is in the log", () => {
	const log = server.logged.join("\n");
	for (const secret of [SECRET_KEY, WEBHOOK_SECRET, "/c/pay/", "v1="]) expect(log).not.toContain(secret);
});

test("a server without Stripe answers no webhook, and sells on the next rail", async () => {
	const plain = await startServer();
	await plain.ask("POST", "/api/setup", { token: plain.operatorToken, body: { merchants: [BAKER] } });
	expect((await plain.ask("POST", "/webhooks/stripe", { body: "{}" })).status).toBe(404);
	const chat = await openChat(plain, "baker/mill");
	const path = await chat.sell("5.00");
	expect((await plain.ask("GET", path)).text).toContain("Account: DE89");
});

test("while Stripe cannot be reached the page says so and the other rails work", async () => {
	const nobody = createServer().listen(0, "127.0.0.1");
	await once(nobody, "listening");
	const { port } = nobody.address() as { port: number };
	nobody.close();
	const cut = await startServer({ STRIPE_SECRET_KEY: SECRET_KEY, STRIPE_API_URL: `http://127.0.0.1:${port}` });
	await cut.ask("POST", "/api/setup", { token: cut.operatorToken, body: { merchants: [BAKER] } });
	const chat = await openChat(cut, "baker/mill");
	const path = await chat.sell("6.00");
	const waiting = (await cut.ask("GET", path)).text;
	expect(waiting).toMatch(/http-equiv="refresh" content="2"[\s\S]*card page is being made[\s\S]*rails\/bank/);
	const { headers } = await cut.ask("POST", `${path}/rails/bank`);
	expect((await cut.ask("GET", headers.get("location") ?? "")).text).toContain("Account: DE89");
});

test("an oversized webhook is not even read", async () => {
	const { path, checkout } = await sellByCard("25.00");
	const { body } = await payAt(checkout);
	const large = body + " ".repeat(300 * 1_024);
	const signature = sign(new Stripe(SECRET_KEY), large, Math.floor(Date.now() / 1_000));
	expect((await hook({ body: large, signature })).status).toBe(413);
	const heard = await server.database.query("select 1 from inbox where event_key = $1", [
		`stripe ${JSON.parse(body).id}`,
	]);
	expect([heard, path.startsWith("/p/")]).toEqual([[], true]);
});
