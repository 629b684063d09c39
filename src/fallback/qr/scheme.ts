/** CORE. The bank QR schemes there are, and the checks that are the same for all of them. A new scheme is one file and one line. */

import { isRefusal, type Refusal, refuse } from "../../text.ts";
import { type Money, showMoney } from "../money.ts";
import { EPC } from "./epc.ts";
import { FPS } from "./fps.ts";
import { KHQR } from "./khqr.ts";
import { toAscii } from "./latin.ts";
import { PAY_BY_SQUARE } from "./paybysquare.ts";
import { PAYNOW } from "./paynow.ts";
import { PIX } from "./pix.ts";
import type { BankQr, Field, FieldValues, Profile } from "./profile.ts";
import { PROMPTPAY } from "./promptpay.ts";
import { PROMPTPAY_BILL } from "./promptpay-bill.ts";
import { SPAYD } from "./spayd.ts";
import { SWISS } from "./swiss.ts";
import { UPI } from "./upi.ts";
import { VIETQR } from "./vietqr.ts";

const VALUE_LIMIT_CHARS = 500;

export type Scheme = Omit<Profile, "compose"> & {
	/**
	 * The code for the shop's own account data, an amount (null: the payer types it), a reference (null: none) and the
	 * time, which some schemes write into a code with an amount.
	 * Refuses what a bank app would not take, naming the field.
	 */
	encode(fields: FieldValues, amount: Money | null, reference: string | null, nowMs: number): BankQr | Refusal;
};

/** Scheme id → scheme. */
export const SCHEMES: ReadonlyMap<string, Scheme> = new Map(
	[PIX, PAYNOW, EPC, SWISS, SPAYD, PAY_BY_SQUARE, PROMPTPAY, PROMPTPAY_BILL, FPS, VIETQR, KHQR, UPI].map((profile) => [
		profile.id,
		schemeOf(profile),
	]),
);

function schemeOf({ compose, ...profile }: Profile): Scheme {
	return {
		...profile,
		encode(fields, amount, reference, nowMs) {
			const given = readFields(profile, fields);
			if (isRefusal(given)) return given;
			return (
				wrongAmount(profile, amount) ?? compose(given, amount, reference === null ? null : reference.trim(), nowMs)
			);
		},
	};
}

/** The fields as `compose` may rely on them, or why not. Refuses unknown ones, since a misspelt one would be lost in silence. */
function readFields(
	{ id: scheme, fields }: Pick<Profile, "id" | "fields">,
	written: FieldValues,
): FieldValues | Refusal {
	const given = new Map<string, string>();
	for (const [id, value] of written) {
		const field = fields.find((candidate) => candidate.id === id);
		if (field === undefined) return unknownField(scheme, id.slice(0, 40), fields);
		const text = readText(field, value.trim());
		if (typeof text !== "string") return text;
		if (text !== "") given.set(id, text);
	}
	const missing = fields.find((field) => field.required && !given.has(field.id));
	if (missing === undefined) return given;
	return refuse({
		en: `${scheme} needs ${missing.id} (${missing.label.en}), for example ${missing.example}.`,
		zh: `${scheme} 需要 ${missing.id}（${missing.label.zh}），例如 ${missing.example}。`,
		es: `${scheme} necesita ${missing.id} (${missing.label.es}), por ejemplo ${missing.example}.`,
	});
}

function readText({ id, label, isAscii }: Field, value: string): string | Refusal {
	// A line feed would begin a line of an EPC code, and a mark of direction shows a payer another name.
	if (value.length > VALUE_LIMIT_CHARS || /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value)) {
		return refuse({
			en: `${label.en} (${id}) is too long or holds an invisible character; type it again on one line.`,
			zh: `${label.zh}（${id}）过长或含有不可见字符；请在一行内重新输入。`,
			es: `${label.es} (${id}) es demasiado largo o tiene un carácter invisible; escríbalo de nuevo en una línea.`,
		});
	}
	return isAscii ? toAscii(value) : value;
}

function unknownField(scheme: string, id: string, fields: readonly Field[]): Refusal {
	const known = fields.map((field) => field.id).join(", ");
	return refuse({
		en: `${scheme} has no field “${id}”; it has: ${known}.`,
		zh: `${scheme} 没有字段“${id}”；可用字段：${known}。`,
		es: `${scheme} no tiene el campo “${id}”; tiene: ${known}.`,
	});
}

function wrongAmount(
	{ id: scheme, currencies }: Pick<Profile, "id" | "currencies">,
	amount: Money | null,
): Refusal | null {
	if (amount === null) return null;
	const known = currencies.join(", ");
	if (!currencies.includes(amount.currency)) {
		return refuse({
			en: `${scheme} takes ${known} and not ${amount.currency}; use another way to pay.`,
			zh: `${scheme} 只支持 ${known}，不支持 ${amount.currency}；请改用其他方式收款。`,
			es: `${scheme} acepta ${known} y no ${amount.currency}; use otra forma de pago.`,
		});
	}
	if (amount.minor > 0) return null;
	return refuse({
		en: `${showMoney(amount, "en")} cannot be asked for; the amount must be more than zero.`,
		zh: `无法收取 ${showMoney(amount, "zh")}；金额必须大于零。`,
		es: `No se puede cobrar ${showMoney(amount, "es")}; el importe debe ser mayor que cero.`,
	});
}
