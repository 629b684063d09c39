/** CORE. Short Payment Descriptor 1.0 (Czech banks, qr-platba.cz): `SPD*1.0*` and attributes parted by asterisks. */

import { isRefusal, type Refusal, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import {
	bare,
	bicField,
	currencyField,
	currencyOf,
	grouped,
	ibanField,
	NAME,
	TEXT,
	tooMuch,
	variableSymbol,
	wrongAccount,
} from "./account.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const NAME_LIMIT_CHARS = 35;
const TEXT_LIMIT_CHARS = 60;
/** AM has ten characters. */
const AMOUNT_LIMIT_CENTS = 999_999_999;

export const SPAYD: Profile = {
	id: "spayd",
	title: { en: "QR Platba (Czech Republic)", zh: "QR Platba（捷克）", es: "QR Platba (Chequia)" },
	currencies: ["CZK", "EUR"],
	errorCorrection: "M",
	fields: [
		ibanField("CZ6508000000192000145399"),
		bicField("GIBACZPX"),
		{ id: "name", label: NAME, required: true, isAscii: false, example: "Kavárna Příklad" },
		{ id: "text", label: TEXT, required: false, isAscii: false, example: "Table 7" },
		currencyField("CZK"),
	],
	compose,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const iban = bare(fields, "iban");
	const bic = bare(fields, "bic");
	const wrong = wrongAccount(iban, bic) ?? tooMuch("QR Platba", amount, AMOUNT_LIMIT_CENTS);
	if (wrong !== null) return wrong;
	const currency = currencyOf(SPAYD, fields, amount);
	if (isRefusal(currency)) return currency;
	const variable = variableSymbol(reference);
	if (isRefusal(variable)) return variable;

	const warnings: Text[] = [];
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const attributes: readonly (readonly [string, string])[] = [
		["ACC", bic === "" ? iban : `${iban}+${bic}`],
		["AM", amount === null ? "" : toMajor(amount)],
		["CC", currency.currency],
		["RN", escaped(name)],
		["MSG", escaped(shorten(fields.get("text") ?? "", TEXT_LIMIT_CHARS, TEXT, warnings))],
		["X-VS", variable.symbol],
	];
	const given = attributes.filter(([, value]) => value !== "").map(([key, value]) => `${key}:${value}`);
	const payload = ["SPD", "1.0", ...given].join("*");
	const shown = variable.symbol === "" ? null : variable.symbol;
	return { payload, warnings, caption: captionOf(name, grouped(iban), amount, shown) };
}

/** `*` parts the attributes, `%` begins an escape, `+` stands for a blank in some readers; the rest is percent-encoded UTF-8. */
const escaped = (value: string): string =>
	value.replace(/[*%+]|[^ -~]+/gu, (sign) => (sign === "*" ? "%2A" : encodeURIComponent(sign)));
