/** CORE. What each class of finding says to a person: what happened, with what, and what to do. */

import type { Text } from "../text.ts";
import type { Finding, FindingClass } from "./report.ts";

/** What a sentence names: payments and rows with their facts, and the amount at stake, in the reader's language. */
type Words = { readonly payments: string; readonly rows: string; readonly money: string };

/** For each class of finding the sentence a person reads, in every language. */
export const SENTENCES: Readonly<Record<FindingClass, (words: Words, finding: Finding) => Text>> = {
	double_charge_suspect: ({ payments, rows }, { decision }) =>
		decision === "auto"
			? {
					en: `Charged twice: ${payments}, and the card too: ${rows}. Refund one of them.`,
					zh: `重复收款：${payments}，卡也扣了款：${rows}。请退其中一笔。`,
					es: `Cobrado dos veces: ${payments}, y también la tarjeta: ${rows}. Reembolse uno de los dos.`,
				}
			: {
					en: `Perhaps charged twice: ${payments}, and a card sale that looks like the same one: ${rows}. Check before you refund.`,
					zh: `可能重复收款：${payments}，另有一笔像是同一销售的刷卡：${rows}。退款前请核实。`,
					es: `Quizá cobrado dos veces: ${payments}, y una venta con tarjeta que parece la misma: ${rows}. Compruébelo antes de reembolsar.`,
				},
	declined_on_forward: ({ payments, rows, money }, { proposal }) =>
		proposal === "none"
			? {
					en: `The stored card was declined, but the sale was paid: ${rows}; ${payments}. Nothing is lost.`,
					zh: `离线存储的刷卡被拒，但该销售已付款：${rows}；${payments}。没有损失。`,
					es: `La tarjeta guardada fue rechazada, pero la venta se pagó: ${rows}; ${payments}. No se pierde nada.`,
				}
			: {
					en: `Lost sale of ${money}: the stored card was declined (or had expired) when it was forwarded: ${rows}. Ask the customer to pay again.`,
					zh: `损失销售 ${money}：离线存储的刷卡上传时未通过：${rows}。请联系顾客重新付款。`,
					es: `Venta perdida de ${money}: la tarjeta guardada fue rechazada (o venció) al enviarse: ${rows}. Pida al cliente que pague de nuevo.`,
				},
	missing_in_batch: ({ payments }) => ({
		en: `Paid but not in the batch: ${payments}. Key it into the POS.`,
		zh: `已付款但批次中没有：${payments}。请补录到 POS。`,
		es: `Pagado, pero no está en el lote: ${payments}. Regístrelo en la caja.`,
	}),
	unpaid: ({ payments, rows }, { proposal }) => {
		const keyed = rows === "" ? "" : `; keyed as ${rows}`;
		const keyedZh = rows === "" ? "" : `；已录入为 ${rows}`;
		const keyedEs = rows === "" ? "" : `; registrado como ${rows}`;
		if (proposal === "none") {
			return {
				en: `Given up and never paid: ${payments}.`,
				zh: `已取消，未付款：${payments}。`,
				es: `Abandonado y nunca pagado: ${payments}.`,
			};
		}
		return proposal === "check_claim"
			? {
					en: `The customer said it was paid, and nothing arrived: ${payments}${keyed}. Look into the account.`,
					zh: `顾客说已付款，但没有到账：${payments}${keyedZh}。请查看账户。`,
					es: `El cliente dijo que pagó y no llegó nada: ${payments}${keyedEs}. Revise la cuenta.`,
				}
			: {
					en: `Not paid: ${payments}${keyed}. Were the goods handed over?`,
					zh: `未付款：${payments}${keyedZh}。商品是否已交付？`,
					es: `Sin pagar: ${payments}${keyedEs}. ¿Se entregó la mercancía?`,
				};
	},
	amount_mismatch: ({ payments, rows, money }) => ({
		en: `The amounts differ by ${money}: ${payments} was keyed as ${rows}. Correct the wrong one.`,
		zh: `金额相差 ${money}：${payments} 录入为 ${rows}。请更正错误的一方。`,
		es: `Los importes difieren en ${money}: ${payments} se registró como ${rows}. Corrija el equivocado.`,
	}),
	duplicate_capture: ({ payments, rows, money }) =>
		rows === ""
			? {
					en: `Paid more than once over fallback rails (${money} too much): ${payments}. Check the account, then refund one of them.`,
					zh: `备用收款重复到账（多收 ${money}）：${payments}。请核对账户，再退其中一笔。`,
					es: `Pagado más de una vez sin terminal (${money} de más): ${payments}. Revise la cuenta y reembolse uno de los dos.`,
				}
			: {
					en: `The same charge stands there more than once (${money} too much): ${payments}${rows}. Check before you refund.`,
					zh: `同一笔收款出现多次（多收 ${money}）：${payments}${rows}。退款前请核实。`,
					es: `El mismo cobro aparece más de una vez (${money} de más): ${payments}${rows}. Compruébelo antes de reembolsar.`,
				},
	unexpected_in_batch: ({ rows }) => ({
		en: `Keyed as paid otherwise, but no fallback payment fits: ${rows}. Find out how it was paid.`,
		zh: `按其他方式收款录入，但没有对应的备用付款：${rows}。请查明如何付款。`,
		es: `Registrado como pagado de otra forma, pero no corresponde a ningún pago sin terminal: ${rows}. Averigüe cómo se pagó.`,
	}),
	ambiguous: ({ payments, rows }) => ({
		en: `Not certain which belongs to which: ${payments} and ${rows}. Confirm or choose.`,
		zh: `无法确定对应关系：${payments} 与 ${rows}。请确认或选择。`,
		es: `No es seguro cuál corresponde a cuál: ${payments} y ${rows}. Confirme o elija.`,
	}),
	refund: ({ payments, rows, money }, { proposal }) => {
		const what = [rows, payments].filter((part) => part !== "").join("; ");
		if (proposal === "none")
			return {
				en: `Given back ${money}: ${what}.`,
				zh: `已退款 ${money}：${what}。`,
				es: `Devuelto ${money}: ${what}.`,
			};
		return proposal === "record_refund"
			? {
					en: `A refund of ${money} stands on one side only: ${what}. Record it on the other.`,
					zh: `退款 ${money} 只在一方有记录：${what}。请在另一方补记。`,
					es: `Un reembolso de ${money} consta solo en un lado: ${what}. Regístrelo en el otro.`,
				}
			: {
					en: `A refund of ${money} that fits no payment: ${what}. Find out what was given back.`,
					zh: `退款 ${money} 没有对应付款：${what}。请查明退的是哪一笔。`,
					es: `Un reembolso de ${money} que no corresponde a ningún pago: ${what}. Averigüe qué se devolvió.`,
				};
	},
	covered_by_card: ({ payments, rows }, { proposal }) =>
		proposal === "check_claim"
			? {
					en: `The sale is on the card, and the customer also claimed the fallback: ${payments}; ${rows}. Look whether both arrived.`,
					zh: `该销售已刷卡，顾客也说用备用方式付过：${payments}；${rows}。请核实是否两笔都到账。`,
					es: `La venta está en la tarjeta y el cliente también dijo haber pagado sin terminal: ${payments}; ${rows}. Mire si llegaron los dos.`,
				}
			: {
					en: `Not paid over the fallback, but on the card: ${payments}; ${rows}.`,
					zh: `备用方式未付款，但已刷卡：${payments}；${rows}。`,
					es: `Sin pagar por la otra forma, pero sí con tarjeta: ${payments}; ${rows}.`,
				},
	matched_with_tip: ({ payments, rows, money }) => ({
		en: `Matched; the sides differ by the tip (${money}): ${payments}; ${rows}.`,
		zh: `已匹配；双方相差小费（${money}）：${payments}；${rows}。`,
		es: `Coincide; la diferencia es la propina (${money}): ${payments}; ${rows}.`,
	}),
	duplicate_upload: ({ rows, money }) => ({
		en: `Brought twice and counted once (${money}): ${rows}.`,
		zh: `重复上传，只计一次（${money}）：${rows}。`,
		es: `Traído dos veces y contado una (${money}): ${rows}.`,
	}),
};
