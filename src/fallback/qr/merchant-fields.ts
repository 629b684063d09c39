/** CORE. What the EMVCo schemes ask of a shop in the same words, and the rules that are the same for them. */

import { type Refusal, refuse, type Text } from "../../text.ts";
import type { Money } from "../money.ts";
import type { Field, FieldValues } from "./profile.ts";

export const NAME: Text = { en: "Name of the business", zh: "商户名称", es: "Nombre del negocio" };
export const CITY: Text = { en: "City", zh: "城市", es: "Ciudad" };
/** EMVCo 1.1, table 3.1: 59 and 60. */
export const NAME_LIMIT_CHARS = 25;
export const CITY_LIMIT_CHARS = 15;
/** 62-01, 62-05 and 62-08 (table 3.6). */
const REFERENCE_LIMIT_CHARS = 25;
/** Ten digits before the dot: what bank apps read in a till's amount. */
const WHOLE_LIMIT = 9_999_999_999;

export const nameField = (example: string, required: boolean): Field => ({
	id: "name",
	label: NAME,
	required,
	isAscii: true,
	example,
});

export const cityField = (example: string): Field => ({
	id: "city",
	label: CITY,
	required: false,
	isAscii: true,
	example,
});

export const MCC_FIELD: Field = {
	id: "mcc",
	label: { en: "Merchant category code", zh: "商户类别代码", es: "Código de categoría del comercio" },
	required: false,
	isAscii: true,
	example: "5812",
};

export const currencyField = (example: string): Field => ({
	id: "currency",
	label: { en: "Currency of the account", zh: "账户币种", es: "Moneda de la cuenta" },
	required: false,
	isAscii: true,
	example,
});

/** The account's currency where it is set, else the amount's, else the usual one. */
export function readCurrency(
	fields: FieldValues,
	amount: Money | null,
	known: readonly [string, ...string[]],
): string | Refusal {
	const set = fields.get("currency")?.toUpperCase();
	if (set !== undefined && !known.includes(set)) {
		return refuse({
			en: `currency must be one of ${known.join(", ")}.`,
			zh: `currency 必须是 ${known.join("、")} 之一。`,
			es: `currency debe ser una de ${known.join(", ")}.`,
		});
	}
	if (set !== undefined && amount !== null && amount.currency !== set) {
		return refuse({
			en: `This account takes ${set} and not ${amount.currency}; use another way to pay.`,
			zh: `此账户只收 ${set}，不收 ${amount.currency}；请改用其他方式收款。`,
			es: `Esta cuenta cobra en ${set} y no en ${amount.currency}; use otra forma de pago.`,
		});
	}
	return set ?? amount?.currency ?? known[0];
}

/** More than ten digits before the dot are refused: for currencies without decimals a sale's own limit is higher. */
export function wrongWhole(amount: Money | null, exponent: number): Refusal | null {
	if (amount === null || amount.minor < (WHOLE_LIMIT + 1) * 10 ** exponent) return null;
	return refuse({
		en: `A bank QR carries at most 9,999,999,999 ${amount.currency}; split the amount.`,
		zh: `银行二维码最多 9,999,999,999 ${amount.currency}；请拆分金额。`,
		es: `Un QR de banco lleva como máximo 9,999,999,999 ${amount.currency}; divida el importe.`,
	});
}

export function wrongMcc(mcc: string | undefined): Refusal | null {
	if (mcc === undefined || /^[0-9]{4}$/.test(mcc)) return null;
	return refuse({
		en: "mcc must be four digits, for example 5812.",
		zh: "mcc 必须是四位数字，例如 5812。",
		es: "mcc debe tener cuatro cifras, por ejemplo 5812.",
	});
}

/** A reference as bank statements print it: 1 to 25 ASCII characters, no blank at its ends. */
export function wrongReference(scheme: string, reference: string | null): Refusal | null {
	if (reference === null || /^[!-~](?:[ -~]{0,23}[!-~])?$/.test(reference)) return null;
	return refuse({
		en: `A ${scheme} reference is 1 to ${REFERENCE_LIMIT_CHARS} letters, digits and ASCII signs; shorten or change the reference.`,
		zh: `${scheme} 编号为 1 到 ${REFERENCE_LIMIT_CHARS} 个字母、数字或 ASCII 符号；请缩短或修改编号。`,
		es: `Una referencia ${scheme} tiene de 1 a ${REFERENCE_LIMIT_CHARS} letras, cifras y signos ASCII; acórtela o cámbiela.`,
	});
}
