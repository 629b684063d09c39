/** From a reply to a Discord message, inside Discord's limits. No text is markup, and nobody is mentioned. */

import { ButtonStyle, ComponentType, MessageFlags } from "discord.js";
import type { Choice, Reply } from "../../helpdesk/message.ts";
import type { Said } from "../bot.ts";

// docs.discord.com/developers/resources/message and …/components/reference; counted in UTF-16 units, the stricter way.
const CONTENT_LIMIT_UNITS = 2_000;
const EMBED_LIMIT_UNITS = 3_000; // 4096 each, and 6000 over all
const EMBEDS_LIMIT = 2;
const BUTTONS_LIMIT = 25;
const BUTTONS_IN_A_ROW = 5;
const LABEL_LIMIT_UNITS = 80;
const CUSTOM_ID_LIMIT_UNITS = 100;
const ALT_LIMIT_UNITS = 1_024;
const ADDRESS_LIMIT_UNITS = 500;

type Button = {
	readonly type: ComponentType.Button;
	readonly style: ButtonStyle.Primary | ButtonStyle.Secondary;
	readonly label: string;
	readonly custom_id: string;
};
type Row = { readonly type: ComponentType.ActionRow; readonly components: readonly Button[] };

export type Rendered = {
	readonly content: string;
	/** What is too long for the content. */
	readonly embeds: readonly { readonly description: string }[];
	readonly components: readonly Row[];
	/** Absent: the picture stays. */
	readonly attachments?: readonly [];
	readonly flags: number;
	readonly allowed_mentions: { readonly parse: readonly [] };
};

/** A picture to draw, and what it says for those who cannot see it. */
export type Picture = { readonly payload: string; readonly alt: string };

/** A new message, and its picture. */
export function render({ seq, reply }: Said): Rendered & { readonly picture: Picture | null } {
	const { rows, listed } = buttonsOf(seq, reply.choices);
	const picture = reply.qr === null ? null : { payload: reply.qr.payload, alt: altOf(reply.qr.caption) };
	return { ...textOf(reply, listed), components: rows, picture };
}

/** What an earlier message becomes. While its sale waits for the customer, its picture stays; so does a file that is not withdrawn. */
export function renderEdit({ seq, reply }: Said): Rendered {
	const isBare = reply.qr === null && reply.file === undefined;
	const { rows, listed } = buttonsOf(seq, reply.choices);
	return { ...textOf(reply, listed), components: rows, ...(isBare ? { attachments: [] } : {}) };
}

function textOf({ text, qr, link }: Reply, listed: readonly string[]) {
	const parts = [text, ...(qr?.caption ?? []), ...(link === null ? [] : [link]), ...listed];
	const [content = "…", ...rest] = inPieces(atomsOf(parts.join("\n")));
	return {
		content,
		embeds: rest.map((description) => ({ description })),
		// Nobody's page is fetched for a preview; embeds of our own would be hidden too.
		flags: rest.length === 0 ? MessageFlags.SuppressEmbeds : 0,
		allowed_mentions: { parse: [] as const },
	};
}

/** Buttons, and a numbered line for each choice that a button cannot say in full. */
function buttonsOf(seq: number, choices: readonly Choice[]) {
	const buttons: Button[] = [];
	const listed: string[] = [];
	const ids = new Set<string>();
	for (const [index, { id, label }] of choices.entries()) {
		const custom_id = `${seq} ${id}`;
		const shown = cut(plain(label).trim(), LABEL_LIMIT_UNITS);
		const fits = buttons.length < BUTTONS_LIMIT && custom_id.length <= CUSTOM_ID_LIMIT_UNITS && !ids.has(custom_id);
		if (fits && shown !== "") {
			ids.add(custom_id);
			const style = buttons.length === 0 ? ButtonStyle.Primary : ButtonStyle.Secondary;
			buttons.push({ type: ComponentType.Button, style, label: shown, custom_id });
		}
		if (!fits || shown !== plain(label).trim()) listed.push(`${index + 1} · ${label}`);
	}
	const rows: Row[] = [];
	for (let at = 0; at < buttons.length; at += BUTTONS_IN_A_ROW)
		rows.push({ type: ComponentType.ActionRow, components: buttons.slice(at, at + BUTTONS_IN_A_ROW) });
	return { rows, listed };
}

const altOf = (caption: readonly string[]): string => cut(plain(caption.join(", ")), ALT_LIMIT_UNITS);

/** Without control characters and halves of characters. */
export const plain = (text: string): string =>
	text.replaceAll(/(?!\n)\p{Cc}/gu, "").replaceAll(/\p{Surrogate}/gu, "\ufffd");

/** At most so long, never cut inside a character. */
export function cut(text: string, limitUnits: number): string {
	if (text.length <= limitUnits) return text;
	let kept = "";
	for (const character of text) {
		if (kept.length + character.length > limitUnits - 1) break;
		kept += character;
	}
	return `${kept}…`;
}

/** A sentence for people as Discord shows it letter for letter: for what is not a reply. */
export const plainText = (text: string): string => inPieces(atomsOf(text))[0] ?? "…";

const ATOM =
	/(?<address>https?:\/\/[^\s<>]+)|(?<indent>^[ \t]*)(?<bullet>[-+])|(?<mention>@)(?=everyone|here)|[\s\S]/gimu;

/** What must not be torn: an escaped sign, a character, a whole address. */
function atomsOf(text: string): readonly string[] {
	return [...plain(text).matchAll(ATOM)].flatMap(({ 0: piece, groups = {} }) => {
		const { address, indent, bullet, mention } = groups;
		if (address !== undefined && address.length > ADDRESS_LIMIT_UNITS) return [...address].map(escaped);
		if (address !== undefined) return [address];
		if (bullet !== undefined) return [`${indent}\\${bullet}`];
		// Without it, it is a mention that only the message's settings hold back.
		return [mention === undefined ? escaped(piece) : "@\u200b"];
	});
}

const escaped = (character: string): string => (/^[\\*_~`|<>#[\]]$/.test(character) ? `\\${character}` : character);

/** The first piece is the content, the others embeds; what goes beyond them is cut. */
function inPieces(atoms: readonly string[]): readonly string[] {
	const pieces: string[] = [];
	let rest = atoms;
	while (rest.length > 0 && pieces.length <= EMBEDS_LIMIT) {
		const isLast = pieces.length === EMBEDS_LIMIT;
		const { taken, left } = takePiece(rest, pieces.length === 0 ? CONTENT_LIMIT_UNITS : EMBED_LIMIT_UNITS, isLast);
		if (taken.trim() !== "") pieces.push(taken);
		rest = left;
	}
	return pieces;
}

function takePiece(atoms: readonly string[], limitUnits: number, isLast: boolean) {
	let length = 0;
	let count = 0;
	let lineEnd = 0;
	while (count < atoms.length && length + (atoms[count]?.length ?? 0) <= limitUnits) {
		length += atoms[count]?.length ?? 0;
		count++;
		if (atoms[count - 1] === "\n") lineEnd = count;
	}
	if (count === atoms.length) return { taken: atoms.join(""), left: [] };
	if (isLast) return { taken: `${atoms.slice(0, Math.max(count - 1, 0)).join("")}…`, left: [] };
	// A line stays whole unless it is longer than half of the piece.
	const end = lineEnd > count / 2 ? lineEnd : Math.max(count, 1);
	return { taken: atoms.slice(0, end).join(""), left: atoms.slice(end) };
}
