/** CORE. Faults that readers of several formats find, in the words of all of them. */

import { isIban } from "../../iban.ts";
import type { Text } from "../../text.ts";
import { isBic } from "./account.ts";
import type { CodeFault, Decoded } from "./decoded.ts";

export const fault = (field: string, en: string, zh: string, es: string): CodeFault => ({
	field,
	text: { en: `${field}: ${en}.`, zh: `${field}：${zh}。`, es: `${field}: ${es}.` },
});

/** A value as a fault shows it: bounded. */
const shown = (value: string): string => value.slice(0, 60);

export const wrongIban = (field: string, iban: string): readonly CodeFault[] =>
	isIban(iban)
		? []
		: [
				fault(
					field,
					`“${shown(iban)}” is no valid IBAN`,
					`“${shown(iban)}”不是有效的 IBAN`,
					`“${shown(iban)}” no es un IBAN válido`,
				),
			];

export const wrongBic = (field: string, bic: string): readonly CodeFault[] =>
	bic === "" || isBic(bic)
		? []
		: [fault(field, `“${shown(bic)}” is no BIC`, `“${shown(bic)}”不是 BIC`, `“${shown(bic)}” no es un BIC`)];

export const wrongAmount = (field: string, amount: string, pattern: RegExp): readonly CodeFault[] =>
	amount === "" || (pattern.test(amount) && /[1-9]/.test(amount))
		? []
		: [
				fault(
					field,
					`“${shown(amount)}” is no amount this scheme allows`,
					`“${shown(amount)}”不是此标准允许的金额`,
					`“${shown(amount)}” no es un importe que este sistema admita`,
				),
			];

export const tooLong = (field: string, value: string, limit: number): readonly CodeFault[] =>
	[...value].length <= limit
		? []
		: [
				fault(
					field,
					`it has ${[...value].length} characters, and ${limit} are allowed`,
					`有 ${[...value].length} 个字符，最多 ${limit} 个`,
					`tiene ${[...value].length} caracteres y se admiten ${limit}`,
				),
			];

export const missing = (field: string, value: string): readonly CodeFault[] =>
	value === "" ? [fault(field, "it is missing", "缺失", "falta")] : [];

/** Something else stands where the format has one value, or one of a few. */
export const notThis = (field: string, value: string, right: string): CodeFault =>
	fault(
		field,
		`it says “${shown(value)}” where ${right} must stand`,
		`写的是“${shown(value)}”，应为 ${right}`,
		`dice “${shown(value)}” donde debe decir ${right}`,
	);

/** A day that has passed: the code is right, and a bank may refuse it all the same. `day` and `today` are YYYY-MM-DD. */
export const passedDay = (day: string, today: string | null): readonly Text[] =>
	today === null || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day >= today
		? []
		: [
				{
					en: `The code has expired: its last day was ${day}.`,
					zh: `二维码已过期：最后有效日为 ${day}。`,
					es: `El código ha vencido: su último día fue ${day}.`,
				},
			];

/** Fields with a value, in their order. */
export const filled = (fields: readonly (readonly [string, string])[]): Decoded["fields"] =>
	fields.filter(([, value]) => value !== "");

/** A percent-encoded value, or null when its escapes are broken. */
export function readEscapes(value: string): string | null {
	try {
		return decodeURIComponent(value);
	} catch {
		return null; // a URIError is the only way to ask
	}
}
