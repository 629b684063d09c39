/** CORE. PromptPay transfer code (Thailand, AnyID): Thai QR Payment Standard, merchant account template 29. */

import { isRefusal, type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { encodeEmvco } from "./emvco.ts";
import { CITY, CITY_LIMIT_CHARS, cityField, NAME, NAME_LIMIT_CHARS, nameField } from "./merchant-fields.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const IDENTIFIER = "A000000677010111";
const MOBILE = "01";
const CITIZEN = "02";
const WALLET = "03";

export const PROMPTPAY: Profile = {
	id: "promptpay",
	title: { en: "PromptPay (Thailand)", zh: "PromptPay（泰国）", es: "PromptPay (Tailandia)" },
	currencies: ["THB"],
	errorCorrection: "M",
	fields: [
		{
			id: "proxy",
			label: {
				en: "Mobile number, national or tax id (13 digits) or e-wallet (15 digits) registered with PromptPay",
				zh: "PromptPay 登记的手机号、身份证号或税号（13 位）或电子钱包号（15 位）",
				es: "Móvil, cédula o número fiscal (13 cifras) o monedero (15 cifras) registrado en PromptPay",
			},
			required: true,
			isAscii: true,
			example: "081-222-3333",
		},
		nameField("Ran Khao Tua Yang", false),
		cityField("Bangkok"),
	],
	compose,
};

type Proxy = { readonly type: string; readonly value: string; readonly shown: string };

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const warnings: Text[] = [];
	const proxy = readProxy(fields.get("proxy") ?? "", warnings);
	if (isRefusal(proxy)) return proxy;
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const city = shorten(fields.get("city") ?? "", CITY_LIMIT_CHARS, CITY, warnings);
	if (reference !== null) {
		warnings.push({
			en: "A PromptPay code for a mobile number, tax id or e-wallet carries no reference; compare amount and time in the bank app.",
			zh: "以手机号、税号或电子钱包收款的 PromptPay 二维码不带编号；请在银行应用中核对金额和时间。",
			es: "Un código PromptPay con móvil, número fiscal o monedero no lleva referencia; compare importe y hora en la app del banco.",
		});
	}
	const payload = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "01", value: amount === null ? "11" : "12" },
		{
			id: "29",
			value: [
				{ id: "00", value: IDENTIFIER },
				{ id: proxy.type, value: proxy.value },
			],
		},
		...(name === "" && city === "" ? [] : [{ id: "52", value: "0000" }]),
		{ id: "53", value: "764" },
		{ id: "58", value: "TH" },
		{ id: "54", value: amount === null ? "" : toMajor(amount) },
		{ id: "59", value: name },
		{ id: "60", value: city },
	]);
	return { payload, warnings, caption: captionOf(name === "" ? "PromptPay" : name, proxy.shown, amount, null) };
}

/** The kind of proxy is told by its number of digits. A mobile number stands in 13 digits, its country in front. */
function readProxy(typed: string, warnings: Text[]): Proxy | Refusal {
	const bare = typed.replace(/[\s().-]/g, "").replace(/^(?:\+|00)66/, "0");
	if (/^0[0-9]{9}$|^0[0-9]{8}$/.test(bare)) {
		if (!/^0[689][0-9]{8}$/.test(bare)) warnings.push(odd(typed, "mobile number"));
		return { type: MOBILE, value: `66${bare.slice(1)}`.padStart(13, "0"), shown: bare };
	}
	if (/^[0-9]{13}$/.test(bare)) {
		if (!hasCheckDigit(bare)) warnings.push(odd(typed, "id"));
		// Of a person's number only the end is printed.
		return { type: CITIZEN, value: bare, shown: bare.startsWith("0") ? bare : `*********${bare.slice(-4)}` };
	}
	if (/^[0-9]{15}$/.test(bare)) return { type: WALLET, value: bare, shown: bare };
	return refuse({
		en: `“${typed.slice(0, 40)}” is no PromptPay number: use a mobile number like 081-222-3333, an id of 13 digits or an e-wallet of 15.`,
		zh: `“${typed.slice(0, 40)}”不是 PromptPay 号码：请填写形如 081-222-3333 的手机号、13 位证件号或 15 位电子钱包号。`,
		es: `“${typed.slice(0, 40)}” no es un número PromptPay: use un móvil como 081-222-3333, un número de 13 cifras o un monedero de 15.`,
	});
}

/** Modulo 11 over twelve digits with weights 13 to 2, as on Thai identity cards and tax ids. */
function hasCheckDigit(id: string): boolean {
	let sum = 0;
	for (let at = 0; at < 12; at++) sum += Number(id.charAt(at)) * (13 - at);
	return (11 - (sum % 11)) % 10 === Number(id.charAt(12));
}

/** Banks do not publish every range they register, so an odd number is said and not refused. */
const odd = (typed: string, kind: "mobile number" | "id"): Text => ({
	en: `“${typed}” does not look like a Thai ${kind === "id" ? "id with a right check digit" : "mobile number"}; compare it with the bank app.`,
	zh: `“${typed}”不像${kind === "id" ? "校验位正确的泰国证件号" : "泰国手机号"}；请与银行应用核对。`,
	es: `“${typed}” no parece ${kind === "id" ? "un número tailandés con dígito de control correcto" : "un móvil tailandés"}; compárelo con la app del banco.`,
});
