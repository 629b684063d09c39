/** What the forms of the chat platforms say, where they say the same. */

import type { Text } from "../text.ts";

export const PAYLINK_TITLE: Text = { en: "Take a payment", zh: "收款", es: "Cobrar" };
export const AMOUNT: Text = { en: "Amount", zh: "金额", es: "Importe" };
export const CURRENCY: Text = { en: "Currency", zh: "货币", es: "Moneda" };
export const RAIL: Text = { en: "How the customer pays", zh: "顾客的付款方式", es: "Cómo paga el cliente" };
export const FIRST_RAIL: Text = {
	en: "The first way that works",
	zh: "第一个可用的方式",
	es: "La primera forma que funcione",
};
export const PAYLINK_NOTE: Text = {
	en: "Note for the shop (optional)",
	zh: "店内备注（可不填）",
	es: "Nota para la tienda (opcional)",
};
export const SEND: Text = { en: "Show the QR", zh: "出示二维码", es: "Mostrar el QR" };

/** Said to who did something, while the answer comes in the chat itself. */
export const BELOW: Text = {
	en: "Done. The answer comes in the chat.",
	zh: "已收到，回复在聊天中。",
	es: "Hecho. La respuesta llega en el chat.",
};
export const TRY_AGAIN: Text = { en: "Try again", zh: "重试", es: "Intentar de nuevo" };
export const DID_NOT_WORK: Text = {
	en: "That did not work just now. Try again in a moment.",
	zh: "刚才没有成功，请稍后重试。",
	es: "No funcionó en este momento. Intente de nuevo en un momento.",
};
export const YOUR_NOTE: Text = { en: "Your note", zh: "您的备注", es: "Su nota" };
/** `lacks`: what the bot would need, as the platform calls it. */
export const mayNotWrite = (lacks: readonly string[]): Text => ({
	en: `I may not answer here. Ask who manages this server to allow me: ${lacks.join(", ")}. Or write to me directly.`,
	zh: `我在这里没有回复的权限。请让服务器管理员开启：${lacks.join("、")}。也可以直接私信我。`,
	es: `No puedo responder aquí. Pida a quien administra el servidor que me permita: ${lacks.join(", ")}. O escríbame en privado.`,
});
