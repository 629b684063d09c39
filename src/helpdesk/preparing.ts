/** CORE. What a shop does in a quiet hour so that it is ready: the printed kit, and the drill. */

import { UNLINKED } from "../fallback/shop.ts";
import { plain } from "../playbooks/words.ts";
import type { Text } from "../text.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { beginDrill, goOnWithDrill, keepHard } from "./drill.ts";
import type { FileCard } from "./message.ts";
import { PAPERS } from "./paper.ts";
import { putOff } from "./reminding.ts";
import { CANCEL } from "./texts.ts";
import * as texts from "./texts-preparing.ts";
import { LINK_FIRST } from "./texts-selling.ts";

/** The kit is a file of this conversation. `notes` say what whoever prints it must know. */
export type KitPrinted = { readonly kind: "kit-printed"; readonly file: FileCard; readonly notes: readonly Text[] };

const WORDS: ReadonlyMap<string, "kit" | "drill"> = new Map([
	...words(
		"kit",
		"kit|the kit|print kit|print the kit|sticker|stickers|print stickers|套件|打印套件|贴纸|打印贴纸|el kit|imprimir kit|imprimir el kit|etiquetas|imprimir etiquetas",
	),
	...words("drill", "drill|a drill|practise|practice|演练|练习|simulacro|practicar|hacer un simulacro"),
]);

function words(word: "kit" | "drill", phrases: string): readonly (readonly [string, "kit" | "drill"])[] {
	return phrases.split("|").map((phrase) => [plain(phrase), word]);
}

const PAPER_OPTIONS: readonly Option[] = [
	{ id: "kit:a4", label: texts.A4 },
	{ id: "kit:80", label: texts.ROLL_80 },
	{ id: "kit:58", label: texts.ROLL_58 },
	{ id: "menu", label: CANCEL },
];

/** What a word alone orders. False for anything else. */
export function hearPreparing(draft: Draft, text: string): boolean {
	const word = WORDS.get(plain(text));
	return word !== undefined && prepare(draft, word);
}

/** What a button orders. False for the button of something else. */
export function prepare(draft: Draft, choice: string): boolean {
	const [order, more, id] = choice.split(":");
	if (order === "prepare") {
		say(
			draft,
			[texts.WHAT_TO_PREPARE],
			[
				{ id: "drill", label: texts.DRILL },
				{ id: "kit", label: texts.KIT },
				{ id: "menu", label: CANCEL },
			],
		);
		return true;
	}
	if (order === "drill") {
		if (more === undefined) beginDrill(draft);
		else if (id !== undefined) return keepHard(draft, more, id);
		else goOnWithDrill(draft, more);
		return true;
	}
	if (order === "later" && more === undefined) {
		putOff(draft);
		return true;
	}
	if (order !== "kit") return false;
	const paper = PAPERS.find((known) => known === more);
	if (draft.context.shop.merchantId === UNLINKED) say(draft, [LINK_FIRST]);
	else if (paper === undefined) say(draft, [texts.WHICH_PAPER], PAPER_OPTIONS);
	else {
		const { id, storeId, locale } = draft.state;
		draft.effects.push({ kind: "print-kit", to: id, storeId, paper, locale });
	}
	return true;
}

export function showKit(draft: Draft, { file, notes }: KitPrinted): void {
	say(draft, [texts.KIT_READY, ...notes], [], { file });
}

export function sayNoKit(draft: Draft): void {
	say(draft, [texts.NO_KIT]);
}
