import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { HOME } from "../../src/config.ts";
import { toMajor } from "../../src/fallback/money.ts";
import {
	type Cause,
	findAmount,
	globalWord,
	type Intent,
	type Triage,
	type TriageHints,
	triage as triageWith,
} from "../../src/helpdesk/triage.ts";
import { loadTriage } from "../../src/knowledge/load.ts";
import { isRefusal, type Locale } from "../../src/text.ts";
import { CHINESE, ENGLISH, type Labelled } from "./utterances.ts";
import { SPANISH } from "./utterances-spanish.ts";

const knowledge = await loadTriage(join(HOME, "knowledge"));
const triage = (text: string, hints: Omit<TriageHints, "knowledge"> = {}): Triage =>
	triageWith(text, { knowledge, ...hints });

const UTTERANCES: [Locale, Labelled[]][] = [
	["en", ENGLISH],
	["zh", CHINESE],
	["es", SPANISH],
];
for (const [language, utterances] of UTTERANCES) {
	test.each(utterances)("“%s” is %s", (text: string, intent: Intent, cause?: Cause | null) => {
		const found = triage(text);
		expect(found.intent).toBe(intent);
		if (cause !== undefined) expect(found.cause).toBe(cause);
		expect(found.language).toBe(language);
		expect(found.playbook === null).toBe(intent !== "outage");
	});
}

test("a Spanish message means the same when its accents are left out", () => {
	for (const [text] of SPANISH) {
		const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
		expect(triage(bare), bare).toMatchObject({ intent: triage(text).intent, cause: triage(text).cause });
	}
});

test.each<[text: string, currency: string | undefined, amount: string | null]>([
	["pay 45", "EUR", "4500 EUR"],
	["45", "EUR", "4500 EUR"],
	["45.00", "EUR", "4500 EUR"],
	["45 please", "EUR", "4500 EUR"],
	["８.５０", "EUR", "850 EUR"],
	["8,20 €", undefined, "820 EUR"],
	["¥1,280", undefined, "1280 JPY"],
	["¥1,280", "CNY", "128000 CNY"],
	["收¥12", undefined, "1200 CNY"],
	["收¥12", "JPY", "12 JPY"],
	["1.234,50", "EUR", "123450 EUR"],
	["1,250 MXN", undefined, "125000 MXN"],
	["88元", undefined, "8800 CNY"],
	["收款45块", undefined, "4500 CNY"],
	["12块5", undefined, "1250 CNY"],
	["88元", "HKD", "8800 HKD"],
	["take 12.5 eur", undefined, "1250 EUR"],
	["sixty dollars 60.00", undefined, "6000 USD"],
	["$45", undefined, "4500 USD"],
	["$45", "CAD", "4500 CAD"],
	["$45", "EUR", "4500 USD"],
	["HK$45", "USD", "4500 HKD"],
	["R$ 45,90", undefined, "4590 BRL"],
	["1 234,50 €", undefined, "123450 EUR"],
	["1'234.50 CHF", undefined, "123450 CHF"],
	["1,234", "USD", "123400 USD"],
	["1.234", "BRL", "123400 BRL"],
	["1.280", "JPY", "1280 JPY"],
	["pay 45 and 8 people are waiting", "EUR", "4500 EUR"],
	["table 5 pay 30", "EUR", "3000 EUR"],
	["45€ 8 people", undefined, "4500 EUR"],
	["cobrar 45", "EUR", "4500 EUR"],
	["cobrar 45,50", "EUR", "4550 EUR"],
	["cóbrale 1.250,00 al cliente", "EUR", "125000 EUR"],
	["cobrar 1.250,00", "MXN", "125000 MXN"],
	["cobrar 1,250.00", "EUR", "125000 EUR"],
	["$45", "MXN", "4500 MXN"],
	["45 pesos", "COP", "4500 COP"],
	["cobrar 45 pesos", undefined, null],
	["45 pesos", "EUR", "4500 MXN"],
	["45 dólares", undefined, "4500 USD"],
	["30 euros por favor", undefined, "3000 EUR"],
	["12 soles", undefined, "1200 PEN"],
	["mesa 5 cobrar 45", "EUR", "4500 EUR"],
	["cobrar 45 mil", "COP", null],
	["45 mil pesos", "COP", null],
	["3万", "CNY", null],
	["付1.2万元", "CNY", "1200000 CNY"],
	["收款 0.5万块", "CNY", "500000 CNY"],
	["1.23456万元", "CNY", null],
	["50 centavos", "MXN", null],
	["charge forty-five euros", undefined, "4500 EUR"],
	["pay one hundred and twenty", "GBP", "12000 GBP"],
	["cobra cuarenta y cinco", "EUR", "4500 EUR"],
	["cóbrame doce con cincuenta", "EUR", "1250 EUR"],
	["ciento veinte euros por favor", undefined, "12000 EUR"],
	["收四十五", undefined, "4500 CNY"],
	["帮我收一笔二百三十五块五", undefined, "23550 CNY"],
	["收兩百五十元", undefined, "25000 CNY"],
	["99块9毛9分", undefined, "9999 CNY"],
	["20元5分", undefined, "2005 CNY"],
	["30+15=45元", undefined, "4500 CNY"],
	["cobrar 350 pesos mexicanos", undefined, "35000 MXN"],
	["take 45 Canadian dollars", "USD", "4500 CAD"],
	["cobra S/ 45.50", undefined, "4550 PEN"],
	["charge twelve fifty", "EUR", null],
	["charge two customers", "EUR", null],
	["we have waited twenty minutes", "EUR", null],
	["two thousand five hundred dollars", undefined, null],
	["forty five euro fifty", undefined, null],
	["dos mil quinientos pesos", "MXN", null],
	["等了二十分钟", undefined, null],
	["hay 8 personas esperando", "EUR", null],
	["desde las 5 de la tarde", "EUR", null],
	["código 91", "EUR", null],
	["pay 45.5", undefined, null],
	["45", undefined, null],
	["1,234", "EUR", null],
	["1.234", "EUR", null],
	["1.234", "USD", null],
	["12.345", "KWD", null],
	["-45", "EUR", null],
	["pay -45", "EUR", null],
	["0", "EUR", null],
	["0.00 €", "EUR", null],
	["1e5", "EUR", null],
	["1e5 EUR", "EUR", null],
	["50 cents", "EUR", null],
	["45 dollars 50 cents", "USD", null],
	["5毛", undefined, null],
	["45½", "EUR", null],
	[".45", "EUR", null],
	["100.5 JPY", undefined, null],
	["2 x 3.50", "EUR", null],
	["pay 2x 3.50", "EUR", null],
	["5+40 EUR", "EUR", null],
	["pay 4 5", "EUR", null],
	["45 EUR or 50 EUR", undefined, null],
	["take 50 of 100 EUR", undefined, null],
	["12:30", "EUR", null],
	["2026-11-23", "EUR", null],
	["10%", "EUR", null],
	["error 91", "EUR", null],
	["1.2.3", "EUR", null],
	["999999999999999999", "EUR", null],
	["8 people waiting", "EUR", null],
	["8个人在排队", "CNY", null],
	["等了10分钟", "CNY", null],
	["pay in 5 minutes", "EUR", null],
	["call 0800 123456", "EUR", null],
])("“%s” in a shop with %s is %s", (text, currency, expected) => {
	const { amount } = triage(text, { currency });
	expect(amount === null ? null : `${amount.minor} ${amount.currency}`).toBe(expected);
});

test("an amount that is not certain is explained, and a text without one is no amount", () => {
	for (const text of ["1,234", "-45", "0", "45 or 50"]) expect(findAmount(text, "EUR")).toHaveProperty("refused.zh");
	expect(findAmount("45", undefined)).toHaveProperty("refused");
	expect(findAmount("its 45 i think", "EUR")).toEqual({ minor: 4500, currency: "EUR" });
	expect(findAmount("8 people waiting", "EUR")).toBeNull();
	expect(triage("1,234", { currency: "EUR" }).evidence).toContainEqual({ of: "amount", says: "1,234: not certain" });
});

test.each([
	["error 91 on every card", "91"],
	["错误代码：91", "91"],
	["response code A0", "A0"],
	["error 5", "05"],
	["it shows 96", "96"],
	["host not responding", "HOST NOT RESPONDING"],
	["BAD-MAC", "BAD MAC"],
	["屏幕显示签到失败", "签到失败"],
	["código de error 91", "91"],
	["me sale error 05", "05"],
	["la pantalla dice 96", "96"],
	["marca ERROR DE COMUNICACIÓN", "ERROR DE COMUNICACION"],
	["pay 91", null],
	["no connection", null],
])("“%s” names the code %s", (text, code) => {
	expect(triage(text, { currency: "EUR" }).code).toBe(code);
});

test.each([
	["back", "back"],
	["返回", "back"],
	["Person!", "person"],
	["person please", "person"],
	["人工", "person"],
	["It's back", "restored"],
	["好了", "restored"],
	["it works again", "restored"],
	["yes it works again", "restored"],
	["PAY", "pay"],
	["菜单", "menu"],
	["sales", "sales"],
	["they paid", "claimed"],
	["取消", "cancel"],
	["Atrás", "back"],
	["atras", "back"],
	["persona", "person"],
	["hablar con una persona, por favor", "person"],
	["¡Ya funciona!", "restored"],
	["sí, ya funciona", "restored"],
	["cobrar", "pay"],
	["menú", "menu"],
	["ventas", "sales"],
	["ya pagó", "claimed"],
	["el cliente dice que pago", "claimed"],
	["cancelar", "cancel"],
	["pago", null],
	["sí", null],
	["no", null],
	["yes", null],
	["back to the wall", null],
	["__proto__", null],
	["", null],
])("“%s” anywhere in a chat means %s", (text, word) => {
	expect(globalWord(text)).toBe(word);
});

test("whatever is written, triage answers with plain data, never with a price that is not above zero", () => {
	const piece = fc.oneof(
		fc.string({ unit: "binary" }),
		fc.constantFrom(
			"constructor",
			"__proto__",
			"pay",
			"收款",
			"-",
			"€",
			"¥",
			"1,234",
			"1e5",
			"0",
			"45.00",
			"error",
			"offline",
			"没网",
		),
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
			const found = triage(pieces.join(" "), { currency: "EUR" });
			expect(JSON.parse(JSON.stringify(found))).toEqual(found);
			if (found.amount !== null) expect(found.amount.minor).toBeGreaterThan(0);
		}),
	);
});

test("any price written with its code is read back exactly", () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 99_999_999 }),
			fc.constantFrom("EUR", "USD", "CNY", "CHF"),
			(minor, currency) => {
				const amount = findAmount(`pay ${toMajor({ minor, currency })} ${currency}`, "EUR");
				expect(amount !== null && !isRefusal(amount) && amount).toEqual({ minor, currency });
			},
		),
	);
});

test("a very long message is cut and answered", () => {
	expect(triage(`no connection ${"x ".repeat(5_000_000)}`).cause).toBe("network");
});

test("traditional characters mean what simplified ones do", () => {
	for (const [text, same] of [
		["刷卡機壞了", "刷卡机坏了"],
		["終端沒有網絡，連不上", "终端没有网络，连不上"],
		["客人付錢了嗎", "客人付钱了吗"],
		["轉人工", "转人工"],
	] as const) {
		const { intent, cause, language } = triage(same);
		expect(triage(text), text).toMatchObject({ intent, cause, language });
	}
});

test.each([
	["no internet in the shop", "no-connection"],
	["host not responding", "bank-side-down"],
	["screen frozen, cant press anything", "frozen-or-crashed"],
	["update stuck at 50 percent", "update"],
	["terminal wont turn on, battery empty", "will-not-switch-on"],
	["it does not read the chip on any card", "reading-cards"],
	["printer is jammed, no receipts", "printer"],
	["TAMPER DETECTED", "tamper"],
	["error 98 in the middle of a sale", "unknown-outcome"],
	["the terminal is down", "terminal-offline"],
	["打印机卡纸", "printer"],
	["la terminal no prende", "will-not-switch-on"],
])("“%s” begins with the playbook %s, or with the one for all where that is not there", (text, playbook) => {
	expect(triage(text).playbook).toBe(playbook);
	expect(triage(text, { playbooks: [playbook, "terminal-offline"] }).playbook).toBe(playbook);
	expect(triage(text, { playbooks: ["terminal-offline"] }).playbook).toBe("terminal-offline");
});

test("a code of the shop's own acquirer is read as that acquirer means it, and says who can act", () => {
	const found = triage("error 06 on the terminal", { dialect: "nexi-gicc" });
	expect(found).toMatchObject({ intent: "outage", cause: "software", code: "06" });
	expect(found.evidence).toContainEqual({
		of: "code",
		says: expect.stringMatching(/^06 \(nexi-gicc\): .*Who can act: shop/),
	});
});

test("phrases and labelled messages that agree make it clearer than phrases alone", () => {
	const text = "the wifi dropped and the reader wont connect";
	const alone = triageWith(text, { knowledge: { ...knowledge, classify: () => [] } });
	expect(alone.intent).toBe("outage");
	expect(triage(text).confidence).toBeGreaterThan(alone.confidence);
});
