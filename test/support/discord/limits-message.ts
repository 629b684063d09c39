/** One message, new or edited, as docs.discord.com/developers/resources/message bounds it. */

import { checkComponents } from "./limits-components.ts";
import { type Body, bodiesOf, checkCount, checkText, isBody, type Note, textOf } from "./limits-text.ts";

export const Flag = { ephemeral: 1 << 6, loading: 1 << 7, componentsV2: 1 << 15 } as const;

const MAX_CONTENT = 2_000; // for a bot; Discord's own schema says 4000
const MAX_EMBEDS_TEXT = 6_000;

/** What is known besides the body: is it an edit, of a message that is Components V2 already, with which files. */
export type About = { readonly isEdit: boolean; readonly wasV2: boolean; readonly files: readonly string[] };

export const hasFlag = (body: Body, flag: number): boolean => (Number(body["flags"] ?? 0) & flag) !== 0;

export function checkMessage(note: Note, body: Body, about: About): void {
	const isV2 = about.wasV2 || hasFlag(body, Flag.componentsV2);
	const embeds = bodiesOf(body["embeds"]);
	checkText(note, "content", body["content"], 0, MAX_CONTENT);
	checkText(note, "nonce", body["nonce"], 0, 25);
	if (body["enforce_nonce"] === true && textOf(body["nonce"]) === "") note("nonce", "is missing");
	checkMentions(note, body["allowed_mentions"]);
	checkEmbeds(note, embeds);
	checkComponents(note, bodiesOf(body["components"]), isV2);
	checkCount(note, "attachments", Math.max(bodiesOf(body["attachments"]).length, about.files.length), 0, 10);
	if (isV2) {
		if (textOf(body["content"]) !== "") note("content", "may not be there with Components V2");
		if (embeds.length > 0) note("embeds", "may not be there with Components V2");
		if (about.wasV2 && body["flags"] !== undefined && !hasFlag(body, Flag.componentsV2))
			note("flags", "Components V2 cannot be taken back");
	}
	if (about.isEdit) return;
	const said = [body["embeds"], body["components"], body["sticker_ids"]].some((part) => bodiesOf(part).length > 0);
	if (textOf(body["content"]).trim() === "" && !said && !isBody(body["poll"]) && about.files.length === 0)
		note("content", "an empty message");
	checkPictures(note, body, about.files);
}

/** Nobody is mentioned by accident: every message says so itself, since Discord's default is to mention all. */
function checkMentions(note: Note, mentions: unknown): void {
	if (!isBody(mentions)) note("allowed_mentions", "is missing");
	else if (!Array.isArray(mentions["parse"]) || mentions["parse"].length > 0)
		note("allowed_mentions.parse", "must be empty");
}

function checkEmbeds(note: Note, embeds: readonly Body[]): void {
	checkCount(note, "embeds", embeds.length, 0, 10);
	let length = 0;
	const count = (where: string, value: unknown, min: number, max: number) => {
		checkText(note, where, value, min, max);
		length += textOf(value).length;
	};
	for (const [at, embed] of embeds.entries()) {
		const where = `embeds[${at}]`;
		count(`${where}.title`, embed["title"], 0, 256);
		count(`${where}.description`, embed["description"], 0, 4_096);
		if (isBody(embed["footer"])) count(`${where}.footer.text`, embed["footer"]["text"], 1, 2_048);
		if (isBody(embed["author"])) count(`${where}.author.name`, embed["author"]["name"], 1, 256);
		const fields = bodiesOf(embed["fields"]);
		checkCount(note, `${where}.fields`, fields.length, 0, 25);
		for (const [place, field] of fields.entries()) {
			count(`${where}.fields[${place}].name`, field["name"], 1, 256);
			count(`${where}.fields[${place}].value`, field["value"], 1, 1_024);
		}
	}
	if (length > MAX_EMBEDS_TEXT) note("embeds", `say ${length} characters, allowed are ${MAX_EMBEDS_TEXT}`);
}

/** A picture that is shown must travel with the message. */
function checkPictures(note: Note, value: unknown, files: readonly string[]): void {
	if (typeof value === "string") {
		const name = value.startsWith("attachment://") ? value.slice("attachment://".length) : null;
		if (name !== null && !files.includes(name)) note("attachments", `${name} is shown, and not attached`);
	} else if (Array.isArray(value)) for (const item of value) checkPictures(note, item, files);
	else if (isBody(value)) for (const item of Object.values(value)) checkPictures(note, item, files);
}
