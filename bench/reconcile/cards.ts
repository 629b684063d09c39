/** The rest of a shop's day: card sales, cash, voids, refunds, and the card rows of sales that were paid over the fallback too. */

import type { Row } from "../../src/reconcile/row.ts";
import type { Random } from "./random.ts";
import { cardRow, type RowMaker, saleRow } from "./rows.ts";
import type { Paid, Unit } from "./sales.ts";
import { HOUR_MS, MINUTE_MS, type Shop, type Terminal } from "./shop.ts";
import type { DoubleCharge } from "./truth.ts";

/** Ordinary rows for each fallback sale. */
const CARDS_PER_SALE = 0.82;
const CASH_PER_SALE = 0.14;
/** Rows of another tender that no payment stands behind: `unexpected_in_batch`. */
const VOUCHERS_PER_SALE = 0.014;
const STORED_SHARE = 0.75;
const ONLINE_MEANWHILE_SHARE = 0.2;
const DECLINED_SHARE = 0.04;
const VOID_SHARE = 0.015;
const REFUND_SHARE = 0.015;
const SECOND_PURCHASE_SHARE = 0.004;
/** As for keyed rows: the card was mostly tapped at the counter where the sale was made. */
const OTHER_TERMINAL_SHARE = 0.15;
const TIP_SHARE = { cafe: 0.03, restaurant: 0.55, retail: 0 } as const;

/** The card row of a sale that was also paid over the fallback: stored or tapped before it, sometimes after. */
export function doubleRow(
	shop: Shop,
	paid: Paid,
	make: RowMaker,
	random: Random,
): { readonly row: Row; readonly double: DoubleCharge } {
	const isBefore = random.chance(0.75);
	const apartMs = isBefore ? -(15_000 + random.wait(80_000)) : 30_000 + random.wait(3 * MINUTE_MS);
	const atMs = (isBefore ? paid.payment.createdAtMs : paid.atMs) + apartMs;
	const isStored = random.chance(shop.storesCards ? 0.92 : 0.5);
	const knows = paid.payment.cardLast4 !== null && random.chance(0.8);
	const isSameOrder = paid.payment.orderId !== null && random.chance(0.8);
	const own = shop.terminals.find(({ id }) => id === paid.payment.terminalId);
	const terminal = own === undefined || random.chance(OTHER_TERMINAL_SHARE) ? random.pick(shop.terminals) : own;
	const base = cardSale(shop, { atMs, isStored, terminal }, random);
	const tips = random.chance(0.8) ? paid.tipMinor : random.chance(0.5) ? 0 : paid.tipMinor + random.pick([50, 100]);
	const row = make.row({
		...base,
		amountMinor: paid.priceMinor,
		tipMinor: tips,
		staffId: shop.fields.staff ? (random.chance(0.9) ? paid.staff : random.pick(shop.staff)) : null,
		cardLast4: base.cardLast4 !== null && knows ? paid.payment.cardLast4 : base.cardLast4,
		orderId: isSameOrder ? paid.payment.orderId : base.orderId,
	});
	const isProven = isSameOrder || (knows && row.cardLast4 !== null);
	return { row, double: { paymentId: paid.payment.paymentId, rowName: make.name(row), isProven } };
}

/** A card row whose offer over the fallback was given up, or whose stored card is declined later: nothing was paid twice. */
export function coveringRow(
	shop: Shop,
	paid: Paid,
	status: "approved" | "declined",
	make: RowMaker,
	random: Random,
): Row {
	const isStored = status === "declined" || shop.storesCards;
	const apartMs = status === "declined" ? -random.between(20_000, 150_000) : random.between(40_000, 300_000);
	const base = cardSale(shop, { atMs: paid.payment.createdAtMs + apartMs, isStored }, random);
	return make.row({ ...base, amountMinor: paid.priceMinor, tipMinor: paid.tipMinor, status });
}

function cardSale(
	shop: Shop,
	{ atMs, isStored, terminal }: { readonly atMs: number; readonly isStored: boolean; readonly terminal?: Terminal },
	random: Random,
): ReturnType<typeof cardRow> {
	const processedMs = isStored
		? Math.max(atMs, shop.outage.untilMs) + random.between(1, 25) * MINUTE_MS
		: atMs + random.between(1_000, 4_000);
	const entry = isStored ? ("offline" as const) : ("online" as const);
	return cardRow(shop, terminal ?? random.pick(shop.terminals), { atMs, processedMs, entry }, random);
}

/** Everything that has nothing to do with the fallback. */
export function ordinaryRows(shop: Shop, units: readonly Unit[], make: RowMaker, random: Random): readonly Row[] {
	const many = (perSale: number) => Math.round(shop.fallbackSales * perSale * random.between(0.75, 1.25));
	const cards = Array.from({ length: many(CARDS_PER_SALE) }, () => ordinaryCard(shop, make, random));
	const again = units.flatMap(({ paid: [paid] }) =>
		paid !== undefined && paid.payment.cardLast4 !== null && random.chance(SECOND_PURCHASE_SHARE * 4)
			? [secondPurchase(shop, paid, make, random)]
			: [],
	);
	const cash = many(CASH_PER_SALE);
	const others = Array.from({ length: cash + many(VOUCHERS_PER_SALE) }, (_, nth) => {
		const isCash = nth < cash;
		const atMs = random.between(shop.openMs, shop.closeMs);
		return make.row({
			...saleRow(shop, random.pick(shop.terminals), atMs),
			tender: isCash ? "cash" : "other",
			entry: isCash ? null : "keyed",
			amountMinor: shop.till.price(),
			staffId: shop.fields.staff ? random.pick(shop.staff) : null,
			note: isCash ? "" : random.pick(["voucher", "", "gift card", "Gutschein", "代金券"]),
		});
	});
	return [...cards, ...again, ...others, ...takenBack(cards, make, random), ...refunds(shop, units, make, random)];
}

function ordinaryCard(shop: Shop, make: RowMaker, random: Random): Row {
	const { fromMs, untilMs } = shop.outage;
	const isMeanwhile = random.chance(shop.storesCards ? STORED_SHARE : ONLINE_MEANWHILE_SHARE);
	const isStored = isMeanwhile && shop.storesCards && random.chance(0.9);
	const before = fromMs - shop.openMs;
	const after = shop.closeMs - untilMs;
	const isBefore = random.chance(before / (before + after));
	const atMs = isMeanwhile
		? random.between(fromMs, untilMs)
		: isBefore
			? random.between(shop.openMs, fromMs)
			: random.between(untilMs, shop.closeMs);
	const priceMinor = shop.till.price();
	return make.row({
		...cardSale(shop, { atMs, isStored }, random),
		amountMinor: priceMinor,
		tipMinor: random.chance(TIP_SHARE[shop.trade]) ? 10 * Math.round(priceMinor * random.between(0.005, 0.02)) : 0,
		status: isStored && random.chance(DECLINED_SHARE) ? "declined" : "approved",
	});
}

/** A customer who paid over the fallback buys again with the same card: no double charge, though it looks like one. */
function secondPurchase(shop: Shop, paid: Paid, make: RowMaker, random: Random): Row {
	const atMs = Math.min(shop.closeMs, paid.atMs + random.between(0.3, 4) * HOUR_MS);
	return make.row({
		...cardSale(shop, { atMs, isStored: atMs < shop.outage.untilMs && shop.storesCards }, random),
		amountMinor: random.chance(0.25) ? paid.priceMinor : shop.till.price(),
		cardLast4: shop.fields.last4 ? paid.payment.cardLast4 : null,
	});
}

/** Voids and refunds of card sales. */
function takenBack(cards: readonly Row[], make: RowMaker, random: Random): readonly Row[] {
	return cards.flatMap(({ rowId: _, uploadId: __, ...sale }) => {
		if (sale.status !== "approved" || sale.terminalTime === null) return [];
		const laterMs = random.between(1, 40) * MINUTE_MS;
		const terminalTime = { ...sale.terminalTime, atMs: sale.terminalTime.atMs + Math.round(laterMs / 1000) * 1000 };
		if (random.chance(VOID_SHARE)) return [make.row({ ...sale, kind: "void", terminalTime, note: "" })];
		if (!random.chance(REFUND_SHARE)) return [];
		const rrn = `9${(sale.rrn ?? "").slice(1)}`;
		const back = { amountMinor: -sale.amountMinor, tipMinor: -sale.tipMinor, entry: "online" as const, rrn };
		return [make.row({ ...sale, ...back, kind: "refund", terminalTime, note: "" })];
	});
}

/** Money given back on the fallback rail is keyed as a refund by some. */
function refunds(shop: Shop, units: readonly Unit[], make: RowMaker, random: Random): readonly Row[] {
	return units.flatMap(({ paid }) =>
		paid
			.filter(({ payment }) => payment.status === "refunded" && random.chance(0.6))
			.map(({ payment, atMs }) =>
				make.row({
					...saleRow(shop, random.pick(shop.terminals), atMs + random.between(5, 90) * MINUTE_MS),
					kind: "refund",
					tender: "other",
					entry: "keyed",
					amountMinor: -payment.amountMinor,
					note: random.chance(shop.typedShare) ? `refund ${payment.saleRef}` : "refund",
				}),
			),
	);
}
