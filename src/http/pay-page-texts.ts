/** What the customer's page says. Short, and honest about what is paid and what only was said to be. */

import type { Text } from "../text.ts";

export const UNKNOWN: Text = {
	en: "There is no payment at this address. Ask the shop.",
	zh: "此地址没有付款。请询问店家。",
	es: "No hay ningún pago en esta dirección. Pregunte en la tienda.",
};
export const PRACTICE_MARK: Text = {
	en: "PRACTICE: no money moves",
	zh: "演练：不涉及真实资金",
	es: "PRÁCTICA: no se mueve dinero",
};
export const REFERENCE: Text = { en: "Reference", zh: "编号", es: "Referencia" };
export const PAY_PRACTICE: Text = { en: "Pay (practice)", zh: "付款（演练）", es: "Pagar (práctica)" };
export const PAY_CARD: Text = { en: "Pay by card", zh: "用银行卡付款", es: "Pagar con tarjeta" };
export const CARD_SOON: Text = {
	en: "One moment: the card page is being made. If it does not come, choose another way to pay.",
	zh: "请稍候：正在生成银行卡付款页面。如果没有出现，请选择其他付款方式。",
	es: "Un momento: se está preparando la página de tarjeta. Si no aparece, elija otra forma de pago.",
};
export const CODE_SOON: Text = {
	en: "One moment: the code is being made. If it does not come, choose another way to pay.",
	zh: "请稍候：正在生成付款码。如果没有出现，请选择其他付款方式。",
	es: "Un momento: se está preparando el código. Si no aparece, elija otra forma de pago.",
};
export const scan = (app: string): Text => ({
	en: `Open ${app}, scan this code and pay. This page says when it is paid.`,
	zh: `请用${app}扫描此二维码付款。付款成功后本页会显示。`,
	es: `Abra ${app}, escanee este código y pague. Esta página avisa cuando esté pagado.`,
});
export const openApp = (app: string): Text => ({
	en: `Pay with ${app}`,
	zh: `用${app}付款`,
	es: `Pagar con ${app}`,
});
export const CARD_CHECKED: Text = {
	en: "Thank you. We are asking the card company; please stay a moment.",
	zh: "谢谢。正在向支付机构确认，请稍候。",
	es: "Gracias. Estamos preguntando a la empresa de tarjetas; aguarde un momento.",
};
export const BACK: Text = { en: "I have not paid yet", zh: "我还没有付款", es: "Todavía no pagué" };
export const CLAIM: Text = { en: "I have paid", zh: "我已付款", es: "Ya pagué" };
export const HOW: Text = {
	en: "Pay with your banking app: scan this code, or type in what stands below it. Then press “I have paid”.",
	zh: "请用银行 App 付款：扫描此二维码，或输入下方的信息。然后点击“我已付款”。",
	es: "Pague con la app de su banco: escanee este código o escriba los datos de abajo. Luego pulse «Ya pagué».",
};
export const COPY: Text = {
	en: "Or copy this code into your banking app:",
	zh: "或将此代码复制到银行 App：",
	es: "O copie este código en la app de su banco:",
};
export const PICTURE: Text = {
	en: "QR code of this payment; its content stands below",
	zh: "此付款的二维码；内容见下方",
	es: "Código QR de este pago; su contenido está abajo",
};
export const CLAIMED: Text = {
	en: "Thank you. The shop is waiting for the bank's confirmation; please stay a moment.",
	zh: "谢谢。店家正在等待银行确认，请稍候。",
	es: "Gracias. La tienda espera la confirmación del banco; aguarde un momento.",
};
export const AT_BANK: Text = {
	en: "Thank you. Your bank has not confirmed the payment yet, which can take a while. Please do not pay again.",
	zh: "谢谢。您的银行尚未确认这笔付款，可能需要一些时间。请勿重复付款。",
	es: "Gracias. Su banco aún no confirma el pago; puede tardar. No pague otra vez.",
};
export const PAID: Text = { en: "PAID. Thank you.", zh: "已付款，谢谢。", es: "PAGADO. Gracias." };
export const proof = (digits: string): Text => ({
	en: `Show the shop: ${digits}`,
	zh: `请给店家看：${digits}`,
	es: `Muestre a la tienda: ${digits}`,
});
export const ELSEWHERE: Text = {
	en: "This sale is already paid another way. Please do not pay again.",
	zh: "这笔已用其他方式付款，请勿重复付款。",
	es: "Esta venta ya se pagó de otra forma. No pague otra vez.",
};
export const EXPIRED: Text = {
	en: "This payment has ended. Please do not pay; ask the shop for a new one.",
	zh: "此付款已过期。请不要付款，请店家重新生成。",
	es: "Este pago terminó. No lo pague; pida uno nuevo en la tienda.",
};
export const FAILED: Text = {
	en: "This way to pay does not work now; nothing was paid. Choose another one or ask the shop.",
	zh: "此付款方式现在无法使用，没有扣款。请选择其他方式或询问店家。",
	es: "Esta forma de pago no funciona ahora; no se pagó nada. Elija otra o pregunte en la tienda.",
};
export const CANCELLED: Text = {
	en: "The shop has cancelled this payment. Please do not pay. If you have paid already, show this to the shop.",
	zh: "店家已取消此付款，请不要付款。如果您已经付款，请把此页给店家看。",
	es: "La tienda canceló este pago. No lo pague. Si ya pagó, muestre esto en la tienda.",
};
export const REFUNDED: Text = {
	en: "This payment was refunded.",
	zh: "此付款已退款。",
	es: "Este pago fue reembolsado.",
};
export const OTHERS: Text = { en: "Other ways to pay", zh: "其他付款方式", es: "Otras formas de pago" };
