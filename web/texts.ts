/** What the page itself says; the bot's words come from the server. `knowledge/WRITING.md` says how. */

import type { Words } from "./language.ts";

export const TEXTS = {
	pay: { en: "Take a payment now", zh: "现在收款", es: "Cobrar ahora" },
	payShort: { en: "Take a payment", zh: "收款", es: "Cobrar" },
	down: { en: "The terminal is down", zh: "刷卡机用不了", es: "La terminal no funciona" },
	downShort: { en: "Terminal down", zh: "刷卡机坏了", es: "Terminal caída" },
	restored: { en: "It works again", zh: "恢复正常了", es: "Ya funciona" },
	restoredShort: { en: "Works again", zh: "恢复了", es: "Ya funciona" },
	write: { en: "Write here", zh: "在这里输入", es: "Escriba aquí" },
	send: { en: "Send", zh: "发送", es: "Enviar" },
	sendPhoto: {
		en: "Send support a photo or PDF",
		zh: "给支持人员发照片或 PDF",
		es: "Enviar a soporte una foto o un PDF",
	},
	photoTooLarge: {
		en: "This file is larger than 5 MB. Send a smaller one.",
		zh: "此文件超过 5 MB，请发送小一点的。",
		es: "Este archivo pasa de 5 MB. Envíe uno más pequeño.",
	},
	fileNotThere: {
		en: "The file did not come. Try again in a moment.",
		zh: "文件未能打开，请稍后再试。",
		es: "El archivo no llegó. Intente de nuevo en un momento.",
	},
	back: { en: "Back", zh: "返回", es: "Volver" },
	close: { en: "Close", zh: "关闭", es: "Cerrar" },
	language: { en: "Language", zh: "语言", es: "Idioma" },
	terminal: { en: "Terminal", zh: "刷卡机", es: "Terminal" },
	chat: { en: "Chat", zh: "对话", es: "Chat" },
	sales: { en: "Sales", zh: "明细", es: "Ventas" },
	books: { en: "Books", zh: "对账", es: "Cuentas" },
	talkSoFar: { en: "Conversation", zh: "对话记录", es: "Conversación" },
	you: { en: "You", zh: "您", es: "Usted" },

	connected: { en: "Connected", zh: "已连接", es: "Conectado" },
	connecting: { en: "Connecting", zh: "正在连接", es: "Conectando" },
	noLine: {
		en: "No connection: all is kept and sent later",
		zh: "没有网络：操作已保存，稍后自动发送",
		es: "Sin conexión: se guarda y se envía luego",
	},
	noLineNow: {
		en: "No connection just now. Try again in a moment.",
		zh: "现在没有网络，请稍后再试。",
		es: "Ahora no hay conexión. Intente de nuevo en un momento.",
	},
	waiting: { en: "waiting to be sent", zh: "等待发送", es: "pendiente de envío" },
	takeBack: { en: "Don't send", zh: "不发送", es: "No enviar" },
	mayBeOld: {
		en: "No connection: this may be old.",
		zh: "没有网络：这里可能不是最新状态。",
		es: "Sin conexión: esto puede no estar al día.",
	},
	sent: { en: "sent", zh: "已发送", es: "enviado" },
	notKept: {
		en: "This phone could not keep it. Free some space and do it again.",
		zh: "此手机无法保存。请清理空间后再试。",
		es: "Este teléfono no pudo guardarlo. Libere espacio y repítalo.",
	},
	notTaken: {
		en: "That was not taken. Try again.",
		zh: "未能接收，请再试一次。",
		es: "No se aceptó. Intente de nuevo.",
	},
	dismiss: { en: "OK", zh: "知道了", es: "Entendido" },

	typeCode: {
		en: "Scan the sticker on the terminal, or type its code:",
		zh: "请扫描刷卡机上的贴纸，或输入贴纸上的代码：",
		es: "Escanee la etiqueta de la terminal o escriba su código:",
	},
	code: { en: "Code on the sticker", zh: "贴纸上的代码", es: "Código de la etiqueta" },
	open: { en: "Open", zh: "打开", es: "Abrir" },
	unknownCode: {
		en: "There is no shop with this code. Check the sticker and type it again.",
		zh: "没有这个代码的店铺。请核对贴纸，重新输入。",
		es: "Ninguna tienda tiene este código. Revise la etiqueta y escríbalo de nuevo.",
	},
	ended: {
		en: "This conversation is over. Start a new one; your sales are kept.",
		zh: "此对话已结束。请开始新对话；收款记录都在。",
		es: "Esta conversación terminó. Empiece otra; las ventas se conservan.",
	},
	beginAnew: { en: "Start a new conversation", zh: "开始新对话", es: "Empezar otra conversación" },

	amount: { en: "Amount", zh: "金额", es: "Importe" },
	take: { en: "Take", zh: "收款", es: "Cobrar" },
	erase: { en: "Erase", zh: "删除", es: "Borrar" },
	askAmount: { en: "How much?", zh: "收多少？", es: "¿Cuánto?" },

	needsPerson: {
		en: "The manager must allow this. Enter the manager's PIN and do it again.",
		zh: "需要店长许可。请输入店长 PIN 后再操作。",
		es: "Debe permitirlo el encargado. Escriba su PIN y repita.",
	},
	wrongPin: { en: "That PIN is not right.", zh: "PIN 不正确。", es: "El PIN no es correcto." },
	linkNotGood: {
		en: "This personal link is not valid here. Ask for a new one.",
		zh: "此个人链接在这里无效，请索取新的。",
		es: "Este enlace personal no vale aquí. Pida uno nuevo.",
	},
} as const satisfies Record<string, Words>;
