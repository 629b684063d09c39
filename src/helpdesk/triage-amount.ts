/** CORE. The amount of money in a merchant's message, as people write it; in doubt none, because a wrong one is charged. */

import { exponentOf, type Money, parsePrice } from "../fallback/money.ts";
import { isRefusal, type Refusal, refuse } from "../text.ts";
import { currencyAt, readingOf, type Unit } from "./triage-currency.ts";
import { numbersInDigits } from "./triage-number-words.ts";

const TEXT_LIMIT_CHARS = 2000;
/** More numbers than this are a list or a report, never one price. */
const NUMBERS_LIMIT = 20;

/** A number of a text that may be an amount, as written and with what stands around it. */
type Candidate = Unit & { readonly written: string };

export type FoundAmount = {
	/** The amount; or why none can be taken, in a sentence for the merchant; or `no-currency`: one is there, of what is unknown. */
	readonly amount: Money | Refusal | "no-currency";
	/** As it was written. */
	readonly words: string;
	/** A currency stands beside it or a word such as "pay" before it, so it is surely meant as money. */
	readonly isStated: boolean;
};

// Digits with single separators inside; a space only where three digits and decimals follow ("1 234,50").
const NUMBER = /\d+(?:[.,'’\u00a0\u202f]\d+| (?=\d{3}(?: \d{3})*[.,]\d{2}(?!\d))\d+)*/g;
const SURROUNDINGS_CHARS = 24;
const PAY_BEFORE =
	/(?:\b(?:pay|pays|paying|charge|charging|collect|take|taking|ring up|bill|amount|total|sale|sell|link|qr|request|cobrar(?:le)?|c[oó]br(?:a|o|e|ale|ame|ele)|pagar|paga|pague|pago|importe|monto|venta|cuenta|enlace|recibir)(?: (?:me|him|her|them|a|an|the|of|for|is|card|payment|customer|sale|code|link|to|please|it|de|del|un|una|el|la|por|le|con|al|pago|cobro|tarjeta|cliente|total))*[ :=]*|(?:收款?|付款?|支付|收钱|收取|买单|结账|金额|合计|总共|一共|共|应收)(?:金额|为|是|一笔|了|码)?[ :：=]*)$/i;
/** What is counted, dated or named, and so is no money. */
const COUNTED_AFTER =
	/^ ?(?:(?:more |other |angry |waiting )*(?:waiting|in line|in queue|in the queue|people|persons?|customers?|guests?|clients?|terminals?|machines?|cards?|times|tries|attempts|sales|payments?|min|mins|minutes?|h|hrs?|hours?|s|sec|secs|seconds?|days?|weeks?|am|pm|bars?|pcs|items?|stores?|shops?|coffees?|tables?|(?:m[aá]s )?(?:personas?|clientes?|gente|veces|intentos?|minutos?|horas?|segundos?|d[ií]as?|terminales|tarjetas|ventas|pagos|mesas?|caf[eé]s?|tiendas?|productos?|barras|rayas|cajas?|esperando|en fila|en la fila|en cola))(?![a-z0-9_à-ÿ])|个|位|人|台|张|次|碗|盘|瓶|盒|袋|包|套|双|只|条|斤|公斤|箱|串|罐|壶|本|支|根|片|晚|间|米|单|折|分钟|小时|点|号|天|笔|遍|家|桌|杯|份|件|名|楼|月|年|%|％|°)/i;
const NAMED_BEFORE =
	/(?:\b(?:error|err|code|response|rc|table|line|number|no|nr|terminal|tid|mid|step|room|order|invoice|ticket|version|v|port|visa|ending|ends|last|since|at|past|until|till|till no|register|lane|option|phone|tel|batch|store|shop|c[oó]digo|mesa|l[ií]nea|n[uú]mero|paso|pedido|orden|factura|versi[oó]n|puerto|termina(?:da)? en|a las|desde las|hasta las|caja|opci[oó]n|tel[eé]fono|lote|tienda|sucursal|habitaci[oó]n)|代码|错误码?|编号|桌号?|终端号?|商户号|订单号?|批次|电话|尾号|版本)[ :#.：]*$/i;

/** Every number that may be an amount, in order, with what was written about its currency. */
function candidatesOf(text: string, shop: string | undefined): readonly Candidate[] {
	const found: Candidate[] = [];
	// "45 EUR 8 people": a currency belongs to one number only.
	let taken = 0;
	for (const match of text.matchAll(NUMBER)) {
		const end = match.index + match[0].length;
		const around = text.slice(Math.max(0, match.index - SURROUNDINGS_CHARS), match.index);
		const after = text.slice(end, end + SURROUNDINGS_CHARS);
		const unit = currencyAt(
			text.slice(Math.max(taken, match.index - SURROUNDINGS_CHARS), match.index),
			after,
			text,
			shop,
		);
		taken = end + after.length - unit.after.length;
		if (isNoAmount(unit, around)) continue;
		found.push({ ...unit, written: match[0] });
		if (found.length > NUMBERS_LIMIT) return [];
	}
	return found;
}

// Within a word, a date, a time, an address, a percentage; ".45" and "45½", which would be read as something else.
const GLUED_BEFORE = /(?:[\p{Script=Latin}\d_#@/]|\d[:.,]|[\p{Script=Latin}\d][-–]|(?:^|\s|\p{Sc})[.,])$/u;
const GLUED_AFTER = /^(?:[\p{Script=Latin}_%％°@\p{No}]|[:/.,\-–]\d)/u;

function isNoAmount({ before, after, code, isMinor, hasFront }: Unit, around: string): boolean {
	if (isMinor) return false;
	if ((!hasFront && GLUED_BEFORE.test(around)) || GLUED_AFTER.test(after)) return true;
	return code === null && (COUNTED_AFTER.test(after) || NAMED_BEFORE.test(before));
}

// "2 x 3.50", "45+5": who writes a sum wants its result, and that is theirs to work out.
const CALCULATION = /\d ?[x×*+] ?\p{Sc}?\d/iu;
// "45 mil pesos", "3万": a thousand times what the digits say.
const MULTIPLIED = /^ ?(?:(?:mil|mill[oó]n(?:es)?|thousand|million)\b|[百千万])/i;
// "12块5", "12元5角": said aloud, five jiao are the first decimal.
const SPOKEN_YUAN = /(?<![\d.,])(\d{1,9})[块元](\d)(?:[毛角](?:(\d)分?)?(?!\d)|(?=$|[\s\p{P}]))/gu;

// "20元5分", "20块50分": said with the small unit, so the two digits are sure.
const YUAN_AND_FEN = /(?<![\d.,])(\d{1,9})[块元](\d{1,2})分(?!钟)/gu;

// "1.2万元": with the unit behind it, ten thousand times what the digits say is sure.
const TEN_THOUSANDS = /(?<![\d.,])(\d{1,4})(?:\.(\d{1,4}))?万(?=[元块])/gu;

const spokenYuan = (text: string): string =>
	text
		.replace(TEN_THOUSANDS, (_, whole: string, part = "") => `${whole}${part.padEnd(4, "0")}`.replace(/^0+(?=\d)/, ""))
		.replace(YUAN_AND_FEN, (_, yuan: string, fen: string) => `${yuan}.${fen.padStart(2, "0")}元`)
		.replace(SPOKEN_YUAN, "$1.$2$3元");

/**
 * The one amount of a text in the shop's `currency` (ISO 4217) or the one written beside it; a refusal when something
 * looks like an amount but is not certain, negative, zero or too large; null when there is none. For a chat that has just
 * asked for an amount: a number without any currency is taken.
 */
export function findAmount(text: string, currency: string | undefined): Money | Refusal | null {
	const found = readAmount(text, currency);
	if (found === null) return null;
	return found.amount === "no-currency"
		? refuse({
				en: `In which currency is ${found.words}? Write it like ${found.words} EUR.`,
				zh: `${found.words} 是什么货币？请写成 ${found.words} CNY 这样。`,
				es: `¿En qué moneda es ${found.words}? Escríbalo como ${found.words} EUR.`,
			})
		: found.amount;
}

/** "30+15=45元": who writes the result has worked it out. */
function totalOf(candidates: readonly Candidate[]): readonly Candidate[] {
	const totals = candidates.filter(({ before }) => /= ?$/.test(before));
	return totals.length === 1 ? totals : candidates;
}

/** As `findAmount`, with the words it was found in and whether money was surely meant. */
export function readAmount(text: string, currency: string | undefined): FoundAmount | null {
	const read = spokenYuan(numbersInDigits(halfWidth(text.slice(0, TEXT_LIMIT_CHARS))));
	const candidates = candidatesOf(read, currency);
	const inMoney = totalOf(candidates).filter((candidate) => candidate.code !== null || candidate.isMinor);
	const afterPay = totalOf(candidates).filter((candidate) => PAY_BEFORE.test(candidate.before));
	// Beside a currency other numbers do not matter, unless "pay" stands before them: "take 50 of 100 EUR".
	const stated = inMoney.length > 0 ? [...new Set([...inMoney, ...afterPay])] : afterPay;
	const meant = inMoney.length > 0 ? stated : totalOf(candidates);
	const [first] = meant;
	if (first === undefined) return null;
	const amounts = meant.map((candidate) => moneyOf(candidate, currency, read));
	const [amount = "no-currency"] = amounts;
	const isOne =
		amounts.every((other) => JSON.stringify(other) === JSON.stringify(amount)) &&
		(!CALCULATION.test(read) || totalOf(candidates) !== candidates);
	const words = meant.map((candidate) => candidate.written).join(", ");
	return { amount: isOne ? amount : unclear(words), words, isStated: stated.length > 0 };
}

function moneyOf(candidate: Candidate, shop: string | undefined, text: string): FoundAmount["amount"] {
	// "100块3个人", "45 dollars 50 cents": nothing is guessed from what follows.
	if (candidate.isMinor || /^\d/.test(candidate.after) || MULTIPLIED.test(candidate.after))
		return unclear(candidate.written);
	const currency = candidate.code ?? shop;
	if (currency === undefined) return "no-currency";
	// "5-45" is a range or a number of something; "-45" and "− 45" are refunds, which are never asked for by a text.
	if (/[-−–]$/.test(candidate.before)) return parsePrice("0", currency);
	if (/^0\d/.test(candidate.written)) return unclear(candidate.written);
	const plainDigits = readingOf(candidate.written, currency, exponentOf(currency) ?? 2, text);
	return plainDigits === null ? unclear(candidate.written) : parsePrice(plainDigits, currency);
}

// Not NFKC, which would turn "45½" into "451⁄2" and "45²" into "452".
const halfWidth = (text: string): string =>
	text
		.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
		.replaceAll("\uffe5", "¥")
		.replaceAll("\u3000", " ");

const unclear = (words: string): Refusal =>
	refuse({
		en: `I am not sure which amount “${words.slice(0, 40)}” is; write only the amount, like 45.00.`,
		zh: `不确定“${words.slice(0, 40)}”是多少；请只写金额，例如 45.00。`,
		es: `No sé con seguridad qué importe es “${words.slice(0, 40)}”; escriba solo el importe, como 45.00.`,
	});

export const isAmount = (amount: FoundAmount["amount"]): amount is Money =>
	amount !== "no-currency" && !isRefusal(amount);
