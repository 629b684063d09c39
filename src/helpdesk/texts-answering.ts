/** CORE. What the bot says around the articles and the language model. */

import type { Text } from "../text.ts";

export const OUTSIDE: Text = {
	en: "I have no answer to that: I know card terminals and payments only. I can take a payment, check the terminal, or fetch a person.",
	zh: "这个我答不上来：我只懂刷卡机和收款。我可以收款、排查刷卡机，或转人工。",
	es: "No tengo respuesta para eso: solo sé de terminales y cobros. Puedo cobrar, revisar la terminal o llamar a una persona.",
};
/** Below an answer that a model has worded. */
export const fromArticles = (titles: readonly Text[]): Text => {
	const list = (locale: keyof Text, quote: readonly [string, string], comma: string): string =>
		titles.map((title) => `${quote[0]}${title[locale]}${quote[1]}`).join(comma);
	return {
		en: `(Worded by a computer, from: ${list("en", ["“", "”"], ", ")})`,
		zh: `（由电脑组织语言，依据：${list("zh", ["“", "”"], "、")}）`,
		es: `(Redactado por una computadora, a partir de: ${list("es", ["“", "”"], ", ")})`,
	};
};
export const DID_YOU_MEAN: Text = { en: "Did you mean this?", zh: "您是这个意思吗？", es: "¿Quiso decir esto?" };
export const SOMETHING_ELSE: Text = { en: "Something else", zh: "不是，是别的", es: "Otra cosa" };
export const SEND_BATCH: Text = { en: "Check the books", zh: "对账", es: "Revisar las cuentas" };

type Broken = "network" | "processor" | "software" | "hardware" | "maintenance";
/** What the button of a cause says. */
export const TROUBLE: Readonly<Record<Broken, Text>> = {
	network: { en: "Terminal has no connection", zh: "刷卡机没有网络", es: "La terminal no tiene conexión" },
	processor: { en: "Bank's side does not answer", zh: "银行那边没有回应", es: "El banco no responde" },
	software: {
		en: "Terminal is frozen or shows a fault",
		zh: "刷卡机卡住或显示异常",
		es: "La terminal se trabó o muestra una falla",
	},
	hardware: { en: "Something on the terminal is broken", zh: "刷卡机硬件坏了", es: "Algo de la terminal está dañado" },
	maintenance: {
		en: "An update is running or failed",
		zh: "正在更新或更新失败",
		es: "Actualización en curso o fallida",
	},
};
