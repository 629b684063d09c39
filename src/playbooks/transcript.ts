/** CORE. Transcripts: what a merchant writes and where the bot must be then. Tests that need no code. */

import { z } from "zod";
import { LOCALES, type Text } from "../text.ts";
import type { Playbook } from "./format.ts";
import { type Fault, fault } from "./lint-texts.ts";
import type { MoneyValue } from "./slots.ts";
import { type Around, NOTHING_AROUND, type Vendor } from "./vendor.ts";
import { hear, idOf, type Place, startOf } from "./walk.ts";

const LINES_LIMIT = 200;
const TEXT_LIMIT_CHARS = 500;
const words = z.string().min(1).max(TEXT_LIMIT_CHARS);

const line = z
	.strictObject({
		merchant: words.optional(),
		waits: z.literal(true).optional(),
		bot: z.string().min(1).optional(),
		/** What must be said there, capitals or not. */
		contains: z.union([words, z.array(words).min(1)]).optional(),
	})
	.refine(
		({ merchant, waits, bot, contains }) =>
			[merchant, waits, bot].filter((said) => said !== undefined).length === 1 &&
			(contains === undefined || bot !== undefined),
		"a line is either merchant, waits or bot, and contains belongs to bot",
	);

/** A transcript file. */
export const transcriptSource = z.strictObject({
	title: words.optional(),
	playbook: z.string(),
	vendor: z.string().optional(),
	model: z.string().optional(),
	locale: z.enum(LOCALES),
	lines: z.array(line).min(1).max(LINES_LIMIT),
});
export type Transcript = z.infer<typeof transcriptSource>;
type Line = Transcript["lines"][number];

/** The first fault of a transcript: where the bot is elsewhere, or says something else. None: it went as it says. */
export function transcriptFaults(
	transcript: Transcript,
	playbooks: readonly Playbook[],
	vendors: readonly Vendor[],
): readonly Fault[] {
	const playbook = playbooks.find(({ id }) => id === transcript.playbook);
	if (playbook === undefined) return [unknown(["playbook"], transcript.playbook)];
	if (transcript.vendor !== undefined && !vendors.some(({ id }) => id === transcript.vendor))
		return [unknown(["vendor"], transcript.vendor)];
	const around: Around = { ...NOTHING_AROUND, terminal: terminalOf(transcript), vendors, readMoney: readEuros };
	let place = startOf(playbook, around);
	for (const [index, said] of transcript.lines.entries()) {
		const path = ["lines", index];
		if (said.bot !== undefined) {
			const found = botFault(said, place, transcript, path);
			if (found !== null) return [found];
			continue;
		}
		const next = hear(
			playbook,
			place,
			said.merchant === undefined ? { kind: "silence" } : { kind: "text", text: said.merchant },
			around,
		);
		if (next === null) return [unanswered(path, said.merchant ?? "…", place)];
		place = next;
	}
	return [];
}

/** A transcript's shop counts in euros: “120”, “45.50”, “45,50 EUR”. */
function readEuros(text: string): MoneyValue | null {
	const [, euros, cents = "0"] = /^\s*(\d{1,7})(?:[.,](\d\d))?(?: ?(?:EUR|€))?\s*$/i.exec(text) ?? [];
	return euros === undefined ? null : { minor: Number(euros) * 100 + Number(cents), currency: "EUR" };
}

const terminalOf = ({ vendor, model }: Transcript): Around["terminal"] =>
	vendor === undefined ? null : { vendor, model: model ?? null };

function botFault(
	{ bot = "", contains = [] }: Line,
	place: Place,
	{ locale }: Transcript,
	path: Fault["path"],
): Fault | null {
	const id = idOf(place);
	if (id !== bot) return elsewhere([...path, "bot"], bot, id);
	const said = textOf(place, locale).toLowerCase();
	const missing = [contains].flat().find((sought) => !said.includes(sought.toLowerCase()));
	return missing === undefined ? null : unsaid([...path, "contains"], missing, id, textOf(place, locale));
}

function textOf(place: Place, locale: Transcript["locale"]): string {
	switch (place.kind) {
		case "step":
			return [place.question.say[locale], ...place.question.choices.map(({ label }) => label[locale])].join("\n");
		case "end":
			return place.end.say[locale];
		case "left":
			return "";
	}
}

const same = (words: string): Text => ({ en: words, zh: words, es: words });
const told = (path: Fault["path"], reason: Text): Fault => fault(path, null, reason);

const unknown = (path: Fault["path"], id: string): Fault =>
	told(path, {
		en: `there is no “${id}”; correct the name`,
		zh: `没有“${id}”；请改正名称`,
		es: `no existe “${id}”; corrija el nombre`,
	});

const elsewhere = (path: Fault["path"], expected: string, id: string): Fault =>
	told(path, {
		en: `the bot is at “${id}” here, not at “${expected}”; mend the playbook or this line`,
		zh: `机器人此时在“${id}”，不在“${expected}”；请修正流程或这一行`,
		es: `aquí el bot está en “${id}”, no en “${expected}”; corrija la guía o esta línea`,
	});

function unsaid(path: Fault["path"], missing: string, id: string, said: string): Fault {
	const all = same(said.replaceAll("\n", " / "));
	return told(path, {
		en: `“${id}” does not say “${missing}”; it says: ${all.en}`,
		zh: `“${id}”没有说“${missing}”；它说：${all.zh}`,
		es: `“${id}” no dice “${missing}”; dice: ${all.es}`,
	});
}

function unanswered(path: Fault["path"], said: string, place: Place): Fault {
	const id = idOf(place);
	if (place.kind === "step") {
		return told(path, {
			en: `“${said}” fits no answer at “${id}”; add it to the words of a choice, or choose other words`,
			zh: `“${said}”不符合“${id}”的任何回答；请把它加到某个选项的词里，或换个说法`,
			es: `“${said}” no es ninguna respuesta en “${id}”; agréguelo a las palabras de una opción o use otras`,
		});
	}
	return told(path, {
		en: `the run has ended at “${id}”, so nothing can follow; remove this line`,
		zh: `流程已在“${id}”结束，后面不能再有内容；请删去这一行`,
		es: `la revisión terminó en “${id}” y nada puede seguir; quite esta línea`,
	});
}
