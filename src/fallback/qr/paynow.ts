/** CORE. PayNow code (Singapore): PayNow QR Specifications 1.3, section 3, in the frame of SGQR 1.7. */

import { isRefusal, type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { encodeEmvco } from "./emvco.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const NAME = { en: "Name of the business", zh: "商户名称", es: "Nombre del negocio" };
const CITY = { en: "City", zh: "城市", es: "Ciudad" };
const NAME_LIMIT_CHARS = 25;
const CITY_LIMIT_CHARS = 15;

export const PAYNOW: Profile = {
	id: "paynow",
	title: { en: "PayNow (Singapore)", zh: "PayNow（新加坡）", es: "PayNow (Singapur)" },
	currencies: ["SGD"],
	errorCorrection: "M",
	fields: [
		{
			id: "uen",
			label: {
				en: "UEN of the business, with its PayNow suffix if any",
				zh: "商户 UEN（如有 PayNow 后缀请一并填写）",
				es: "UEN del negocio, con su sufijo PayNow si lo tiene",
			},
			required: false,
			isAscii: true,
			example: "201912345K",
		},
		{
			id: "mobile",
			label: {
				en: "Mobile number, when there is no UEN",
				zh: "手机号码（没有 UEN 时）",
				es: "Número de móvil, si no hay UEN",
			},
			required: false,
			isAscii: true,
			example: "+6591234567",
		},
		{ id: "name", label: NAME, required: true, isAscii: true, example: "Example Kopi" },
		{ id: "city", label: CITY, required: false, isAscii: true, example: "Singapore" },
		{
			id: "postal",
			label: { en: "Postal code", zh: "邮政编码", es: "Código postal" },
			required: false,
			isAscii: true,
			example: "018956",
		},
		{
			id: "mcc",
			label: { en: "Merchant category code", zh: "商户类别代码", es: "Código de categoría del comercio" },
			required: false,
			isAscii: true,
			example: "5814",
		},
		{
			id: "editable",
			label: {
				en: "May the payer change the amount: 1 yes, 0 no",
				zh: "付款人能否修改金额：1 能，0 不能",
				es: "¿Puede quien paga cambiar el importe? 1 sí, 0 no",
			},
			required: false,
			isAscii: true,
			example: "0",
		},
		{
			id: "expiry",
			label: {
				en: "Last day of the code, YYYYMMDD",
				zh: "二维码最后有效日，YYYYMMDD",
				es: "Último día del código, AAAAMMDD",
			},
			required: false,
			isAscii: true,
			example: "20301231",
		},
	],
	compose,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null): BankQr | Refusal {
	const proxy = readProxy(fields.get("uen"), fields.get("mobile"));
	if (isRefusal(proxy)) return proxy;
	// Nobody can type an amount into a code that forbids it and has none.
	const editable = fields.get("editable") ?? (amount === null ? "1" : "0");
	const expiry = (fields.get("expiry") ?? "").replaceAll("-", "");
	const wrong = wrongDetail(editable, expiry, fields.get("mcc"), fields.get("postal"), reference);
	if (wrong !== null) return wrong;

	const warnings: Text[] = [];
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const city = shorten(fields.get("city") ?? "Singapore", CITY_LIMIT_CHARS, CITY, warnings);
	if (proxy.type === MOBILE && reference !== null) {
		warnings.push({
			en: "Banks may drop the reference of a PayNow code for a mobile number; use the UEN to see it on the statement.",
			zh: "手机号收款的 PayNow 二维码，银行可能不传递编号；使用 UEN 才能在对账单上看到编号。",
			es: "El banco puede perder la referencia de un código PayNow con número de móvil; use el UEN para verla en el extracto.",
		});
	}
	const account = [
		{ id: "00", value: "SG.PAYNOW" },
		{ id: "01", value: proxy.type },
		{ id: "02", value: proxy.value },
		{ id: "03", value: editable },
		{ id: "04", value: expiry },
	];
	const payload = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "01", value: amount === null ? "11" : "12" },
		{ id: "26", value: account },
		{ id: "52", value: fields.get("mcc") ?? "0000" },
		{ id: "53", value: "702" },
		{ id: "54", value: amount === null ? "" : toMajor(amount) },
		{ id: "58", value: "SG" },
		{ id: "59", value: name },
		{ id: "60", value: city },
		{ id: "61", value: fields.get("postal") ?? "" },
		{ id: "62", value: [{ id: "01", value: reference ?? "" }] },
	]);
	return { payload, warnings, caption: captionOf(name, proxy.value, amount, reference) };
}

const MOBILE = "0";
const UEN = "2";
type Proxy = { readonly type: typeof MOBILE | typeof UEN; readonly value: string };

/** Who is paid: exactly one of the two. A number of eight digits is a Singapore one, as people write it there. */
function readProxy(uen: string | undefined, mobile: string | undefined): Proxy | Refusal {
	if ((uen === undefined) === (mobile === undefined)) {
		return refuse({
			en: "PayNow needs one of uen and mobile; give the UEN if the business has one.",
			zh: "PayNow 需要 uen 或 mobile 其中之一；有 UEN 的商户请填写 UEN。",
			es: "PayNow necesita uen o mobile; si el negocio tiene UEN, indíquelo.",
		});
	}
	if (uen !== undefined) {
		const value = uen.replace(/[\s-]/g, "").toUpperCase();
		// ACRA's three forms, then three characters by which one business tells its PayNow accounts apart.
		if (/^(?:[0-9]{8}[A-Z]|[0-9]{9}[A-Z]|[RST][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z])(?:[A-Z0-9]{3})?$/.test(value)) {
			return { type: UEN, value };
		}
		return refuse({
			en: `“${uen.slice(0, 40)}” is no UEN; it looks like 53123456X, 201912345K or T19LL1234A.`,
			zh: `“${uen.slice(0, 40)}”不是 UEN；格式如 53123456X、201912345K 或 T19LL1234A。`,
			es: `“${uen.slice(0, 40)}” no es un UEN; es como 53123456X, 201912345K o T19LL1234A.`,
		});
	}
	const digits = (mobile ?? "").replace(/[\s()-]/g, "");
	const value = /^[0-9]{8}$/.test(digits) ? `+65${digits}` : digits;
	if (/^\+65[89][0-9]{7}$|^\+(?!65)[1-9][0-9]{6,14}$/.test(value)) return { type: MOBILE, value };
	return refuse({
		en: `“${(mobile ?? "").slice(0, 40)}” is no mobile number; write it like +6591234567.`,
		zh: `“${(mobile ?? "").slice(0, 40)}”不是手机号码；请写成 +6591234567 这样。`,
		es: `“${(mobile ?? "").slice(0, 40)}” no es un número de móvil; escríbalo como +6591234567.`,
	});
}

function wrongDetail(
	editable: string,
	expiry: string,
	mcc: string | undefined,
	postal: string | undefined,
	reference: string | null,
): Refusal | null {
	if (editable !== "0" && editable !== "1") {
		return refuse({
			en: "editable must be 1 (yes) or 0 (no).",
			zh: "editable 必须是 1（能）或 0（不能）。",
			es: "editable debe ser 1 (sí) o 0 (no).",
		});
	}
	if (expiry !== "" && !isDay(expiry)) {
		return refuse({
			en: "expiry must be a day that exists, written YYYYMMDD, for example 20301231.",
			zh: "expiry 必须是存在的日期，写成 YYYYMMDD，例如 20301231。",
			es: "expiry debe ser un día que exista, escrito AAAAMMDD, por ejemplo 20301231.",
		});
	}
	if (mcc !== undefined && !/^[0-9]{4}$/.test(mcc)) {
		return refuse({
			en: "mcc must be four digits, for example 5814.",
			zh: "mcc 必须是四位数字，例如 5814。",
			es: "mcc debe tener cuatro cifras, por ejemplo 5814.",
		});
	}
	if (postal !== undefined && !/^[0-9]{6}$/.test(postal)) {
		return refuse({
			en: "postal must be six digits, for example 018956.",
			zh: "postal 必须是六位数字，例如 018956。",
			es: "postal debe tener seis cifras, por ejemplo 018956.",
		});
	}
	if (reference !== null && !/^[!-~](?:[ -~]{0,23}[!-~])?$/.test(reference)) {
		return refuse({
			en: "A PayNow reference is 1 to 25 letters, digits and ASCII signs; shorten or change the reference.",
			zh: "PayNow 编号为 1 到 25 个字母、数字或 ASCII 符号；请缩短或修改编号。",
			es: "Una referencia PayNow tiene de 1 a 25 letras, cifras y signos ASCII; acórtela o cámbiela.",
		});
	}
	return null;
}

function isDay(text: string): boolean {
	const parts = /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(text);
	if (parts === null) return false;
	const iso = `${parts[1]}-${parts[2]}-${parts[3]}`;
	const time = Date.parse(`${iso}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}
