/** CORE. What the bot says outside the playbooks; `texts-selling.ts` has what it says of payments, `texts-closing.ts` of the time after an outage, `texts-handing-over.ts` of people. `knowledge/WRITING.md` says how: short, one thing to do, no blame. */

import type { Text } from "../text.ts";

export const SELL_FIRST: Text = {
	en: "Sell first: you can take payments right now. Type “pay 45” (your amount) at any time.",
	zh: "先收款：现在就能继续收款。随时输入“收款 45”（换成您的金额）。",
	es: "Primero vender: ya puede cobrar. Escriba “cobrar 45” (su importe) en cualquier momento.",
};

export const WELCOME: Text = {
	en: "I keep you selling while the card terminal is down. Tell me what it shows, or type “pay 45” to take a payment.",
	zh: "刷卡机坏了也能继续收款。告诉我它显示什么，或输入“收款 45”直接收款。",
	es: "Le ayudo a seguir vendiendo mientras la terminal no funciona. Dígame qué muestra, o escriba “cobrar 45” para cobrar.",
};

export const MENU: Text = { en: "What do you need?", zh: "您需要什么？", es: "¿Qué necesita?" };

export const NOT_UNDERSTOOD: Text = {
	en: "I did not understand that. Choose one, or say it in other words.",
	zh: "没看懂。请选一个，或换个说法。",
	es: "No entendí eso. Elija una opción o dígalo con otras palabras.",
};

export const WHICH: Text = {
	en: "I am not sure what you need. Which is it?",
	zh: "不确定您需要什么。是哪一个？",
	es: "No sé bien qué necesita. ¿Cuál es?",
};
export const QUESTION: Text = { en: "I have a question", zh: "我想问个问题", es: "Tengo una pregunta" };
export const ASK_AWAY: Text = {
	en: "Write your question in one sentence.",
	zh: "请用一句话写下您的问题。",
	es: "Escriba su pregunta en una frase.",
};

export const CARD_DATA: Text = {
	en: "That looked like a card number, so I have masked it and kept only its last four digits. Never type or photograph card numbers.",
	zh: "刚才的内容像是卡号，已遮盖，只保留末四位。请不要输入或拍摄卡号。",
	es: "Eso parecía un número de tarjeta: lo oculté y guardé solo los cuatro últimos dígitos. Nunca escriba ni fotografíe números de tarjeta.",
};

export const PAY: Text = { en: "Take a payment now", zh: "现在收款", es: "Cobrar ahora" };
export const BACK: Text = { en: "Back", zh: "返回", es: "Atrás" };
export const PERSON: Text = { en: "Talk to a person", zh: "转人工", es: "Hablar con una persona" };
export const RESTORED: Text = { en: "It works again", zh: "恢复正常了", es: "Ya funciona" };
export const TERMINAL_DOWN: Text = { en: "The terminal is down", zh: "刷卡机用不了", es: "La terminal no funciona" };
export const SALES: Text = { en: "Sales so far", zh: "收款清单", es: "Ventas hasta ahora" };
export const CONTINUE: Text = {
	en: "Go on with the terminal check",
	zh: "继续检查刷卡机",
	es: "Seguir revisando la terminal",
};
export const CANCEL: Text = { en: "Cancel", zh: "取消", es: "Cancelar" };

export const NOTHING_BEFORE: Text = {
	en: "This is the first question; there is nothing before it.",
	zh: "这是第一个问题，前面没有了。",
	es: "Esta es la primera pregunta; no hay nada antes.",
};
export const OLD_BUTTON: Text = {
	en: "That was an earlier question. We are here now:",
	zh: "那是之前的问题。现在到这里：",
	es: "Esa era una pregunta anterior. Ahora estamos aquí:",
};
export const STILL_THERE: Text = {
	en: "Are you still there? Nothing is lost.",
	zh: "您还在吗？内容都在。",
	es: "¿Sigue ahí? No se pierde nada.",
};
export const stepNumber = (number: number): Text => ({
	en: `Check ${number}`,
	zh: `检查 ${number}`,
	es: `Revisión ${number}`,
});

export const CARD_DECLINED: Text = {
	en: "One declined card is not an outage: ask for another card or take the payment with a QR. Type “pay 45”.",
	zh: "单张卡被拒不是故障：请换一张卡，或用二维码收款。输入“收款 45”。",
	es: "Una tarjeta rechazada no es una falla: pida otra tarjeta o cobre con un QR. Escriba “cobrar 45”.",
};

export const DIRECT_MESSAGES_CLOSED: Text = {
	en: "Your direct messages are closed to me, so we go on here.",
	zh: "您的私信不接收我的消息，我们在这里继续。",
	es: "Sus mensajes directos están cerrados para mí, así que seguimos aquí.",
};
export const THREAD_CLOSED: Text = {
	en: "I cannot write any more where we were talking, so we go on here.",
	zh: "我已无法在原来的地方发言，我们在这里继续。",
	es: "Ya no puedo escribir donde hablábamos, así que seguimos aquí.",
};
/** For the support desk. */
export const CANNOT_BE_TOLD: Text = {
	en: "What I say does not reach the merchant: their chat is closed to me, and no channel linked to the store takes it. Call them.",
	zh: "我的消息无法送达商户：其聊天不接收我的消息，也没有可用的门店频道。请致电商户。",
	es: "Lo que digo no le llega al comercio: su chat está cerrado para mí y ningún canal enlazado a la tienda lo recibe. Llámelo.",
};

export const SET_ASIDE: Text = {
	en: "Something of ours failed on your last message, so it was not carried out. A person has been told; please say it again in other words, or choose:",
	zh: "处理您刚才的消息时我们这边出错，未执行。已通知工作人员；请换个说法再试，或选择：",
	es: "Algo nuestro falló con su último mensaje y no se hizo. Ya se avisó a una persona; dígalo con otras palabras o elija:",
};
