/** CORE. Response codes and texts on a terminal's screen: what they mean in the acquirer's dialect, and who can act on them. */

import { places, plain } from "../playbooks/words.ts";
import type { Text } from "../text.ts";
import type { Cause } from "./triage-label.ts";

export const ACTORS = ["shop", "customer", "acquirer", "issuer"] as const;
/** Who can do something about a code. */
export type Actor = (typeof ACTORS)[number];

export type CodeMeaning = {
	/** Null when it says nothing certain about one. */
	readonly cause: Cause | null;
	readonly actor: Actor;
	/** One short sentence for the merchant. */
	readonly says: Text;
	readonly source: string;
};
export type CodeEntry = CodeMeaning & {
	readonly codes: readonly string[];
	/** Texts of the screen: search keys in every language (reference: terminal-troubleshooting §3 and §6.6). */
	readonly screens: readonly string[];
};
/** What one acquirer means by its codes. */
export type Dialect = {
	readonly id: string;
	readonly name: string;
	/** Acquirers and vendors that speak it, as shops write them. The generic one has none. */
	readonly speakers: readonly string[];
	readonly entries: readonly CodeEntry[];
};

/** A code or screen text found in a message. */
export type FoundCode = {
	readonly code: string;
	readonly cause: Cause | null;
	/** Null for a code that nobody has explained. */
	readonly meaning: CodeMeaning | null;
	/** The dialect that explained it. */
	readonly dialect: string | null;
};

/** The dialects by their ids, the one of ISO 8583 among them. */
export type CodeBook = ReadonlyMap<string, CompiledDialect>;
type CompiledDialect = {
	readonly speakers: readonly string[];
	readonly codes: ReadonlyMap<string, CodeMeaning>;
	readonly screens: readonly Screen[];
};
type Screen = {
	readonly code: string;
	readonly phrase: string;
	readonly meaning: CodeMeaning;
	/** `CARD_DECLINED`: without its underscores it would be what everybody says. */
	readonly isLiteral: boolean;
	/** No merchant would say it unless the screen did, so it counts whatever the acquirer. */
	readonly isDistinct: boolean;
};
const HAN = /\p{Script=Han}/u;
/** What a code means where nobody knows the acquirer. */
const GENERIC_DIALECT = "iso8583";

export function codeBook(dialects: readonly Dialect[]): CodeBook {
	const sorted = [...dialects].sort((one, other) => (one.id < other.id ? -1 : 1));
	return new Map(
		sorted.map(({ id, speakers, entries }) => [
			id,
			{
				speakers: speakers.map(plain),
				codes: new Map(entries.flatMap((entry) => entry.codes.map((code) => [code.toUpperCase(), entry] as const))),
				screens: entries.flatMap((meaning) => meaning.screens.map((code) => screenOf(code, meaning))),
			},
		]),
	);
}

function screenOf(code: string, meaning: CodeMeaning): Screen {
	const phrase = plain(code);
	const isLiteral = code.includes("_");
	return { code, phrase, meaning, isLiteral, isDistinct: isLiteral || HAN.test(phrase) || !phrase.includes(" ") };
}

/** The dialect of a terminal: its acquirer's, else its vendor's; null when neither is known. */
export function dialectOf(
	book: CodeBook,
	terminal: { readonly acquirer: string | null; readonly vendor: string } | null,
): string | null {
	for (const name of [terminal?.acquirer, terminal?.vendor]) {
		if (name === undefined || name === null) continue;
		const written = plain(name);
		for (const [id, { speakers }] of book)
			if (speakers.some((speaker) => places(written, speaker).length > 0)) return id;
	}
	return null;
}

const NAMED =
	/(?:\b(?:error|err|code|response|reason|rc|c[oó]digo|respuesta)\b|代码|错误码|返回码|应答码|响应码|报错|错误|返回)[\s:：#=]{0,3}(?:(?:(?:code|number|no|is|de error|de respuesta|c[oó]digo|n[uú]mero|es)\b|为|是)[\s:：#=.]{0,3}){0,2}([a-z]?\d{1,4})(?![\p{L}\d.,])/iu;
const NAMED_AFTER = /(?<![\d.,])([a-z]?\d{2,4}) ?(?:error\b|错误|报错|号错误)/iu;
const SHOWN =
	/(?:\b(?:shows|says|showing|displays|display|got|get|gives|back|muestra|dice|sale|aparece|marca|da|regresa)\b|显示|提示|出现)[\s:：#"“']{0,3}([a-z]?\d{2,4})["”']?(?=$|[\s,.!?，。！？]*(?:$|and|on|every|for|when|again|with|y|en|con|cada|cuando|otra|怎么|每|所有))/iu;

/** The first screen text or code of a message; a bare number is none, because it may be an amount. `text` at most 2,000 characters. */
export function findCode(text: string, book: CodeBook, dialect: string | null = null): FoundCode | null {
	return screenIn(text, book, dialect) ?? numberIn(text, book, dialect);
}

function screenIn(text: string, book: CodeBook, dialect: string | null): FoundCode | null {
	const said = plain(text);
	const capitals = text.toUpperCase();
	const own = [...new Set([dialect ?? GENERIC_DIALECT, GENERIC_DIALECT])];
	for (const id of new Set([...own, ...book.keys()])) {
		const screen = book
			.get(id)
			?.screens.find(
				({ code, phrase, isLiteral, isDistinct }) =>
					(isDistinct || own.includes(id)) && (isLiteral ? capitals.includes(code) : places(said, phrase).length > 0),
			);
		if (screen !== undefined)
			return { code: screen.code, cause: screen.meaning.cause, meaning: screen.meaning, dialect: id };
	}
	return null;
}

function numberIn(text: string, book: CodeBook, dialect: string | null): FoundCode | null {
	const wide = text.normalize("NFKC");
	const named = (NAMED.exec(wide) ?? NAMED_AFTER.exec(wide))?.[1]?.toUpperCase();
	if (named !== undefined) return explained(named, book, dialect);
	const shown = SHOWN.exec(wide)?.[1]?.toUpperCase();
	const found = shown === undefined ? null : explained(shown, book, dialect);
	return found?.meaning == null ? null : found;
}

function explained(written: string, book: CodeBook, dialect: string | null): FoundCode {
	// "error 5" on a till that drops zeros is 05.
	const code = /^\d$/.test(written) ? `0${written}` : written;
	for (const id of [dialect, GENERIC_DIALECT]) {
		const meaning = id === null ? undefined : book.get(id)?.codes.get(code);
		if (meaning !== undefined) return { code, cause: meaning.cause, meaning, dialect: id };
	}
	// A code that one dialect alone has can hardly be meant otherwise.
	const others = [...book].flatMap(([id, { codes }]) => {
		const meaning = codes.get(code);
		return meaning === undefined ? [] : [{ id, meaning }];
	});
	const only = others.length === 1 ? others[0] : undefined;
	if (only === undefined || dialect !== null) return { code, cause: null, meaning: null, dialect: null };
	return { code, cause: only.meaning.cause, meaning: only.meaning, dialect: only.id };
}
