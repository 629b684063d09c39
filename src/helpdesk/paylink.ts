/** CORE. A payment link as staff order it: an amount, and what else they say, in one line or in a form. */

import { exponentOf, type Money } from "../fallback/money.ts";
import { railTitle } from "../fallback/rail.ts";
import type { Shop } from "../fallback/shop.ts";
import { isRefusal, type Text } from "../text.ts";
import * as selling from "./texts-selling.ts";
import { findAmount } from "./triage-amount.ts";

/** As it was typed; an empty field is one that was left out. */
export type PaylinkFields = {
	readonly amount: string;
	readonly currency: string;
	readonly rail: string;
	readonly note: string;
};

export type Paylink = { readonly money: Money; readonly railId: string | null; readonly note: string | null };

/** What is wrong, and in which field. Nothing was ordered. */
export type PaylinkFault = { readonly field: keyof PaylinkFields; readonly because: Text };

export const NOTE_LIMIT_CHARACTERS = 140;

const LINE =
	/^(?<front>\p{Sc}|[A-Z]{3}(?=[\s\d]))?\s*(?<amount>[-−]?\d+(?:[.,'’]\d+)*)\s*(?<back>\p{Sc}|[元块](?!\S)|[\p{L}]{3}(?!\S))?(?:\s+(?<note>\S.*))?$/su;

/** Takes “45.50 EUR table 4” apart; what has no amount at its head is handed on as the amount, so that it is refused. */
export function splitPaylink(line: string, shop: Pick<Shop, "currency" | "rails">): PaylinkFields {
	const { currency: own } = shop;
	const text = line.trim();
	const { front, amount, back, note } = LINE.exec(text)?.groups ?? {};
	if (amount === undefined) return { amount: text, currency: "", rail: "", note: "" };
	// Three letters behind an amount are a currency only when they surely are one: “45 tea” has a note.
	const isCode = back !== undefined && /^\p{L}{3}$/u.test(back);
	const isCurrency =
		!isCode || back.toUpperCase() === own || (back === back.toUpperCase() && exponentOf(back) !== undefined);
	const currency = front ?? (isCurrency ? back : undefined) ?? "";
	const rest = [...(isCurrency || back === undefined ? [] : [back]), ...(note === undefined ? [] : [note])];
	return { amount, currency, ...railAtHead(shop, rest.join(" ")) };
}

/** A note that begins with a rail's name, as people call it, names the rail. */
function railAtHead({ rails }: Pick<Shop, "rails">, note: string): Pick<PaylinkFields, "rail" | "note"> {
	const said = rails
		.flatMap(namesOf)
		.filter((name) => note.slice(0, name.length).toLowerCase() === name.toLowerCase())
		.filter((name) => /^(?:\s|$)/.test(note.slice(name.length)))
		.toSorted((a, b) => b.length - a.length)[0];
	return said === undefined ? { rail: "", note } : { rail: said, note: note.slice(said.length).trim() };
}

/** What was ordered, or what is wrong with it. An amount is read as in the chat: in doubt it is none. */
export function readPaylink(fields: PaylinkFields, shop: Shop): Paylink | PaylinkFault {
	const currency = fields.currency.trim();
	const isKnown =
		currency === "" || /^(?:\p{Sc}|[元块])$/u.test(currency) || exponentOf(currency.toUpperCase()) !== undefined;
	if (!isKnown) return { field: "currency", because: selling.noCurrency(currency, shop.currency) };
	const written = /^\p{L}{3}$/u.test(currency) ? currency.toUpperCase() : currency;
	// What is left of a masked card number is no amount.
	const amount = fields.amount.includes("•") ? "" : fields.amount.trim();
	const money = findAmount(`${amount} ${written}`.trim(), shop.currency);
	if (money === null) return { field: "amount", because: selling.NO_AMOUNT };
	if (isRefusal(money)) return { field: "amount", because: money.refused };
	if (money.currency !== shop.currency)
		return { field: "currency", because: selling.otherCurrency(money.currency, shop.currency) };
	const railId = fields.rail.trim() === "" ? null : railNamed(shop, fields.rail.trim());
	if (railId === undefined)
		return {
			field: "rail",
			because: selling.noRail(
				fields.rail.trim(),
				shop.rails.map(({ id }) => id),
			),
		};
	const note = fields.note.trim().slice(0, NOTE_LIMIT_CHARACTERS);
	return { money, railId, note: note === "" ? null : note };
}

export const isPaylinkFault = (read: Paylink | PaylinkFault): read is PaylinkFault => "because" in read;

/** By its id, or by what people call it. */
function railNamed(shop: Shop, name: string): string | undefined {
	const wanted = name.toLowerCase();
	return shop.rails.find((rail) => namesOf(rail).some((title) => title.toLowerCase() === wanted))?.id;
}

const namesOf = ({ id, scheme }: Shop["rails"][number]): readonly string[] => [
	id,
	...Object.values(railTitle({ scheme })),
];
