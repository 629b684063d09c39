/** CORE. What the bot says of payments that the terminal has stored: hoped for, not paid, and the shop bears it. */

import type { Bound, Exposure, Judgement } from "../fallback/exposure.ts";
import { type Money, showMoney } from "../fallback/money.ts";
import type { Locale, Text } from "../text.ts";

export const TOOK_OFFLINE: Text = {
	en: "Took it offline on the terminal",
	zh: "已在刷卡机上离线收款",
	es: "Cobrado sin conexión en la terminal",
};
const HOW_MUCH_STORED: Text = {
	en: "How much did the terminal store? Type the amount.",
	zh: "刷卡机离线收了多少？请输入金额。",
	es: "¿Cuánto guardó la terminal? Escriba el importe.",
};
export const howMuchTogether = (count: number): Text =>
	count === 1
		? HOW_MUCH_STORED
		: {
				en: `How much are these ${count} together? Type the amount.`,
				zh: `这 ${count} 笔一共多少？请输入金额。`,
				es: `¿Cuánto suman estos ${count}? Escriba el importe.`,
			};
export const takesNothingOffline = (maker: string): Text => ({
	en: `${maker} takes no cards without a connection. Take this payment with a QR.`,
	zh: `${maker} 没有网络时不能刷卡。这一笔请用二维码收款。`,
	es: `${maker} no acepta tarjetas sin conexión. Cobre este pago con un QR.`,
});
export const ALL_SENT: Text = { en: "All of them are sent", zh: "已全部上传", es: "Ya se enviaron todos" };
export const NOTED_SENT: Text = {
	en: "Good. Nothing is stored any more. Whether each one was paid stands in the batch: send me its file.",
	zh: "好的，已没有存储的付款。每笔是否到账以批次为准：请把批次文件发给我。",
	es: "Bien. Ya no queda nada guardado. Si cada uno se pagó, lo dice el lote: envíeme su archivo.",
};

export const stored = (exposure: Exposure): Text => ({
	en: `Stored on the terminal, not paid yet: ${exposure.count}, ${sumsOf(exposure, "en")}.`,
	zh: `刷卡机里已存储、尚未到账：${exposure.count} 笔，${sumsOf(exposure, "zh")}。`,
	es: `Guardado en la terminal, aún sin cobrar: ${exposure.count}, ${sumsOf(exposure, "es")}.`,
});

/** What is stored, with what is known of the amounts. */
export function sumsOf({ sums, unpriced }: Exposure, locale: Locale): string {
	const sum = sums.map((money) => showMoney(money, locale)).join(" + ");
	if (unpriced === 0) return sum;
	if (sum === "") return { en: "amount not known", zh: "金额未知", es: "importe desconocido" }[locale];
	return { en: `at least ${sum}`, zh: `至少 ${sum}`, es: `al menos ${sum}` }[locale];
}

export const MERCHANT_BEARS: Text = {
	en: "If one is declined later, the loss is the shop's.",
	zh: "如果之后被拒，损失由店铺承担。",
	es: "Si alguno se rechaza después, la pérdida es de la tienda.",
};
/** Who bears it is not said by the maker; that it may be declined is certain. */
export const MAY_BE_DECLINED: Text = {
	en: "One may be declined later. Your card provider says who bears that; count on the shop.",
	zh: "之后可能被拒。由谁承担请问服务商；请先按店铺承担计算。",
	es: "Alguno puede rechazarse después. Su proveedor dice quién lo asume; cuente con que es la tienda.",
};

export const hoursLeft = (hours: number, windowHours: number, maker: string, reviewed: string): Text =>
	hours === 0
		? {
				en: `Less than an hour is left to send them, or the time is over: ${maker} gives ${windowHours} h (as of ${reviewed}). Connect it now.`,
				zh: `上传时间不足 1 小时或已过：${maker} 规定 ${windowHours} 小时（截至 ${reviewed}）。请马上联网。`,
				es: `Queda menos de una hora para enviarlos, o ya pasó: ${maker} da ${windowHours} h (al ${reviewed}). Conéctela ahora.`,
			}
		: {
				en: `${hours} h left to send them: ${maker} gives ${windowHours} h (as of ${reviewed}).`,
				zh: `还剩 ${hours} 小时可上传：${maker} 规定 ${windowHours} 小时（截至 ${reviewed}）。`,
				es: `Quedan ${hours} h para enviarlos: ${maker} da ${windowHours} h (al ${reviewed}).`,
			};
export const WINDOW_UNKNOWN: Text = {
	en: "How long they may wait is not known here: ask your card provider.",
	zh: "可保存多久未知：请询问服务商。",
	es: "No se sabe aquí cuánto pueden esperar: pregunte a su proveedor.",
};

export function almostFull({ shareMillionths }: Judgement, bound: Bound, maker: string): Text {
	const percent = Math.floor((shareMillionths ?? 0) / 10_000);
	const limit = limitOf(bound, maker);
	return {
		en: `${percent} % is used of ${limit.en}. Better take the next one with a QR.`,
		zh: `已用 ${percent} %：${limit.zh}。下一笔最好用二维码收款。`,
		es: `Usado el ${percent} % de ${limit.es}. Mejor cobre el siguiente con un QR.`,
	};
}

export function noMore(bound: Bound, maker: string): Text {
	const limit = limitOf(bound, maker);
	const isOne = bound.kind === "payment";
	return {
		en: `Do not store ${isOne ? "one like this" : "any more"}: it goes above ${limit.en}. Take it with a QR.`,
		zh: `请不要再${isOne ? "离线收这样的一笔" : "离线收款"}：${limit.zh}。请用二维码收款。`,
		es: `No guarde ${isOne ? "uno así" : "más"}: supera ${limit.es}. Cobre con un QR.`,
	};
}
export function isFull(bound: Bound, maker: string): Text {
	const limit = limitOf(bound, maker);
	return {
		en: `Do not store any more: used up is ${limit.en}. Take the next one with a QR.`,
		zh: `请不要再离线收款，已用完：${limit.zh}。下一笔请用二维码收款。`,
		es: `No guarde más: se agotó ${limit.es}. Cobre el siguiente con un QR.`,
	};
}

/** The maker's own figure with its date. */
function limitOf(bound: Bound, maker: string): Text {
	const { reviewed } = bound.cap;
	switch (bound.kind) {
		case "payment":
			return figure(maker, reviewed, bound.cap.value, { en: "for one payment", zh: "单笔上限", es: "por pago" });
		case "total":
			return figure(maker, reviewed, bound.cap.value, { en: "in all", zh: "合计上限", es: "en total" });
		case "count":
			return {
				en: `${maker}'s limit of ${bound.cap.value} payments (as of ${reviewed})`,
				zh: `${maker} 的笔数上限为 ${bound.cap.value} 笔（截至 ${reviewed}）`,
				es: `el límite de ${maker} de ${bound.cap.value} pagos (al ${reviewed})`,
			};
		case "window":
			return {
				en: `${maker}'s time of ${bound.cap.value} h (as of ${reviewed})`,
				zh: `${maker} 的时限为 ${bound.cap.value} 小时（截至 ${reviewed}）`,
				es: `el plazo de ${maker} de ${bound.cap.value} h (al ${reviewed})`,
			};
	}
}

const figure = (maker: string, reviewed: string, money: Money, of: Text): Text => ({
	en: `${maker}'s limit of ${showMoney(money, "en")} ${of.en} (as of ${reviewed})`,
	zh: `${maker} 的${of.zh}为 ${showMoney(money, "zh")}（截至 ${reviewed}）`,
	es: `el límite de ${maker} de ${showMoney(money, "es")} ${of.es} (al ${reviewed})`,
});

export const SEND_THEM: Text = {
	en: "The terminal still holds payments that are not sent. Connect it to a network so that it can send them.",
	zh: "刷卡机里还有未上传的付款。请联网让它上传。",
	es: "La terminal aún guarda pagos sin enviar. Conéctela a una red para que los envíe.",
};
/** The maker of the terminal, where it is not known. */
export const MAKER: Text = { en: "Your card provider", zh: "服务商", es: "Su proveedor de tarjetas" };
