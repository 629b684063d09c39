/** CORE. The account fields that several European schemes share, and what is wrong with one of them. */

import { isIban } from "../../iban.ts";
import { type Refusal, refuse } from "../../text.ts";
import type { Money } from "../money.ts";
import { isReference, referenceDigits } from "../sale-reference.ts";
import type { Field, FieldValues } from "./profile.ts";

export const NAME = { en: "Name of the account holder", zh: "账户持有人名称", es: "Nombre del titular de la cuenta" };
export const TEXT = { en: "Text on the payer's transfer", zh: "转账附言", es: "Concepto de la transferencia" };

export const bicField = (example: string): Field => ({
	id: "bic",
	label: { en: "BIC of the bank", zh: "银行 BIC", es: "BIC del banco" },
	required: false,
	isAscii: true,
	example,
});

export const ibanField = (example: string): Field => ({
	id: "iban",
	label: { en: "IBAN", zh: "IBAN", es: "IBAN" },
	required: true,
	isAscii: true,
	example,
});

export const currencyField = (example: string): Field => ({
	id: "currency",
	label: {
		en: "Currency, when the code has no amount",
		zh: "货币（二维码不含金额时）",
		es: "Moneda, cuando el código no lleva importe",
	},
	required: false,
	isAscii: true,
	example,
});

/** As banks compare it: no blanks, capital letters. */
export const bare = (fields: FieldValues, id: string): string =>
	(fields.get(id) ?? "").replaceAll(" ", "").toUpperCase();

/** In groups of four, as it is printed on a statement. */
export const grouped = (iban: string): string => iban.replace(/(.{4})(?=.)/g, "$1 ");

export const isBic = (bic: string): boolean => /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic);

/** What is wrong with an account, or null. */
export function wrongAccount(iban: string, bic: string): Refusal | null {
	if (!isIban(iban)) {
		return refuse({
			en: `“${iban.slice(0, 40)}” is no valid IBAN; compare it with the bank's statement.`,
			zh: `“${iban.slice(0, 40)}”不是有效的 IBAN；请与银行对账单核对。`,
			es: `“${iban.slice(0, 40)}” no es un IBAN válido; compárelo con el extracto del banco.`,
		});
	}
	if (bic === "" || isBic(bic)) return null;
	return refuse({
		en: `“${bic.slice(0, 40)}” is no BIC: it has 8 or 11 characters; it may be left out.`,
		zh: `“${bic.slice(0, 40)}”不是 BIC：应为 8 或 11 个字符；也可以不填。`,
		es: `“${bic.slice(0, 40)}” no es un BIC: tiene 8 u 11 caracteres; puede omitirse.`,
	});
}

/** The currency a code says: the amount's, else the one of its field, else the usual one. Refuses two different ones. */
export function currencyOf(
	{ id, currencies }: { readonly id: string; readonly currencies: readonly [string, ...string[]] },
	fields: FieldValues,
	amount: Money | null,
): { readonly currency: string } | Refusal {
	const written = fields.get("currency")?.toUpperCase() ?? amount?.currency ?? currencies[0];
	if (currencies.includes(written) && (amount === null || amount.currency === written)) return { currency: written };
	const known = amount?.currency ?? currencies.join(", ");
	return refuse({
		en: `The currency of this ${id} code is ${known} and not “${written.slice(0, 12)}”; correct currency or leave it out.`,
		zh: `此 ${id} 二维码的货币应为 ${known}，而不是“${written.slice(0, 12)}”；请改正 currency 或不填。`,
		es: `La moneda de este código ${id} es ${known} y no “${written.slice(0, 12)}”; corrija currency u omítala.`,
	});
}

/** The most these schemes carry: 999,999,999.99 of a currency with cents. */
const AMOUNT_LIMIT_CENTS = 99_999_999_999;

export function tooMuch(title: string, amount: Money | null, limit = AMOUNT_LIMIT_CENTS): Refusal | null {
	if (amount === null || amount.minor <= limit) return null;
	const [en, es] =
		limit === AMOUNT_LIMIT_CENTS ? ["999,999,999.99", "999.999.999,99"] : ["9,999,999.99", "9.999.999,99"];
	return refuse({
		en: `${title} carries at most ${en} ${amount.currency}; split the amount.`,
		zh: `${title} 最多 ${en} ${amount.currency}；请拆分金额。`,
		es: `${title} lleva como máximo ${es} ${amount.currency}; divida el importe.`,
	});
}

/** The variable symbol of Czech and Slovak banks: a sale reference's digits, or the shop's own number of up to ten. */
export function variableSymbol(reference: string | null): { readonly symbol: string } | Refusal {
	if (reference === null) return { symbol: "" };
	if (isReference(reference)) return { symbol: referenceDigits(reference) };
	if (/^[0-9]{1,10}$/.test(reference)) return { symbol: reference };
	return refuse({
		en: "A variable symbol is 1 to 10 digits; change the reference, or use the field text.",
		zh: "可变符号（variable symbol）为 1 到 10 位数字；请修改编号，或改用 text 字段。",
		es: "Un símbolo variable tiene de 1 a 10 cifras; cambie la referencia o use el campo text.",
	});
}
