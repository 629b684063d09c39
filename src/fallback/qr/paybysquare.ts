/**
 * CORE. PAY by square 1.2 (Slovak Banking Association): tab-separated fields, CRC-32, LZMA and base 32, by `bysquare`.
 * Equal payments may have different payloads, since LZMA leaves the packer a choice: compare what is decoded.
 */

import { encode, PaymentOptions } from "bysquare/pay";
import { isRefusal, type Refusal, type Text } from "../../text.ts";
import { type Money, parseMoney, toMajor } from "../money.ts";
import { bare, bicField, grouped, ibanField, NAME, TEXT, tooMuch, variableSymbol, wrongAccount } from "./account.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const NAME_LIMIT_CHARS = 70;
const TEXT_LIMIT_CHARS = 140;

export const PAY_BY_SQUARE: Profile = {
	id: "paybysquare",
	title: { en: "PAY by square (Slovakia)", zh: "PAY by square（斯洛伐克）", es: "PAY by square (Eslovaquia)" },
	currencies: ["EUR"],
	errorCorrection: "M",
	fields: [
		ibanField("SK3112000000198742637541"),
		bicField("TATRSKBX"),
		// The standard has UTF-8, but banking apps there fail on accents.
		{ id: "name", label: NAME, required: true, isAscii: true, example: "Kaviaren Priklad" },
		{ id: "text", label: TEXT, required: false, isAscii: true, example: "Table 7" },
	],
	compose,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const iban = bare(fields, "iban");
	const bic = bare(fields, "bic");
	const wrong = wrongAccount(iban, bic) ?? tooMuch("PAY by square", amount);
	if (wrong !== null) return wrong;
	const variable = variableSymbol(reference);
	if (isRefusal(variable)) return variable;

	const warnings: Text[] = [];
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const text = shorten(fields.get("text") ?? "", TEXT_LIMIT_CHARS, TEXT, warnings);
	const payment = {
		type: PaymentOptions.PaymentOrder,
		...(amount === null ? {} : { amount: asNumber(amount) }),
		currencyCode: "EUR",
		bankAccounts: [bic === "" ? { iban } : { iban, bic }],
		beneficiary: { name },
		...(variable.symbol === "" ? {} : { variableSymbol: variable.symbol }),
		...(text === "" ? {} : { paymentNote: text }),
	};
	// What it validates is validated above, and a refusal of its own would be an exception.
	const payload = encode({ payments: [payment] }, { deburr: false, validate: false });
	const shown = variable.symbol === "" ? null : variable.symbol;
	return { payload, warnings, caption: captionOf(name, grouped(iban), amount, shown) };
}

/** The package takes a number and writes it with `String`: exact for eleven digits, and checked, since it is money. */
function asNumber(amount: Money): number {
	const number = Number(toMajor(amount));
	const again = parseMoney(String(number), amount.currency);
	if (isRefusal(again) || again.minor !== amount.minor) throw new RangeError(`${toMajor(amount)} is not exact`);
	return number;
}
