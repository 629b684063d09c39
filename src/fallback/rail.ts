/** CORE. What a rail shows the customer: a bank's QR made from the shop's own data, or a page of ours that leads on. */

import { isRefusal, type Locale, type Refusal, refuse, type Text } from "../text.ts";
import { type Money, showMoney } from "./money.ts";
import { type Configured, NO_PROVIDERS, PROVIDERS } from "./provider.ts";
import type { BankQr } from "./qr/profile.ts";
import { SCHEMES } from "./qr/scheme.ts";
import type { Refundable } from "./refund.ts";
import { schemeSettings } from "./satang.ts";
import type { Rail, Shop } from "./shop.ts";
import { encodeStatic, STATIC, staticMadeAtMs } from "./static-qr.ts";

/** The rail of the demo shop: a page of our own where a person clicks. It moves no money. */
export const PRACTICE = "practice";

export const payPageUrl = (publicUrl: string, code: string): string => `${publicUrl}/p/${code}`;

/** Where a rail is used, and which providers this server can talk to. */
export type Place = { readonly isDemo: boolean; readonly providers?: Pick<Configured, "has"> };

/**
 * What the QR of one payment says. Refuses when the rail cannot take this sale, so that the next rail may be tried.
 * It is empty where the provider gives the code, and has yet to be asked for it.
 * Some schemes write the time into the code; who only wants to know whether the rail can take the sale leaves it out.
 * The practice rail and the others never mix: a demo shop takes no money, and no shop's takings are practice.
 */
export function railPayload(
	rail: Rail,
	{ isDemo, providers = NO_PROVIDERS }: Place,
	money: Money,
	ref: string,
	url: string,
	nowMs = 0,
): { readonly payload: string } | Refusal {
	if (isDemo !== (rail.scheme === PRACTICE)) return cannotTake(rail, money);
	if (rail.scheme === PRACTICE) return { payload: url };
	const provider = PROVIDERS.get(rail.scheme);
	if (provider !== undefined) {
		if (!providers.has(rail.scheme)) return provider.notHere;
		return provider.whyNot(money) ?? { payload: provider.givesCode ? "" : url };
	}
	const encoded = bankQr(rail, money, ref, nowMs);
	if (encoded === undefined) return cannotTake(rail, money);
	return isRefusal(encoded) ? encoded : { payload: encoded.payload };
}

/** The code of a bank's scheme or the shop's own; undefined for a scheme that there is no more. */
function bankQr(rail: Rail, money: Money, ref: string, nowMs: number): BankQr | Refusal | undefined {
	if (rail.scheme === STATIC) return encodeStatic(rail.settings["payload"] ?? "", money, ref, nowMs);
	return SCHEMES.get(rail.scheme)?.encode(schemeSettings(rail), money, ref, nowMs);
}

function cannotTake(rail: Rail, money: Money): Refusal {
	return refuse({
		en: `The rail “${rail.id}” cannot take ${showMoney(money, "en")} here; use another way to pay.`,
		zh: `收款方式“${rail.id}”无法在此收取 ${showMoney(money, "zh")}；请改用其他方式。`,
		es: `La forma de pago “${rail.id}” no puede cobrar ${showMoney(money, "es")} aquí; use otra forma de pago.`,
	});
}

/** What a code says, for a payer who types it in: nothing when the rail's account has changed since the code was made. */
export function railCaption(rail: Rail, money: Money, ref: string, payload: string): readonly Text[] {
	const madeAtMs =
		rail.scheme === STATIC ? staticMadeAtMs(payload) : (SCHEMES.get(rail.scheme)?.madeAtMs?.(payload) ?? 0);
	const encoded = bankQr(rail, money, ref, madeAtMs);
	return encoded === undefined || isRefusal(encoded) || encoded.payload !== payload ? [] : encoded.caption;
}

/** The account at Stripe that collects for this shop, where it is not the server's own. */
export const accountOf = ({ settings }: Rail): string | null => settings["account"] ?? null;

/** What people call a rail. */
export function railTitle(rail: Pick<Rail, "scheme">): Text {
	const provider = PROVIDERS.get(rail.scheme);
	if (provider !== undefined) return provider.title;
	if (rail.scheme === STATIC) return { en: "the shop's own QR", zh: "本店收款码", es: "el QR de la tienda" };
	return SCHEMES.get(rail.scheme)?.title ?? { en: "practice page", zh: "演练页面", es: "página de práctica" };
}

/** What people call a rail of the shop; one that is gone from its set-up keeps its id. */
export function railName(shop: Pick<Shop, "rails">, railId: string, locale: Locale): string {
	const rail = shop.rails.find(({ id }) => id === railId);
	return rail === undefined ? railId : railTitle(rail)[locale];
}

/** Whether what a rail of a shop took can be given back by this server. */
export const railRefunds =
	(shop: Pick<Shop, "rails"> | null, refunds: Refundable) =>
	(railId: string): boolean =>
		shop?.rails.some(({ id, scheme }) => id === railId && refunds.has(scheme)) === true;

/** The rails of a shop that this server can use: the others are not offered; a sale that has no other way says why. */
export const offeredRails = ({ rails }: Pick<Shop, "rails">, providers: Pick<Configured, "has">): readonly Rail[] =>
	rails.filter(({ scheme }) => !PROVIDERS.has(scheme) || providers.has(scheme));
