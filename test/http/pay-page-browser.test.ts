import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Looks, openBrowser, openPhone } from "../support/browser.ts";
import { SECRET_KEY, type StripeServer, startStripe } from "../support/stripe-server.ts";
import { type Chat, openChat, type Server, startServer } from "./server.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const BAKER = {
	id: "baker",
	name: "Baker",
	stores: [
		{ id: "mill", name: "Bäckerei an der alten Mühle", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" },
		{ id: "praia", name: "Praia", country: "BR", currency: "BRL", time_zone: "America/Recife" },
	],
	rails: [
		{ id: "bank", scheme: "epc", settings: { name: "Mill Lane", iban: "DE89370400440532013000" } },
		{ id: "pix", scheme: "pix", settings: { key: "52998224725", name: "Mill Lane", city: "Recife" } },
		{ id: "card", scheme: "stripe" },
	],
};

let stripe: StripeServer;
let server: Server;
const browser = await openBrowser();
beforeAll(async () => {
	stripe = await startStripe();
	server = await startServer({ STRIPE_SECRET_KEY: SECRET_KEY, STRIPE_API_URL: stripe.url });
	await server.ask("POST", "/api/setup", { token: server.operatorToken, body: { merchants: [BAKER] } });
});
afterAll(async () => {
	await browser.close();
	await stripe.close();
});

/** What axe finds, serious or worse. */
async function serious(page: Page): Promise<readonly string[]> {
	await page.evaluate(AXE);
	const found = (await page.evaluate("axe.run()")) as {
		readonly violations: readonly { readonly id: string; readonly impact: string; readonly nodes: readonly object[] }[];
	};
	return found.violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0])}`);
}

const isTooWide = (page: Page): Promise<boolean> =>
	page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");

const SHOTS = process.env["PAY_PAGE_SHOTS"];
const said = (chat: Chat, text: string) => chat.reply((reply) => reply.text.includes(text));

test.each<[string, Looks]>([
	["a small phone in English, light", { locale: "en-US", colorScheme: "light", width: 320, height: 560 }],
	["a phone in Chinese, dark", { locale: "zh-CN", colorScheme: "dark", width: 360 }],
	["a computer in Spanish, dark", { locale: "es-MX", colorScheme: "dark", width: 1280, height: 800 }],
])("everybody can use every state of the page: %s", async (_name, looks) => {
	const phone = await openPhone(browser, looks);
	const { page } = phone;
	const look = async (name: string) => {
		expect(await serious(page), name).toEqual([]);
		expect(await isTooWide(page), name).toBe(false);
		const file = `${SHOTS}/${looks.locale}-${name}.png`;
		if (SHOTS !== undefined) await page.screenshot({ path: file, fullPage: true });
	};
	const chat = await openChat(server, "baker/mill");
	await page.goto(server.at(await chat.sell("234.50")));
	await look("bank");
	stripe.failMaking("rate-limited");
	await page.locator("form[action$='/rails/card'] button").click();
	await look("card-soon");
	await page.locator("a[href$='/checkout']").waitFor();
	await look("card");
	await page.goto(`${page.url()}?back=paid`);
	await look("card-back");
	expect(await page.locator("form").count()).toBe(0); // no other way to pay for who has just paid
	await chat.say("cancel");
	await page.locator(".over").waitFor();
	await look("cancelled");
	const brazil = await openChat(server, "baker/praia");
	await page.goto(server.at(await brazil.sell("9.90")));
	await look("pix");
	await page.locator("form:not([action]) button").click();
	await page.locator(".claimed").waitFor();
	await look("claimed");
	const demo = await openChat(server, "demo/harbour-cafe");
	await page.goto(server.at(await demo.sell("4.00")));
	await look("practice");
	await page.locator("form:not([action]) button").click();
	await page.locator(".paid").waitFor();
	await look("paid");
	await page.goto(server.at("/p/nobodysCode1"));
	await look("unknown");
	expect(phone.faults).toEqual([]);
	await phone.close();
});

test("a customer pays by card on their own phone, and sees PAID without doing anything", async () => {
	const phone = await openPhone(browser);
	const { page } = phone;
	const chat = await openChat(server, "baker/mill");
	await page.goto(server.at(await chat.sell("7.00")));
	const bank = page.url();
	await page.getByRole("button", { name: "Card (Stripe)" }).click();
	await page.getByRole("link", { name: "Pay by card" }).click();
	expect(new URL(page.url()).origin).toBe(stripe.url);
	const session = [...stripe.sessions.values()].at(-1);
	// Its way back is an address of the shop's network, which the test is in under another name.
	await fetch(`${session?.url}/pay`, { method: "POST", redirect: "manual" });
	const back = new URL(session?.success_url ?? "");
	await page.goto(server.at(back.pathname + back.search));
	await page.getByText("PAID. Thank you.").waitFor();
	await said(chat, "PAID.");
	await page.goto(bank);
	await page.getByText("already paid another way").waitFor();
	await phone.close();
});

test("without a script the page looks again by itself", async () => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	const chat = await openChat(server, "demo/harbour-cafe");
	await page.goto(server.at(await chat.sell("8.00")));
	await page.getByRole("button", { name: "Pay (practice)" }).click();
	await page.getByText("PAID. Thank you.").waitFor();
	await context.close();
});
