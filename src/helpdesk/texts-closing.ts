/** CORE. What the bot says after an outage: the sales, the batch, the books. The rest stands in `texts.ts`. */

import { type Money, showMoney } from "../fallback/money.ts";
import type { Text } from "../text.ts";

export const restored = (count: number): Text =>
	count === 0
		? {
				en: "Good. First let the terminal send its stored payments. No fallback sale was paid, so there is nothing to key in.",
				zh: "太好了。先让终端上传已存的交易。期间没有到账的备用收款，无需补录。",
				es: "Bien. Primero deje que la terminal envíe sus pagos guardados. No se pagó ninguna venta sin terminal, así que no hay nada que registrar.",
			}
		: {
				en: "Good. First let the terminal send its stored payments. Then key these into the POS as “other”, with the reference in the note:",
				zh: "太好了。先让终端上传已存的交易，再在收银系统按“其他”补录以下各笔，备注写编号：",
				es: "Bien. Primero deje que la terminal envíe sus pagos guardados. Después registre estas ventas en la caja como “otro”, con la referencia en la nota:",
			};
/** In a shell a file is sent by its path; everywhere else there is a button for it. */
export const sendBatch = (platform: string): Text =>
	platform === "console"
		? {
				en: "When the terminal has closed its batch, send me its file (here: type the file's path).",
				zh: "终端结算后，把批次文件发给我（在这里：输入文件路径）。",
				es: "Cuando la terminal haya cerrado su lote, envíeme el archivo (aquí: escriba la ruta del archivo).",
			}
		: {
				en: "When the terminal has closed its batch, send me its file.",
				zh: "终端结算后，把批次文件发给我。",
				es: "Cuando la terminal haya cerrado su lote, envíeme el archivo.",
			};
export const soldSoFar = (count: number): Text =>
	count === 0
		? { en: "No fallback sales yet.", zh: "还没有备用收款。", es: "Todavía no hay ventas sin terminal." }
		: {
				en: `${count} fallback ${count === 1 ? "sale" : "sales"}:`,
				zh: `备用收款 ${count} 笔：`,
				es: `${count} ${count === 1 ? "venta" : "ventas"} sin terminal:`,
			};
export const DO_NOT_KEY: Text = {
	en: "Not paid, do not key these in:",
	zh: "未到账，不要录入：",
	es: "Sin pagar, no las registre:",
};
export const earlierSales = (count: number): Text => ({
	en: `(${count} earlier ${count === 1 ? "sale is" : "sales are"} not shown here)`,
	zh: `（更早的 ${count} 笔未在此列出）`,
	es: `(${count} ${count === 1 ? "venta anterior no se muestra" : "ventas anteriores no se muestran"} aquí)`,
});
export const SUM_PRACTICE: Text = {
	en: "Paid: practice only, no money",
	zh: "已到账：仅演练，无真实资金",
	es: "Pagado: solo práctica, sin dinero",
};
export const more = (count: number): Text => ({
	en: `and ${count} more`,
	zh: `另有 ${count} 项`,
	es: `y ${count} más`,
});
export const sumPaid = (sums: readonly Money[]): Text => ({
	en: `Paid: ${sums.map((sum) => showMoney(sum, "en")).join(", ") || "nothing yet"}`,
	zh: `已到账：${sums.map((sum) => showMoney(sum, "zh")).join("、") || "暂无"}`,
	es: `Pagado: ${sums.map((sum) => showMoney(sum, "es")).join("; ") || "nada todavía"}`,
});

export const SALE_STATES: ReadonlyMap<string, Text> = new Map([
	["open", { en: "not paid yet", zh: "未付款", es: "sin pagar" }],
	["claimed", { en: "claimed, not confirmed", zh: "自称已付，未确认", es: "dice que pagó, sin confirmar" }],
	[
		"claimed-proven",
		{
			en: "claimed with proof, not confirmed",
			zh: "核对码正确，未确认",
			es: "dice que pagó, con clave, sin confirmar",
		},
	],
	["part-paid", { en: "part paid", zh: "部分付款", es: "pagada en parte" }],
	["paid", { en: "paid", zh: "已到账", es: "pagada" }],
	["overpaid", { en: "paid twice", zh: "重复付款", es: "pagada dos veces" }],
	["refunded", { en: "refunded", zh: "已退款", es: "reembolsada" }],
	["written-off", { en: "written off", zh: "已核销", es: "dada por perdida" }],
	["cancelled", { en: "cancelled", zh: "已取消", es: "cancelada" }],
]);

/** What `SALE_STATES` knows a sale by. */
export const standingOf = ({ state, isProven }: { readonly state: string; readonly isProven?: boolean }): string =>
	state === "claimed" && isProven === true ? "claimed-proven" : state;

export const reading = (name: string, percent: number): Text => ({
	en: `Reading ${name}: ${percent} %. You can go on selling meanwhile.`,
	zh: `正在读取 ${name}：${percent}%。期间可以继续收款。`,
	es: `Leyendo ${name}: ${percent} %. Mientras tanto puede seguir vendiendo.`,
});
export const readBelow = (name: string): Text => ({
	en: `Reading ${name} has ended; the outcome is below.`,
	zh: `${name} 已读取完毕，结果见下方。`,
	es: `La lectura de ${name} terminó; el resultado está abajo.`,
});
export const batchRefused = (name: string, because: Text): Text => ({
	en: `${name} was not taken, and nothing has changed. ${because.en}`,
	zh: `未接收 ${name}，没有任何改动。${because.zh}`,
	es: `No se recibió ${name} y nada cambió. ${because.es}`,
});
export const batchRead = (name: string, matched: number, payments: number): Text => ({
	en: `${name} is read. ${matched} of ${payments} fallback payments are matched with their row.`,
	zh: `已读取 ${name}。${payments} 笔备用收款中有 ${matched} 笔对上。`,
	es: `${name} está leído. ${matched} de ${payments} pagos sin terminal coinciden con su línea.`,
});
export const ALL_ACCOUNTED: Text = {
	en: "Nothing is left to check.",
	zh: "没有需要核对的了。",
	es: "No queda nada por revisar.",
};
export const toCheck = (count: number): Text => ({
	en: `${count} to check:`,
	zh: `有 ${count} 项需要核对：`,
	es: `${count} por revisar:`,
});

export const REVIEW: Text = { en: "Check them one by one", zh: "逐项核对", es: "Revisarlos uno a uno" };
export const REVIEW_THERE: Text = {
	en: "Findings are decided in the web chat, by a manager with their link or PIN:",
	zh: "核对项由店长在网页聊天中用个人链接或 PIN 处理：",
	es: "Los puntos se deciden en el chat web, con el enlace o el PIN del encargado:",
};
export const decided = (act: Text, by: string): Text => ({
	en: `${by} decided: ${act.en}.`,
	zh: `${by} 的决定：${act.zh}。`,
	es: `${by} decidió: ${act.es}.`,
});
export const DECIDED_ALREADY: Text = {
	en: "That was decided before, so nothing has changed:",
	zh: "此项之前已处理，没有任何改动：",
	es: "Eso ya estaba decidido; no cambió nada:",
};
export const stillToCheck = (count: number): Text => ({
	en: `Matched again. ${count} to check.`,
	zh: `已重新匹配，还有 ${count} 项需要核对。`,
	es: `Conciliado de nuevo. Quedan ${count} por revisar.`,
});
export const closed = (by: string): Text => ({
	en: `${by} has closed the outage: every sale is accounted for. The report can be printed from the books.`,
	zh: `${by} 已关闭本次故障：每笔销售都已核对清楚。可在“账目”中打印报告。`,
	es: `${by} cerró la caída: todas las ventas están justificadas. El informe se imprime desde las cuentas.`,
});
export const NOT_CLOSED: Text = {
	en: "The outage cannot be closed yet:",
	zh: "本次故障还不能关闭：",
	es: "La caída todavía no se puede cerrar:",
};
