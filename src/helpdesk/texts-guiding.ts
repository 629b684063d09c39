/** CORE. What the bot says around a playbook: changing an answer, beginning anew, asking later whether it works again. */

import type { Risk } from "../playbooks/format.ts";
import type { Changed } from "../playbooks/run.ts";
import type { Text } from "../text.ts";

export const CHANGE: Text = { en: "Change an answer", zh: "修改回答", es: "Cambiar una respuesta" };
export const WHICH_ANSWER: Text = {
	en: "Which answer shall be changed?",
	zh: "要修改哪一个回答？",
	es: "¿Qué respuesta quiere cambiar?",
};
export const answerLine = (number: Text, question: Text, answer: Text): Text => ({
	en: `${number.en}: ${question.en} → ${answer.en}`,
	zh: `${number.zh}：${question.zh} → ${answer.zh}`,
	es: `${number.es}: ${question.es} → ${answer.es}`,
});
export const NOTHING_TO_CHANGE: Text = {
	en: "There is no earlier answer yet.",
	zh: "前面还没有回答。",
	es: "Todavía no hay una respuesta anterior.",
};
export const ANSWER_ANEW: Text = {
	en: "Answer this one anew. Later answers stay where they still fit; “back” leaves all as it was.",
	zh: "请重新回答这一题。后面的回答仍合适的会保留；输入“返回”则不作修改。",
	es: "Responda esta otra vez. Las respuestas siguientes quedan si aún sirven; “atrás” deja todo como estaba.",
};

/** What a changed answer did to the later ones. */
export function changedWords({ kept, dropped, done }: Changed): readonly Text[] {
	return [
		...(kept === 0 ? [] : [keptWords(kept)]),
		...(dropped.length === 0 ? [] : [droppedWords(dropped.length)]),
		...done.map(doneWords),
	];
}

const keptWords = (kept: number): Text => ({
	en: kept === 1 ? "Your next answer still fits; I keep it." : `Your next ${kept} answers still fit; I keep them.`,
	zh: `后面 ${kept} 个回答仍合适，已保留。`,
	es:
		kept === 1
			? "Su respuesta siguiente aún sirve; la conservo."
			: `Sus ${kept} respuestas siguientes aún sirven; las conservo.`,
});
const droppedWords = (dropped: number): Text => ({
	en: dropped === 1 ? "One later answer no longer holds." : `${dropped} later answers no longer hold.`,
	zh: `后面有 ${dropped} 个回答不再适用。`,
	es: dropped === 1 ? "Una respuesta posterior ya no vale." : `${dropped} respuestas posteriores ya no valen.`,
});

const DONE: Readonly<Record<Risk, Text>> = {
	restart: { en: "restarted", zh: "重启", es: "se haya reiniciado" },
	reset: { en: "reset", zh: "恢复出厂设置", es: "se haya restablecido" },
	logout: { en: "logged out", zh: "退出登录", es: "se haya cerrado su sesión" },
	update: { en: "updated", zh: "更新", es: "se haya actualizado" },
	"clear-batch": { en: "cleared of its batch", zh: "清除批次", es: "se haya borrado su lote" },
};
/** Who has done it already must know that it may have cost something. */
const doneWords = (risk: Risk): Text => ({
	en: `Because of the old answer the terminal may have been ${DONE[risk].en} already. If so, tell a person: stored payments may be affected.`,
	zh: `按之前的回答，刷卡机可能已经${DONE[risk].zh}。如果是，请告诉人工：已存储的付款可能受影响。`,
	es: `Por la respuesta anterior, puede que la terminal ya ${DONE[risk].es}. Si es así, avise a una persona: puede afectar pagos guardados.`,
});

/** What a step takes that asks for a figure. */
export function typeLike(takes: "count" | "money" | "code", currency: string): Text {
	switch (takes) {
		case "count":
			return {
				en: "Type only a whole number, such as 3.",
				zh: "请只输入一个整数，例如 3。",
				es: "Escriba solo un número entero, como 3.",
			};
		case "money":
			return {
				en: `Type only the amount in ${currency}, such as 120.`,
				zh: `请只输入金额（${currency}），例如 120。`,
				es: `Escriba solo el importe en ${currency}, como 120.`,
			};
		case "code":
			return {
				en: "Type only the code as the screen shows it, such as 91.",
				zh: "请只输入屏幕上的代码，例如 91。",
				es: "Escriba solo el código tal como se ve, por ejemplo 91.",
			};
	}
}

export const RESTARTED: Text = {
	en: "Sorry: these instructions were changed meanwhile, so we begin again. Leave the terminal as it is until I ask.",
	zh: "抱歉：检查步骤刚刚有更新，需要从头开始。在我询问之前，请不要动刷卡机。",
	es: "Disculpe: estas instrucciones cambiaron mientras tanto, así que empezamos de nuevo. Deje la terminal como está hasta que le pregunte.",
};
export const GONE: Text = {
	en: "Sorry: these instructions are no longer there, so I stop here. Leave the terminal as it is and do not restart it.",
	zh: "抱歉：这些检查步骤已不再提供，先到这里。请不要再动刷卡机，也不要重启。",
	es: "Disculpe: estas instrucciones ya no existen, así que paro aquí. Deje la terminal como está y no la reinicie.",
};
/** For the support desk. */
export const GONE_BECAUSE: Text = {
	en: "The playbook was removed during the run.",
	zh: "检查过程中该流程被删除。",
	es: "La guía se quitó durante la revisión.",
};

export const WORKS_AGAIN: Text = {
	en: "Please try one card now. Does the terminal work again?",
	zh: "请试刷一张卡。刷卡机恢复正常了吗？",
	es: "Pruebe una tarjeta ahora. ¿Ya funciona la terminal?",
};
export const NOT_YET: Text = { en: "Not yet", zh: "还没有", es: "Todavía no" };
export const CHECK_AGAIN: Text = {
	en: "Check the terminal again",
	zh: "再检查刷卡机",
	es: "Revisar la terminal otra vez",
};
export const STILL_DOWN: Text = {
	en: "Then go on selling another way. I will not ask again; tell me when it works.",
	zh: "那就先用其他方式继续收款。我不再询问；恢复后请告诉我。",
	es: "Entonces siga cobrando de otra forma. No volveré a preguntar; avíseme cuando funcione.",
};
