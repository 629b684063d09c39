/** CORE. What the bot says outside the playbooks; `texts-selling.ts` has what it says of payments. `knowledge/WRITING.md` says how: short, one thing to do, no blame. */

import { type Money, showMoney } from "../fallback/money.ts";
import type { Text } from "../text.ts";

export const SELL_FIRST: Text = {
	en: "Sell first: you can take payments right now. Type “pay 45” (your amount) at any time.",
	zh: "先收款：现在就能继续收款。随时输入“收款 45”（换成您的金额）。",
};

export const WELCOME: Text = {
	en: "I keep you selling while the card terminal is down. Tell me what it shows, or type “pay 45” to take a payment.",
	zh: "刷卡机坏了也能继续收款。告诉我它显示什么，或输入“收款 45”直接收款。",
};

export const MENU: Text = { en: "What do you need?", zh: "您需要什么？" };

export const NOT_UNDERSTOOD: Text = {
	en: "I did not understand that. Choose one, or say it in other words.",
	zh: "没看懂。请选一个，或换个说法。",
};

export const CARD_DATA: Text = {
	en: "That looked like a card number, so I have masked it and kept nothing of it. Never type or photograph card numbers.",
	zh: "刚才的内容像是卡号，已遮盖，没有保存。请不要输入或拍摄卡号。",
};

export const PAY: Text = { en: "Take a payment now", zh: "现在收款" };
export const BACK: Text = { en: "Back", zh: "返回" };
export const PERSON: Text = { en: "Talk to a person", zh: "转人工" };
export const RESTORED: Text = { en: "It works again", zh: "恢复正常了" };
export const TERMINAL_DOWN: Text = { en: "The terminal is down", zh: "刷卡机用不了" };
export const SALES: Text = { en: "Sales so far", zh: "收款清单" };
export const CONTINUE: Text = { en: "Go on with the terminal check", zh: "继续检查刷卡机" };
export const CANCEL: Text = { en: "Cancel", zh: "取消" };

export const NOTHING_BEFORE: Text = {
	en: "This is the first question; there is nothing before it.",
	zh: "这是第一个问题，前面没有了。",
};
export const OLD_BUTTON: Text = {
	en: "That was an earlier question. We are here now:",
	zh: "那是之前的问题。现在到这里：",
};
export const STILL_THERE: Text = { en: "Are you still there? Nothing is lost.", zh: "您还在吗？内容都在。" };
export const stepNumber = (number: number): Text => ({ en: `Check ${number}`, zh: `检查 ${number}` });

export const CARD_DECLINED: Text = {
	en: "One declined card is not an outage: ask for another card or take the payment with a QR. Type “pay 45”.",
	zh: "单张卡被拒不是故障：请换一张卡，或用二维码收款。输入“收款 45”。",
};
export const NO_ANSWER_YET: Text = {
	en: "I cannot answer that. I can take a payment, walk through a dead terminal, or fetch a person.",
	zh: "这个问题我答不了。我可以收款、排查刷卡机，或转人工。",
};

export const restored = (count: number): Text =>
	count === 0
		? {
				en: "Good. First let the terminal send its stored payments. No fallback sale was paid, so there is nothing to key in.",
				zh: "太好了。先让终端上传已存的交易。期间没有到账的备用收款，无需补录。",
			}
		: {
				en: "Good. First let the terminal send its stored payments. Then key these into the POS as “other”, with the reference in the note:",
				zh: "太好了。先让终端上传已存的交易，再在收银系统按“其他”补录以下各笔，备注写编号：",
			};
export const SEND_BATCH: Text = {
	en: "When the terminal has closed its batch, send me its file (here: type the file's path).",
	zh: "终端结算后，把批次文件发给我（在这里：输入文件路径）。",
};
export const soldSoFar = (count: number): Text =>
	count === 0
		? { en: "No fallback sales yet.", zh: "还没有备用收款。" }
		: { en: `${count} fallback ${count === 1 ? "sale" : "sales"}:`, zh: `备用收款 ${count} 笔：` };
export const DO_NOT_KEY: Text = { en: "Not paid, do not key these in:", zh: "未到账，不要录入：" };
export const earlierSales = (count: number): Text => ({
	en: `(${count} earlier ${count === 1 ? "sale is" : "sales are"} not shown here)`,
	zh: `（更早的 ${count} 笔未在此列出）`,
});
export const SUM_PRACTICE: Text = { en: "Paid: practice only, no money", zh: "已到账：仅演练，无真实资金" };
export const more = (count: number): Text => ({ en: `and ${count} more`, zh: `另有 ${count} 项` });
export const sumPaid = (sums: readonly Money[]): Text => ({
	en: `Paid: ${sums.map((sum) => showMoney(sum, "en")).join(", ") || "nothing yet"}`,
	zh: `已到账：${sums.map((sum) => showMoney(sum, "zh")).join("、") || "暂无"}`,
});

export const SALE_STATES: ReadonlyMap<string, Text> = new Map([
	["open", { en: "not paid yet", zh: "未付款" }],
	["claimed", { en: "claimed, not confirmed", zh: "自称已付，未确认" }],
	["part-paid", { en: "part paid", zh: "部分付款" }],
	["paid", { en: "paid", zh: "已到账" }],
	["overpaid", { en: "paid twice", zh: "重复付款" }],
	["refunded", { en: "refunded", zh: "已退款" }],
	["written-off", { en: "written off", zh: "已核销" }],
	["cancelled", { en: "cancelled", zh: "已取消" }],
]);

/** Honest about the desk: nobody is promised who may not be there. */
export const escalated = (id: string, hotline: string | null): Text => ({
	en: `Your request ${id} is on the support desk's list with everything you told me. ${
		hotline === null ? "If it is urgent, call your card acquirer's hotline" : `If it is urgent, call ${hotline}`
	} and have ready: the terminal number (TID), what the screen shows, since when. You can go on taking payments here.`,
	zh: `您的请求 ${id} 已列入支持台清单，内容都在里面。${
		hotline === null ? "如果紧急，请拨打收单机构热线" : `如果紧急，请拨打 ${hotline}`
	}，并准备好：终端号（TID）、屏幕显示的内容、从何时开始。这里可以继续收款。`,
});
export const ESCALATED_ALREADY: Text = {
	en: "Your request is still on the support desk's list. What you write goes to them too.",
	zh: "您的请求仍在支持台清单中，您写的内容也会转给他们。",
};
export const agentSays = (by: string, text: string): Text => ({
	en: `${by} (support): ${text}`,
	zh: `${by}（支持）：${text}`,
});
export const agentClosed = (by: string, note: string): Text => ({
	en: `${by} has closed your request${note === "" ? "" : `: ${note}`}. Is it not solved? Type “person”.`,
	zh: `${by} 已关闭您的请求${note === "" ? "" : `：${note}`}。还没解决？输入“人工”。`,
});
export const agentClaimed = (by: string): Text => ({
	en: `${by} from support is with you now; I keep quiet. Payments still work: “pay 45”.`,
	zh: `支持人员 ${by} 已接手，我先不插话。收款照常：输入“收款 45”。`,
});
export const ASKED_FOR_PERSON: Text = { en: "The merchant asked for a person.", zh: "商户要求转人工。" };

export const SET_ASIDE: Text = {
	en: "Something of ours failed on your last message, so it was not carried out. A person has been told; please say it again in other words, or choose:",
	zh: "处理您刚才的消息时我们这边出错，未执行。已通知工作人员；请换个说法再试，或选择：",
};

export const batchRefused = (name: string, because: Text): Text => ({
	en: `${name} was not taken, and nothing has changed. ${because.en}`,
	zh: `未接收 ${name}，没有任何改动。${because.zh}`,
});
export const batchRead = (name: string, matched: number, payments: number): Text => ({
	en: `${name} is read. ${matched} of ${payments} fallback payments are matched with their row.`,
	zh: `已读取 ${name}。${payments} 笔备用收款中有 ${matched} 笔对上。`,
});
export const ALL_ACCOUNTED: Text = { en: "Nothing is left to check.", zh: "没有需要核对的了。" };
export const toCheck = (count: number): Text => ({ en: `${count} to check:`, zh: `有 ${count} 项需要核对：` });
