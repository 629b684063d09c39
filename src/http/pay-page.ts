/** The customer's page of one payment. Honest about what it is: practice, over, or a claim that somebody must check. */

import { Hono } from "hono";
import { html } from "hono/html";
import QRCode from "qrcode";
import { showMoney } from "../fallback/money.ts";
import { isOpen } from "../fallback/payment.ts";
import { receive } from "../runtime/receive.ts";
import { type PayPage, readPayPage } from "../store/sale.ts";
import { type Locale, localeOf, type Text } from "../text.ts";
import { notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";

const CODE = /^[1-9A-HJ-NP-Za-km-z]{12}$/;

export function payPageRoutes(tools: HttpTools): Hono {
	const { database, nowMs } = tools;
	const routes = new Hono();

	const tellSale = async ({ merchantId, saleId }: PayPage, event: { readonly kind: string; readonly code: string }) => {
		const key = `pay-page ${event.code} ${event.kind}`; // once is enough: a page is opened and a button pressed many times
		await receive(database, { merchantId, to: `sale/${saleId}`, key, event }, nowMs());
		tools.nudge();
	};

	routes.get("/style.css", (c) =>
		c.body(STYLE, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "max-age=3600" }),
	);

	routes.get("/:code", async (c) => {
		const code = c.req.param("code");
		const page = CODE.test(code) ? await readPayPage(database, code) : null;
		const locale = localeOf(c.req.header("accept-language"));
		c.header("cache-control", "no-store");
		if (page === null) return c.html(frame(locale, html`<p class="state">${TEXTS.unknown[locale]}</p>`, null), 404);
		if (isOpen(page)) await tellSale(page, { kind: "shown", code });
		return c.html(frame(locale, await body(page, locale), isOpen(page) ? lookAgainS(page) : null));
	});

	routes.post("/:code", async (c) => {
		const code = c.req.param("code");
		const page = CODE.test(code) ? await readPayPage(database, code) : null;
		if (page === null) throw notFound();
		await tools.rates.take("payPage", `${tools.rates.addressOf(c)} ${code}`);
		const event = { kind: "claimed", code, by: "customer" };
		if (isOpen(page)) await tellSale(page, event);
		return c.redirect(`/p/${code}`, 303);
	});
	return routes;
}

const TEXTS = {
	unknown: {
		en: "There is no payment at this address. Ask the shop.",
		zh: "此地址没有付款。请询问店家。",
		es: "No hay ningún pago en esta dirección. Pregunte en la tienda.",
	},
	practice: { en: "PRACTICE: no money moves", zh: "演练：不涉及真实资金", es: "PRÁCTICA: no se mueve dinero" },
	reference: { en: "Reference", zh: "编号", es: "Referencia" },
	pay: { en: "Pay (practice)", zh: "付款（演练）", es: "Pagar (práctica)" },
	claim: { en: "I have paid", zh: "我已付款", es: "Ya pagué" },
	how: {
		en: "Scan this with your banking app, then press:",
		zh: "请用银行 App 扫码付款，然后点击：",
		es: "Escanéelo con la app de su banco y luego pulse:",
	},
	claimed: {
		en: "Thank you. The shop is waiting for the bank's confirmation; please stay a moment.",
		zh: "谢谢。店家正在等待银行确认，请稍候。",
		es: "Gracias. La tienda espera la confirmación del banco; aguarde un momento.",
	},
	paid: { en: "PAID. Thank you.", zh: "已付款，谢谢。", es: "PAGADO. Gracias." },
	elsewhere: {
		en: "This sale is already paid another way. Please do not pay again.",
		zh: "这笔已用其他方式付款，请勿重复付款。",
		es: "Esta venta ya se pagó de otra forma. No pague otra vez.",
	},
	expired: {
		en: "This payment has ended. Please do not pay; ask the shop for a new one.",
		zh: "此付款已过期。请不要付款，请店家重新生成。",
		es: "Este pago terminó. No lo pague; pida uno nuevo en la tienda.",
	},
	cancelled: {
		en: "The shop has cancelled this payment. Please do not pay.",
		zh: "店家已取消此付款，请不要付款。",
		es: "La tienda canceló este pago. No lo pague.",
	},
	refunded: { en: "This payment was refunded.", zh: "此付款已退款。", es: "Este pago fue reembolsado." },
} as const satisfies Record<string, Text>;

async function body(page: PayPage, locale: Locale) {
	return html`
		${page.isPractice ? html`<p class="practice">${TEXTS.practice[locale]}</p>` : ""}
		<p class="shop">${page.storeName}</p>
		<p class="amount">${showMoney(page.money, locale)}</p>
		<p class="reference">${TEXTS.reference[locale]} <b>${page.ref}</b></p>
		${await stateOf(page, locale)}`;
}

async function stateOf(page: PayPage, locale: Locale) {
	const say = (text: Text, name: string) => html`<p class="state ${name}" role="status">${text[locale]}</p>`;
	switch (page.state) {
		case "paid":
			return say(TEXTS.paid, "paid");
		case "refunded":
			return say(TEXTS.refunded, "over");
		case "expired":
		case "failed":
			return say(page.isSalePaid ? TEXTS.elsewhere : TEXTS.expired, "over");
		case "cancelled":
			return say(page.isSalePaid ? TEXTS.elsewhere : TEXTS.cancelled, "over");
		case "claimed":
			// Only a press of the button makes a practice payment paid, and it may have been the cashier who claimed.
			return page.isPractice
				? html`${say(TEXTS.claimed, "claimed")}${button(TEXTS.pay[locale])}`
				: say(TEXTS.claimed, "claimed");
		default:
			return page.isPractice
				? button(TEXTS.pay[locale])
				: html`${await qr(page, locale)}${button(TEXTS.claim[locale])}`;
	}
}

const button = (label: string) => html`<form method="post"><button>${label}</button></form>`;

async function qr({ payload }: PayPage, locale: Locale) {
	const picture = await QRCode.toDataURL(payload, { errorCorrectionLevel: "M", margin: 4, scale: 6 });
	return html`<img src="${picture}" alt="QR" /><p>${TEXTS.how[locale]}</p>`;
}

/** Seconds until a page that waits looks again, without a script; often once the customer has acted. */
const lookAgainS = ({ state }: PayPage): number => (state === "claimed" ? 2 : 15);

const frame = (locale: Locale, content: unknown, againS: number | null) => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
${againS === null ? "" : html`<meta http-equiv="refresh" content="${againS}" />`}
<title>Standin</title>
<link rel="stylesheet" href="/p/style.css" />
</head>
<body><main>${content}</main></body>
</html>`;

const STYLE = `
:root { color-scheme: light dark; font: 18px/1.4 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 24rem; margin: 0 auto; padding: 1.5rem 1rem; text-align: center; }
p { margin: 0.5rem 0; }
.shop { font-size: 1.2rem; }
.amount { font-size: 2.4rem; font-weight: 700; }
.reference b { letter-spacing: 0.15em; font-family: ui-monospace, monospace; }
.practice { background: #ffd54a; color: #222; padding: 0.5rem; border-radius: 0.5rem; font-weight: 700; }
.state { margin-top: 1.5rem; font-size: 1.2rem; }
.paid { color: #0a7a35; font-weight: 700; }
.over { color: #b3261e; font-weight: 700; }
@media (prefers-color-scheme: dark) { .paid { color: #6fdc8c; } .over { color: #ff8a80; } }
img { width: 100%; max-width: 18rem; background: #fff; border-radius: 0.5rem; image-rendering: pixelated; }
button { font: inherit; font-weight: 700; width: 100%; padding: 1rem; margin-top: 1rem; border: 0; border-radius: 0.75rem; background: #0b57d0; color: #fff; }
button:focus-visible { outline: 3px solid #ffd54a; outline-offset: 2px; }
`;
