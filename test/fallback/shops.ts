/** Invented shops for tests: one with bank rails, one for practice. */

import type { Shop } from "../../src/fallback/shop.ts";

const NAME = "Bäckerei Beispiel";
/** A name, an IBAN with a right check number. */
const bank = (id: string, iban: string) => ({ id, scheme: "epc", settings: { name: NAME, iban } });

export const bakery: Shop = {
	merchantId: "bakery",
	merchantName: NAME,
	isDemo: false,
	storeId: "market",
	storeName: "Am Markt",
	storeCode: "Kx7mP2qR9tVw",
	currency: "EUR",
	timeZone: "Europe/Berlin",
	hotline: "+49 30 000000",
	terminals: [{ id: "till-1", tid: "T0001", mid: null, vendor: "Maker", model: "One", acquirer: null }],
	rails: [bank("bank", "DE89370400440532013000"), bank("savings", "GB29NWBK60161331926819")],
};

export const cardRail = { id: "card", scheme: "stripe", settings: {} };
/** Takes cards over Stripe first, and a bank transfer otherwise. */
export const cardShop: Shop = { ...bakery, rails: [cardRail, ...bakery.rails] };

export const demoCafe: Shop = {
	...bakery,
	merchantId: "demo",
	merchantName: "Demo merchant",
	isDemo: true,
	storeId: "cafe",
	storeName: "Café (demo)",
	storeCode: "Kx7mP2qR9tVw",
	hotline: null,
	rails: [
		{ id: "practice", scheme: "practice", settings: {} },
		{ id: "practice-2", scheme: "practice", settings: {} },
	],
};

/** Pix takes reais only, so in a shop that sells in euros it always refuses. */
export const pixRail = {
	id: "pix",
	scheme: "pix",
	settings: { key: "52998224725", name: "Padaria Exemplo", city: "Recife" },
};

/** A shop in Bangkok whose sales each ask for an amount of their own. */
export const noodles: Shop = {
	...bakery,
	merchantId: "noodles",
	currency: "THB",
	timeZone: "Asia/Bangkok",
	rails: [{ id: "promptpay", scheme: "promptpay", settings: { proxy: "081-222-3333", satang: "unique" } }],
};
