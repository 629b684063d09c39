/** What the printed sheets say: to a cashier on the sticker, to the customer on the other two. */

import type { Text } from "../text.ts";

export const STICKER: Text = {
	en: "Card machine down? Scan.",
	zh: "刷卡机用不了？请扫码。",
	es: "¿No funciona la terminal? Escanee.",
};
export const STICKER_FOR: Text = {
	en: "For staff: take the next payment and get help.",
	zh: "店员专用：继续收款，并获得帮助。",
	es: "Para el personal: siga cobrando y reciba ayuda.",
};

export const CARD: Text = {
	en: "Pay here with your phone",
	zh: "请在此扫码付款",
	es: "Pague aquí con su teléfono",
};
export const CARD_STEPS: readonly Text[] = [
	{
		en: "1. Scan with your bank's app.",
		zh: "1. 用您的银行 App 扫码。",
		es: "1. Escanee con la app de su banco.",
	},
	{ en: "2. Type the amount.", zh: "2. 输入金额。", es: "2. Escriba el importe." },
	{
		en: "3. Type the reference that the cashier tells you.",
		zh: "3. 在附言中输入收银员告知的编号。",
		es: "3. Escriba la referencia que le da el cajero.",
	},
];

export const LINK_CARD: Text = {
	en: "Pay here by card, with your phone",
	zh: "请在此用手机刷卡付款",
	es: "Pague aquí con tarjeta, en su teléfono",
};
export const LINK_STEPS: readonly Text[] = [
	{
		en: "1. Scan with the camera.",
		zh: "1. 用相机扫码。",
		es: "1. Escanee con la cámara.",
	},
	{
		en: "2. Type the amount that the cashier tells you.",
		zh: "2. 输入收银员告知的金额。",
		es: "2. Escriba el importe que le dice el cajero.",
	},
	{
		en: "3. Show the page that says it is paid.",
		zh: "3. 付款后请出示成功页面。",
		es: "3. Muestre la página que dice que está pagado.",
	},
];

export const NOTICE: Text = {
	en: "Our card machine is down",
	zh: "刷卡机暂时用不了",
	es: "La terminal no funciona",
};
export const NOTICE_WAYS: Text = {
	en: "You can pay by QR or cash.",
	zh: "可以扫码付款，也可以付现金。",
	es: "Puede pagar con QR o en efectivo.",
};
export const NOTICE_THANKS: Text = {
	en: "Thank you for your patience.",
	zh: "感谢您的耐心等候。",
	es: "Gracias por su paciencia.",
};

export const PRACTICE: Text = {
	en: "PRACTICE · no real money",
	zh: "演练 · 不涉及真实资金",
	es: "PRÁCTICA · sin dinero real",
};

/** What whoever prints the kit must know. */
export const leftOut = (name: string, characters: string): Text => ({
	en: `“${name}” has characters that cannot be printed (${characters}); they are written plainly or left out.`,
	zh: `“${name}”含有无法打印的字符（${characters}），已改写或省略。`,
	es: `“${name}” tiene caracteres que no se pueden imprimir (${characters}); se escriben sin signos o se omiten.`,
});
export const onlySome = (printed: number, all: number): Text => ({
	en: `Stickers of ${printed} of the ${all} terminals are printed; the others have theirs in the list of \`standin setup\`.`,
	zh: `共 ${all} 台刷卡机，只打印了 ${printed} 张贴纸；其余链接见 \`standin setup\` 的列表。`,
	es: `Se imprimieron etiquetas de ${printed} de las ${all} terminales; las demás están en la lista de \`standin setup\`.`,
});
export const ownCodeFaulty = (because: Text): Text => ({
	en: `The counter card is left out: ${because.en}`,
	zh: `未打印收款台卡片：${because.zh}`,
	es: `No se imprimió la tarjeta de mostrador: ${because.es}`,
});
export const changingAddress = (publicUrl: string): Text => ({
	en: `The stickers lead to ${publicUrl}, an address that may change; set PUBLIC_URL before you print many.`,
	zh: `贴纸指向 ${publicUrl}，该地址可能变化；大量打印前请设置 PUBLIC_URL。`,
	es: `Las etiquetas llevan a ${publicUrl}, una dirección que puede cambiar; defina PUBLIC_URL antes de imprimir muchas.`,
});
