/** CORE. What the chat says of a QR in a picture. */

import type { Text } from "../text.ts";

export const payment = (title: Text): Text => ({
	en: `The QR in your picture is a payment code: ${title.en}.`,
	zh: `图片中的二维码是收款码：${title.zh}。`,
	es: `El QR de su imagen es un código de pago: ${title.es}.`,
});
export const paysTo = (payee: string): Text => ({
	en: `It pays: ${payee}`,
	zh: `收款方：${payee}`,
	es: `Paga a: ${payee}`,
});
export const amount = (written: string): Text => ({
	en: `Amount: ${written}`,
	zh: `金额：${written}`,
	es: `Importe: ${written}`,
});
export const NO_AMOUNT: Text = {
	en: "No amount: the customer types it.",
	zh: "不含金额：由顾客输入。",
	es: "Sin importe: lo escribe el cliente.",
};
export const FAULTY: Text = {
	en: "Banking apps may refuse it:",
	zh: "银行应用可能拒绝此码：",
	es: "Las apps de los bancos pueden rechazarlo:",
};
export const OWN: Text = {
	en: "It pays the shop's own account.",
	zh: "款项进入本店自己的账户。",
	es: "Paga a la cuenta de la tienda.",
};
export const NOT_OWN: Text = {
	en: "Stop: this account is not the shop's. If this QR is on your counter, cover it, let nobody pay with it and tell your manager.",
	zh: "注意：这不是本店的账户。如果此码贴在柜台上，请盖住，不要让人扫码付款，并告诉店长。",
	es: "Alto: esta cuenta no es de la tienda. Si este QR está en su mostrador, tápelo, que nadie pague con él y avise al encargado.",
};
export const UNKNOWN_OWNER: Text = {
	en: "I cannot tell whether it pays the shop. Compare it with the shop's bank app before anybody pays.",
	zh: "无法判断款项是否进入本店。请先与本店的银行应用核对，再让人付款。",
	es: "No sé si paga a la tienda. Compárelo con la app del banco de la tienda antes de que alguien pague.",
};
export const wallet = (title: Text): Text => ({
	en: `The QR in your picture is a code of ${title.en}. It does not say who is paid; the app says it before paying.`,
	zh: `图片中的二维码是${title.zh}的码。码里没有写明收款方，付款前请看应用显示的收款方。`,
	es: `El QR de su imagen es un código de ${title.es}. No dice quién cobra; la app lo dice antes de pagar.`,
});
export const OWN_PAGE: Text = {
	en: "The QR in your picture leads to a page of this chat's own server, such as a customer's page.",
	zh: "图片中的二维码指向本系统自己的页面，例如顾客的付款页。",
	es: "El QR de su imagen lleva a una página de este mismo servidor, como la del cliente.",
};
export const LINK: Text = {
	en: "The QR in your picture is a link and no payment code. I did not open it. Let nobody pay through it until your manager knows it.",
	zh: "图片中的二维码是链接，不是收款码。我没有打开它。店长确认之前，不要让人用它付款。",
	es: "El QR de su imagen es un enlace, no un código de pago. No lo abrí. Que nadie pague con él hasta que el encargado lo conozca.",
};
export const NO_PAYMENT: Text = {
	en: "The QR in your picture is no payment code.",
	zh: "图片中的二维码不是收款码。",
	es: "El QR de su imagen no es un código de pago.",
};
export const PERSON_FOR_THE_REST: Text = {
	en: "For the rest of the picture, choose “Talk to a person” and they get it.",
	zh: "图片的其他内容请选择“转人工”，图片会一并转过去。",
	es: "Para el resto de la imagen, elija “Hablar con una persona” y la recibirá.",
};
