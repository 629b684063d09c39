/** CORE. The reasons of a score in the reader's language. The report's file keeps its own sentences, in English. */

import type { Locale, Text } from "../text.ts";
import { REASONS } from "./evidence-sentences.ts";
import type { Reason } from "./report.ts";

/** What a term is about. */
const TERMS: ReadonlyMap<string, Text> = new Map([
	["amount", { en: "Amount", zh: "金额", es: "Importe" }],
	["rarity", { en: "Rarity of the amount", zh: "金额是否少见", es: "Rareza del importe" }],
	["rivals", { en: "Others like it", zh: "相似的其他行", es: "Otras parecidas" }],
	["time", { en: "Time", zh: "时间", es: "Hora" }],
	["reference", { en: "Reference", zh: "编号", es: "Referencia" }],
	["order", { en: "Order", zh: "订单号", es: "Pedido" }],
	["last4", { en: "Card digits", zh: "卡尾号", es: "Dígitos de la tarjeta" }],
	["staff", { en: "Staff", zh: "员工", es: "Personal" }],
	["terminal", { en: "Terminal", zh: "终端", es: "Terminal" }],
	["status", { en: "State of the payment", zh: "付款状态", es: "Estado del cobro" }],
	["entry", { en: "How the card was taken", zh: "刷卡方式", es: "Cómo se leyó la tarjeta" }],
	["sum", { en: "Sum", zh: "合计", es: "Suma" }],
	["anchor", { en: "Reference", zh: "编号", es: "Referencia" }],
]);
const OTHER: Text = { en: "Evidence", zh: "依据", es: "Indicio" };

/** Sentences with a value in them. */
const PATTERNS: readonly (readonly [RegExp, (value: string) => Omit<Text, "en">])[] = [
	[
		/^(\d+) such rows within half an hour$/,
		(count) => ({ zh: `半小时内有 ${count} 条类似的行`, es: `${count} líneas así en media hora` }),
	],
	[/^the evidence is below (.+)$/, () => ({ zh: "依据不足", es: "los indicios no bastan" })],
	[
		/^another way to link them is nearly as good/,
		() => ({ zh: "另一种对应方式几乎同样合理", es: "otra forma de enlazarlos es casi igual de buena" }),
	],
	[
		/^how often a (\w+) payment stands on a card too$/,
		() => ({ zh: "此类付款同时刷卡的常见程度", es: "cuántas veces un cobro así está también en tarjeta" }),
	],
	[
		/^(?:the payment is|keyed into the POS, but the payment is) (\w+)/,
		(status) => ({
			zh: `付款状态：${STATUS_TEXTS.get(status)?.zh ?? status}`,
			es: `estado del cobro: ${STATUS_TEXTS.get(status)?.es ?? status}`,
		}),
	],
	[
		/^these rows were in upload /,
		() => ({ zh: "这些行在之前的上传中已有", es: "estas líneas ya estaban en una subida anterior" }),
	],
];

/** The states of a payment and of a row, for people. */
export const STATUS_TEXTS: ReadonlyMap<string, Text> = new Map([
	["paid", { en: "paid", zh: "已到账", es: "pagado" }],
	["shown", { en: "shown, not paid", zh: "已出示，未付款", es: "mostrado, sin pagar" }],
	["claimed", { en: "claimed, not confirmed", zh: "自称已付，未确认", es: "dicen que pagaron, sin confirmar" }],
	["expired", { en: "expired", zh: "已过期", es: "caducado" }],
	["cancelled", { en: "cancelled", zh: "已取消", es: "cancelado" }],
	["refunded", { en: "refunded", zh: "已退款", es: "reembolsado" }],
	["approved", { en: "approved", zh: "已批准", es: "aprobada" }],
	["declined", { en: "declined", zh: "被拒", es: "rechazada" }],
	["pending", { en: "pending", zh: "处理中", es: "pendiente" }],
]);

export const termLabel = (term: string, locale: Locale): string => (TERMS.get(term) ?? OTHER)[locale];

/** A reason's sentence in a language; one that nobody has put into it stays in English. */
export function reasonText({ text }: Reason, locale: Locale): string {
	if (locale === "en") return text;
	const known = REASONS.get(text);
	if (known !== undefined) return known[locale];
	for (const [pattern, put] of PATTERNS) {
		const match = pattern.exec(text);
		if (match !== null) return put(match[1] ?? "")[locale];
	}
	return text;
}
