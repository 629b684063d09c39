/** CORE. Reads PAY by square; the package unpacks and checks the CRC-32, what the fields say is checked here. */

import { decode } from "bysquare/pay";
import { fault, filled, missing, notThis, passedDay, tooLong, wrongAmount, wrongBic, wrongIban } from "./code-fault.ts";
import type { Decoded } from "./decoded.ts";

/** Whether a payload can be one at all: base 32 with digits first. */
export const looksLikePayBySquare = (payload: string): boolean => /^0[0-9A-Va-v]{19,}$/.test(payload);

export function readPayBySquare(payload: string, today: string | null): Decoded {
	const read = unpack(payload);
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
	// 0 and NaN are what the package makes of an amount that is left out.
	const amount = payment.amount ? String(payment.amount) : "";
	const due = (payment.paymentDueDate ?? "").replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
	const text = payment.paymentNote ?? "";
	const symbol = payment.variableSymbol ?? "";
	const accounts = payment.bankAccounts.map(({ iban, bic = "" }) => [iban, bic] as const);
	return {
		scheme: "paybysquare",
		faults: [
			...missing("iban", accounts[0]?.[0] ?? ""),
			...accounts.flatMap(([iban, bic]) => [...wrongIban("iban", iban), ...wrongBic("bic", bic)]),
			...wrongAmount("amount", amount, /^\d{1,12}(?:\.\d{1,2})?$/),
			...(/^[A-Z]{3}$/.test(payment.currencyCode) ? [] : [notThis("currency", payment.currencyCode, "EUR")]),
			...(/^\d{0,10}$/.test(symbol) ? [] : [notThis("variable-symbol", symbol, "0–9, ≤ 10")]),
			...tooLong("name", payment.beneficiary.name, 70),
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
		currency: payment.currencyCode || null,
		reference: symbol || payment.originatorsReferenceInformation || null,
		fields: filled([
			["invoice", read.invoiceId ?? ""],
			...accounts.flatMap(([iban, bic]) => [["iban", iban] as const, ["bic", bic] as const]),
			["name", payment.beneficiary.name],
			["amount", amount],
			["currency", payment.currencyCode],
			["due", due],
			["variable-symbol", symbol],
			["constant-symbol", payment.constantSymbol ?? ""],
			["specific-symbol", payment.specificSymbol ?? ""],
			["reference", payment.originatorsReferenceInformation ?? ""],
			["text", text],
		]),
	};
}

function unpack(payload: string): ReturnType<typeof decode> | null {
	try {
		return decode(payload.toUpperCase());
	} catch {
		return null; // the package throws for everything that is no such code
	}
}
