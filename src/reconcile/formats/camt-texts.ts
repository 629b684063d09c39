/** CORE. What is said of a bank statement's entries. */

import { type Money, showMoney } from "../../fallback/money.ts";
import { LOCALES, type Locale, type Text } from "../../text.ts";

const inEvery = (write: (locale: Locale) => string): Text => {
	const [en = "", zh = "", es = ""] = LOCALES.map(write);
	return { en, zh, es };
};
const shown = (money: Money): Text => inEvery((locale) => showMoney(money, locale));

/** The entry's amount carries its sign. */
export function notAdded(line: number, entry: Money, count: number): Text {
	const money = shown(entry);
	if (count === 1) {
		return {
			en: `Line ${line}: the detail of the entry of ${money.en} says another amount; the entry's is read.`,
			zh: `第 ${line} 行：${money.zh} 条目的明细金额不同；按条目金额读取。`,
			es: `Línea ${line}: el detalle del asiento de ${money.es} dice otro importe; se lee el del asiento.`,
		};
	}
	return {
		en: `Line ${line}: the ${count} details of the entry of ${money.en} do not add up to it; it is read as one amount.`,
		zh: `第 ${line} 行：${money.zh} 条目的 ${count} 笔明细与其金额不符；按一笔读取。`,
		es: `Línea ${line}: los ${count} detalles del asiento de ${money.es} no suman su importe; se lee como uno solo.`,
	};
}

export function otherCount(line: number, entry: Money, count: number, said: number): Text {
	const money = shown(entry);
	return {
		en: `Line ${line}: the entry of ${money.en} has ${count} details and says it has ${said}.`,
		zh: `第 ${line} 行：${money.zh} 条目有 ${count} 笔明细，却写明 ${said} 笔。`,
		es: `Línea ${line}: el asiento de ${money.es} tiene ${count} detalles y dice tener ${said}.`,
	};
}
export const informs = (line: number): Text => ({
	en: `Line ${line}: this entry only informs and moves no money; it is left out.`,
	zh: `第 ${line} 行：此条目仅供参考，没有资金变动；未计入。`,
	es: `Línea ${line}: este asiento solo informa y no mueve dinero; se deja fuera.`,
});
export const notAnAmount = (written: string, currency: string): Text => ({
	en: `“${written.slice(0, 24)}” is not an unsigned amount in ${currency}.`,
	zh: `“${written.slice(0, 24)}”不是无符号的 ${currency} 金额。`,
	es: `“${written.slice(0, 24)}” no es un importe sin signo en ${currency}.`,
});
export const NO_AMOUNT: Text = {
	en: "the amount (Amt) is missing.",
	zh: "缺少金额（Amt）。",
	es: "falta el importe (Amt).",
};
export const NO_CURRENCY: Text = {
	en: "its Ccy is no currency code.",
	zh: "其 Ccy 不是货币代码。",
	es: "su Ccy no es un código de moneda.",
};
export const NO_SIGN: Text = {
	en: "CdtDbtInd must be CRDT or DBIT.",
	zh: "CdtDbtInd 必须是 CRDT 或 DBIT。",
	es: "CdtDbtInd debe ser CRDT o DBIT.",
};
export const NO_TIME: Text = {
	en: "this is no date that exists.",
	zh: "这不是有效的日期。",
	es: "no es una fecha que exista.",
};
export const UNKNOWN_STATUS: Text = {
	en: "the status (Sts) is none of BOOK, PDNG, FUTR, INFO.",
	zh: "状态（Sts）不是 BOOK、PDNG、FUTR、INFO 之一。",
	es: "el estado (Sts) no es BOOK, PDNG, FUTR ni INFO.",
};
