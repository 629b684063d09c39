import { expect, test } from "vitest";
import { languageOf, likelyLanguage, yesOrNo } from "../../src/helpdesk/short-answer.ts";
import { CHINESE, ENGLISH, type Labelled } from "./utterances.ts";
import { SPANISH } from "./utterances-spanish.ts";

const ENGLISH_SENTENCES = [
	"the terminal is down",
	"my card machine does not work",
	"I have eight people waiting",
	"no connection here since ten minutes",
	"it works again",
	"what do I do now",
	"the customer says they paid",
	"pay with a QR please",
	"Our terminal is still offline",
	"we cannot take cards today",
	"is it safe to restart",
	"the screen is black",
	"how do I get a person on the phone",
	"there are no stored payments",
	"yes it opens on my phone",
	"nothing works since the update",
	"all cards are declined",
	"WIFI IS DOWN CANT TAKE CARDS",
	"can you help me with this",
	"the amount was wrong",
	"I need a payment link for a customer",
];
const CHINESE_SENTENCES = [
	"刷卡机没有网络",
	"有8个人在排队",
	"收款 45",
	"POS机离线了",
	"连店里的 Wi-Fi 也不行",
	"好了",
	"转人工",
	"现在怎么办",
	"顾客说已付款",
	"屏幕黑了",
	"所有卡都被拒",
	"重启安全吗",
	"没有待上传的付款",
	"能打开网页",
	"还是没连上",
	"请给我一个二维码",
	"88元",
	"查看销售",
	"取消",
	"显示 HOST NOT RESPONDING 怎么处理",
	"iPhone 热点开了，连上了",
];
const SPANISH_SENTENCES = [
	"la terminal no funciona",
	"no hay internet en la tienda",
	"tengo ocho personas esperando",
	"la maquina no lee tarjetas",
	"ya funciona la terminal",
	"que hago ahora",
	"el cliente dice que ya pagó",
	"cobrar con un QR por favor",
	"terminal sin conexión",
	"hoy no podemos cobrar con tarjeta",
	"es seguro reiniciar",
	"la pantalla está negra",
	"quiero hablar con una persona",
	"no hay pagos guardados",
	"sí, abre en mi teléfono",
	"nada funciona desde la actualización",
	"todas las tarjetas son rechazadas",
	"LA TERMINAL NO TIENE SEÑAL",
	"me puede ayudar con esto",
	"el importe estaba mal",
	"¿y ahora?",
	"necesito un enlace de pago para un cliente",
];

test.each([
	["en", ENGLISH_SENTENCES],
	["zh", CHINESE_SENTENCES],
	["es", SPANISH_SENTENCES],
])("a cashier who writes a sentence in %s is answered in it", (language, sentences) => {
	expect(sentences.length).toBeGreaterThan(20);
	for (const sentence of sentences) expect(languageOf(sentence), sentence).toBe(language);
});

test.each<[text: string, language: "en" | "zh" | "es" | null]>([
	["my terminal shows 签到失败, what now", "en"],
	["终端显示 no connection", "zh"],
	["la pantalla dice DO NOT HONOR THIS CARD", "es"],
	["the customer said no tengo dinero", "en"],
	["la cliente me dijo please wait", "es"],
	["my shop is called La Casa de los Tacos", null],
	["terminal wifi offline", null],
	["Host not responding", null],
	["café olé", null],
	["no", null],
	["ok", null],
	["45", null],
	["45,50 €", null],
	["cobrar 45", null],
	["pay 45", null],
	["terminal", null],
	["Die Karte geht nicht", null],
	["__proto__ constructor toString", null],
	["", null],
])("“%s” turns the chat to %s", (text, language) => {
	expect(languageOf(text)).toBe(language);
});

test("no message of one language ever turns a chat to another", () => {
	const all: [string, Labelled[]][] = [
		["en", ENGLISH],
		["zh", CHINESE],
		["es", SPANISH],
	];
	for (const [language, utterances] of all) {
		for (const [text] of utterances) expect([language, null], text).toContain(languageOf(text));
	}
});

test("a first word alone is still guessed, so that triage names its language", () => {
	expect(["cobrar 45", "persona", "收款", "pay 45", "91"].map(likelyLanguage)).toEqual(["es", "es", "zh", "en", "en"]);
});

test.each([
	["sí", true],
	["Si", true],
	["claro", true],
	["ya pasó", true],
	["no", false],
	["No.", false],
	["todavía no", false],
	["aun no", false],
	["yes", true],
	["没有", false],
	["no sé", null],
	["si reinicio", null],
])("“%s” as an answer is %s", (text, yes) => {
	expect(yesOrNo(text)).toBe(yes);
});
