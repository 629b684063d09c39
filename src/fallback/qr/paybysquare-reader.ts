/** CORE. Reads PAY by square; what its fields say, and everything that is wrong with them. */

import { fault, filled, missing, notThis, passedDay, tooLong, wrongAmount, wrongBic, wrongIban } from "./code-fault.ts";
import type { Decoded } from "./decoded.ts";
import { unpackSquare } from "./paybysquare-unpack.ts";

/** Whether a payload can be one at all: base 32 with digits first. */
export const looksLikePayBySquare = (payload: string): boolean => /^0[0-9A-Va-v]{19,}$/.test(payload);

export function readPayBySquare(payload: string, today: string | null): Decoded {
	const read = unpackSquare(payload);
	const payment = read?.payments[0];
	if (read === null || payment === undefined) {
		const broken = fault(
			"paybysquare",
			"it cannot be unpacked or its check sum is wrong; scan it again",
			"无法解包或校验码有误；请重新扫描",
			"no se puede descomprimir o su suma de control no coincide; escanéelo de nuevo",
		);
		return {
			scheme: "paybysquare",
			faults: [broken],
			warnings: [],
			amount: null,
			currency: null,
			reference: null,
			fields: [],
		};
	}
	const { amount, currency, variableSymbol: symbol, note: text, accounts } = payment;
	const due = payment.due.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
	return {
		scheme: "paybysquare",
		faults: [
			...missing("iban", accounts[0]?.[0] ?? ""),
			...accounts.flatMap(([iban, bic]) => [...wrongIban("iban", iban), ...wrongBic("bic", bic)]),
			...wrongAmount("amount", amount, /^\d{1,12}(?:\.\d{1,2})?$/),
			...(/^[A-Z]{3}$/.test(currency) ? [] : [notThis("currency", currency, "EUR")]),
			...(/^\d{0,10}$/.test(symbol) ? [] : [notThis("variable-symbol", symbol, "0–9, ≤ 10")]),
			...tooLong("name", read.beneficiary, 70),
			...tooLong("text", text, 140),
		],
		warnings: [
			...passedDay(due, today),
			...(read.payments.length === 1
				? []
				: [
						{
							en: `The code asks for ${read.payments.length} payments; the first one is shown.`,
							zh: `此码含 ${read.payments.length} 笔付款；仅显示第一笔。`,
							es: `El código pide ${read.payments.length} pagos; se muestra el primero.`,
						},
					]),
		],
		amount: amount || null,
		currency: currency || null,
		reference: symbol || payment.reference || null,
		fields: filled([
			["invoice", read.invoiceId],
			...accounts.flatMap(([iban, bic]) => [["iban", iban] as const, ["bic", bic] as const]),
			["name", read.beneficiary],
			["amount", amount],
			["currency", currency],
			["due", due],
			["variable-symbol", symbol],
			["constant-symbol", payment.constantSymbol],
			["specific-symbol", payment.specificSymbol],
			["reference", payment.reference],
			["text", text],
		]),
	};
}
