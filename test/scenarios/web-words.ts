/** What a cashier reads and presses in the web chat, in the language of the evening. */

export type Words = Readonly<Record<keyof typeof EN, string>>;

export const EN = {
	tag: "en-US",
	pay: "Take a payment now",
	payAny: "Take a payment",
	take: "Take ",
	down: "The terminal is down",
	restored: "It works again",
	restoredShort: "Works again",
	back: "Back",
	check1: "Check 1",
	check2: "Check 2",
	noConnection: "No connection",
	notTapped: "No, not yet",
	paid: "PAID",
	qr: "QR code to pay",
	toChat: "Back to the chat",
	queue: "eight people are waiting",
	waiting: "waiting to be sent",
	keyIn: "key these into the POS",
	read: "batch.csv is read",
};

export const ZH: Words = {
	tag: "zh-CN",
	pay: "现在收款",
	payAny: "收款",
	take: "收款 ",
	down: "刷卡机用不了",
	restored: "恢复正常了",
	restoredShort: "恢复了",
	back: "返回",
	check1: "检查 1",
	check2: "检查 2",
	noConnection: "没有网络",
	notTapped: "没有",
	paid: "已到账",
	qr: "付款二维码",
	toChat: "返回对话",
	queue: "有八个人在排队",
	waiting: "等待发送",
	keyIn: "补录以下各笔",
	read: "已读取 batch.csv",
};
