/** What a shop sells over the fallback while its terminal is down, and the payments that come of it. */

import { makeReference } from "../../src/fallback/sale-reference.ts";
import type { FallbackPayment, PaymentStatus } from "../../src/reconcile/row.ts";
import type { Random } from "./random.ts";
import { MINUTE_MS, type Shop } from "./shop.ts";

/** One payment that stands for money, as its sale has it. */
export type Paid = {
	readonly payment: FallbackPayment;
	readonly priceMinor: number;
	readonly tipMinor: number;
	readonly atMs: number;
	readonly staff: string;
};

/** What staff keys in one go: one payment as one row, several payments as one row, or one payment as several rows. */
export type Unit = { readonly paid: readonly Paid[]; readonly parts: readonly number[] };

export type Sold = {
	readonly units: readonly Unit[];
	/** Attempts nobody paid. */
	readonly unpaid: readonly FallbackPayment[];
	/** Sales whose offer was given up and that were paid by card instead. */
	readonly givenUp: readonly Paid[];
};

/** 3 % of the payments are keyed several to a row, 1.5 % as several rows (reference/reconciliation.md §6). */
const GROUP_SHARE = 0.0135;
const PARTS_SHARE = 0.015;
const EARLIER_ATTEMPT_SHARE = 0.09;
const NEVER_PAID_SHARE = 0.02;
/** Bank rails confirm nothing: what is claimed there stays claimed, and was nevertheless paid and keyed. */
const CLAIMED_SHARE = 0.02;
const REFUNDED_SHARE = 0.006;
const CARD_ONLINE_SHARE = 0.55;
const TIP_SHARE = { cafe: 0.04, restaurant: 0.65, retail: 0 } as const;
const RAILS = ["epc", "pix", "static", "stripe"];

export function sell(shop: Shop, random: Random): Sold {
	const units: Unit[] = [];
	const unpaid: FallbackPayment[] = [];
	const givenUp: Paid[] = [];
	let sold = 0;
	for (const atMs of saleTimes(shop, random)) {
		if (sold >= shop.fallbackSales) break;
		const staff = random.pick(shop.staff);
		const next = (laterMs: number, priceMinor: number, reference?: string) =>
			pay(shop, sold++, { atMs: atMs + laterMs, staff, priceMinor }, reference, random);
		if (random.chance(GROUP_SHARE)) {
			const guests = random.weighted([
				[2, 70],
				[3, 30],
			] as const);
			const reference = random.chance(0.4) ? referenceOf(shop, sold, random) : undefined;
			const paid = Array.from({ length: guests }, (_, guest) =>
				next(guest * random.between(20_000, 90_000), shop.till.price(), reference),
			);
			units.push({ paid, parts: [paid.reduce((sum, { priceMinor }) => sum + priceMinor, 0)] });
			continue;
		}
		const parts = Array.from(
			{
				length: random.chance(PARTS_SHARE)
					? random.weighted([
							[2, 75],
							[3, 25],
						] as const)
					: 1,
			},
			() => shop.till.price(),
		);
		const paid = next(
			0,
			parts.reduce((sum, part) => sum + part, 0),
		);
		if (random.chance(NEVER_PAID_SHARE)) {
			unpaid.push(attempt(paid.payment, paid.payment.paymentId, 0, random));
			if (random.chance(0.5)) givenUp.push(paid);
			continue;
		}
		if (random.chance(EARLIER_ATTEMPT_SHARE)) {
			const earlierMs = random.between(0.4, 4) * MINUTE_MS;
			unpaid.push(attempt(paid.payment, `${paid.payment.paymentId}a`, earlierMs, random));
		}
		units.push({ paid: [paid], parts });
	}
	return { units, unpaid, givenUp };
}

/** Customers come in waves: many of them near one of a few busy moments. */
function saleTimes(shop: Shop, random: Random): readonly number[] {
	const { fromMs, untilMs } = shop.outage;
	const rushes = Array.from({ length: 1 + random.below(3) }, () => random.between(fromMs, untilMs));
	const within = (ms: number) => ms > fromMs && ms < untilMs;
	return Array.from({ length: shop.fallbackSales }, () => {
		const rushMs = random.normal(random.pick(rushes), 40 * MINUTE_MS);
		return random.chance(0.4) && within(rushMs) ? rushMs : random.between(fromMs, untilMs);
	}).sort((a, b) => a - b);
}

const referenceOf = (shop: Shop, nth: number, random: Random): string =>
	makeReference(shop.id, `${nth}/${random.below(2 ** 30)}`);

function pay(
	shop: Shop,
	nth: number,
	{ atMs, staff, priceMinor }: { readonly atMs: number; readonly staff: string; readonly priceMinor: number },
	reference: string | undefined,
	random: Random,
): Paid {
	const tipMinor = random.chance(TIP_SHARE[shop.trade]) ? tipOf(priceMinor, random) : 0;
	const createdAtMs = Math.round(atMs);
	const rail = shop.takesCardsOnline && random.chance(CARD_ONLINE_SHARE) ? "stripe" : random.pick(RAILS.slice(0, 3));
	const status = random.weighted<PaymentStatus>([
		["paid", 1 - CLAIMED_SHARE - REFUNDED_SHARE],
		["claimed", CLAIMED_SHARE],
		["refunded", REFUNDED_SHARE],
	]);
	const payment: FallbackPayment = {
		paymentId: `${shop.id}-p${String(nth).padStart(4, "0")}`,
		merchantId: shop.id,
		storeId: `${shop.id}-s`,
		terminalId: shop.fields.terminal ? random.pick(shop.terminals).id : null,
		staffId: shop.fields.paymentStaff ? staff : null,
		saleRef: reference ?? referenceOf(shop, nth, random),
		orderId: shop.ordersOverApi ? `${shop.id}-o${nth}` : null,
		rail,
		amountMinor: priceMinor + tipMinor,
		tipMinor,
		currency: shop.currency,
		createdAtMs,
		paidAtMs: status !== "claimed" ? Math.round(createdAtMs + 12_000 + random.wait(30_000)) : null,
		status,
		cardLast4: rail === "stripe" ? digits(4, random) : null,
	};
	return { payment, priceMinor, tipMinor, atMs: payment.paidAtMs ?? createdAtMs + 40_000, staff };
}

/** An attempt of the same sale that came to nothing. */
function attempt(payment: FallbackPayment, paymentId: string, earlierMs: number, random: Random): FallbackPayment {
	const status = random.weighted<PaymentStatus>([
		["shown", 35],
		["expired", 30],
		["cancelled", 25],
		["claimed", 10],
	]);
	const createdAtMs = Math.round(payment.createdAtMs - earlierMs);
	return { ...payment, paymentId, createdAtMs, paidAtMs: null, status, cardLast4: null };
}

function tipOf(priceMinor: number, random: Random): number {
	const share = random.weighted([
		[0.05, 15],
		[0.1, 45],
		[0.15, 25],
		[0.2, 15],
	] as const);
	const exact = priceMinor * share;
	return Math.max(10, random.chance(0.6) ? 50 * Math.round(exact / 50) : Math.round(exact));
}

export const digits = (length: number, random: Random): string =>
	String(random.below(10 ** length)).padStart(length, "0");
