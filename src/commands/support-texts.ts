/** SHELL. What `standin support` says. */

import type { Text } from "../text.ts";

/** What is said when an act on the request of this id is stored. */
export type Said = (id: string) => Text;

export const NOTHING_OPEN: Text = {
	en: "No open requests.",
	zh: "没有待处理的请求。",
	es: "No hay solicitudes abiertas.",
};

export const CLAIMED: Said = (id) => ({
	en: `You have ${id}; the merchant is told.`,
	zh: `${id} 由您负责，并通知商户。`,
	es: `Usted tiene ${id}; se avisa al comercio.`,
});
export const RELEASED: Said = (id) => ({
	en: `Released ${id}; the others are called.`,
	zh: `已释放 ${id}，并呼叫其他人。`,
	es: `${id} queda libre; se llama a los demás.`,
});
export const SENT: Said = (id) => ({
	en: `Sent to the merchant of ${id}.`,
	zh: `已发送给 ${id} 的商户。`,
	es: `Enviado al comercio de ${id}.`,
});
export const RESOLVED: Said = (id) => ({
	en: `Resolved ${id}; the merchant is asked whether everything is back to normal.`,
	zh: `${id} 已解决；正在询问商户是否恢复正常。`,
	es: `${id} resuelta; se pregunta al comercio si todo volvió a la normalidad.`,
});
export const CLOSED: Said = (id) => ({
	en: `Closed ${id}; the merchant is told.`,
	zh: `已关闭 ${id}，并通知商户。`,
	es: `Cerrado ${id}; se avisa al comercio.`,
});
export const SNOOZED: Said = (id) => ({
	en: `Snoozed ${id}; nobody is called until it ends.`,
	zh: `${id} 已暂缓；结束前不呼叫任何人。`,
	es: `${id} en pausa; no se llama a nadie hasta que termine.`,
});
export const WOKEN: Said = (id) => ({
	en: `The snooze of ${id} is over.`,
	zh: `${id} 的暂缓已结束。`,
	es: `Terminó la pausa de ${id}.`,
});
export const ESCALATED: Said = (id) => ({
	en: `The next tier is called for ${id}.`,
	zh: `正在为 ${id} 呼叫下一级。`,
	es: `Se llama al siguiente nivel para ${id}.`,
});
export const RATED: Said = (id) => ({
	en: `The severity of ${id} is changed.`,
	zh: `${id} 的紧急程度已更改。`,
	es: `Se cambió la urgencia de ${id}.`,
});
export const LINKED: Said = (id) => ({
	en: `Linked ${id}.`,
	zh: `已关联 ${id}。`,
	es: `${id} enlazada.`,
});
export const HANDED_BACK: Said = (id) => ({
	en: `Handed ${id} back to the bot: it is closed, and the merchant is told.`,
	zh: `${id} 已交还机器人：请求已关闭，并通知商户。`,
	es: `${id} vuelve al bot: queda cerrada y se avisa al comercio.`,
});

export const noTime = (time: string): Text => ({
	en: `“${time}” is no time to snooze for; write one up to 7d, such as 15m, 1h or 2d.`,
	zh: `“${time}”不是暂缓时长；请写不超过 7d 的时长，例如 15m、1h 或 2d。`,
	es: `“${time}” no es un tiempo de pausa; escriba uno de hasta 7d, como 15m, 1h o 2d.`,
});

export const SEVERITY: ReadonlyMap<string, Text> = new Map([
	["urgent", { en: "URGENT", zh: "紧急", es: "URGENTE" }],
	["normal", { en: "normal", zh: "普通", es: "normal" }],
	["low", { en: "low", zh: "低", es: "baja" }],
]);
export const NOBODY: Text = { en: "nobody", zh: "无人", es: "nadie" };
export const WITH: Text = { en: "with", zh: "负责：", es: "con" };
export const RESOLVED_STATE: Text = { en: "resolved", zh: "已解决", es: "resuelta" };
export const CLOSED_STATE: Text = { en: "closed", zh: "已关闭", es: "cerrada" };
export const SNOOZED_UNTIL: Text = { en: "snoozed until", zh: "暂缓至", es: "en pausa hasta" };
export const OURS: Text = {
	en: "a message of ours that failed",
	zh: "我们的一条消息处理失败",
	es: "un mensaje nuestro que falló",
};
export const PRACTICE: Text = { en: "PRACTICE", zh: "演练", es: "PRÁCTICA" };
export const NOT_KNOWN: Text = { en: "not known", zh: "未知", es: "no se sabe" };
export const NONE: Text = { en: "none", zh: "无", es: "ninguna" };
export const SINCE: Text = { en: "since", zh: "自", es: "desde" };
export const WRITES: Text = { en: "writes", zh: "语言", es: "escribe" };
export const NOT_ANSWERED: Text = { en: "(not answered)", zh: "（未回答）", es: "(sin responder)" };
export const MERCHANT_SPEAKS: Text = { en: "merchant", zh: "商户", es: "comercio" };
export const MACHINE: Text = { en: "machine translation", zh: "机器翻译", es: "traducción automática" };

export const paidAndOpen = (paid: number, sums: string, open: number): Text => ({
	en: `${paid} paid${sums === "" ? "" : ` (${sums})`}, ${open} open`,
	zh: `已付 ${paid} 笔${sums === "" ? "" : `（${sums}）`}，未付 ${open} 笔`,
	es: `${paid} pagadas${sums === "" ? "" : ` (${sums})`}, ${open} abiertas`,
});

/** What stands in front of each line of a request's details. */
export const LABELS = {
	merchant: { en: "merchant", zh: "商户", es: "comercio" },
	terminal: { en: "terminal", zh: "终端", es: "terminal" },
	cause: { en: "cause", zh: "原因", es: "causa" },
	reason: { en: "reason", zh: "求助原因", es: "motivo" },
	playbook: { en: "playbook", zh: "排查流程", es: "guía" },
	asked: { en: "asked", zh: "提问", es: "pregunta" },
	answered: { en: "answered", zh: "回答", es: "respuesta" },
	words: { en: "last words", zh: "最后留言", es: "último mensaje" },
	exposure: { en: "stored in it", zh: "终端内存", es: "guardado" },
	rails: { en: "can take", zh: "可用收款", es: "puede cobrar" },
	sales: { en: "fallback", zh: "备用收款", es: "alternativos" },
	hotline: { en: "hotline", zh: "热线", es: "línea directa" },
	linked: { en: "linked to", zh: "关联", es: "enlazada con" },
	resolution: { en: "resolved", zh: "解决", es: "resuelta" },
} satisfies Readonly<Record<string, Text>>;

/** How long after the opening; in the order in which they happen. */
export const MILESTONES = [
	{ milestone: "firstResponse", label: { en: "first reply", zh: "首次回复", es: "1.ª respuesta" } },
	{ milestone: "restored", label: { en: "restored", zh: "恢复", es: "restablecida" } },
	{ milestone: "resolved", label: { en: "resolved", zh: "解决", es: "resuelta" } },
	{ milestone: "closed", label: { en: "closed", zh: "关闭", es: "cerrada" } },
] as const;
export const NOT_YET: Text = { en: "not yet", zh: "尚未", es: "todavía no" };
export const atWork = (minutes: string): Text => ({
	en: `${minutes} while the desk was there`,
	zh: `其中客服在岗 ${minutes}`,
	es: `${minutes} con soporte presente`,
});

export const minutesText = (minutes: number): Text => {
	const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
	const parts = days > 0 ? [days, hours] : [hours, rest];
	const [big, small] = days > 0 ? (["d", "h"] as const) : (["h", "min"] as const);
	const plain = minutes < 60 ? `${rest} min` : `${parts[0]} ${big} ${parts[1]} ${small}`;
	const inChinese = new Map([
		["d", "天"],
		["h", "小时"],
		["min", "分钟"],
	]);
	const zh = minutes < 60 ? `${rest}分钟` : `${parts[0]}${inChinese.get(big)}${parts[1]}${inChinese.get(small)}`;
	return { en: plain, zh, es: plain };
};
