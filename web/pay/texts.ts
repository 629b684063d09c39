/** What the page says about a sale: on its card, on the sheet for the customer, in the list. */

import type { Words } from "../language.ts";

export const TEXTS = {
	show: { en: "Show to the customer", zh: "给顾客看", es: "Mostrar al cliente" },
	scan: {
		en: "Scan with the phone to pay",
		zh: "请用手机扫码付款",
		es: "Escanee con el teléfono para pagar",
	},
	qrOf: { en: "QR code to pay", zh: "付款二维码", es: "Código QR para pagar" },
	reference: { en: "Reference", zh: "编号", es: "Referencia" },
	proof: { en: "Proof", zh: "核对码", es: "Clave" },
	proofTells: {
		en: "The customer's page shows these digits only once it is paid.",
		zh: "付款成功后，顾客页面才会显示这四位数字。",
		es: "La página del cliente muestra estos dígitos solo cuando está pagado.",
	},
	practice: { en: "PRACTICE: no money moves", zh: "演练：不涉及真实资金", es: "PRÁCTICA: no se mueve dinero" },
	practiceShort: { en: "practice", zh: "演练", es: "práctica" },
	shown: { en: "Waiting for the customer", zh: "等待顾客付款", es: "Esperando al cliente" },
	claimed: {
		en: "The customer says they paid: not confirmed",
		zh: "顾客说已付款：尚未确认",
		es: "El cliente dice que pagó: sin confirmar",
	},
	bank: {
		en: "The customer's bank has to confirm: not paid yet",
		zh: "等待对方银行确认：尚未到账",
		es: "Falta que el banco confirme: sin pagar aún",
	},
	paid: { en: "PAID", zh: "已到账", es: "PAGADO" },
	twice: { en: "PAID TWICE: ask the manager", zh: "重复到账：请找店长", es: "PAGADO DOS VECES: avise al encargado" },
	over: { en: "Ended: do not pay", zh: "已结束：请勿付款", es: "Terminó: no pague" },
	theyPaid: { en: "The customer says they paid", zh: "顾客说已付款", es: "El cliente dice que pagó" },
	moneyThere: { en: "The money is there", zh: "钱已到账", es: "El dinero ya llegó" },
	cancel: { en: "Cancel this sale", zh: "取消这笔", es: "Cancelar esta venta" },
	cancelSure: { en: "Really cancel this sale?", zh: "确定取消这笔吗？", es: "¿Cancelar esta venta de verdad?" },
	cancelClaimedSure: {
		en: "The customer says they paid. Cancel all the same? If the money is there, the manager can still confirm it.",
		zh: "顾客说已付款。仍要取消吗？如果钱已到账，店长之后仍可确认。",
		es: "El cliente dice que pagó. ¿Cancelar de todos modos? Si el dinero está, el encargado aún puede confirmarlo.",
	},
	showQr: { en: "Show the QR code", zh: "显示付款二维码", es: "Mostrar el código QR" },
	keep: { en: "No, keep it", zh: "不取消", es: "No, dejarla" },
	otherWays: { en: "Pay another way", zh: "其他付款方式", es: "Pagar de otra forma" },
	copy: { en: "Copy link", zh: "复制链接", es: "Copiar enlace" },
	copied: { en: "Copied", zh: "已复制", es: "Copiado" },
	copyBySelf: { en: "Copy this link:", zh: "请复制此链接：", es: "Copie este enlace:" },
	share: { en: "Share", zh: "分享", es: "Compartir" },
	toChat: { en: "Back to the chat", zh: "返回对话", es: "Volver al chat" },
	next: { en: "Next payment", zh: "收下一笔", es: "Siguiente venta" },
	openSales: { en: "Open payments", zh: "未完成的收款", es: "Ventas abiertas" },
	rail: { en: "Way to pay", zh: "付款方式", es: "Forma de pago" },
	sheet: { en: "Payment for the customer", zh: "顾客付款页", es: "Pago para el cliente" },
	minor: { en: "Sale", zh: "收款", es: "Cobro" },
} as const satisfies Record<string, Words>;
