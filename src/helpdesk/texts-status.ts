/** CORE. Where a store stands, in a few lines. */

import { type Money, showMoney } from "../fallback/money.ts";
import type { Shop } from "../fallback/shop.ts";
import type { Locale, Text } from "../text.ts";

export const NOT_LINKED: Text = {
	en: "This chat is not linked to a store. Ask the manager for a code, then send: /standin link CODE",
	zh: "此聊天尚未关联门店。请向店长索取代码，然后发送：/standin link 代码",
	es: "Este chat no está enlazado a ninguna tienda. Pida un código al encargado y envíe: /standin link CÓDIGO",
};

/** Which store it is, since when its terminal is down (null: it is not), what was sold, and how many findings are open. */
export function storeStatus(
	{ storeName, timeZone, isDemo }: Pick<Shop, "storeName" | "timeZone" | "isDemo">,
	downSinceMs: number | null,
	sold: { readonly count: number; readonly paid: readonly Money[] },
	openFindings: number,
): Text {
	const inLanguage = (locale: Locale): string => {
		const sum = isDemo ? PRACTICE[locale] : sold.paid.map((money) => showMoney(money, locale)).join(" + ") || "0";
		return [
			storeName,
			downSinceMs === null ? WORKS[locale] : downSince(clock(downSinceMs, timeZone))[locale],
			sales(sold.count, sum)[locale],
			findings(openFindings)[locale],
		].join("\n");
	};
	return { en: inLanguage("en"), zh: inLanguage("zh"), es: inLanguage("es") };
}

const clock = (ms: number, timeZone: string): string =>
	new Date(ms).toLocaleString("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });

const PRACTICE: Text = { en: "practice, no money", zh: "演练，无真实资金", es: "práctica, sin dinero" };
const WORKS: Text = {
	en: "No outage is reported.",
	zh: "没有正在处理的故障。",
	es: "No hay ninguna caída en curso.",
};
const downSince = (at: string): Text => ({
	en: `Terminal reported down since ${at}.`,
	zh: `刷卡机自 ${at} 起故障。`,
	es: `Terminal caída desde ${at}.`,
});
const sales = (count: number, sum: string): Text => ({
	en: `${count} fallback ${count === 1 ? "sale" : "sales"}, paid: ${sum}.`,
	zh: `备用收款 ${count} 笔，已到账：${sum}。`,
	es: `${count} ${count === 1 ? "venta" : "ventas"} sin terminal, pagado: ${sum}.`,
});
const findings = (count: number): Text =>
	count === 0
		? { en: "Nothing waits for a decision.", zh: "没有待处理项。", es: "No hay decisiones pendientes." }
		: {
				en: `${count} ${count === 1 ? "finding waits" : "findings wait"} for a decision: /reconcile`,
				zh: `有 ${count} 项等待处理：/reconcile`,
				es: `${count} ${count === 1 ? "punto espera" : "puntos esperan"} una decisión: /reconcile`,
			};
