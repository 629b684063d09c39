import { expect, test } from "vitest";
import { checkedWording, WORDED_LIMIT_CHARS } from "../../src/answers/grounding.ts";
import type { Given } from "../../src/answers/model-ask.ts";
import type { Locale } from "../../src/text.ts";

const limits: Given = {
	id: "offline-limits",
	title: "Limits of offline payments",
	text: "Your provider sets the limits.\n- Square Reader: 1 hour\n- SumUp: 24 hours, 75 payments, 50 € each\nSend as early as you can. Sell with a QR: “pay 45”.",
};
const cash: Given = { id: "cash", title: "Take cash", text: "Yes: cash works without terminal and network." };
const limitsZh: Given = {
	id: "offline-limits",
	title: "离线付款的限额和时限",
	text: "限额由支付服务商规定。SumUp：24 小时，75 笔，每笔 50 €。越早上传越好。",
};
const said = (answer: string, more: object = {}, locale: Locale = "en", given = [limits, cash]) =>
	checkedWording(
		{ answer, cites: ["offline-limits"], answers: true, ...more },
		"how many payments can SumUp store",
		given,
		locale,
	);

test("what stands in the articles may be said in other words, with the articles it is from", () => {
	const answer = "SumUp stores 75 payments of 50 € each for 24 hours; send them early. Sell with “pay 45”.";
	expect(said(answer)).toEqual({ text: answer, cites: ["offline-limits"] });
	expect(said(answer, { cites: ["offline-limits", "cash", "cash"] })?.cites).toEqual(["offline-limits", "cash"]);
	const chinese = "限额由支付服务商规定：SumUp 24 小时，75 笔，越早上传越好。";
	expect(said(chinese, {}, "zh", [limitsZh])?.text).toBe(chinese);
});

test.each([
	["a link", "SumUp stores 75 payments, see https://sumup.example/limits"],
	["an address without http", "SumUp stores 75 payments, see sumup.com for the limits"],
	["everybody called", "@everyone SumUp stores 75 payments for 24 hours"],
	["a mention of Slack", "<!channel> SumUp stores 75 payments for 24 hours"],
	["markup", "**SumUp** stores 75 payments for 24 hours"],
	["a number that no article has", "SumUp stores 90 payments for 24 hours"],
	["an amount in another currency", "SumUp stores 75 payments of $ 50 each"],
	["a number in other digits", "SumUp stores ９９ payments for 24 hours"],
	["a restart", "SumUp stores 75 payments; restart the terminal and send them"],
	["a log-out", "SumUp stores 75 payments; log out of the terminal to send them"],
	["a PIN", "SumUp stores 75 payments; ask for the PIN"],
	["a card number", "SumUp stores 75 payments, such as 4111 1111 1111 1111"],
	["a promise", "SumUp stores 75 payments; support will call you"],
	["something else altogether", "Bananas grow in warm countries and taste lovely with honey"],
	["another language", "限额由支付服务商规定，越早上传越好"],
	["nothing", "  "],
])("%s is never said", (_what, answer) => {
	expect(said(answer)).toBeNull();
});

test.each([
	["es", "La terminal guarda pagos; reiníciela y envíe los pagos guardados."],
	["es", "Borre el lote y envíe los pagos."],
	["zh", "限额由支付服务商规定，请重启刷卡机再上传。"],
	["zh", "限额由支付服务商规定，请告诉我密码。"],
] as const)("no step that may cost stored payments is said in a model's words (%s: %s)", (locale, answer) => {
	const given: Given[] = [{ ...limits, text: `${answer} ${limits.text}`, title: answer }];
	expect(said(answer, {}, locale, given)).toBeNull();
});

test("a long answer ends with a whole sentence", () => {
	const sentence = "SumUp stores 75 payments of 50 € each for 24 hours. ";
	const text = said(sentence.repeat(20))?.text ?? "";
	expect(text.length).toBeLessThanOrEqual(WORDED_LIMIT_CHARS);
	expect(text).toMatch(/hours\.$/);
	// One endless sentence has no end to cut at.
	expect(said("SumUp stores payments for hours and ".repeat(40))).toBeNull();
});
