/** A payment over the link that hangs at a till becomes a sale of its store. The provider is asked before it is taken. */

import { draw } from "../chance.ts";
import { STRIPE } from "../fallback/checkout.ts";
import { storeOfLink } from "../fallback/stripe-link.ts";
import { receive } from "../runtime/receive.ts";
import { readCardLink } from "../store/card-link.ts";
import { findPlace, readShop } from "../store/shop.ts";
import type { Text } from "../text.ts";
import { localeOf } from "../text.ts";
import type { HttpTools } from "./app.ts";

const NOTE: Text = {
	en: "paid over the printed link",
	zh: "通过打印的付款链接支付",
	es: "pagado con el enlace impreso",
};

/** What became of the hint. A provider that cannot be asked now throws: it then repeats its call, for days. */
export async function takeLinkPayment(
	{ database, providers, nowMs, nudge }: HttpTools,
	scheme: string,
	sessionId: string,
	hintedAt: string,
): Promise<"foreign" | "unpaid" | "link" | "again"> {
	const code = storeOfLink(hintedAt);
	const place = code === null ? null : await findPlace(database, code);
	const readLink = providers.get(scheme)?.readLink;
	if (place === null || readLink === undefined) return "foreign";
	const { merchantId, storeId } = place;
	const shop = await readShop(database, merchantId, storeId);
	const rail = shop?.rails.find((one) => one.scheme === STRIPE);
	const { cardLink, conversationId } = await readCardLink(database, merchantId, storeId);
	if (rail === undefined || cardLink === null) return "foreign";
	const paid = await readLink(sessionId, rail.settings["account"] ?? null);
	if (paid === null) return "unpaid";
	if (paid.reference !== hintedAt) return "foreign";
	const id = draw(sessionId, "link-sale", 12);
	const event = {
		...{ kind: "arrived", id, storeId, money: paid.money, paidAtMs: Math.min(paid.paidAtMs, nowMs()) },
		session: { id: sessionId, url: paid.url },
		note: NOTE[localeOf(place.locale)],
		tell: conversationId === null ? null : `conversation/${conversationId}`,
	};
	const isNew = await receive(database, { merchantId, to: `sale/${id}`, key: `link ${sessionId}`, event }, nowMs());
	nudge();
	return isNew ? "link" : "again";
}
