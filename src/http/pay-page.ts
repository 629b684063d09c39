/** The customer's page of one payment. Honest about what it is: practice, over, or a claim that somebody must check. */

import { type Context, Hono } from "hono";
import type { Money } from "../fallback/money.ts";
import { isOpen } from "../fallback/payment.ts";
import { proofOf } from "../fallback/proof.ts";
import { payPageUrl, railPayload } from "../fallback/rail.ts";
import type { SaleEvent } from "../fallback/sale.ts";
import type { Rail, Shop } from "../fallback/shop.ts";
import { receive } from "../runtime/receive.ts";
import { type PayPage, readPayPage } from "../store/pay-page.ts";
import { readProofSecret } from "../store/proof-secret.ts";
import { readShop } from "../store/shop.ts";
import { localeOf } from "../text.ts";
import { notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { PAY_PAGE_LIVE } from "./pay-page-live.ts";
import { PAY_PAGE_STYLE } from "./pay-page-style.ts";
import { payPage, type Shown, unknownPage } from "./pay-page-view.ts";

const CODE = /^[1-9A-HJ-NP-Za-km-z]{12}$/;
/** A customer who comes back again and again makes the sale look once in so long. */
const LOOK_EVERY_MS = 5_000;
/** How long a press waits for what it makes; after that the page gets there by itself. */
const PRESS_PATIENCE_MS = 1_500;
const PRESS_LOOK_MS = 50;

export function payPageRoutes(tools: HttpTools): Hono {
	const { rates } = tools;
	const routes = new Hono();

	routes.get("/style.css", (c) =>
		c.body(PAY_PAGE_STYLE, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "max-age=3600" }),
	);

	routes.get("/live.js", (c) =>
		c.body(PAY_PAGE_LIVE, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "max-age=3600" }),
	);

	routes.get("/:code", async (c) => {
		c.header("cache-control", "no-store");
		const locale = localeOf(c.req.header("accept-language"));
		const page = await pageOf(tools, c);
		if (page === null) return c.html(unknownPage(locale), 404);
		if (isReplaced(page)) return c.redirect(`/p/${page.newestCode}`, 303);
		const isBack = c.req.query("back") === "paid" && wayOf(tools, page) !== "bank";
		if (isBack) await look(tools, page, "back");
		if (isOpen(page)) await tellSale(tools, page, { kind: "shown", code: page.code }, "shown");
		return c.html(await payPage(await show(tools, page, isBack), locale));
	});

	/** To the provider's page, and nowhere else, whatever stands in the database. */
	routes.get("/:code/checkout", async (c) => {
		c.header("cache-control", "no-store");
		const page = await pageOf(tools, c);
		if (page === null) throw notFound();
		const url = page.providerUrl;
		if (url === null || !isOpen(page) || !isCheckout(tools, url)) return c.redirect(`/p/${page.code}`, 303);
		await look(tools, page, "out");
		return c.redirect(url, 303);
	});

	routes.post("/:code", async (c) => {
		const page = await pageOf(tools, c);
		if (page === null) throw notFound();
		await rates.take("payPage", `${rates.addressOf(c)} ${page.code}`);
		if (isOpen(page)) {
			await tellSale(tools, page, { kind: "claimed", code: page.code, by: "customer" }, "claimed");
			await pageAfter(tools, page, ({ state }) => state !== "created" && state !== "shown");
		}
		return c.redirect(`/p/${page.code}`, 303);
	});

	/** The customer chooses another of the shop's rails. */
	routes.post("/:code/rails/:rail", async (c) => {
		const page = await pageOf(tools, c);
		if (page === null) throw notFound();
		await rates.take("payPage", `${rates.addressOf(c)} ${page.code}`);
		const { others } = await show(tools, page, false);
		const chosen = others.find(({ id }) => id === c.req.param("rail"));
		if (chosen === undefined) return c.redirect(`/p/${page.code}`, 303);
		await tellSale(tools, page, { kind: "switch", railId: chosen.id }, `switch ${chosen.id}`);
		const next = await pageAfter(tools, page, ({ newestCode }) => newestCode !== page.code);
		return c.redirect(`/p/${next.newestCode}`, 303);
	});
	return routes;
}

async function pageOf({ database }: HttpTools, c: Context): Promise<PayPage | null> {
	const code = c.req.param("code") ?? "";
	return CODE.test(code) ? readPayPage(database, code) : null;
}

/** `what` names the event for this payment: once is enough, though a page is opened and a button pressed many times. */
async function tellSale(tools: HttpTools, page: PayPage, event: SaleEvent, what: string): Promise<void> {
	const { merchantId, saleId, code } = page;
	const key = `pay-page ${code} ${what}`;
	await receive(tools.database, { merchantId, to: `sale/${saleId}`, key, event }, tools.nowMs());
	tools.nudge();
}

/** A customer on the way out to the provider, or back from there, is a reason to look. */
const look = (tools: HttpTools, page: PayPage, way: "out" | "back"): Promise<void> =>
	tellSale(tools, page, { kind: "look", code: page.code }, `${way} ${Math.floor(tools.nowMs() / LOOK_EVERY_MS)}`);

/** How the customer pays, which follows from what the QR says. */
function wayOf(tools: HttpTools, { isPractice, payload, code, providerUrl }: PayPage): Shown["way"] {
	if (isPractice) return "practice";
	const isReachable = providerUrl !== null && isCheckout(tools, providerUrl);
	if (payload.endsWith(payPageUrl("", code))) return isReachable ? "card" : "card-soon";
	if (payload === "") return "code-soon";
	if (payload !== providerUrl) return "bank";
	return isReachable ? "linked-code" : "code";
}

/** Whether it is a page of a provider that this server talks to. */
const isCheckout = ({ providers }: HttpTools, url: string): boolean =>
	[...providers.values()].some((provider) => provider.isCheckout(url));

const isReplaced = (page: PayPage): boolean =>
	page.newestCode !== page.code && !isOpen(page) && isOpen({ state: page.newestState });

async function show(tools: HttpTools, page: PayPage, isBack: boolean): Promise<Shown> {
	const { database } = tools;
	const shop = await readShop(database, page.merchantId, page.storeId);
	const way = wayOf(tools, page);
	const hasProof = way === "practice" || way === "card" || way === "card-soon";
	return {
		page,
		rail: shop?.rails.find(({ id }) => id === page.railId),
		others: shop === null ? [] : othersOf(tools, shop, page),
		way,
		isBack,
		proof: page.state === "paid" && hasProof ? await proofFor(tools, page) : null,
	};
}

async function proofFor({ database }: HttpTools, { merchantId, saleId, attempt }: PayPage): Promise<string | null> {
	const secret = await readProofSecret(database, merchantId);
	return secret && proofOf(secret, saleId, attempt);
}

/** Rails the customer may choose instead, as long as nothing was paid and nobody says so. */
function othersOf({ publicUrl, providers }: HttpTools, shop: Shop, page: PayPage): readonly Rail[] {
	const mayChoose = page.state === "created" || page.state === "shown" || page.state === "failed";
	if (!mayChoose || page.saleState !== "open" || page.newestCode !== page.code) return [];
	const place = { isDemo: shop.isDemo, providers };
	return shop.rails.filter(
		(rail) =>
			rail.id !== page.railId &&
			"payload" in railPayload(rail, place, priceOf(page), page.ref, payPageUrl(publicUrl, page.code)),
	);
}

/** Only the rail that raised it asks for more. */
const priceOf = ({ money: { minor, currency }, raisedMinor }: PayPage): Money => ({
	minor: minor - raisedMinor,
	currency,
});

/** The page once it is what a press makes of it; as it is when that does not come in time. */
async function pageAfter(
	{ database }: HttpTools,
	before: PayPage,
	isDone: (page: PayPage) => boolean,
): Promise<PayPage> {
	for (const untilMs = Date.now() + PRESS_PATIENCE_MS; Date.now() < untilMs; ) {
		const page = await readPayPage(database, before.code);
		if (page !== null && isDone(page)) return page;
		await new Promise((wake) => setTimeout(wake, PRESS_LOOK_MS));
	}
	return before;
}
