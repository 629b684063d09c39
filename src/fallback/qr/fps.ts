/** CORE. FPS code (Hong Kong): Common QR Code Specification for Retail Payments (HKMA), account template 26 of HKICL. */

import { isRefusal, type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { encodeEmvco } from "./emvco.ts";
import {
	CITY,
	CITY_LIMIT_CHARS,
	cityField,
	currencyField,
	MCC_FIELD,
	NAME,
	NAME_LIMIT_CHARS,
	nameField,
	readCurrency,
	wrongMcc,
	wrongReference,
} from "./merchant-fields.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const IDENTIFIER = "hk.com.hkicl";
const FPS_ID = "02";
const MOBILE = "03";
const EMAIL = "04";
/** What template 26 leaves beside the identifier: 99, less two heads of 4. */
const PROXY_LIMIT_CHARS = 99 - 2 * 4 - IDENTIFIER.length;
const CURRENCIES = ["HKD", "CNY"] as const;

export const FPS: Profile = {
	id: "fps",
	title: { en: "FPS (Hong Kong)", zh: "转数快 FPS（香港）", es: "FPS (Hong Kong)" },
	currencies: CURRENCIES,
	errorCorrection: "M",
	fields: [
		{
			id: "proxy",
			label: {
				en: "FPS identifier, mobile number or e-mail registered with FPS",
				zh: "转数快识别码、登记的手机号或电子邮箱",
				es: "Identificador FPS, móvil o correo registrado en FPS",
			},
			required: true,
			isAscii: true,
			example: "1234567",
		},
		nameField("Example Cha Chaan Teng", false),
		cityField("HK"),
		MCC_FIELD,
		currencyField("HKD"),
	],
	compose,
};

type Proxy = { readonly type: string; readonly value: string };

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const warnings: Text[] = [];
	const proxy = readProxy(fields.get("proxy") ?? "", warnings);
	if (isRefusal(proxy)) return proxy;
	const currency = readCurrency(fields, amount, CURRENCIES);
	if (typeof currency !== "string") return currency;
	const wrong = wrongMcc(fields.get("mcc")) ?? wrongReference("FPS", reference);
	if (wrong !== null) return wrong;

	// “NA” is what the scheme's readers take for a name that is not told; the payer's bank shows the registered one.
	const name = shorten(fields.get("name") ?? "NA", NAME_LIMIT_CHARS, NAME, warnings);
	const city = shorten(fields.get("city") ?? "HK", CITY_LIMIT_CHARS, CITY, warnings);
	const payload = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "01", value: amount === null ? "11" : "12" },
		{
			id: "26",
			value: [
				{ id: "00", value: IDENTIFIER },
				{ id: proxy.type, value: proxy.value },
			],
		},
		{ id: "52", value: fields.get("mcc") ?? "0000" },
		{ id: "53", value: currency === "CNY" ? "156" : "344" },
		{ id: "54", value: amount === null ? "" : toMajor(amount) },
		{ id: "58", value: "HK" },
		{ id: "59", value: name },
		{ id: "60", value: city },
		{ id: "62", value: [{ id: "05", value: reference ?? "" }] },
	]);
	return { payload, warnings, caption: captionOf(fields.has("name") ? name : "FPS", proxy.value, amount, reference) };
}

/** Told by its form; the e-mail keeps its capitals, as its owner registered it. Eight digits are a Hong Kong number. */
function readProxy(typed: string, warnings: Text[]): Proxy | Refusal {
	if (typed.includes("@")) {
		if (typed.length <= PROXY_LIMIT_CHARS && /^[^\s@]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(typed)) {
			return { type: EMAIL, value: typed };
		}
	}
	const bare = typed.replace(/[\s()]/g, "");
	const local = /^(?:\+852-?)?([4-9][0-9]{3})-?([0-9]{4})$/.exec(bare);
	if (local !== null) return { type: MOBILE, value: `+852-${local[1]}${local[2]}` };
	const abroad = /^\+(86|853)-?([0-9]{6,14})$|^\+([1-9][0-9]{0,2})-([0-9]{6,14})$/.exec(bare);
	if (abroad !== null && (abroad[1] ?? abroad[3]) !== "852") {
		return { type: MOBILE, value: `+${abroad[1] ?? abroad[3]}-${abroad[2] ?? abroad[4]}` };
	}
	if (/^[0-9]{7,12}$/.test(bare)) {
		if (bare.length !== 7 && bare.length !== 9) {
			warnings.push({
				en: `An FPS identifier has 7 or 9 digits and this one ${bare.length}; compare it with the bank app.`,
				zh: `转数快识别码为 7 位或 9 位，此号为 ${bare.length} 位；请与银行应用核对。`,
				es: `Un identificador FPS tiene 7 o 9 cifras y este ${bare.length}; compárelo con la app del banco.`,
			});
		}
		return { type: FPS_ID, value: bare };
	}
	return refuse({
		en: `“${typed.slice(0, 80)}” is no FPS address: use the identifier of 7 or 9 digits, a mobile number like +852-67891234 or an e-mail.`,
		zh: `“${typed.slice(0, 80)}”不是转数快收款地址：请填写 7 位或 9 位识别码、形如 +852-67891234 的手机号或电子邮箱。`,
		es: `“${typed.slice(0, 80)}” no es una dirección FPS: use el identificador de 7 o 9 cifras, un móvil como +852-67891234 o un correo.`,
	});
}
