/** The customer's page as HTML. Everything works without a script; what is waited for comes by looking again. */

import { html } from "hono/html";
import QRCode from "qrcode";
import { showMoney } from "../fallback/money.ts";
import { isOpen } from "../fallback/payment.ts";
import { railCaption, railTitle } from "../fallback/rail.ts";
import { extraSatang } from "../fallback/satang-texts.ts";
import type { Rail } from "../fallback/shop.ts";
import type { PayPage } from "../store/pay-page.ts";
import type { Locale, Text } from "../text.ts";
import * as texts from "./pay-page-texts.ts";

/** Schemes whose code a banking app takes as text: “Pix copia e cola”. */
const PASTED: ReadonlySet<string> = new Set(["pix"]);

const LOOK_SOON_S = 2;
const LOOK_S = 15;
/** Who types the bank's details must have the time to. */
const LOOK_TYPING_S = 60;

export type Shown = {
	readonly page: PayPage;
	/** As it is set up now; undefined when it has been removed since. */
	readonly rail: Rail | undefined;
	/** The shop's other rails that can take this sale. */
	readonly others: readonly Rail[];
	/**
	 * How it is paid: `card` on a page of the provider's to which ours leads, `code` by scanning what the provider gave
	 * (`linked-code`: a phone gets there by a press as well), `bank` in a banking app. `soon`: the provider is being asked.
	 */
	readonly way: "practice" | "bank" | "card" | "card-soon" | "code" | "linked-code" | "code-soon";
	/** The customer comes back from the provider and has done their part. */
	readonly isBack: boolean;
	/** What the cashier compares; null unless this payment is paid. */
	readonly proof: string | null;
};

export async function payPage(shown: Shown, locale: Locale) {
	const { page } = shown;
	const content = html`
		${page.isPractice ? html`<p class="practice">${texts.PRACTICE_MARK[locale]}</p>` : ""}
		<h1>${page.storeName}</h1>
		<p class="amount">${showMoney(page.money, locale)}</p>
		${extraSatang(page.money, page.raisedMinor).map((why) => html`<p class="reference">${why[locale]}</p>`)}
		<p class="reference">${texts.REFERENCE[locale]} <b>${page.ref}</b></p>
		${await stateOf(shown, locale)}
		${othersOf(shown, locale)}`;
	return frame(
		locale,
		content,
		isOpen(page) ? lookAgainS(shown) : null,
		`${page.storeName} · ${showMoney(page.money, locale)}`,
	);
}

export const unknownPage = (locale: Locale) =>
	frame(locale, html`<p class="state">${texts.UNKNOWN[locale]}</p>`, null, "Standin");

const say = (text: Text, name: string, locale: Locale) =>
	html`<p class="state ${name}" role="status">${text[locale]}</p>`;

async function stateOf(shown: Shown, locale: Locale) {
	const { page } = shown;
	const isPaidElsewhere = page.saleState === "paid" || page.saleState === "overpaid";
	switch (page.state) {
		case "paid":
			return html`${say(texts.PAID, "paid", locale)}${shown.proof === null ? "" : html`<p class="reference"><b>${texts.proof(shown.proof)[locale]}</b></p>`}`;
		case "refunded":
			return say(texts.REFUNDED, "over", locale);
		case "expired":
			return say(isPaidElsewhere ? texts.ELSEWHERE : texts.EXPIRED, "over", locale);
		case "failed":
			return say(isPaidElsewhere ? texts.ELSEWHERE : texts.FAILED, "over", locale);
		case "cancelled":
			return say(isPaidElsewhere ? texts.ELSEWHERE : texts.CANCELLED, "over", locale);
		case "claimed":
			if (page.isAtBank) return say(texts.AT_BANK, "claimed", locale);
			// Only a press of the button makes a practice payment paid, and it may have been the cashier who claimed.
			return html`${say(texts.CLAIMED, "claimed", locale)}${shown.way === "bank" ? "" : await asked(shown, locale)}`;
		default:
			return asked(shown, locale);
	}
}

/** How the customer pays, on a page that can still be paid. */
async function asked(shown: Shown, locale: Locale) {
	const { page, way } = shown;
	if (way === "practice") return press(texts.PAY_PRACTICE[locale]);
	if (way === "card-soon") return say(texts.CARD_SOON, "claimed", locale);
	if (way === "code-soon") return say(texts.CODE_SOON, "claimed", locale);
	if (way === "bank") return html`${await qr(shown, locale)}${press(texts.CLAIM[locale])}`;
	if (way === "code" || way === "linked-code") return code(shown, locale);
	return shown.isBack
		? html`${say(texts.CARD_CHECKED, "claimed", locale)}<a class="button other" href="/p/${page.code}">${texts.BACK[locale]}</a>`
		: html`<a class="button" href="/p/${page.code}/checkout">${texts.PAY_CARD[locale]}</a>`;
}

/** The provider tells when it is paid: there is nothing to press for that. */
async function code({ page, rail, way }: Shown, locale: Locale) {
	const app = rail === undefined ? page.railId : railTitle(rail)[locale];
	return html`${picture(page.payload, locale)}
		<p>${texts.scan(app)[locale]}</p>
		${way === "linked-code" ? html`<a class="button" href="/p/${page.code}/checkout">${texts.openApp(app)[locale]}</a>` : ""}`;
}

const press = (label: string) => html`<form method="post"><button>${label}</button></form>`;

async function qr({ page: { payload, money, ref }, rail }: Shown, locale: Locale) {
	const lines = rail === undefined ? [] : railCaption(rail, money, ref, payload);
	return html`
		${picture(payload, locale)}
		<p>${texts.HOW[locale]}</p>
		${isAppLink(payload) ? html`<a class="button on-phone" href="${payload}">${texts.openApp("UPI")[locale]}</a>` : ""}
		${lines.length === 0 ? "" : html`<ul class="lines">${lines.map((line) => html`<li>${line[locale]}</li>`)}</ul>`}
		${PASTED.has(rail?.scheme ?? "") ? html`<p>${texts.COPY[locale]}</p><code class="copy">${payload}</code>` : ""}`;
}

/** A UPI code is a link too, which opens the payer's app on the phone that the page stands on (NPCI, UPI Linking 1.6). */
const isAppLink = (payload: string): boolean => /^upi:\/\/pay\?/i.test(payload);

async function picture(payload: string, locale: Locale) {
	const drawn = await QRCode.toDataURL(payload, { errorCorrectionLevel: "M", margin: 4, scale: 6 });
	return html`<img src="${drawn}" alt="${texts.PICTURE[locale]}" />`;
}

function othersOf({ page, others, isBack }: Shown, locale: Locale) {
	// Who has just paid by card, or waits for their bank, is not shown how to pay once more.
	if (others.length === 0 || isBack || (page.isAtBank && isOpen(page))) return "";
	return html`<h2>${texts.OTHERS[locale]}</h2>
		${others.map(
			(rail) => html`<form method="post" action="/p/${page.code}/rails/${rail.id}">
				<button class="other">${capitalised(railTitle(rail)[locale])}</button></form>`,
		)}`;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Seconds until a page that waits looks again; soon once the customer has acted. */
function lookAgainS({ page, way, isBack }: Shown): number {
	if (page.isAtBank) return LOOK_S;
	if (page.state === "claimed" || way === "card-soon" || way === "code-soon" || isBack) return LOOK_SOON_S;
	return way === "bank" ? LOOK_TYPING_S : LOOK_S;
}

const frame = (locale: Locale, content: unknown, againS: number | null, title: string) => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
${againS === null ? "" : html`<noscript><meta http-equiv="refresh" content="${againS}" /></noscript>`}
<title>${title}</title>
<link rel="stylesheet" href="/p/style.css" />
${againS === null ? "" : html`<script src="/p/live.js" defer></script>`}
</head>
<body><main data-again="${againS ?? 0}">${content}</main></body>
</html>`;
