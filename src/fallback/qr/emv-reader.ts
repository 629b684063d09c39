/** CORE. What an EMVCo payload of any scheme says and everything that is wrong with it (Merchant-Presented Mode 1.1). */

import type { Text } from "../../text.ts";
import { exponentOf } from "../money.ts";
import { fault, missing, notThis, passedDay, tooLong } from "./code-fault.ts";
import { currencyOfNumber } from "./currency-number.ts";
import type { CodeFault, Decoded } from "./decoded.ts";
import { type EmvRule, referencePlaces, ruleOf, schemeOfFields } from "./emv-scheme.ts";
import { type DataObject, decodeEmvco, readTemplate } from "./emvco.ts";

type Fields = ReadonlyMap<string, string>;

/** Place, form and what to say for the objects whose form is fixed; 54 is checked by the codec. */
const FORMS: readonly (readonly [place: string, form: RegExp, right: string])[] = [
	["01", /^1[12]$/, "11 / 12"],
	["52", /^[0-9]{4}$/, "0000–9999"],
	["53", /^[0-9]{3}$/, "ISO 4217 (000–999)"],
	["58", /^[A-Z]{2}$/, "ISO 3166 (AA–ZZ)"],
];
/** EMVCo 1.1, tables 3.1 and 3.6. */
const LIMITS_CHARS: readonly (readonly [place: string, limit: number])[] = [
	["59", 25],
	["60", 15],
	["61", 10],
	["62-01", 25],
	["62-02", 25],
	["62-03", 25],
	["62-04", 25],
	["62-05", 25],
	["62-06", 25],
	["62-07", 25],
	["62-08", 25],
];

/** `today` (YYYY-MM-DD) lets passed days be told; a code that has expired is right all the same. */
export function readEmv(payload: string, today: string | null = null): Decoded {
	const { objects, faults } = decodeEmvco(payload);
	const list = objects.flatMap((object) => flatten(object, ""));
	const fields: Fields = new Map(list);
	const scheme = schemeOfFields(fields);
	const rule = ruleOf(scheme);
	const currency = currencyOfNumber(fields.get("53") ?? "") ?? null;
	const reference = referencePlaces(scheme)
		.map((place) => fields.get(place))
		.find((value) => value !== undefined && value !== "***");
	return {
		scheme,
		faults: [
			...faults,
			...missingObjects(fields, objects, rule),
			...wrongForms(fields),
			...wrongCurrency(fields, currency, rule),
			...wrongDecimals(fields.get("54"), currency),
			...wrongKhqr(scheme, fields),
		],
		warnings: expiries(scheme, fields, today),
		amount: fields.get("54") ?? null,
		currency,
		reference: reference ?? null,
		fields: list,
	};
}

function flatten({ id, value }: DataObject, path: string): readonly (readonly [string, string])[] {
	const place = `${path}${id}`;
	// VietQR's account is a template inside its template.
	const inner = place === "38-01" && typeof value === "string" ? (readTemplate(value) ?? value) : value;
	return typeof inner === "string" ? [[place, inner]] : inner.flatMap((object) => flatten(object, `${place}-`));
}

function missingObjects(fields: Fields, objects: readonly DataObject[], rule: EmvRule): readonly CodeFault[] {
	const hasAccount = objects.some(({ id }) => Number(id) >= 2 && Number(id) <= 51);
	return [
		...(hasAccount ? [] : missing("02–51", "")),
		...rule.needs.flatMap((place) => (fields.has(place) ? [] : missing(place, ""))),
	];
}

function wrongForms(fields: Fields): readonly CodeFault[] {
	const formed = FORMS.flatMap(([place, form, right]) => {
		const value = fields.get(place);
		return value === undefined || form.test(value) ? [] : [notThis(place, value, right)];
	});
	return [...formed, ...LIMITS_CHARS.flatMap(([place, limit]) => tooLong(place, fields.get(place) ?? "", limit))];
}

function wrongCurrency(fields: Fields, currency: string | null, { currencies }: EmvRule): readonly CodeFault[] {
	const number = fields.get("53");
	if (number === undefined || !/^[0-9]{3}$/.test(number)) return [];
	if (currency === null) {
		return [
			fault(
				"53",
				`no currency has the number ${number}`,
				`没有编号为 ${number} 的货币`,
				`ninguna moneda tiene el número ${number}`,
			),
		];
	}
	if (currencies.length === 0 || currencies.includes(currency)) return [];
	return [notThis("53", `${number} (${currency})`, currencies.join(" / "))];
}

/** Fewer decimals than the currency has are right, more are not (EMVCo 1.1, 4.7.2). */
function wrongDecimals(amount: string | undefined, currency: string | null): readonly CodeFault[] {
	const exponent = currency === null ? undefined : exponentOf(currency);
	const decimals = /\.([0-9]*)$/.exec(amount ?? "")?.[1]?.length ?? 0;
	if (exponent === undefined || decimals <= exponent) return [];
	return [
		fault(
			"54",
			`${currency} has ${exponent} decimals and the amount ${decimals}`,
			`${currency} 有 ${exponent} 位小数，金额却有 ${decimals} 位`,
			`${currency} tiene ${exponent} decimales y el importe ${decimals}`,
		),
	];
}

/** KHQR with an amount must say when it was made. */
const wrongKhqr = (scheme: string, fields: Fields): readonly CodeFault[] =>
	scheme === "khqr" && fields.has("54") ? missing("99-00", fields.get("99-00") ?? "") : [];

function expiries(scheme: string, fields: Fields, today: string | null): readonly Text[] {
	if (scheme === "khqr") {
		const ends = fields.get("99-01") ?? "";
		return /^[0-9]{13}$/.test(ends) ? passedDay(new Date(Number(ends)).toISOString().slice(0, 10), today) : [];
	}
	const day = scheme === "paynow" ? (fields.get("26-04") ?? "") : "";
	return passedDay(day.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3"), today);
}
