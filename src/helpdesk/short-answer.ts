/** CORE. What a message is by itself, whatever was asked: a number, a yes or no, a language. */

import { plain } from "../playbooks/words.ts";
import type { Locale } from "../text.ts";

const FULL_WIDTH_ZERO = 0xff10;

/** “2”, “２”: the number of a choice; null for anything else. */
export function numberOf(text: string): number | null {
	const digit = /^\s*([1-9]|[１-９])\s*[.)、。]?\s*$/u.exec(text)?.[1];
	if (digit === undefined) return null;
	return digit < "a" ? Number(digit) : digit.charCodeAt(0) - FULL_WIDTH_ZERO;
}

const YES =
	/^\s*(?:y|yes|yeah|yep|ok|sure|s[ií]|s[ií] claro|claro|claro que s[ií]|ya (?:la )?pas[oó]|是|是的|有|对|刷了|刷过)\s*[.!。！]?\s*$/iu;
const NO =
	/^\s*(?:n|no|nope|not yet|todav[ií]a no|no todav[ií]a|a[uú]n no|no pas[oó]|没|没有|不是|否|还没|未刷|没刷)\s*[.!。！]?\s*$/iu;

/** “Yes”, “没有”: an answer that is nothing else; null for anything else. */
export const yesOrNo = (text: string): boolean | null => (YES.test(text) ? true : NO.test(text) ? false : null);

// Words that one of the two languages has and the other has not; what both have or borrow ("no", "me", "terminal",
// "wifi", "error", "internet", "pos") is in neither list.
const ENGLISH: ReadonlySet<string> = new Set(
	`the is it its my and what not does do did i you we they she have had can cannot cant to of with on at
	this that these there their them his her our your all any only still again yes be are was were will would should
	could how why when where which who from but or if so just now then an in out up down off for by please help need
	want get got take pay paid paying payment payments charge charged card cards machine reader customer customers people
	waiting queue works working work broken dead screen shows says said same every everything nothing since after before
	back here more than amount money isnt doesnt dont wont didnt im about know see look restart phone`.split(/\s+/),
);
const SPANISH: ReadonlySet<string> = new Set(
	`el la los las de del que un una unos unas con sin se esta este esto ese esa eso es son por para mi mis su sus lo le
	les al y o pero como cuando donde porque si ya muy mas menos hay tengo tiene tienen puedo puede pueden quiero quiere
	necesito hace hago hacer esta estan estoy fue era desde hasta otra otro vez ahora todavia aun tampoco tambien nada
	nadie ninguna ninguno todas todos todo cobrar cobro cobrame cobrale importe monto estaba pagos guardados pendientes cobre cobra pagar pago pagaron tarjeta tarjetas terminales
	maquina cliente clientes persona personas gente fila esperando funciona funcionan sirve pasa pasan pantalla dice
	muestra ventas venta dinero efectivo conexion senal rechaza rechazada banco ayuda favor gracias hola buenas
	atras volver cancelar caja encargado tienda recibo reembolso seguro reiniciar apagada congelada lote`.split(/\s+/),
);
/** One word alone decides nothing: "host not responding" in a Spanish chat quotes the screen. */
const SURE_SCORE = 2;

type Scores = { readonly words: number; readonly en: number; readonly es: number };

function scoresOf(text: string): Scores {
	// In capitals the screen is quoted, unless all of it is.
	const quoted = /\p{Ll}{2}/u.test(text) ? text.replace(/(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu, " ") : text;
	// A capital within a sentence begins a name, and a shop's name may be of any language.
	const words = plain(quoted.replace(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}+/gu, " "))
		.split(" ")
		.filter((word) => /^[a-z]/.test(word));
	const count = (known: ReadonlySet<string>): number => words.filter((word) => known.has(word)).length;
	// An accent may be a borrowed café's, so however many there are they weigh as one word.
	const accents = /[áéíóúñ]/iu.test(quoted.normalize("NFC")) ? 1 : 0;
	return {
		words: words.length,
		en: count(ENGLISH),
		es: count(SPANISH) + accents + (/[¿¡]/.test(text) ? SURE_SCORE : 0),
	};
}

/** Chinese when Chinese is written, unless it is only quoted: “My terminal shows 签到失败”. */
function isChinese(text: string, words: number): boolean {
	const han = (text.match(/\p{Script=Han}/gu) ?? []).length;
	return han > 0 && words <= han;
}

/** The language a message is surely in; null for numbers, codes, single words and whatever two languages share. */
export function languageOf(text: string): Locale | null {
	const { words, en, es } = scoresOf(text);
	if (isChinese(text, words)) return "zh";
	if (words < 2 && !/[¿¡]/.test(text)) return null;
	if (Math.max(en, es) < SURE_SCORE || en === es) return null;
	return en > es ? "en" : "es";
}

/** The best guess at the language of a message that nothing else is known of. */
export function likelyLanguage(text: string): Locale {
	const { words, en, es } = scoresOf(text);
	if (isChinese(text, words)) return "zh";
	return es > en ? "es" : "en";
}
