/** CORE. What the merchant hears while a person of the support desk works on their request. To them it is “your request” and its id. */

import type { Text } from "../text.ts";

/** Honest about the desk: nobody is promised who may not be there. `tid` is of the terminal that is down, as far as it is known. */
export const escalated = (id: string, hotline: string | null, tid: string | null): Text => ({
	en: `Your request ${id} is on the support desk's list with everything you told me. ${urgent(hotline, tid).en} You can go on taking payments here.`,
	zh: `您的请求 ${id} 已列入支持台清单，内容都在里面。${urgent(hotline, tid).zh}这里可以继续收款。`,
	es: `Su solicitud ${id} está en la lista de soporte con todo lo que me contó. ${urgent(hotline, tid).es} Aquí puede seguir cobrando.`,
});

const urgent = (hotline: string | null, tid: string | null): Text => ({
	en: `${
		hotline === null ? "If it is urgent, call your card acquirer's hotline" : `If it is urgent, call ${hotline}`
	} and have ready: ${ready(tid).en}.`,
	zh: `${hotline === null ? "如果紧急，请拨打收单机构热线" : `如果紧急，请拨打 ${hotline}`}，并准备好：${ready(tid).zh}。`,
	es: `${
		hotline === null
			? "Si es urgente, llame a la línea de su procesador de tarjetas"
			: `Si es urgente, llame al ${hotline}`
	} y tenga a mano: ${ready(tid).es}.`,
});

const ready = (tid: string | null): Text => ({
	en: `${tid === null ? "the terminal number (TID)" : `terminal ${tid}`}, what the screen shows, since when`,
	zh: `${tid === null ? "终端号（TID）" : `终端号 ${tid}`}、屏幕显示的内容、从何时开始`,
	es: `${tid === null ? "el número de terminal (TID)" : `la terminal ${tid}`}, qué muestra la pantalla y desde cuándo`,
});

export const ESCALATED_ALREADY: Text = {
	en: "Your request is still on the support desk's list. What you write goes to them too.",
	zh: "您的请求仍在支持台清单中，您写的内容也会转给他们。",
	es: "Su solicitud sigue en la lista de soporte. Lo que escriba también les llega.",
};
/** For the support desk. */
export const ASKED_FOR_PERSON: Text = {
	en: "The merchant asked for a person.",
	zh: "商户要求转人工。",
	es: "El comercio pidió una persona.",
};
/** For the support desk: of a request that was closed before. */
export const notBack = (id: string): Text => ({
	en: `The merchant says that it is not back to normal after request ${id}.`,
	zh: `商户表示请求 ${id} 之后仍未恢复正常。`,
	es: `El comercio dice que no volvió a la normalidad después de la solicitud ${id}.`,
});

export const agentClaimed = (by: string): Text => ({
	en: `${by} from support is with you now; I keep quiet. Payments still work: “pay 45”.`,
	zh: `支持人员 ${by} 已接手，我先不插话。收款照常：输入“收款 45”。`,
	es: `${by}, de soporte, está ahora con usted; yo no intervengo. Puede seguir cobrando: “cobrar 45”.`,
});
/** `by` null: from before names were kept. */
export const withAgent = (by: string | null): Text => ({
	en: `${by ?? "A person"} from support has your request. What you write goes to them. Payments still work: “pay 45”.`,
	zh: `支持人员${by === null ? "" : ` ${by} `}已接手您的请求，您写的内容会转过去。收款照常：输入“收款 45”。`,
	es: `${by ?? "Una persona"}, de soporte, tiene su solicitud. Lo que escriba le llega. Puede seguir cobrando: “cobrar 45”.`,
});
/** The request stays where it is: on the list. */
export const RELEASED: Text = {
	en: "Nobody from support is with you right now, so I answer again. Your request stays on their list.",
	zh: "目前没有支持人员接手，由我继续回答。您的请求仍在清单中。",
	es: "Ahora no hay nadie de soporte con usted, así que respondo yo. Su solicitud sigue en la lista.",
};
export const handedBack = (by: string): Text => ({
	en: `${by} (support) has handed over to me: I answer again. Need them after all? Type “person”.`,
	zh: `${by}（支持）已交还给我，由我继续回答。仍需要人工？输入“人工”。`,
	es: `${by} (soporte) me pasó la conversación: respondo yo. ¿Aún los necesita? Escriba “persona”.`,
});

export const agentSays = (by: string, text: string): Text => ({
	en: `${by} (support): ${text}`,
	zh: `${by}（支持）：${text}`,
	es: `${by} (soporte): ${text}`,
});
export const agentSendsFile = (by: string): Text => ({
	en: `${by} (support) sends you a file.`,
	zh: `${by}（支持）发来一个文件。`,
	es: `${by} (soporte) le envía un archivo.`,
});
/** Of a message that does not stand here any more, or stood too long ago to be changed. */
export const agentCorrects = (by: string, text: string): Text => ({
	en: `${by} (support) corrects: ${text}`,
	zh: `${by}（支持）更正：${text}`,
	es: `${by} (soporte) corrige: ${text}`,
});
export const WITHDRAWN: Text = {
	en: "(withdrawn by support)",
	zh: "（支持人员已撤回）",
	es: "(retirado por soporte)",
};

export const agentSolved = (by: string, note: string): Text => ({
	en: `${by} (support): this is solved from our side.${onItsLine(note)}`,
	zh: `${by}（支持）：我们这边已处理好。${onItsLine(note)}`,
	es: `${by} (soporte): de nuestra parte está resuelto.${onItsLine(note)}`,
});
/** In whatever language the agent wrote it. */
const onItsLine = (note: string): string => (note === "" ? "" : `\n${note}`);
export const BACK_TO_NORMAL: Text = {
	en: "Is everything back to normal?",
	zh: "都恢复正常了吗？",
	es: "¿Todo volvió a la normalidad?",
};
export const YES_NORMAL: Text = { en: "Yes, all is well", zh: "是，都好了", es: "Sí, todo bien" };
export const NOT_NORMAL: Text = { en: "No, not yet", zh: "还没有", es: "No, todavía no" };
export const gladToHear = (id: string): Text => ({
	en: `Good. I close your request ${id}.`,
	zh: `好的，您的请求 ${id} 已关闭。`,
	es: `Bien. Cierro su solicitud ${id}.`,
});
export const TOLD_NOT_BACK: Text = {
	en: "I have told support. Write what is still wrong; it goes to them.",
	zh: "已告知支持人员。请写下还有什么问题，会转给他们。",
	es: "Ya avisé a soporte. Escriba qué sigue mal; les llega.",
};
export const reopened = (id: string): Text => ({
	en: `Your request ${id} is open again. What you write goes to support.`,
	zh: `您的请求 ${id} 已重新打开，您写的内容会转给支持人员。`,
	es: `Su solicitud ${id} está abierta otra vez. Lo que escriba le llega a soporte.`,
});
export const agentClosed = (by: string, note: string): Text => ({
	en: `${by} has closed your request${note === "" ? "" : `: ${note}`}. Is it not solved? Type “person”.`,
	zh: `${by} 已关闭您的请求${note === "" ? "" : `：${note}`}。还没解决？输入“人工”。`,
	es: `${by} cerró su solicitud${note === "" ? "" : `: ${note}`}. ¿No está resuelto? Escriba “persona”.`,
});
export const closedByItself = (id: string): Text => ({
	en: `Your request ${id} is closed. Is it not solved? Type “person”.`,
	zh: `您的请求 ${id} 已关闭。还没解决？输入“人工”。`,
	es: `Su solicitud ${id} está cerrada. ¿No está resuelto? Escriba “persona”.`,
});

/** `opensAt` in the store's words, such as “Monday 09:00”; null where no hours are known. */
export const away = (opensAt: Text | null, hotline: string | null, tid: string | null): Text => ({
	en: `Nobody is at the support desk now${opensAt === null ? "" : `; it opens ${opensAt.en}`}. Your request waits there. ${urgent(hotline, tid).en}`,
	zh: `支持台现在无人${opensAt === null ? "" : `，${opensAt.zh} 开始值班`}。您的请求会保留。${urgent(hotline, tid).zh}`,
	es: `Ahora no hay nadie en soporte${opensAt === null ? "" : `; abre ${opensAt.es}`}. Su solicitud queda en la lista. ${urgent(hotline, tid).es}`,
});
export const unanswered = (id: string, hotline: string | null, tid: string | null): Text => ({
	en: `Nobody from support has taken your request ${id} yet. Do not wait for them: ${call(hotline).en}. Have ready: ${ready(tid).en}. You can go on taking payments here.`,
	zh: `还没有支持人员接手您的请求 ${id}。请不要等待，${call(hotline).zh}，并准备好：${ready(tid).zh}。这里可以继续收款。`,
	es: `Nadie de soporte ha tomado aún su solicitud ${id}. No espere: ${call(hotline).es}. Tenga a mano: ${ready(tid).es}. Aquí puede seguir cobrando.`,
});
const call = (hotline: string | null): Text => ({
	en: hotline === null ? "call your card acquirer's hotline" : `call ${hotline}`,
	zh: hotline === null ? "拨打收单机构热线" : `拨打 ${hotline}`,
	es: hotline === null ? "llame a la línea de su procesador de tarjetas" : `llame al ${hotline}`,
});

export const FILE_PASSED_ON: Text = {
	en: "Support can see your file.",
	zh: "支持人员可以看到您的文件。",
	es: "Soporte ya puede ver su archivo.",
};
export const FILE_NEEDS_PERSON: Text = {
	en: "I cannot read pictures; only a person can. Choose “Talk to a person” and they get it.",
	zh: "我看不懂图片，只有人工可以。选择“转人工”，图片会一并转过去。",
	es: "No puedo leer imágenes; solo una persona puede. Elija “Hablar con una persona” y la recibirá.",
};
