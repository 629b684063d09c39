/** CORE. What the bot says where findings are decided in the chat itself. */

import type { Text } from "../text.ts";

export const CONFIRM: Text = { en: "The money has arrived", zh: "钱已到账", es: "El dinero llegó" };
export const CLOSE: Text = { en: "Close the outage", zh: "关闭本次故障", es: "Cerrar la caída" };
export const NEXT: Text = { en: "Next one", zh: "下一项", es: "Siguiente" };

export const placeOf = (place: number, open: number, title: string): Text => ({
	en: `To check, ${place} of ${open}: ${title}`,
	zh: `待核对 ${place}/${open}：${title}`,
	es: `Por revisar, ${place} de ${open}: ${title}`,
});

export const EVIDENCE: Text = { en: "What speaks for and against it:", zh: "依据：", es: "A favor y en contra:" };

export const MAY_CLOSE: Text = {
	en: "Every sale is accounted for. A manager can close the outage now.",
	zh: "每笔销售都已核对清楚。店长现在可以关闭本次故障。",
	es: "Todas las ventas están justificadas. El encargado ya puede cerrar la caída.",
};

export const NEEDS_FORM: Text = {
	en: "Press the button of it: a decision asks for a manager's PIN in a form.",
	zh: "请点相应按钮：决定需要店长在表单中输入 PIN。",
	es: "Pulse su botón: una decisión pide el PIN del encargado en un formulario.",
};

export const GONE: Text = {
	en: "That is not open any more. Nothing has changed.",
	zh: "此项已不在待处理状态。没有任何改动。",
	es: "Eso ya no está pendiente. No ha cambiado nada.",
};

export const PRACTICE_NEEDS_NOBODY: Text = {
	en: "This is a practice payment; its page confirms it, and no money moves.",
	zh: "这是演练付款；由其页面确认，不涉及真实资金。",
	es: "Es un pago de práctica; lo confirma su página y no se mueve dinero.",
};

export const confirming = (money: Text): Text => ({
	en: `${money.en}: you have seen this money in the bank's app or account.`,
	zh: `${money.zh}：您已在银行 App 或账户中看到这笔钱。`,
	es: `${money.es}: usted ha visto este dinero en la app o la cuenta del banco.`,
});

export const CLOSING: Text = {
	en: "Closes the outage of this store. What still stands in the way is told in the chat.",
	zh: "关闭本店的本次故障。如仍有未完成项，会在聊天中说明。",
	es: "Cierra la caída de esta tienda. Si algo lo impide, se dice en el chat.",
};

export const PICK_PAIR: Text = { en: "Which belong together", zh: "哪两项对应", es: "Cuáles van juntos" };
export const PICK_PAYMENT: Text = {
	en: "Which payment was given back",
	zh: "退的是哪笔付款",
	es: "Qué cobro se devolvió",
};
export const PICK_REFUND: Text = {
	en: "Which payment to give back",
	zh: "退哪笔付款",
	es: "Qué cobro devolver",
};
export const NOTE: Text = { en: "Note (optional)", zh: "备注（可不填）", es: "Nota (opcional)" };
export const PIN: Text = { en: "Manager's PIN", zh: "店长 PIN", es: "PIN del encargado" };
export const DECIDE: Text = { en: "Decide", zh: "确定", es: "Decidir" };

export const PICK_ONE: Text = { en: "Choose one of them.", zh: "请选择一项。", es: "Elija una opción." };
export const WRONG_PIN: Text = {
	en: "This PIN is not right; try again. Nothing has changed.",
	zh: "PIN 不正确，请重试。没有任何改动。",
	es: "Este PIN no es correcto; intente de nuevo. No ha cambiado nada.",
};
export const tooManyPins = (minutes: number): Text => ({
	en: `Too many wrong PINs; wait ${minutes} min, or use your personal link in the web chat.`,
	zh: `PIN 错误次数过多；请等待 ${minutes} 分钟，或在网页聊天中使用个人链接。`,
	es: `Demasiados PIN incorrectos; espere ${minutes} min o use su enlace personal en el chat web.`,
});
