/** CORE. How a store's outages stand on their way to being closed: what is still to be done, as sentences. */

import type { Address } from "../actor.ts";
import type { Text } from "../text.ts";

export type Standing = {
	/** Outages that are not closed, and how many of them are still going on. */
	readonly outages: number;
	readonly goingOn: number;
	/** Sales of them that are shown or claimed and neither paid nor given up, by reference. */
	readonly openSales: readonly string[];
	readonly sales: number;
	/** Files of them that wait to be read, and those of a terminal that were read since the terminal works again. */
	readonly unreadFiles: number;
	readonly readFiles: number;
	/** Findings that nobody has decided, and double charges that nobody has refunded. */
	readonly openFindings: number;
	readonly owedRefunds: number;
	/** The chats that reported them. */
	readonly conversations: readonly Address[];
};

const NAMED_LIMIT = 5;

/**
 * What keeps the outages from being closed, the first thing to do first; empty when every sale is accounted for: each
 * payment is paid and in one link or finding, or given up, and every finding that needs a person is decided.
 */
export function inTheWay(standing: Standing): readonly Text[] {
	if (standing.outages === 0) return [NOTHING_OPEN];
	return [
		...(standing.goingOn > 0 ? [STILL_DOWN] : []),
		...(standing.openSales.length > 0 ? [stillOpen(standing.openSales)] : []),
		...(standing.unreadFiles > 0 ? [BEING_READ] : []),
		...(standing.sales > 0 && standing.readFiles === 0 && standing.unreadFiles === 0 ? [NO_BATCH] : []),
		...(standing.openFindings > 0 ? [toDecide(standing.openFindings)] : []),
		...(standing.owedRefunds > 0 ? [toRefund(standing.owedRefunds)] : []),
	];
}

const NOTHING_OPEN: Text = {
	en: "No outage is open, so there is nothing to close.",
	zh: "没有未结的故障，无需关闭。",
	es: "No hay ninguna caída abierta; no hay nada que cerrar.",
};
const STILL_DOWN: Text = {
	en: "The terminal is still reported as down: press “It works again” first.",
	zh: "刷卡机仍处于故障状态：请先点“恢复正常了”。",
	es: "La terminal sigue marcada como caída: pulse primero “Ya funciona”.",
};
const BEING_READ: Text = {
	en: "A file is still being read; wait a moment.",
	zh: "文件仍在读取，请稍候。",
	es: "Todavía se está leyendo un archivo; espere un momento.",
};
const NO_BATCH: Text = {
	en: "The terminal's batch of this outage is not here yet: send its file.",
	zh: "还没有本次故障的终端批次：请发送文件。",
	es: "Falta el lote de la terminal de esta caída: envíe su archivo.",
};

function stillOpen(refs: readonly string[]): Text {
	const named = refs.slice(0, NAMED_LIMIT).join(", ");
	const more = refs.length > NAMED_LIMIT ? " …" : "";
	const count = refs.length;
	return {
		en: `${count === 1 ? "1 payment is" : `${count} payments are`} neither paid nor given up: ${named}${more}. Confirm or cancel.`,
		zh: `有 ${count} 笔收款既未到账也未取消：${named}${more}。请确认或取消。`,
		es: `${count === 1 ? "1 cobro" : `${count} cobros`} sin pagar ni cancelar: ${named}${more}. Confirmar o cancelar.`,
	};
}

const toDecide = (count: number): Text => ({
	en: count === 1 ? "1 finding waits for a decision." : `${count} findings wait for a decision.`,
	zh: `有 ${count} 项等待处理。`,
	es: count === 1 ? "1 punto espera una decisión." : `${count} puntos esperan una decisión.`,
});
const toRefund = (count: number): Text => ({
	en: count === 1 ? "1 double charge waits for its refund." : `${count} double charges wait for their refunds.`,
	zh: `有 ${count} 笔重复收款等待退款。`,
	es: count === 1 ? "1 cobro doble espera su reembolso." : `${count} cobros dobles esperan su reembolso.`,
});
