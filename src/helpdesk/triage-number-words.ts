/**
 * CORE. Numbers that are written as words, up to a thousand, where money is meant: a currency stands behind them or "pay"
 * before them. "I have been waiting twenty minutes" is no amount.
 */

import { plain } from "../playbooks/words.ts";

const LIMIT = 1000;
/** Longer runs are no price that anybody dictates. */
const RUN_LIMIT_WORDS = 10;

type Kind = "unit" | "ten" | "hundreds" | "hundred" | "and" | "point" | "large";
type NumberWord = { readonly kind: Kind; readonly value: number; readonly locale: "en" | "es" };

const listed = (locale: "en" | "es", kind: Kind, words: string, values: readonly number[]) =>
	words
		.split(" ")
		.map((word, at): readonly [string, NumberWord] => [word, { kind, value: values[at] ?? values[0] ?? 0, locale }]);
const upTo = (first: number, last: number, step = 1): readonly number[] =>
	Array.from({ length: (last - first) / step + 1 }, (_, at) => first + at * step);

const WORDS: ReadonlyMap<string, NumberWord> = new Map([
	...listed(
		"en",
		"unit",
		"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
		upTo(1, 19),
	),
	...listed("en", "ten", "twenty thirty forty fifty sixty seventy eighty ninety", upTo(20, 90, 10)),
	...listed("en", "ten", "fourty", [40]),
	...listed("en", "hundred", "hundred", [100]),
	...listed("en", "and", "and", [0]),
	...listed("en", "point", "point", [0]),
	...listed("en", "large", "thousand million grand", [LIMIT]),
	...listed(
		"es",
		"unit",
		"uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
		upTo(1, 19),
	),
	...listed(
		"es",
		"unit",
		"veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve",
		upTo(21, 29),
	),
	...listed("es", "ten", "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa", upTo(20, 90, 10)),
	...listed(
		"es",
		"hundreds",
		"cien ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
		[100, ...upTo(100, 900, 100)],
	),
	...listed("es", "and", "y", [0]),
	...listed("es", "point", "con", [0]),
	...listed("es", "large", "mil millon millones", [LIMIT]),
]);

const CURRENCY =
	/^[\s-]*(?:euros?|dollars?|bucks|pounds?|quid|pesos?|soles|yuan|yuanes|rmb|yen|yenes|d[oó]lar(?:es)?|libras?|reales|[$€£]|[A-Z]{3}(?![\p{L}]))/u;
const PAY_EN =
	/(?:\b(?:pay|paying|charge|charging|collect|take|ring up|bill|total|amount|qr|link)(?: (?:is|of|for|him|her|them|a|the|total))*[ :=]*)$/i;
const PAY_ES =
	/(?:\b(?:cobrar(?:le)?|c[oó]br(?:a|o|e|ale|ame|ele)|pagar|paga|pague|importe|monto|total|venta|enlace|link|qr)(?: (?:de|por|del|es|total|la|el))*[ :=]*)$/i;
/** Behind a number without a currency only this may stand: "charge two customers" counts something else. */
const ENDS_EN = /^\s*(?:$|[.,!?;]|(?:please|pls|to|from|for|by|with|on|now|card)\b)/i;
const ENDS_ES = /^\s*(?:$|[.,!?;]|(?:por|al?|con|ya|ahora|tarjeta|gracias)\b)/i;

type Token = { readonly word: NumberWord; readonly start: number; readonly end: number };

/** The text with such numbers in digits: “forty-five euros” becomes “45 euros”. What is not certain stays as it is. */
export const numbersInDigits = (text: string): string => latinInDigits(hanInDigits(text));

function latinInDigits(text: string): string {
	let written = "";
	let done = 0;
	for (const run of runsOf(text)) {
		const [first, last] = [run[0], run.at(-1)];
		if (first === undefined || last === undefined) continue;
		const number = numberOf(run.map(({ word }) => word));
		if (number === null || !isMoney(text, first, last, number)) continue;
		written += `${text.slice(done, first.start)}${number}`;
		done = last.end;
	}
	return written + text.slice(done);
}

function isMoney(text: string, first: Token, last: Token, number: string): boolean {
	const [before, after] = [text.slice(0, first.start), text.slice(last.end)];
	if (/[\d.,]\s*$/.test(before) || /^\s*\d/.test(after)) return false;
	const currency = CURRENCY.exec(after)?.[0];
	// "forty-five euro fifty": what follows belongs to it, and is not guessed at.
	if (currency !== undefined) return runsOf(after.slice(currency.length)).every(([next]) => (next?.start ?? 0) > 1);
	if (Number(number) < 2) return false;
	return first.word.locale === "en"
		? PAY_EN.test(before) && ENDS_EN.test(after)
		: PAY_ES.test(before) && ENDS_ES.test(after);
}

/** Number words that stand together, without an "and" at either end. */
function runsOf(text: string): readonly (readonly Token[])[] {
	const runs: Token[][] = [];
	let end = -1;
	for (const match of text.matchAll(/\p{Script=Latin}+/gu)) {
		const word = WORDS.get(plain(match[0]));
		const run = runs.at(-1);
		const gap = end === -1 ? "" : text.slice(end, match.index);
		if (word === undefined) {
			end = -1;
			continue;
		}
		const token = { word, start: match.index, end: match.index + match[0].length };
		const isNext = run !== undefined && end !== -1 && /^[ -]$/.test(gap) && run[0]?.word.locale === word.locale;
		if (isNext) run.push(token);
		else runs.push([token]);
		end = token.end;
	}
	return runs.map(trimmed).filter((run) => run.length > 0 && run.length <= RUN_LIMIT_WORDS);
}

function trimmed(run: readonly Token[]): readonly Token[] {
	const isGlue = (token: Token | undefined) => token?.word.kind === "and" || token?.word.kind === "point";
	if (isGlue(run[0])) return trimmed(run.slice(1));
	return isGlue(run.at(-1)) ? trimmed(run.slice(0, -1)) : run;
}

/** The number as digits; null when the words do not make one number up to a thousand. */
function numberOf(words: readonly NumberWord[]): string | null {
	const point = words.findIndex(({ kind }) => kind === "point");
	const whole = wholeOf(point === -1 ? words : words.slice(0, point));
	if (whole === null || whole > LIMIT) return null;
	if (point === -1) return String(whole);
	const part = wholeOf(words.slice(point + 1));
	// "doce con cincuenta" are fifty cents; "con cinco" may be five or fifty.
	return part === null || part < 10 || part > 99 ? null : `${whole}.${part}`;
}

function wholeOf(words: readonly NumberWord[]): number | null {
	if (words.length === 1 && words[0]?.kind === "large" && words[0].locale === "es") return LIMIT;
	let sum = 0;
	// The place that comes next: hundreds, then tens, then units; going back up means that two numbers stand there.
	let room = LIMIT;
	for (const { kind, value } of words) {
		if (kind === "large" || kind === "point") return null;
		if (kind === "and") continue;
		if (kind === "hundred") {
			if (sum === 0 || sum > 9) return null;
			sum *= value;
			room = value;
			continue;
		}
		if (value >= room) return null;
		sum += value;
		room = kind === "hundreds" ? 100 : kind === "ten" ? 10 : 1;
	}
	return sum === 0 ? null : sum;
}

const HAN_DIGITS = "零一二三四五六七八九";
const HAN_RUN = /[零〇一二两三四五六七八九十百千万]+/gu;
const HAN_MONEY = /^(?:块|元|圆|塊|欧元|美元|美金|港币|港元|日元|英镑|人民币)/u;
const HAN_PAY = /(?:[收付]款?|收取|支付|金额|合计|总共|一共|共|应收|买单|结账)[是为共 :：]{0,2}$/u;

function hanInDigits(text: string): string {
	return text
		.replace(HAN_RUN, (run, at: number) => {
			const before = text.slice(0, at);
			const after = text.slice(at + run.length);
			const value = hanValue(run);
			if (value === null || /[\d.]$/.test(before)) return run;
			if (HAN_MONEY.test(after)) return String(value);
			return value >= 10 && HAN_PAY.test(before) && /^\s*(?:$|[\p{P}\s]|吧|啊|可以|请|谢)/u.test(after)
				? String(value)
				: run;
		})
		.replace(
			/(\d[块元])([一二三四五六七八九])(?=[毛角]|$|[\s\p{P}])/gu,
			(_, yuan: string, jiao: string) => `${yuan}${HAN_DIGITS.indexOf(jiao)}`,
		);
}

/** 二百三十五 is 235, 两百五 is 250; null for what is not one number up to a thousand. */
function hanValue(run: string): number | null {
	const said = run.replaceAll("〇", "零").replaceAll("两", "二");
	const parts =
		/^(?:(?:([一二三四五六七八九])百)(?:零?([一二三四五六七八九])?十)?)?(?:([一二三四五六七八九])?十)?零?([一二三四五六七八九])?$/u;
	if (said === "一千") return LIMIT;
	const match = parts.exec(said);
	if (match === null || said === "" || said.endsWith("零")) return null;
	const digit = (sign: string | undefined, otherwise: number) =>
		sign === undefined ? otherwise : HAN_DIGITS.indexOf(sign);
	const hundreds = digit(match[1], 0);
	const hasTen = said.includes("十");
	const tens = hasTen ? digit(match[2] ?? match[3], 1) : 0;
	const last = digit(match[4], 0);
	// 两百五 is 250: without a 零 the last digit takes the next place.
	if (hundreds > 0 && !hasTen && last > 0 && !said.includes("零")) return hundreds * 100 + last * 10;
	const value = hundreds * 100 + tens * 10 + last;
	return value === 0 ? null : value;
}
