/** Prints the kit of a store as a PDF: for the operator's shell, and for a chat that asks for it. */

import { ownCode } from "../fallback/static-card.ts";
import { printedLink } from "../fallback/stripe-link.ts";
import type { Paper } from "../helpdesk/paper.ts";
import type { Kit } from "../kit/kit.ts";
import { ownCodeFaulty } from "../kit/texts.ts";
import type { Database } from "../store/database.ts";
import { readKitOfStore } from "../store/kit.ts";
import { readShop } from "../store/shop.ts";
import type { Locale } from "../text.ts";

export type KitAsked = {
	readonly merchantId: string;
	readonly storeId: string;
	readonly paper: Paper;
	/** Null: the store's. */
	readonly locale: Locale | null;
	readonly publicUrl: string;
	readonly nowMs: number;
};

/** Null when there is no such store. */
export async function printKit(database: Database, asked: KitAsked): Promise<Kit | null> {
	const { merchantId, storeId, paper, publicUrl, nowMs } = asked;
	const shop = await readShop(database, merchantId, storeId);
	if (shop === null) return null;
	const { locale, terminals, cardLink: link } = await readKitOfStore(database, merchantId, storeId);
	const code = ownCode(shop);
	const isFaulty = code !== null && "fault" in code;
	const { storeName, isDemo, storeCode } = shop;
	const cardLink = link === null || isDemo ? null : printedLink(link, storeCode);
	const printed = { cardLink, storeName, isDemo, storeCode, terminals, ownCode: isFaulty ? null : code };
	const { makeKit } = await import("../kit/kit.ts"); // when first printed: what makes PDFs would be a tenth of a start
	const kit = await makeKit(printed, { paper, locale: asked.locale ?? locale, publicUrl, nowMs });
	return isFaulty ? { ...kit, notes: [...kit.notes, ownCodeFaulty(code.fault)] } : kit;
}
