/** CORE. VietQR code (Vietnam): NAPAS QR switching and payment specification, account template 38. Transfers to an account only. */

import { type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { encodeEmvco } from "./emvco.ts";
import { NAME, NAME_LIMIT_CHARS, nameField, wrongReference, wrongWhole } from "./merchant-fields.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const IDENTIFIER = "A000000727";
/** Transfer to an account. The other service, to a card, would put a card number into a picture on the wall. */
const TO_ACCOUNT = "QRIBFTTA";

export const VIETQR: Profile = {
	id: "vietqr",
	title: { en: "VietQR (Vietnam)", zh: "VietQR（越南）", es: "VietQR (Vietnam)" },
	currencies: ["VND"],
	errorCorrection: "M",
	fields: [
		{
			id: "bin",
			label: {
				en: "Six-digit number (BIN) of the bank",
				zh: "银行的六位编号（BIN）",
				es: "Número de seis cifras (BIN) del banco",
			},
			required: true,
			isAscii: true,
			example: "970416",
		},
		{
			id: "account",
			label: { en: "Account number", zh: "账号", es: "Número de cuenta" },
			required: true,
			isAscii: true,
			example: "257678859",
		},
		nameField("Quan Pho Vi Du", false),
	],
	compose,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const bin = (fields.get("bin") ?? "").replace(/\s/g, "");
	const account = (fields.get("account") ?? "").replace(/[\s.-]/g, "").toUpperCase();
	const wrong = wrongAccount(bin, account) ?? wrongWhole(amount, 0) ?? wrongReference("VietQR", reference);
	if (wrong !== null) return wrong;

	const warnings: Text[] = [];
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const beneficiary = [
		{ id: "00", value: bin },
		{ id: "01", value: account },
	];
	const payload = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "01", value: amount === null ? "11" : "12" },
		{
			id: "38",
			value: [
				{ id: "00", value: IDENTIFIER },
				{ id: "01", value: beneficiary },
				{ id: "02", value: TO_ACCOUNT },
			],
		},
		{ id: "53", value: "704" },
		{ id: "54", value: amount === null ? "" : toMajor(amount) },
		{ id: "58", value: "VN" },
		{ id: "59", value: name },
		{ id: "62", value: [{ id: "08", value: reference ?? "" }] },
	]);
	return { payload, warnings, caption: captionOf(name || "VietQR", `${bin} ${account}`, amount, reference) };
}

function wrongAccount(bin: string, account: string): Refusal | null {
	if (!/^[0-9]{6}$/.test(bin)) {
		return refuse({
			en: `“${bin.slice(0, 40)}” is no bank number: bin has six digits, for example 970416; the bank app shows it.`,
			zh: `“${bin.slice(0, 40)}”不是银行编号：bin 为六位数字，例如 970416；可在银行应用中查到。`,
			es: `“${bin.slice(0, 40)}” no es un número de banco: bin tiene seis cifras, por ejemplo 970416; la app del banco lo muestra.`,
		});
	}
	if (/^[A-Z0-9]{1,19}$/.test(account)) return null;
	return refuse({
		en: `“${account.slice(0, 40)}” is no account number: it has up to 19 digits or letters; compare it with the bank app.`,
		zh: `“${account.slice(0, 40)}”不是账号：最多 19 位数字或字母；请与银行应用核对。`,
		es: `“${account.slice(0, 40)}” no es un número de cuenta: tiene hasta 19 cifras o letras; compárelo con la app del banco.`,
	});
}
