/** CORE. KHQR code (Cambodia): National Bank of Cambodia, KHQR Content Guideline; template 29 for a person, 30 for a merchant. */

import { type Refusal, refuse, type Text } from "../../text.ts";
import { type Money, toMajor } from "../money.ts";
import { type DataObject, decodeEmvco, encodeEmvco } from "./emvco.ts";
import { KHQR_FIELDS } from "./khqr-fields.ts";
import {
	CITY,
	CITY_LIMIT_CHARS,
	NAME,
	NAME_LIMIT_CHARS,
	readCurrency,
	wrongMcc,
	wrongReference,
	wrongWhole,
} from "./merchant-fields.ts";
import { type BankQr, captionOf, type FieldValues, type Profile, shorten } from "./profile.ts";

const CURRENCIES = ["USD", "KHR"] as const;
const LOCAL_NAME: Text = { en: "Name in Khmer", zh: "高棉文名称", es: "Nombre en jemer" };
/** As long as a sale's code is shown before it is closed. */
const LIFETIME_MS = 60 * 60_000;
const RIEL_MINOR = 100;
/** Where the times stand. */
export const KHQR_TIMES = "99";

export const KHQR: Profile = {
	id: "khqr",
	title: { en: "KHQR (Cambodia)", zh: "KHQR（柬埔寨）", es: "KHQR (Camboya)" },
	currencies: CURRENCIES,
	errorCorrection: "M",
	fields: KHQR_FIELDS,
	compose,
	madeAtMs: khqrMadeAtMs,
};

function compose(fields: FieldValues, amount: Money | null, reference: string | null, nowMs: number): BankQr | Refusal {
	const currency = readCurrency(fields, amount, CURRENCIES);
	if (typeof currency !== "string") return currency;
	const account = (fields.get("account") ?? "").replace(/\s/g, "");
	const mobile = (fields.get("mobile") ?? "").replace(/[\s+()-]/g, "");
	const wrong =
		wrongAccount(account, fields) ??
		wrongMobile(mobile) ??
		wrongRiel(amount) ??
		wrongWhole(amount, 2) ??
		wrongMcc(fields.get("mcc")) ??
		wrongReference("KHQR", reference);
	if (wrong !== null) return wrong;

	const warnings: Text[] = [];
	const name = shorten(fields.get("name") ?? "", NAME_LIMIT_CHARS, NAME, warnings);
	const city = shorten(fields.get("city") ?? "Phnom Penh", CITY_LIMIT_CHARS, CITY, warnings);
	const local = shorten(fields.get("khmer") ?? "", NAME_LIMIT_CHARS, LOCAL_NAME, warnings);
	const payload = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "01", value: amount === null ? "11" : "12" },
		accountObject(account, fields.get("merchant"), fields.get("bank")),
		{ id: "52", value: fields.get("mcc") ?? "5999" },
		{ id: "53", value: currency === "KHR" ? "116" : "840" },
		{ id: "54", value: amount === null ? "" : (khqrAmount(amount) ?? "") },
		{ id: "58", value: "KH" },
		{ id: "59", value: name },
		{ id: "60", value: city },
		{
			id: "62",
			value: [
				{ id: "01", value: reference ?? "" },
				{ id: "02", value: mobile },
			],
		},
		{ id: "64", value: local === "" ? "" : [idOf("00", "km"), idOf("01", local)] },
		// A code with an amount must say when it was made and when it ends, or Bakong's apps refuse it.
		{ id: KHQR_TIMES, value: amount === null ? "" : khqrTimes(nowMs) },
	]);
	return { payload, warnings, caption: captionOf(name, account, amount, reference) };
}

const idOf = (id: string, value: string): DataObject => ({ id, value });

/** Milliseconds since 1970 in thirteen digits. */
const time = (ms: number): string => String(Math.max(0, Math.trunc(ms))).padStart(13, "0");

/** The times of a code with an amount: made, and over. */
export const khqrTimes = (nowMs: number): readonly DataObject[] => [
	idOf("00", time(nowMs)),
	idOf("01", time(nowMs + LIFETIME_MS)),
];

/** Dollars with cents; riel are written whole, and null is an amount that is not. */
export function khqrAmount(amount: Money): string | null {
	if (amount.currency !== "KHR") return toMajor(amount);
	return amount.minor % RIEL_MINOR === 0 ? String(amount.minor / RIEL_MINOR) : null;
}

function accountObject(account: string, merchant: string | undefined, bank: string | undefined): DataObject {
	const parts = [idOf("00", account), idOf("01", merchant ?? ""), idOf("02", bank ?? "")];
	return { id: merchant === undefined ? "29" : "30", value: parts };
}

/** When a code with an amount was made: its payload depends on it. */
export function khqrMadeAtMs(payload: string): number | null {
	const stamps = decodeEmvco(payload).objects.find(({ id }) => id === KHQR_TIMES)?.value;
	const made = typeof stamps === "string" ? undefined : stamps?.find(({ id }) => id === "00")?.value;
	return typeof made === "string" && /^[0-9]{13}$/.test(made) ? Number(made) : null;
}

/** Account, merchant number and bank: 32 characters each, and template 29 or 30 at most 99 with its heads. */
function wrongAccount(account: string, fields: FieldValues): Refusal | null {
	const merchant = fields.get("merchant");
	const bank = fields.get("bank");
	if (account.length > 32 || !/^[A-Za-z0-9._-]+@[A-Za-z0-9._-]+$/.test(account)) {
		return refuse({
			en: `“${account.slice(0, 40)}” is no Bakong account: it looks like name@bank, in up to 32 characters; the bank app shows it.`,
			zh: `“${account.slice(0, 40)}”不是 Bakong 账户：形如 name@bank，最多 32 个字符；可在银行应用中查到。`,
			es: `“${account.slice(0, 40)}” no es una cuenta Bakong: es como nombre@banco, hasta 32 caracteres; la app del banco la muestra.`,
		});
	}
	if (merchant !== undefined && bank === undefined) {
		return refuse({
			en: "A merchant number needs the bank's name too: set bank, or leave merchant out.",
			zh: "填写商户号时还需银行名称：请设置 bank，或不填 merchant。",
			es: "Un número de comercio necesita también el banco: fije bank u omita merchant.",
		});
	}
	const total = account.length + (merchant ?? "").length + (bank ?? "").length;
	if ((merchant ?? "").length <= 32 && (bank ?? "").length <= 32 && total <= 99 - 3 * 4) return null;
	return refuse({
		en: "merchant and bank have at most 32 characters each, and 87 together with the account; shorten bank.",
		zh: "merchant 和 bank 各最多 32 个字符，连同账户最多 87 个；请缩短 bank。",
		es: "merchant y bank tienen como máximo 32 caracteres cada uno, y 87 con la cuenta; acorte bank.",
	});
}

function wrongMobile(mobile: string): Refusal | null {
	if (mobile === "" || /^[0-9]{8,15}$/.test(mobile)) return null;
	return refuse({
		en: `“${mobile.slice(0, 40)}” is no phone number; write it like 85512345678, or leave mobile out.`,
		zh: `“${mobile.slice(0, 40)}”不是电话号码；请写成 85512345678 这样，或不填 mobile。`,
		es: `“${mobile.slice(0, 40)}” no es un teléfono; escríbalo como 85512345678 u omita mobile.`,
	});
}

function wrongRiel(amount: Money | null): Refusal | null {
	if (amount?.currency !== "KHR" || amount.minor % RIEL_MINOR === 0) return null;
	return refuse({
		en: "KHQR takes whole riel only; round the amount.",
		zh: "KHQR 只支持整数瑞尔；请取整。",
		es: "KHQR solo acepta rieles enteros; redondee el importe.",
	});
}
