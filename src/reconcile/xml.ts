/**
 * CORE. Reads XML from outside: every fault ends it. No document type and so no entities of its own (they can stand for
 * gigabytes), bounded depth, and only the elements that are asked for are kept, so that names and accounts never are.
 */

import { SaxesParser } from "saxes";
import { type Refusal, refuse, type Text } from "../text.ts";

/** Statements are about fifteen deep. */
const DEPTH_LIMIT = 64;
const TEXT_LIMIT_CHARS = 32_768;
/** Of one element that is handed over; a batch of 30,000 payments in one entry has about a million. */
const NODES_LIMIT = 2_000_000;
/** The statement has two on its root; a name is sought in all of them. */
const ATTRIBUTES_LIMIT = 50;
/**
 * What is parsed before faults are looked for. The parser goes on behind a fault, and a tag costs it as much as it lies
 * deep: with 64 kB at once, a megabyte of `<a>` took 20 seconds.
 */
const CHUNK_CHARS = 1024;

export type XmlElement = {
	readonly name: string;
	readonly line: number;
	readonly text: string;
	/** By name; of elements that are kept only. */
	readonly attributes: ReadonlyMap<string, string>;
	readonly children: readonly XmlElement[];
};

export type XmlReader = {
	/** The names of elements to keep; the insides of all others are passed over. */
	readonly keep: ReadonlySet<string>;
	/** The elements of this name are handed over one by one when they end, and then forgotten. */
	readonly each: string;
	/** Handles one; a refusal ends the reading. */
	readonly take: (element: XmlElement) => Refusal | null;
};

type Open = {
	name: string;
	line: number;
	text: string;
	attributes: ReadonlyMap<string, string>;
	children: XmlElement[];
};

/** Hands every element that is asked for to `take`; refuses with the place of the first fault, whatever came before. Linear. */
export function readXml(text: string, { keep, each, take }: XmlReader): Refusal | null {
	const parser = new SaxesParser({ xmlns: true });
	let fault: Refusal | null = null;
	let nodes = 0;
	let depth = 0;
	let skipped = 0;
	const open: Open[] = [];
	const stop = (reason: Text): void => {
		fault ??= xmlFault(parser.line, parser.column + 1, reason);
	};
	parser.on("error", () => stop(NOT_XML));
	parser.on("doctype", () => stop(DOCTYPE));
	let attributeCount = 0;
	parser.on("attribute", () => {
		attributeCount++;
		if (attributeCount > ATTRIBUTES_LIMIT) stop(TOO_LARGE);
	});
	parser.on("opentag", ({ local, attributes }) => {
		attributeCount = 0;
		depth++;
		if (depth > DEPTH_LIMIT) stop(TOO_DEEP);
		if (fault !== null || skipped > 0 || !keep.has(local)) {
			skipped++;
			return;
		}
		nodes++;
		if (nodes > NODES_LIMIT) stop(TOO_LARGE);
		const values = new Map(Object.values(attributes).map((attribute) => [attribute.local, attribute.value] as const));
		open.push({ name: local, line: parser.line, text: "", attributes: values, children: [] });
	});
	const addText = (piece: string): void => {
		const current = open.at(-1);
		if (current === undefined || skipped > 0 || fault !== null) return;
		if (current.text.length + piece.length > TEXT_LIMIT_CHARS) {
			if (piece.trim() !== "") stop(LONG_TEXT);
			return;
		}
		current.text += piece;
	};
	parser.on("text", addText);
	parser.on("cdata", addText);
	parser.on("closetag", () => {
		depth--;
		if (skipped > 0) {
			skipped--;
			return;
		}
		const closed = open.pop();
		if (closed === undefined || fault !== null) return;
		const element = { ...closed, text: closed.text.trim() };
		if (element.name === each) {
			fault = take(element);
			nodes = open.length;
		} else open.at(-1)?.children.push(element);
	});
	for (let from = 0; from < text.length && fault === null; from += CHUNK_CHARS) {
		parser.write(text.slice(from, from + CHUNK_CHARS));
	}
	if (fault === null) parser.close();
	return fault;
}

export type XmlRoot = { readonly name: string; readonly namespace: string; readonly first: string | null };

/** The root element, its namespace and the first element in it; null for what does not begin as XML. */
export function xmlRoot(head: string): XmlRoot | null {
	if (!/^\s*</.test(head)) return null;
	const parser = new SaxesParser({ xmlns: true });
	let root: { name: string; namespace: string; first: string | null } | null = null;
	let isOver = false;
	parser.on("error", () => {
		isOver = true;
	});
	parser.on("opentag", ({ local, uri }) => {
		if (isOver) return;
		if (root === null) root = { name: local, namespace: uri, first: null };
		else {
			root = { ...root, first: local };
			isOver = true;
		}
	});
	for (let from = 0; from < head.length && !isOver; from += CHUNK_CHARS) {
		parser.write(head.slice(from, from + CHUNK_CHARS));
	}
	return root;
}

/** The first child of each name in turn, or null: `at(entry, "Sts", "Cd")`. */
export function at(element: XmlElement, ...path: readonly string[]): XmlElement | null {
	let found: XmlElement | undefined = element;
	for (const name of path) found = found?.children.find((child) => child.name === name);
	return found ?? null;
}

/** Its children of one name. */
export const all = (element: XmlElement, name: string): readonly XmlElement[] =>
	element.children.filter((child) => child.name === name);

/** Refuses the whole file because of what stands at a place in it. */
export const elementFault = ({ line, name }: XmlElement, reason: Text): Refusal =>
	refuse({
		en: `Line ${line}, element <${name}>: ${reason.en} Nothing was read.`,
		zh: `第 ${line} 行，元素 <${name}>：${reason.zh}文件未被读取。`,
		es: `Línea ${line}, elemento <${name}>: ${reason.es} No se leyó nada.`,
	});

const xmlFault = (line: number, column: number, { en, zh, es }: Text): Refusal =>
	refuse({
		en: `Line ${line}, column ${column}: ${en}. Nothing was read; export the file again.`,
		zh: `第 ${line} 行，第 ${column} 列：${zh}。文件未被读取；请重新导出。`,
		es: `Línea ${line}, columna ${column}: ${es}. No se leyó nada; exporte el archivo de nuevo.`,
	});

const NOT_XML: Text = {
	en: "this is not well-formed XML (a truncated or damaged file)",
	zh: "XML 格式不正确（文件不完整或已损坏）",
	es: "no es XML bien formado (archivo cortado o dañado)",
};
const DOCTYPE: Text = {
	en: "a document type declaration is not taken",
	zh: "不接受文档类型声明",
	es: "no se admite una declaración de tipo de documento",
};
const TOO_DEEP: Text = {
	en: `elements lie more than ${DEPTH_LIMIT} deep`,
	zh: `元素嵌套超过 ${DEPTH_LIMIT} 层`,
	es: `los elementos tienen más de ${DEPTH_LIMIT} niveles`,
};
const TOO_LARGE: Text = {
	en: `one entry has more than ${NODES_LIMIT} elements, or one element more than ${ATTRIBUTES_LIMIT} attributes`,
	zh: `单个条目超过 ${NODES_LIMIT} 个元素，或单个元素超过 ${ATTRIBUTES_LIMIT} 个属性`,
	es: `un asiento tiene más de ${NODES_LIMIT} elementos, o un elemento más de ${ATTRIBUTES_LIMIT} atributos`,
};
const LONG_TEXT: Text = {
	en: `a text is longer than ${TEXT_LIMIT_CHARS} characters`,
	zh: `有文字超过 ${TEXT_LIMIT_CHARS} 个字符`,
	es: `un texto pasa de ${TEXT_LIMIT_CHARS} caracteres`,
};
