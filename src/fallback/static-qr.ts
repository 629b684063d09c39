/**
 * CORE. The shop's own static QR as a rail: verified at set-up, shown again unchanged, or with amount and reference
 * where the scheme lets a shop put them in. Codes whose account is an acquirer's number stay as they are.
 */

import { type Refusal, refuse, type Text } from "../text.ts";
import { type Money, showMoney, toMajor } from "./money.ts";
import { decodeQr } from "./qr/decode.ts";
import type { Decoded } from "./qr/decoded.ts";
import { type DataObject, decodeEmvco, encodeEmvco } from "./qr/emvco.ts";
import { KHQR_TIMES, khqrAmount, khqrMadeAtMs, khqrTimes } from "./qr/khqr.ts";
import type { BankQr } from "./qr/profile.ts";

export const STATIC = "static";

const TEMPLATE_LIMIT_CHARS = 99;
/** Scheme → where its reference goes in template 62; null: it has no room for one. */
const INJECTED: ReadonlyMap<string, string | null> = new Map([
	["pix", "05"],
	["paynow", "01"],
	["vietqr", "08"],
	["promptpay", null],
	["fps", "05"],
	["khqr", "01"],
]);

/** What is wrong with a code that is to be kept as a shop's own, or null. */
export function staticFault(payload: string): Text | null {
	const { scheme, faults, amount, fields } = decodeQr(payload);
	const all = (locale: keyof Text): string => faults.map(({ text }) => text[locale]).join(" ");
	if (scheme === null || faults.length > 0) return { en: all("en"), zh: all("zh"), es: all("es") };
	// In EMVCo codes 01 = 12 says that the code is made anew for each payment.
	if (amount === null && new Map(fields).get("01") !== "12") return null;
	return {
		en: "the code is for one payment only; use the QR that hangs at the till, without an amount.",
		zh: "此码只用于一笔付款；请使用收银台上不带金额的二维码。",
		es: "el código es para un solo pago; use el QR que está en la caja, sin importe.",
	};
}

/**
 * The code of one sale. `nowMs` lets a passed day be seen (0: do not look). Refuses another currency and an expired code;
 * a fault that was not there at set-up cannot come later, but is refused all the same.
 */
export function encodeStatic(payload: string, money: Money, ref: string, nowMs: number): BankQr | Refusal {
	const wrong = staticFault(payload);
	if (wrong !== null) return refuse(wrong);
	const today = nowMs === 0 ? null : new Date(nowMs).toISOString().slice(0, 10);
	const read = decodeQr(payload, today);
	const [expired] = read.warnings.slice(decodeQr(payload).warnings.length);
	if (expired !== undefined) return refuse(expired);
	if (read.currency !== null && read.currency !== money.currency) return otherCurrency(read.currency, money);
	const injected = inject(payload, read, money, ref, nowMs);
	const isTyped = injected === null;
	const hasReference = !isTyped && INJECTED.get(read.scheme ?? "") !== null;
	return { payload: injected ?? payload, warnings: [], caption: captionOf(read, money, ref, isTyped, hasReference) };
}

/** The payload with amount, reference and a new check sum, or null where it must stay as it is. */
function inject(payload: string, read: Decoded, money: Money, ref: string, nowMs: number): string | null {
	const place = INJECTED.get(read.scheme ?? "");
	const fields = new Map(read.fields);
	if (place === undefined) return null;
	// A dynamic PIX code asks its provider for the amount; a PayNow one may forbid to change it.
	if (read.scheme === "pix" && !fields.has("26-01")) return null;
	if (read.scheme === "paynow" && fields.get("26-03") !== "1") return null;
	const written = read.scheme === "khqr" ? khqrAmount(money) : toMajor(money);
	// Longer amounts are legal, and bank apps fail on them: the payer types such a one.
	if (written === null || !/^\d{1,10}(?:\.\d+)?$/.test(written)) return null;
	const objects = decodeEmvco(payload).objects.filter(({ id }) => id !== "63");
	// What would not come out as it went in is better left alone.
	if (encodeEmvco(objects) !== payload) return null;
	const template = place === null ? null : withReference(objects, place, ref);
	if (template !== null && sizeOf(template) > TEMPLATE_LIMIT_CHARS) return null;
	// The order is the shop's own: national encoders differ in it, and a reader may be used to theirs.
	const amount = { id: "54", value: written };
	const changed = objects.flatMap((object): readonly DataObject[] => {
		if (object.id === "01") return [{ id: "01", value: "12" }];
		if (object.id === "53") return [object, amount];
		return object.id === "62" && template !== null ? [{ id: "62", value: template }] : [object];
	});
	const isNew = template !== null && !objects.some(({ id }) => id === "62");
	const whole = isNew ? [...changed, { id: "62", value: template }] : changed;
	if (read.scheme !== "khqr") return encodeEmvco(whole);
	return encodeEmvco([...whole.filter(({ id }) => id !== KHQR_TIMES), { id: KHQR_TIMES, value: khqrTimes(nowMs) }]);
}

/** When a code of one sale was made, where its scheme writes the time into it: the same time makes the same code again. */
export const staticMadeAtMs = (payload: string): number => (isKhqr(payload) ? (khqrMadeAtMs(payload) ?? 0) : 0);

const isKhqr = (payload: string): boolean => decodeQr(payload).scheme === "khqr";

function withReference(objects: readonly DataObject[], place: string, ref: string): readonly DataObject[] {
	const template = objects.find(({ id }) => id === "62")?.value;
	const kept = typeof template === "object" ? template.filter(({ id }) => id !== place) : [];
	return [...kept, { id: place, value: ref }].sort((one, other) => Number(one.id) - Number(other.id));
}

const sizeOf = (objects: readonly DataObject[]): number =>
	objects.reduce((sum, { value }) => sum + 4 + (typeof value === "string" ? [...value].length : sizeOf(value)), 0);

function otherCurrency(currency: string, money: Money): Refusal {
	return refuse({
		en: `The shop's own QR takes ${currency} and not ${money.currency}; use another way to pay.`,
		zh: `本店二维码只支持 ${currency}，不支持 ${money.currency}；请改用其他方式收款。`,
		es: `El QR de la tienda acepta ${currency} y no ${money.currency}; use otra forma de pago.`,
	});
}

/** What the payer checks, or types where the code does not say it. */
function captionOf(read: Decoded, money: Money, ref: string, isTyped: boolean, hasReference: boolean): readonly Text[] {
	const fields = new Map(read.fields);
	const payee = fields.get("59") ?? fields.get("name") ?? fields.get("RN") ?? fields.get("pn");
	const amount = { en: showMoney(money, "en"), zh: showMoney(money, "zh"), es: showMoney(money, "es") };
	return [
		...(payee === undefined ? [] : [{ en: `To: ${payee}`, zh: `收款方：${payee}`, es: `A: ${payee}` }]),
		isTyped
			? {
					en: `Type this amount: ${amount.en}`,
					zh: `请输入金额：${amount.zh}`,
					es: `Escriba este importe: ${amount.es}`,
				}
			: { en: `Amount: ${amount.en}`, zh: `金额：${amount.zh}`, es: `Importe: ${amount.es}` },
		hasReference
			? { en: `Reference: ${ref}`, zh: `编号：${ref}`, es: `Referencia: ${ref}` }
			: {
					en: `Type this reference: ${ref}`,
					zh: `请在附言中输入编号：${ref}`,
					es: `Escriba esta referencia: ${ref}`,
				},
	];
}
