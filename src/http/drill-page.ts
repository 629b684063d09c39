/** The practice page of a drill: one button, and nothing on it is money. */

import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { showMoney } from "../fallback/money.ts";
import { receive } from "../runtime/receive.ts";
import { type DrillPage, readDrillPage } from "../store/drill.ts";
import { type Locale, localeOf } from "../text.ts";
import { notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import * as texts from "./pay-page-texts.ts";

const CODE = /^[1-9A-HJ-NP-Za-km-z]{12}$/;
/** A drill takes two minutes. */
const OPEN_MS = 60 * 60_000;
/** How long a press waits for what it makes. */
const PRESS_PATIENCE_MS = 1_500;
const PRESS_LOOK_MS = 50;

export function drillPageRoutes(tools: HttpTools): Hono {
	const { database, rates, nowMs } = tools;
	const routes = new Hono();
	routes.get("/:code", async (c) => {
		c.header("cache-control", "no-store");
		const locale = localeOf(c.req.header("accept-language"));
		const page = await pageOf(tools, c);
		if (page === null) return c.html(frame(locale, html`<p class="state">${texts.UNKNOWN[locale]}</p>`), 404);
		return c.html(frame(locale, contentOf(page, nowMs(), locale)));
	});
	routes.post("/:code", async (c) => {
		const page = await pageOf(tools, c);
		if (page === null) throw notFound();
		await rates.take("payPage", `${rates.addressOf(c)} ${c.req.param("code")}`);
		if (isOpen(page, nowMs())) {
			const { merchantId, id, conversationId } = page;
			const event = { kind: "drill-paid", id };
			await receive(database, { merchantId, to: `conversation/${conversationId}`, key: `drill ${id}`, event }, nowMs());
			tools.nudge();
			for (const untilMs = Date.now() + PRESS_PATIENCE_MS; Date.now() < untilMs; ) {
				if ((await pageOf(tools, c))?.isDone !== false) break;
				await new Promise((wake) => setTimeout(wake, PRESS_LOOK_MS));
			}
		}
		return c.redirect(`/d/${c.req.param("code")}`, 303);
	});
	return routes;
}

async function pageOf({ database }: HttpTools, c: Context): Promise<DrillPage | null> {
	const code = c.req.param("code") ?? "";
	return CODE.test(code) ? readDrillPage(database, code) : null;
}

const isOpen = ({ isDone, startedAtMs }: DrillPage, nowMs: number): boolean =>
	!isDone && nowMs - startedAtMs <= OPEN_MS;

function contentOf(page: DrillPage, nowMs: number, locale: Locale) {
	const state = page.isDone
		? html`<p class="state paid" role="status">${texts.PAID[locale]}</p>`
		: isOpen(page, nowMs)
			? html`<form method="post"><button>${texts.PAY_PRACTICE[locale]}</button></form>`
			: html`<p class="state over" role="status">${texts.EXPIRED[locale]}</p>`;
	return html`<p class="practice">${texts.PRACTICE_MARK[locale]}</p>
		<h1>${page.storeName}</h1>
		<p class="amount">${showMoney(page.money, locale)}</p>
		${state}`;
}

const frame = (locale: Locale, content: unknown) => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<title>${texts.PRACTICE_MARK[locale]}</title>
<link rel="stylesheet" href="/p/style.css" />
</head>
<body><main>${content}</main></body>
</html>`;
