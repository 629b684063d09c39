/** CORE. What is said of a cell that a profile cannot read. */

import { type Money, showMoney } from "../../fallback/money.ts";
import type { Text } from "../../text.ts";
import { quoteCell } from "../cells.ts";

export const notAnAmount = (quoted: string, currency: string, decimal: string): Text => ({
	en: `“${quoted}” is not an amount in ${currency} with “${decimal}” before the decimals.`,
	zh: `“${quoted}”不是以“${decimal}”为小数点的 ${currency} 金额。`,
	es: `“${quoted}” no es un importe en ${currency} con “${decimal}” ante los decimales.`,
});
export const notCurrency = (quoted: string): Text => ({
	en: `“${quoted}” is not a currency code.`,
	zh: `“${quoted}”不是货币代码。`,
	es: `“${quoted}” no es un código de moneda.`,
});
export const otherCurrency = (currency: string, asked: string): Text => ({
	en: `this is ${currency}, but ${asked} was asked for.`,
	zh: `这里是 ${currency}，而要求的是 ${asked}。`,
	es: `esto es ${currency}, pero se pidió ${asked}.`,
});
export const unknownWord = (cell: string): Text => ({
	en: `“${quoteCell(cell)}” is none of the profile's words; add it where it belongs.`,
	zh: `“${quoteCell(cell)}”不在配置的用词中；请补到相应的位置。`,
	es: `“${quoteCell(cell)}” no está entre las palabras del perfil; agréguela donde corresponda.`,
});
export const notWritten = (cell: string, format: string): Text => ({
	en: `“${quoteCell(cell)}” is not a time written as ${format}, or its zone is not known.`,
	zh: `“${quoteCell(cell)}”不是按 ${format} 书写的时间，或时区未知。`,
	es: `“${quoteCell(cell)}” no es una hora escrita como ${format}, o no se conoce su zona.`,
});
export const SHORT_ID = (digits: number): Text => ({
	en: `it has fewer than ${digits} characters: a spreadsheet has dropped the leading zeros. Export the file again and do not open it in one.`,
	zh: `不足 ${digits} 位：表格软件丢掉了开头的零。请重新导出，不要用表格软件打开。`,
	es: `tiene menos de ${digits} caracteres: una hoja de cálculo quitó los ceros iniciales. Exporte el archivo de nuevo y no lo abra en una.`,
});
export const notTheSum = (sum: Money): Text => ({
	en: `the rows above add up to ${showMoney(sum, "en")}, not to this; export the file again.`,
	zh: `以上各行合计为 ${showMoney(sum, "zh")}，与此不符；请重新导出。`,
	es: `las filas anteriores suman ${showMoney(sum, "es")}, no esto; exporte el archivo de nuevo.`,
});
export const notCounted = (count: number): Text => ({
	en: `there are ${count} rows above, not as many as this; export the file again.`,
	zh: `以上共有 ${count} 行，与此不符；请重新导出。`,
	es: `hay ${count} filas arriba, no estas; exporte el archivo de nuevo.`,
});
export const notTheBalance = (balance: Money): Text => ({
	en: `after the row before this, the balance should be ${showMoney(balance, "en")}; a row is missing, or a sign is wrong.`,
	zh: `按上一行计算，余额应为 ${showMoney(balance, "zh")}；有行缺失或符号错误。`,
	es: `tras la fila anterior el saldo debería ser ${showMoney(balance, "es")}; falta una fila o un signo está mal.`,
});
export const NEGATIVE_SALE: Text = {
	en: "a sale cannot be negative; is it a refund, or another sign rule?",
	zh: "销售金额不能为负；是退款，还是符号规则不同？",
	es: "una venta no puede ser negativa; ¿es un reembolso, o es otra la regla de signos?",
};
export const POSITIVE_REFUND: Text = {
	en: "a refund is negative; where refunds are written without a minus the profile says sign: refunds_positive.",
	zh: "退款应为负数；若退款不写负号，请在配置中写 sign: refunds_positive。",
	es: "un reembolso es negativo; si se escriben sin signo, el perfil dice sign: refunds_positive.",
};
export const NO_SIDE: Text = {
	en: "debit and credit are both empty.",
	zh: "借方和贷方都是空的。",
	es: "el debe y el haber están vacíos.",
};
export const BOTH_SIDES: Text = {
	en: "debit and credit are both filled in.",
	zh: "借方和贷方都有金额。",
	es: "el debe y el haber están ambos llenos.",
};
export const WRONG_SIDE: Text = {
	en: "the sign contradicts the column; see “sign” of the profile.",
	zh: "符号与所在列矛盾；请查看配置的 sign。",
	es: "el signo contradice la columna; vea “sign” del perfil.",
};
export const MIXED: Text = {
	en: "rows in several currencies cannot be held against one totals row.",
	zh: "多种货币的行无法与同一合计行核对。",
	es: "filas en varias monedas no se pueden comprobar con una fila de totales.",
};
