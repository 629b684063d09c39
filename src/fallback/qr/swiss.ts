/**
 * CORE. Swiss QR-bill (SIX, implementation guidelines 2.3 and 2.4): lines parted by LF, structured addresses (S) only.
 * A QR-IBAN goes with a QR reference (QRR), any other with an RF reference (SCOR) or none (NON).
 */

import { calculateQRReferenceChecksum, isQRIBAN, isQRReferenceValid } from "swissqrbill/utils";
import { isRefusal, type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { isReference, referenceDigits } from "../sale-reference.ts";
import { bare, currencyField, currencyOf, grouped, ibanField, NAME, TEXT, tooMuch, wrongAccount } from "./account.ts";
import { creditorReference, isCreditorReference } from "./creditor-reference.ts";
import { type BankQr, captionOf, type Field, type FieldValues, type Profile, shorten } from "./profile.ts";

const STREET = { en: "Street", zh: "街道", es: "Calle" };
const HOUSE = { en: "Building number", zh: "门牌号", es: "Número" };
const POSTCODE = { en: "Postal code", zh: "邮政编码", es: "Código postal" };
const TOWN = { en: "Town", zh: "城市", es: "Localidad" };
const QR_REFERENCE_DIGITS = 26;
const PAYLOAD_LIMIT_CHARS = 997;
/** Guidelines 4.1.1 (2.3): Latin letters up to Latin Extended-A, four Romanian ones and the euro sign. */
const CARRIED = /^[ -~\u00a0-\u017f\u0218-\u021b\u20ac]*$/;

/** Longest value of each line, in characters (guidelines 4.2.2). */
const LIMITS: ReadonlyMap<string, readonly [limit: number, label: Text]> = new Map([
	["name", [70, NAME]],
	["street", [70, STREET]],
	["house", [16, HOUSE]],
	["postcode", [16, POSTCODE]],
	["town", [35, TOWN]],
	["text", [140, TEXT]],
]);

const field = (id: string, label: Text, required: boolean, example: string): Field => ({
	id,
	label,
	required,
	isAscii: false,
	example,
});

export const SWISS: Profile = {
	id: "swiss",
	title: { en: "Swiss QR-bill", zh: "瑞士 QR 账单", es: "Factura QR suiza" },
	currencies: ["CHF", "EUR"],
	errorCorrection: "M",
	fields: [
		ibanField("CH9300762011623852957"),
		field("name", NAME, true, "Beispiel Bäckerei AG"),
		field("street", STREET, false, "Musterstrasse"),
		field("house", HOUSE, false, "7"),
		field("postcode", POSTCODE, true, "3000"),
		field("town", TOWN, true, "Bern"),
		field(
			"country",
			{
				en: "Country, two letters; CH if left out",
				zh: "国家，两个字母；不填为 CH",
				es: "País, dos letras; CH si se omite",
			},
			false,
			"CH",
		),
		field("text", TEXT, false, "Table 7"),
		currencyField("CHF"),
	],
	compose,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const iban = bare(fields, "iban");
	const country = fields.get("country")?.toUpperCase() ?? "CH";
	const wrong = wrongAccount(iban, "") ?? wrongDetail(iban, country, fields) ?? tooMuch("A Swiss QR-bill", amount);
	if (wrong !== null) return wrong;
	const currency = currencyOf(SWISS, fields, amount);
	if (isRefusal(currency)) return currency;
	const structured = isQRIBAN(iban) ? qrReference(reference) : scorReference(reference);
	if (isRefusal(structured)) return structured;

	const warnings: Text[] = [];
	const line = (id: string) => {
		const [limit, label] = LIMITS.get(id) ?? [0, NAME];
		return shorten((fields.get(id) ?? "").normalize("NFC"), limit, label, warnings);
	};
	const name = line("name");
	const creditor = ["S", name, line("street"), line("house"), line("postcode"), line("town"), country];
	const payload = [
		...["SPC", "0200", "1", iban, ...creditor],
		...["", "", "", "", "", "", ""], // the ultimate creditor, reserved for later
		...[amount === null ? "" : toMajor(amount), currency.currency],
		...["", "", "", "", "", "", ""], // who pays is not known at a till
		...[structured.type, structured.value, line("text"), "EPD"],
	].join("\n");
	if ([...payload].length > PAYLOAD_LIMIT_CHARS) throw new RangeError(`a Swiss code of ${payload.length} characters`);
	const shown = structured.value === "" ? null : structured.value;
	return { payload, warnings, caption: captionOf(name, grouped(iban), amount, shown) };
}

function wrongDetail(iban: string, country: string, fields: FieldValues): Refusal | null {
	if (!/^(?:CH|LI)/.test(iban)) {
		return refuse({
			en: "A Swiss QR-bill needs an IBAN that begins with CH or LI; use epc for other accounts.",
			zh: "瑞士 QR 账单需要以 CH 或 LI 开头的 IBAN；其他账户请用 epc。",
			es: "Una factura QR suiza necesita un IBAN que empiece por CH o LI; use epc para otras cuentas.",
		});
	}
	if (!/^[A-Z]{2}$/.test(country)) {
		return refuse({
			en: "country is two letters, for example CH.",
			zh: "country 是两个字母，例如 CH。",
			es: "country son dos letras, por ejemplo CH.",
		});
	}
	for (const [id, [, label]] of LIMITS) {
		const value = fields.get(id) ?? "";
		if (CARRIED.test(value.normalize("NFC"))) continue;
		return refuse({
			en: `${label.en} (${id}) “${value.slice(0, 80)}” has a sign that Swiss banks do not carry; write it in Latin letters.`,
			zh: `${label.zh}（${id}）“${value.slice(0, 80)}”含有瑞士银行不支持的字符；请用拉丁字母填写。`,
			es: `${label.es} (${id}) “${value.slice(0, 80)}” tiene un signo que los bancos suizos no llevan; use letras latinas.`,
		});
	}
	return null;
}

type Structured = { readonly type: "QRR" | "SCOR" | "NON"; readonly value: string };

/** Modulo 10, recursive, over 26 digits; a sale reference is there as the number that it stands for. */
function qrReference(reference: string | null): Structured | Refusal {
	const written = reference?.replaceAll(" ", "") ?? "";
	const digits = isReference(written) ? referenceDigits(written) : written;
	if (/^[0-9]{27}$/.test(digits) && isQRReferenceValid(digits)) return { type: "QRR", value: digits };
	// A reference of zeros only stands for none, and banks refuse it.
	if (/^[0-9]{1,26}$/.test(digits) && (/[1-9]/.test(digits) || isReference(written))) {
		const padded = digits.padStart(QR_REFERENCE_DIGITS, "0");
		return { type: "QRR", value: padded + calculateQRReferenceChecksum(padded) };
	}
	return refuse({
		en: "A QR-IBAN needs a reference of up to 26 digits (27 with the check digit); change it, or use the ordinary IBAN.",
		zh: "QR-IBAN 需要最多 26 位数字的编号（含校验位为 27 位）；请修改编号，或使用普通 IBAN。",
		es: "Un QR-IBAN necesita una referencia de hasta 26 cifras (27 con la de control); cámbiela o use el IBAN normal.",
	});
}

function scorReference(reference: string | null): Structured | Refusal {
	if (reference === null) return { type: "NON", value: "" };
	const written = reference.replaceAll(" ", "").toUpperCase();
	// A sale reference may by chance begin like an RF reference, and must still be found again behind RF and check digits.
	const value = !isReference(written) && isCreditorReference(written) ? written : creditorReference(written);
	if (value !== null) return { type: "SCOR", value };
	return refuse({
		en: "The reference of an ordinary IBAN is 1 to 21 letters and digits; change it, or use the field text.",
		zh: "普通 IBAN 的编号为 1 到 21 个字母或数字；请修改编号，或改用 text 字段。",
		es: "La referencia de un IBAN normal tiene de 1 a 21 letras y cifras; cámbiela o use el campo text.",
	});
}
