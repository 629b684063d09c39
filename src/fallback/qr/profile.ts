/** CORE. What one national QR scheme has to say about itself, and the words all schemes share. One file a scheme. */

import type { Refusal, Text } from "../../text.ts";
import { type Money, showMoney } from "../money.ts";
import { cut } from "./latin.ts";

/** One thing of the shop's own account data that a scheme puts into its code. */
export type Field = {
	readonly id: string;
	readonly label: Text;
	readonly required: boolean;
	/** Whether the scheme carries it in ASCII only; it is then transliterated before `compose` sees it. */
	readonly isAscii: boolean;
	readonly example: string;
};

/** `caption` is printed below the code, one line each, so that a payer can check it or type it in. */
export type BankQr = {
	readonly payload: string;
	readonly warnings: readonly Text[];
	readonly caption: readonly Text[];
};

/** Field id → value, as far as they are given. */
export type FieldValues = ReadonlyMap<string, string>;

export type Profile = {
	readonly id: string;
	readonly title: Text;
	/** ISO 4217, the usual one first. */
	readonly currencies: readonly [string, ...string[]];
	/** Level of the QR symbol; EPC069-12 demands M, and the others follow it. */
	readonly errorCorrection: "M";
	readonly fields: readonly Field[];
	/** Fields are known ones, trimmed, not empty, without control characters; the required ones are there; the amount is payable. */
	compose(fields: FieldValues, amount: Money | null, reference: string | null, nowMs: number): BankQr | Refusal;
	/** When a payload was made, where the scheme writes the time into it; the same time makes the same payload again. */
	readonly madeAtMs?: (payload: string) => number | null;
};

/** What a payer must be able to check: who gets the money, where, how much, for what. */
export function captionOf(
	payee: string,
	account: string,
	amount: Money | null,
	reference: string | null,
): readonly Text[] {
	return [
		{ en: `To: ${payee}`, zh: `收款方：${payee}`, es: `A: ${payee}` },
		{ en: `Account: ${account}`, zh: `账户：${account}`, es: `Cuenta: ${account}` },
		...(amount === null
			? []
			: [
					{
						en: `Amount: ${showMoney(amount, "en")}`,
						zh: `金额：${showMoney(amount, "zh")}`,
						es: `Importe: ${showMoney(amount, "es")}`,
					},
				]),
		...(reference === null
			? []
			: [{ en: `Reference: ${reference}`, zh: `编号：${reference}`, es: `Referencia: ${reference}` }]),
	];
}

/** The text within a scheme's limit of characters; what had to go is said in a warning. */
export function shorten(text: string, limit: number, label: Text, warnings: Text[]): string {
	const short = cut(text, limit);
	if (short !== text) {
		warnings.push({
			en: `${label.en} was cut to “${short}”; the scheme allows ${limit} characters.`,
			zh: `${label.zh}已截短为“${short}”；该标准最多 ${limit} 个字符。`,
			es: `${label.es} se acortó a “${short}”; el sistema admite ${limit} caracteres.`,
		});
	}
	return short;
}
