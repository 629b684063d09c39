/** How staff keys fallback sales into the POS as another tender: when, by whom, with which slips, with which note. */

import type { Row } from "../../src/reconcile/row.ts";
import { typedNote, wordsOnly } from "./notes.ts";
import type { Random } from "./random.ts";
import { type RowMaker, saleRow } from "./rows.ts";
import type { Paid, Unit } from "./sales.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, type Shop } from "./shop.ts";
import type { TrueLink } from "./truth.ts";

export type Keyed = { readonly rows: readonly Row[]; readonly link: TrueLink };

type When = "at once" | "within minutes" | "late" | "next day";
/** An amount as it stands in the POS. */
type Amount = { readonly amountMinor: number; readonly tipMinor: number };

const NEXT_DAY_SHARE = 0.01;
const SLIP_SHARE = 0.02;
const OTHER_STAFF_SHARE = 0.12;
const OTHER_TERMINAL_SHARE = 0.15;

/** The rows of the units that are keyed at all, with the truth about them. */
export function keyAll(shop: Shop, units: readonly Unit[], make: RowMaker, random: Random): readonly Keyed[] {
	const when = units.map((): When => {
		if (random.chance(NEXT_DAY_SHARE)) return "next day";
		if (random.chance(shop.lateShare)) return "late";
		return random.chance(shop.minutesShare) ? "within minutes" : "at once";
	});
	const lateMs = lateTimes(
		shop,
		units.filter((_, nth) => when[nth] === "late"),
		random,
	);
	const references = units.map(({ paid }) => paid[0]?.payment.saleRef ?? "");
	return units.map((unit, nth) => {
		const moment = when[nth] ?? "at once";
		const soldMs = Math.max(...unit.paid.map(({ atMs }) => atMs));
		const atMs = lateMs.get(unit) ?? soldMs + delayMs(moment, random);
		const others = [...references.slice(Math.max(0, nth - 3), nth), ...references.slice(nth + 1, nth + 4)];
		return keyOne(shop, unit, { moment, atMs, others }, make, random);
	});
}

function delayMs(when: When, random: Random): number {
	if (when === "at once") return 10_000 + random.wait(35_000) - (random.chance(0.15) ? 60_000 : 0);
	if (when === "within minutes") return MINUTE_MS + random.wait(9 * MINUTE_MS);
	return DAY_MS - random.between(2, 8) * HOUR_MS;
}

/** After the outage the pile of receipts is keyed from the top, or in any order, between one customer and the next. */
function lateTimes(shop: Shop, units: readonly Unit[], random: Random): ReadonlyMap<Unit, number> {
	const beginsMs = shop.outage.untilMs + random.between(3, 45) * MINUTE_MS;
	if (!shop.keepsReceiptOrder) {
		return new Map(units.map((unit) => [unit, beginsMs + random.unit() * shop.lateBlockMs]));
	}
	const pile = [...units];
	for (let place = 1; place < pile.length; place++) {
		const [before, here] = [pile[place - 1], pile[place]];
		if (before !== undefined && here !== undefined && random.chance(0.05))
			[pile[place - 1], pile[place]] = [here, before];
	}
	let atMs = beginsMs;
	return new Map(
		pile.map((unit) => {
			atMs += 9_000 + random.wait(random.chance(0.08) ? 4 * MINUTE_MS : 20_000);
			return [unit, atMs];
		}),
	);
}

type Keying = { readonly moment: When; readonly atMs: number; readonly others: readonly string[] };

function keyOne(shop: Shop, unit: Unit, { moment, atMs, others }: Keying, make: RowMaker, random: Random): Keyed {
	const facts: string[] = [moment];
	const first = unit.paid[0];
	if (first === undefined) throw new RangeError("a unit without a payment");
	const keyer = moment === "late" && shop.lateKeyer !== null ? shop.lateKeyer : first.staff;
	const staff = random.chance(OTHER_STAFF_SHARE) ? random.pick(shop.staff) : keyer;
	if (staff !== first.staff) facts.push("other staff");
	const own = shop.terminals.find(({ id }) => id === first.payment.terminalId);
	const terminal = own === undefined || random.chance(OTHER_TERMINAL_SHARE) ? random.pick(shop.terminals) : own;
	if (Math.abs(terminal.skewMs) > HOUR_MS / 2) facts.push("wrong hour");
	const isTyped = random.chance(shop.typedShare);
	const rows = keyedAmounts(unit, facts, random).map((amount, part) => {
		const note = isTyped && (part === 0 || random.chance(0.6)) ? referenceNote(unit, others, facts, random) : null;
		if (note === null) facts.push("no reference");
		return make.row({
			...saleRow(shop, terminal, atMs + part * (6_000 + random.wait(20_000))),
			tender: "other",
			entry: "keyed",
			...amount,
			staffId: shop.fields.staff ? staff : null,
			processedAt: shop.fields.keyedProcessedAt ? { atMs: Math.round(atMs / 1000) * 1000, zone: "known" } : null,
			note: note ?? wordsOnly(random),
		});
	});
	const kind = rows.length > 1 ? "split_rows" : unit.paid.length > 1 ? "split_payments" : "one";
	const paymentIds = unit.paid.map(({ payment }) => payment.paymentId);
	return { rows, link: { kind, paymentIds, rowNames: rows.map(make.name), facts } };
}

function referenceNote(unit: Unit, others: readonly string[], facts: string[], random: Random): string {
	const references = [...new Set(unit.paid.map(({ payment }) => payment.saleRef ?? ""))];
	if (references.length > 1 && random.chance(0.3)) {
		facts.push("reference whole");
		return references.join(random.pick([" + ", " ", ", "]));
	}
	const { note, typed } = typedNote(random.pick(references), others, random);
	facts.push(`reference ${typed}`);
	return note;
}

function keyedAmounts(unit: Unit, facts: string[], random: Random): readonly Amount[] {
	const tipMinor = unit.paid.reduce((sum: number, paid: Paid) => sum + paid.tipMinor, 0);
	const keyed = unit.parts.map((amountMinor, part) => {
		if (part > 0 || tipMinor === 0) return { amountMinor, tipMinor: 0 };
		const tipped = random.weighted([
			["as tip", 58],
			["in amount", 12],
			["forgotten", 23],
			["another tip", 7],
		] as const);
		if (tipped !== "as tip") facts.push(`tip ${tipped}`);
		if (tipped === "in amount") return { amountMinor: amountMinor + tipMinor, tipMinor: 0 };
		if (tipped === "forgotten") return { amountMinor, tipMinor: 0 };
		return {
			amountMinor,
			tipMinor: tipped === "as tip" ? tipMinor : Math.max(0, tipMinor + random.pick([-100, -50, 50, 100])),
		};
	});
	if (!random.chance(SLIP_SHARE)) return keyed;
	facts.push("slip");
	return keyed.map((amount, part) =>
		part === 0 ? { ...amount, amountMinor: slipped(amount.amountMinor, random) } : amount,
	);
}

/** Two digits swapped, one digit wrong, or ten times as much. */
function slipped(minor: number, random: Random): number {
	const written = String(minor);
	const kind = random.weighted([
		["swapped", 40],
		["wrong", 50],
		["tenfold", 10],
	] as const);
	if (kind === "tenfold") return minor * 10;
	const places = [...written].flatMap((digit, place) =>
		digit !== written[place + 1] && place + 1 < written.length ? [place] : [],
	);
	if (kind === "swapped" && places.length > 0) {
		const place = random.pick(places);
		return Number(
			written.slice(0, place) + written.charAt(place + 1) + written.charAt(place) + written.slice(place + 2),
		);
	}
	const place = random.below(written.length);
	const wrong = random.pick([..."123456789"].filter((digit) => digit !== written[place]));
	return Number(written.slice(0, place) + wrong + written.slice(place + 1));
}
