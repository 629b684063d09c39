/** What stands on the sticker, the counter card and the door notice. */

import type { OwnCode } from "../fallback/static-card.ts";
import type { Locale } from "../text.ts";
import { type Block, gap, text } from "./stack.ts";
import * as texts from "./texts.ts";

export type KitShop = {
	readonly storeName: string;
	/** Nothing that is sold there is money. */
	readonly isDemo: boolean;
	/** Opens the store's chat. */
	readonly storeCode: string;
	readonly terminals: readonly KitTerminal[];
	/** The shop's own static QR as it is, and what a payer reads below it; null where the shop has none. */
	readonly ownCode: OwnCode | null;
	/** A payment link of the shop's, any amount, that says whose store it hangs in; null where the shop has none. */
	readonly cardLink: string | null;
};

export type KitTerminal = {
	readonly id: string;
	readonly tid: string;
	/** Opens its chat. */
	readonly code: string;
};

/** Sizes of a sheet: `scale` 1 is a sticker of 9 cm. */
export type Scale = { readonly scale: number; readonly codeMm: number };

/** One for each terminal; a store without any has its own. */
export function stickers(shop: KitShop, publicUrl: string, locale: Locale, size: Scale): readonly (readonly Block[])[] {
	const places = shop.terminals.map(({ id, tid, code }) => ({ name: `${id} · TID ${tid}`, code }));
	const all = places.length > 0 ? places : [{ name: "", code: shop.storeCode }];
	return all.map(({ name, code }) => {
		const url = `${publicUrl}/s/${code}`;
		return [
			...practice(shop, locale, size),
			text(texts.STICKER[locale], "700", 15 * size.scale),
			{ kind: "code", code: { payload: url, level: "Q" }, roomMm: size.codeMm },
			...(name === "" ? [] : [text(name, "700", 10 * size.scale)]),
			text(shop.storeName, "400", 9 * size.scale),
			text(texts.STICKER_FOR[locale], "400", 7.5 * size.scale),
			text(url, "400", 6.5 * size.scale),
		];
	});
}

/** Null where the shop has no QR of its own. */
export function counterCard(shop: KitShop, locale: Locale, size: Scale): readonly Block[] | null {
	const { ownCode } = shop;
	if (ownCode === null) return null;
	return [
		...practice(shop, locale, size),
		text(texts.CARD[locale], "700", 15 * size.scale),
		text(shop.storeName, "400", 10 * size.scale),
		// Whose scheme it is says how it is printed, and all of them say M.
		{ kind: "code", code: { payload: ownCode.payload, level: "M" }, roomMm: size.codeMm },
		...ownCode.lines.map((line) => text(line[locale], "700", 9 * size.scale)),
		gap(2 * size.scale),
		...texts.CARD_STEPS.map((step) => text(step[locale], "400", 9 * size.scale)),
	];
}

/** Null where the shop has no payment link. */
export function linkCard({ cardLink, storeName }: KitShop, locale: Locale, size: Scale): readonly Block[] | null {
	if (cardLink === null) return null;
	return [
		text(texts.LINK_CARD[locale], "700", 15 * size.scale),
		text(storeName, "400", 10 * size.scale),
		{ kind: "code", code: { payload: cardLink, level: "M" }, roomMm: size.codeMm },
		...texts.LINK_STEPS.map((step) => text(step[locale], "400", 9 * size.scale)),
	];
}

export const doorNotice = (shop: KitShop, locale: Locale, size: Scale): readonly Block[] => [
	...practice(shop, locale, size),
	text(texts.NOTICE[locale], "700", 18 * size.scale),
	gap(3 * size.scale),
	text(texts.NOTICE_WAYS[locale], "700", 14 * size.scale),
	gap(3 * size.scale),
	text(texts.NOTICE_THANKS[locale], "400", 9 * size.scale),
	text(shop.storeName, "400", 9 * size.scale),
];

const practice = ({ isDemo }: KitShop, locale: Locale, { scale }: Scale): readonly Block[] =>
	isDemo ? [text(texts.PRACTICE[locale], "700", 8 * scale)] : [];
