/**
 * CORE. The default weights of the score, in natural-log odds (Fellegi and Sunter 1969): how much likelier a fact is when
 * row and payment are one sale than when they met by chance. docs/reconcile.md explains each.
 */

import type { AmountRelation } from "./amount-relation.ts";
import type { ReferenceRelation } from "./reference.ts";
import type { PaymentStatus, Role } from "./row.ts";

export type Weight = { readonly weight: number; readonly text: string };

/** How many sales in a hundred have an amount of middling rarity; rarity is measured against it. */
export const COMMON_AMOUNT_SHARE = 0.02;
/** Bounds of what rarity may add or take. */
export const RARITY_LIMIT = 3;

export const AMOUNT: Readonly<Record<AmountRelation, Weight>> = {
	total: { weight: 3.8, text: "the totals are equal" },
	tip_on_row: { weight: 1.2, text: "equal but for a tip on the row" },
	tip_on_payment: { weight: 1.2, text: "equal but for the tip of the payment" },
	slip: { weight: -0.5, text: "the amounts differ by one digit or by two swapped ones" },
	tip_like: { weight: -2.2, text: "the row is more, by no more than a usual tip" },
	other: { weight: -6, text: "the amounts differ" },
};

export const REFERENCE: Readonly<Record<ReferenceRelation, Weight>> = {
	exact: { weight: 6.5, text: "the note carries the sale reference" },
	near: { weight: 5, text: "the note carries the sale reference with one slip" },
	part: { weight: 5, text: "the note carries a part of the sale reference" },
	none: { weight: 0, text: "" },
};
/** The note carries the reference of another known sale, or a valid one of none. */
export const CONTRADICTION: Weight = { weight: -3.5, text: "the note carries another sale's reference" };

export const SAME_ORDER: Weight = { weight: 8, text: "the row carries the payment's order id" };
export const OTHER_ORDER: Weight = { weight: -3, text: "the order ids differ" };
export const SAME_LAST4: Weight = { weight: 5.5, text: "the same last four card digits" };
export const OTHER_LAST4: Weight = { weight: -5, text: "the last four card digits differ" };

/** How often staff and terminal of one sale agree; the chance part comes from the shop's own rows. */
export const SAME_STAFF_SHARE = 0.85;
export const SAME_TERMINAL_SHARE = 0.95;

/** An attempt that was never paid is seldom the one that was keyed. */
export const KEYED_STATUS: Readonly<Record<PaymentStatus, number>> = {
	paid: 0,
	refunded: 0,
	claimed: -0.5,
	shown: -1.5,
	expired: -2,
	cancelled: -2.5,
};
/** The share of payments whose sale stands on a card as well: few of the paid ones, many of the others. */
export const CARD_STATUS: Readonly<Record<PaymentStatus, number>> = {
	paid: -2.8,
	refunded: -2.8,
	claimed: -2,
	shown: -0.9,
	expired: -0.9,
	cancelled: -0.9,
};
export const STORED_CARD_SHARE = 0.9;

/** Minutes from payment to row, up to `to`; `share` of the true pairs fall into it. */
type TimeBin = { readonly to: number; readonly share: number; readonly text: string };
export type TimeProfile = { readonly from: number; readonly bins: readonly TimeBin[] };

/** A fallback sale keyed into the POS: mostly at once, some when the queue is gone, some on a clock an hour wrong. */
const KEYED: TimeProfile = {
	from: -180,
	bins: [
		{ to: -66, share: 0.004, text: "keyed more than an hour before the payment" },
		{ to: -54, share: 0.012, text: "keyed an hour before the payment, as on a wrong clock" },
		{ to: -12, share: 0.01, text: "keyed before the payment" },
		{ to: -3, share: 0.04, text: "keyed minutes before the payment" },
		{ to: 0, share: 0.17, text: "keyed at the time of the payment" },
		{ to: 3, share: 0.27, text: "keyed at the time of the payment" },
		{ to: 8, share: 0.15, text: "keyed within minutes" },
		{ to: 20, share: 0.09, text: "keyed within 20 minutes" },
		{ to: 54, share: 0.06, text: "keyed within the hour" },
		{ to: 66, share: 0.025, text: "keyed an hour later" },
		{ to: 180, share: 0.06, text: "keyed hours later" },
		{ to: 720, share: 0.09, text: "keyed late the same day" },
		{ to: 2160, share: 0.019, text: "keyed the next day" },
	],
};

/** A card tapped and stored, and the fallback tried because nobody saw that it had worked. */
const TAPPED: TimeProfile = {
	from: -180,
	bins: [
		{ to: -70, share: 0.01, text: "more than an hour before the payment" },
		{ to: -50, share: 0.03, text: "an hour before the payment, as on a wrong clock" },
		{ to: -15, share: 0.04, text: "well before the payment" },
		{ to: -6, share: 0.15, text: "minutes before the payment" },
		{ to: -2, share: 0.312, text: "shortly before the payment" },
		{ to: 1, share: 0.28, text: "at the time of the payment" },
		{ to: 6, share: 0.11, text: "shortly after the payment" },
		{ to: 15, share: 0.03, text: "minutes after the payment" },
		{ to: 50, share: 0.008, text: "well after the payment" },
		{ to: 70, share: 0.02, text: "an hour after the payment, as on a wrong clock" },
		{ to: 180, share: 0.01, text: "hours after the payment" },
	],
};

/** Money arrives on a statement hours to days later, never much before. */
const ARRIVED: TimeProfile = {
	from: -60,
	bins: [
		{ to: 5, share: 0.3, text: "arrived at the time of the payment" },
		{ to: 60, share: 0.15, text: "arrived within the hour" },
		{ to: 1440, share: 0.25, text: "arrived within a day" },
		{ to: 4320, share: 0.22, text: "arrived within three days" },
		{ to: 10_080, share: 0.08, text: "arrived within a week" },
	],
};

export type Layer = "keyed" | "tapped" | "arrived";
export const TIME: Readonly<Record<Layer, TimeProfile>> = { keyed: KEYED, tapped: TAPPED, arrived: ARRIVED };
export const layerOf = (role: Role): Layer => (role === "terminal" ? "keyed" : "arrived");
