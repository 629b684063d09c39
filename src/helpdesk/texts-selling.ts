/** CORE. What the bot says while it takes a payment. `knowledge/WRITING.md` says how. */

import { type Money, showMoney } from "../fallback/money.ts";
import type { Text } from "../text.ts";

export const HOW_MUCH: Text = {
	en: "How much? Type the amount, for example 45 or 12.50.",
	zh: "收多少？请输入金额，例如 45 或 12.50。",
	es: "¿Cuánto? Escriba el importe, por ejemplo 45 o 12.50.",
};

export const NO_AMOUNT: Text = {
	en: "I did not see an amount. Type only the number, for example 45 or 12.50.",
	zh: "没有看到金额。请只输入数字，例如 45 或 12.50。",
	es: "No veo un importe. Escriba solo el número, por ejemplo 45 o 12.50.",
};

export const otherCurrency = (written: string, own: string): Text => ({
	en: `This store takes ${own}, not ${written}. Type the amount in ${own}.`,
	zh: `本店收 ${own}，不收 ${written}。请输入 ${own} 金额。`,
	es: `Esta tienda cobra en ${own}, no en ${written}. Escriba el importe en ${own}.`,
});

export const noCurrency = (written: string, own: string): Text => ({
	en: `“${written.slice(0, 12)}” is not a currency code. This store takes ${own}.`,
	zh: `“${written.slice(0, 12)}”不是货币代码。本店收 ${own}。`,
	es: `“${written.slice(0, 12)}” no es un código de moneda. Esta tienda cobra en ${own}.`,
});
export const noRail = (written: string, own: readonly string[]): Text => ({
	en: `This store has no way to pay called “${written.slice(0, 40)}”. It has: ${own.join(", ") || "none yet"}.`,
	zh: `本店没有名为“${written.slice(0, 40)}”的收款方式。现有：${own.join("、") || "暂无"}。`,
	es: `Esta tienda no tiene la forma de pago “${written.slice(0, 40)}”. Tiene: ${own.join(", ") || "ninguna todavía"}.`,
});

export const UNUSUAL_YES: Text = { en: "Yes, that is right", zh: "对，没错", es: "Sí, es correcto" };
export const UNUSUAL_NO: Text = { en: "No, another amount", zh: "不对，重新输入", es: "No, otro importe" };

export const tapped = (money: Money): Text => ({
	en: `${showMoney(money, "en")}. Did this customer already tap or insert a card for it?`,
	zh: `${showMoney(money, "zh")}。这位顾客这一笔刷过卡了吗？`,
	es: `${showMoney(money, "es")}. ¿Este cliente ya pasó o acercó una tarjeta por esta venta?`,
});
export const TAPPED_NO: Text = { en: "No, not yet", zh: "没有", es: "No, todavía no" };
export const TAPPED_YES: Text = { en: "Yes, or not sure", zh: "刷过，或不确定", es: "Sí, o no sé" };

export const lookUp = (money: Money): Text => ({
	en: `Then look first, so that nobody pays twice: is ${showMoney(money, "en")} in the terminal's last transactions as approved?`,
	zh: `先查一下，避免重复收款：终端最近交易里有 ${showMoney(money, "zh")} 且显示已批准吗？`,
	es: `Mire primero, para que nadie pague dos veces: ¿está ${showMoney(money, "es")} como aprobado en las últimas operaciones de la terminal?`,
});
export const LOOKED_APPROVED: Text = { en: "Yes, approved", zh: "有，已批准", es: "Sí, aprobado" };
export const LOOKED_NONE: Text = { en: "No, not there or declined", zh: "没有，或被拒", es: "No está o fue rechazado" };
export const LOOKED_UNSURE: Text = { en: "I cannot see it", zh: "看不到", es: "No lo puedo ver" };

export const ALREADY_PAID: Text = {
	en: "Then it is paid by card: do not charge again. I made no QR for it.",
	zh: "那这笔已刷卡付款：不要再收。我没有生成二维码。",
	es: "Entonces ya está pagado con tarjeta: no cobre otra vez. No hice ningún QR.",
};
export const UNKNOWN_OUTCOME: Text = {
	en: "Then do not charge this customer again yet: it could be paid twice. Note their name and phone, serve the next one, and ask a person.",
	zh: "先不要再向这位顾客收款，可能会重复扣款。记下姓名和电话，先接待下一位，并转人工。",
	es: "Entonces no cobre todavía otra vez a este cliente: podría pagar dos veces. Anote su nombre y teléfono, atienda al siguiente y pida una persona.",
};

export const PRACTICE_MARK: Text = {
	en: "PRACTICE, no money moves",
	zh: "演练，不涉及真实资金",
	es: "PRÁCTICA, no se mueve dinero",
};

export const show = (money: Money, ref: string): Text => ({
	en: `${showMoney(money, "en")} · reference ${ref}. Let the customer scan this or open the link.`,
	zh: `${showMoney(money, "zh")} · 编号 ${ref}。请顾客扫码或打开链接。`,
	es: `${showMoney(money, "es")} · referencia ${ref}. Que el cliente escanee esto o abra el enlace.`,
});
export const SHOWN: Text = {
	en: "Shown. Waiting for the customer.",
	zh: "已出示，等待顾客付款。",
	es: "Mostrado. Esperando al cliente.",
};
export const CODE_SOON: Text = {
	en: "The code is being made; it appears here in a moment.",
	zh: "正在生成付款码，稍后会显示在这里。",
	es: "Se está preparando el código; aparecerá aquí en un momento.",
};
export const CLAIMED: Text = {
	en: "The customer says they paid. That is not paid yet: wait until “PAID” stands here.",
	zh: "顾客表示已付款。尚未确认到账：请等到这里显示“已到账”。",
	es: "El cliente dice que pagó. Aún no está pagado: espere hasta leer aquí “PAGADO”.",
};
export const CLAIMED_BANK: Text = {
	en: "The customer says they paid. That is not paid yet: look for the amount and the reference in the shop's bank app; the manager confirms it.",
	zh: "顾客表示已付款，但尚未确认。请在本店的银行 App 里核对金额和编号，由店长确认。",
	es: "El cliente dice que pagó. Aún no está pagado: busque el importe y la referencia en la app del banco de la tienda; el encargado lo confirma.",
};
export const AT_BANK: Text = {
	en: "The customer has ordered the payment; their bank has not confirmed it. It is not paid: do not hand over yet, unless you trust them. You will read it here.",
	zh: "顾客已提交付款，对方银行尚未确认。还没有到账：除非信得过，请先不要交货。结果会显示在这里。",
	es: "El cliente ya ordenó el pago; su banco aún no lo confirma. No está pagado: no entregue todavía, salvo que confíe en él. Lo leerá aquí.",
};
export const BANK_REFUSED: Text = {
	en: "NOT PAID: the customer's bank refused it. Choose another way to pay. Handed over already? Tell the manager.",
	zh: "未到账：对方银行拒绝了这笔付款。请改用其他方式收款。货已交出的话，请告诉店长。",
	es: "NO PAGADO: el banco del cliente lo rechazó. Elija otra forma de pago. ¿Ya entregó? Avise al encargado.",
};
export const paid = (ref: string): Text => ({
	en: `PAID. Key it into the POS later as “other”, with ${ref} in the note.`,
	zh: `已到账。之后在收银系统按“其他”补录，备注写 ${ref}。`,
	es: `PAGADO. Después regístrelo en la caja como “otro”, con ${ref} en la nota.`,
});
export const overpaid = (rails: readonly Text[]): Text => ({
	en: `PAID TWICE: ${rails.map(({ en }) => en).join(" and ")}. Do not refund by yourself; the manager decides.`,
	zh: `重复到账：${rails.map(({ zh }) => zh).join("、")}。请勿自行退款，由店长处理。`,
	es: `PAGADO DOS VECES: ${rails.map(({ es }) => es).join(" y ")}. No reembolse por su cuenta; decide el encargado.`,
});
export const EXPIRED: Text = {
	en: "Ended: nobody paid in time. Type the amount again for a new one.",
	zh: "已过期，没有人付款。需要时请重新输入金额。",
	es: "Terminado: nadie pagó a tiempo. Escriba otra vez el importe para uno nuevo.",
};
export const CANCELLED: Text = {
	en: "Cancelled. Nothing is asked for any more.",
	zh: "已取消，不再收取。",
	es: "Cancelado. Ya no se pide ningún pago.",
};
export const FAILED: Text = {
	en: "It did not go through; nothing was paid. Type the amount again for a new one.",
	zh: "未成功，没有扣款。需要时请重新输入金额。",
	es: "No se completó; no se pagó nada. Escriba otra vez el importe para uno nuevo.",
};
export const REFUNDED: Text = { en: "Refunded.", zh: "已退款。", es: "Reembolsado." };
export const REPLACED: Text = {
	en: "Not paid this way; another way to pay was chosen.",
	zh: "已改用其他方式收款。",
	es: "No se pagó así; se eligió otra forma de pago.",
};

export const THEY_PAID: Text = {
	en: "The customer says they paid",
	zh: "顾客说已付款",
	es: "El cliente dice que pagó",
};
export const CANCEL_SALE: Text = { en: "Cancel this sale", zh: "取消这笔", es: "Cancelar esta venta" };
export const instead = (rail: Text): Text => ({
	en: `Use ${rail.en} instead`,
	zh: `改用${rail.zh}`,
	es: `Usar ${rail.es}`,
});
export const NO_OPEN_SALE: Text = {
	en: "There is no open payment. Type “pay 45” to make one.",
	zh: "没有进行中的收款。输入“收款 45”来新建。",
	es: "No hay ningún cobro abierto. Escriba “cobrar 45” para hacer uno.",
};

export const LINK_FIRST: Text = {
	en: "This chat is not linked to a store yet, so I cannot take payments here. Ask the manager for a code, then send: /standin link CODE",
	zh: "此聊天尚未关联门店，无法在这里收款。请向店长索取代码，然后发送：/standin link 代码",
	es: "Este chat aún no está enlazado a una tienda; aquí no puedo cobrar. Pida un código al encargado y envíe: /standin link CÓDIGO",
};
export const CANCEL_SENT: Text = {
	en: "Cancelled, unless it was paid meanwhile: look at the sales.",
	zh: "已取消，除非期间已付款：请查看收款清单。",
	es: "Cancelada, salvo que se haya pagado entretanto: mire las ventas.",
};
