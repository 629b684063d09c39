/** What a cashier says in each language, and what they must read. */

import type { Locale } from "../../src/text.ts";

export type Words = {
	readonly locale: Locale;
	readonly report: string;
	readonly firstCheck: RegExp;
	readonly secondCheck: RegExp;
	readonly back: string;
	readonly pay: (amount: string) => string;
	/** As it is read. */
	readonly amount: (amount: string) => string;
	readonly takePayment: string;
	readonly howMuch: RegExp;
	readonly tapped: RegExp;
	readonly notTapped: string;
	readonly shown: RegExp;
	readonly claimed: RegExp;
	readonly theyPaid: string;
	readonly moneyArrived: string;
	readonly paid: RegExp;
	readonly cancelSale: string;
	readonly cancelled: RegExp;
	readonly person: string;
	readonly onTheList: RegExp;
	readonly agentSays: RegExp;
	readonly agentClosed: RegExp;
	readonly worksAgain: string;
	readonly sheet: RegExp;
	readonly batchRead: RegExp;
	readonly review: string;
	readonly reviewThere: RegExp;
	readonly finding: RegExp;
	readonly accept: string;
	readonly decided: RegExp;
	readonly mayClose: RegExp;
	readonly closeOutage: string;
	readonly closed: RegExp;
	readonly cardMasked: RegExp;
};

const en: Words = {
	locale: "en",
	report: "the card machine says no connection and I have 8 people waiting",
	firstCheck: /Check 1/,
	secondCheck: /Check 2/,
	back: "back",
	pay: (amount) => `pay ${amount}`,
	amount: (amount) => amount,
	takePayment: "Take a payment now",
	howMuch: /How much\?/,
	tapped: /already tap/,
	notTapped: "No, not yet",
	shown: /Shown\. Waiting/,
	claimed: /The customer says they paid\. That is not paid yet/,
	theyPaid: "The customer says they paid",
	moneyArrived: "The money has arrived",
	paid: /PAID\. Key it into the POS/,
	cancelSale: "Cancel this sale",
	cancelled: /Cancelled\. Nothing is asked for/,
	person: "person",
	onTheList: /is on the support desk's list/,
	agentSays: /Mara \(support\): Pull the router's plug/,
	agentClosed: /Mara has closed your request: router restarted/,
	worksAgain: "it works again",
	sheet: /key these into the POS/,
	batchRead: /batch\.csv is read\. 1 of 1 /,
	review: "Check them one by one",
	reviewThere: /decided in the web chat/,
	finding: /To check, 1 of 1: Keyed, but no payment fits/,
	accept: "I know how it was paid",
	decided: /decided: accepted as it is/,
	mayClose: /Every sale is accounted for\. A manager can close/,
	closeOutage: "Close the outage",
	closed: /has closed the outage/,
	cardMasked: /looked like a card number/,
};

const zh: Words = {
	locale: "zh",
	report: "刷卡机显示没有网络，有8个人在排队",
	firstCheck: /检查 1/,
	secondCheck: /检查 2/,
	back: "返回",
	pay: (amount) => `收款 ${amount}`,
	amount: (amount) => amount,
	takePayment: "现在收款",
	howMuch: /收多少/,
	tapped: /刷过卡了吗/,
	notTapped: "没有",
	shown: /已出示，等待顾客付款/,
	claimed: /顾客表示已付款/,
	theyPaid: "顾客说已付款",
	moneyArrived: "钱已到账",
	paid: /已到账。之后在收银系统/,
	cancelSale: "取消这笔",
	cancelled: /已取消，不再收取/,
	person: "转人工",
	onTheList: /已列入支持台清单/,
	agentSays: /Mara.*Pull the router's plug/,
	agentClosed: /Mara.*router restarted/,
	worksAgain: "好了",
	sheet: /补录以下各笔/,
	batchRead: /已读取 batch\.csv。1 笔备用收款中有 1 笔对上/,
	review: "逐项核对",
	reviewThere: /由店长在网页聊天中/,
	finding: /待核对 1\/1：有录入，无对应付款/,
	accept: "我知道它是怎么付的",
	decided: /的决定：按现状接受/,
	mayClose: /店长现在可以关闭本次故障/,
	closeOutage: "关闭本次故障",
	closed: /已关闭本次故障/,
	cardMasked: /内容像是卡号/,
};

const es: Words = {
	locale: "es",
	report: "la terminal dice sin conexión y tengo 8 personas esperando",
	firstCheck: /Revisión 1/,
	secondCheck: /Revisión 2/,
	back: "atrás",
	pay: (amount) => `cobrar ${amount}`,
	amount: (amount) => amount.replace(".", ","),
	takePayment: "Cobrar ahora",
	howMuch: /¿Cuánto\?/,
	tapped: /ya pasó o acercó una tarjeta/,
	notTapped: "No, todavía no",
	shown: /Mostrado\. Esperando/,
	claimed: /El cliente dice que pagó\. Aún no está pagado/,
	theyPaid: "El cliente dice que pagó",
	moneyArrived: "El dinero llegó",
	paid: /PAGADO\. Después regístrelo/,
	cancelSale: "Cancelar esta venta",
	cancelled: /Cancelado\. Ya no se pide/,
	person: "persona",
	onTheList: /está en la lista de soporte/,
	agentSays: /Mara.*Pull the router's plug/,
	agentClosed: /Mara.*router restarted/,
	worksAgain: "ya funciona",
	sheet: /registre estas ventas en la caja/,
	batchRead: /batch\.csv está leído\. 1 de 1 /,
	review: "Revisarlos uno a uno",
	reviewThere: /se deciden en el chat web/,
	finding: /Por revisar, 1 de 1: Registrado, sin pago que encaje/,
	accept: "Sé cómo se pagó",
	decided: /decidió: aceptado como está/,
	mayClose: /El encargado ya puede cerrar la caída/,
	closeOutage: "Cerrar la caída",
	closed: /cerró la caída/,
	cardMasked: /parecía un número de tarjeta/,
};

export const WORDS: Readonly<Record<Locale, Words>> = { en, zh, es };
