/**
 * What agents are told in Slack, each in their own language. What stands in the channel is read by all of them and is in the
 * desk's language, English: `card.ts`.
 */

import type { Resolved, Severity } from "../../../helpdesk/escalation-state.ts";
import type { Text } from "../../../text.ts";

export const NO_AGENT: Text = {
	en: "You are no agent of the support desk, so nothing was done. Ask who runs it to add you.",
	zh: "您不是支持团队的客服，操作未执行。请让负责人把您加入。",
	es: "Usted no es agente de soporte, así que no se hizo nada. Pida a quien lo administra que lo agregue.",
};
export const NO_FINANCE: Text = {
	en: "Refunds are for the finance role, so nothing was done.",
	zh: "退款仅限财务角色，操作未执行。",
	es: "Los reembolsos son del rol de finanzas, así que no se hizo nada.",
};
export const NO_SUCH_REQUEST: Text = {
	en: "I do not know this request any more. Nothing was done.",
	zh: "找不到这个请求了，操作未执行。",
	es: "Ya no conozco esta solicitud. No se hizo nada.",
};
export const IS_CLOSED: Text = {
	en: "This request is closed. Nothing was sent.",
	zh: "此请求已关闭，未发送任何内容。",
	es: "Esta solicitud está cerrada. No se envió nada.",
};
export const NOTHING_TO_SEND: Text = {
	en: "There was nothing behind >>. Write >> and then what the merchant shall read.",
	zh: ">> 后面没有内容。请在 >> 后写要给商户看的话。",
	es: "No había nada después de >>. Escriba >> y luego lo que debe leer el comercio.",
};
export const TOO_LONG: Text = {
	en: "This is longer than 4,000 characters. Send it in parts; nothing was sent.",
	zh: "超过 4000 个字符。请分段发送；未发送任何内容。",
	es: "Pasa de 4000 caracteres. Envíelo por partes; no se envió nada.",
};
export const QUOTED: Text = {
	en: ">>> is a quotation and stays inside. To write to the merchant, begin with >> and a space.",
	zh: ">>> 是引用，不会发给商户。要写给商户，请以 >> 加空格开头。",
	es: ">>> es una cita y queda adentro. Para escribir al comercio, empiece con >> y un espacio.",
};
export const LOOK_ALIKE: Text = {
	en: "This looks like >> but is another sign, so nothing was sent. Begin with two half-width >.",
	zh: "这不是半角的 >>，未发送给商户。请以两个半角 > 开头。",
	es: "Parece >> pero es otro signo, así que no se envió nada. Empiece con dos signos >.",
};
export const SEND_ANEW: Text = {
	en: "An edit sends nothing. To write to the merchant, send it as a new message that begins with >>.",
	zh: "编辑不会发送。要写给商户，请另发一条以 >> 开头的消息。",
	es: "Una edición no envía nada. Para escribir al comercio, envíe un mensaje nuevo que empiece con >>.",
};
export const STILL_SENT: Text = {
	en: "The merchant still sees what you sent before. Delete your message to take it back.",
	zh: "商户仍能看到您之前发的内容。要撤回，请删除该消息。",
	es: "El comercio aún ve lo que envió antes. Borre su mensaje para retirarlo.",
};
export const FILE_NOT_SENT: Text = {
	en: "I could not fetch the file. Nothing was sent; send the message again.",
	zh: "无法读取文件。未发送任何内容，请重新发送。",
	es: "No pude obtener el archivo. No se envió nada; envíe el mensaje otra vez.",
};
export const fileTooLarge = (megabytes: number): Text => ({
	en: `This file is larger than ${megabytes} MB. Nothing was sent.`,
	zh: `文件超过 ${megabytes} MB，未发送任何内容。`,
	es: `Este archivo pasa de ${megabytes} MB. No se envió nada.`,
});
export const NO_COMMANDS_HERE: Text = {
	en: "This is the support desk's channel: commands work in the shop's chat.",
	zh: "这里是支持团队的频道；命令请在门店的聊天里使用。",
	es: "Este es el canal de soporte: los comandos funcionan en el chat de la tienda.",
};
export const NONE_TO_LINK: Text = {
	en: "No other request is open.",
	zh: "没有其他未关闭的请求。",
	es: "No hay otra solicitud abierta.",
};
export const NONE_TO_REFUND: Text = {
	en: "This store has no open finding that a refund would settle.",
	zh: "该门店没有可用退款解决的未处理项。",
	es: "Esta tienda no tiene ningún hallazgo abierto que un reembolso resuelva.",
};

export const REPLY: Text = { en: "Reply to merchant", zh: "回复商户", es: "Responder" };
export const REPLY_TEXT: Text = {
	en: "The merchant reads this, under your name",
	zh: "商户会看到这段话，署您的名字",
	es: "El comercio lee esto, con su nombre",
};
export const SEND: Text = { en: "Send", zh: "发送", es: "Enviar" };
export const RESOLVE: Text = { en: "Resolve", zh: "标为已解决", es: "Resolver" };
export const CAUSE: Text = { en: "What it was", zh: "原因", es: "Qué era" };
export const RESOLVE_NOTE: Text = {
	en: "What was done (the merchant reads this)",
	zh: "处理说明（商户会看到）",
	es: "Qué se hizo (el comercio lo lee)",
};
export const CLOSE: Text = { en: "Close, do not ask", zh: "直接关闭", es: "Cerrar sin preguntar" };
export const CLOSE_NOTE: Text = {
	en: "Why (the merchant reads this)",
	zh: "说明（商户会看到）",
	es: "Por qué (el comercio lo lee)",
};
export const SNOOZE: Text = { en: "Snooze", zh: "稍后提醒", es: "Posponer" };
export const SNOOZE_FOR: Text = { en: "For how long", zh: "多久之后", es: "Por cuánto tiempo" };
export const MORE: Text = { en: "More", zh: "更多", es: "Más" };
export const WHAT: Text = { en: "What", zh: "操作", es: "Qué" };
export const NEXT: Text = { en: "Next", zh: "下一步", es: "Siguiente" };
export const SAVE: Text = { en: "Save", zh: "保存", es: "Guardar" };
export const SEVERITY: Text = { en: "Severity", zh: "紧急程度", es: "Gravedad" };
export const LINK: Text = { en: "Link", zh: "关联", es: "Enlazar" };
export const LINK_TO: Text = {
	en: "The other request with the same cause",
	zh: "同一原因的另一个请求",
	es: "La otra solicitud con la misma causa",
};
export const REFUND: Text = { en: "Record a refund", zh: "记录退款", es: "Anotar reembolso" };
export const REFUND_WHICH: Text = { en: "Which finding", zh: "哪一项", es: "Cuál hallazgo" };
export const REFUND_ABOUT: Text = {
	en: "This records a refund that you have made at the provider. It moves no money.",
	zh: "这里只记录您已在服务商处完成的退款，不会转移资金。",
	es: "Esto anota un reembolso que usted ya hizo con el proveedor. No mueve dinero.",
};
export const REFUND_NOTE: Text = { en: "Note", zh: "备注", es: "Nota" };

export const SEVERITY_LABELS: Readonly<Record<Severity, Text>> = {
	urgent: { en: "Urgent: it can take no payment", zh: "紧急：无法收款", es: "Urgente: no puede cobrar" },
	normal: { en: "Normal", zh: "普通", es: "Normal" },
	low: { en: "Low", zh: "低", es: "Baja" },
};
export const CAUSE_LABELS: Readonly<Record<Resolved, Text>> = {
	network: { en: "Network", zh: "网络", es: "Red" },
	processor: { en: "Acquirer or bank", zh: "收单方或银行", es: "Adquirente o banco" },
	software: { en: "Software", zh: "软件", es: "Software" },
	hardware: { en: "Hardware", zh: "硬件", es: "Hardware" },
	maintenance: { en: "Maintenance or update", zh: "维护或更新", es: "Mantenimiento o actualización" },
	handling: { en: "Handling", zh: "操作问题", es: "Manejo" },
	other: { en: "Something else", zh: "其他", es: "Otra cosa" },
};

/** A length of time as people read it: 12 min, 3 h, 2 d. */
export function duration(ms: number): Text {
	const minutes = Math.max(0, Math.floor(ms / 60_000));
	if (minutes < 60) return { en: `${minutes} min`, zh: `${minutes} 分钟`, es: `${minutes} min` };
	const hours = Math.floor(minutes / 60);
	if (hours < 48) return { en: `${hours} h`, zh: `${hours} 小时`, es: `${hours} h` };
	const days = Math.floor(hours / 24);
	return { en: `${days} days`, zh: `${days} 天`, es: `${days} días` };
}
