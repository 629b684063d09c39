/** What a person did to a message of theirs at Discord: its words are others now, or it is gone. */

import type { APIMessage, GatewayMessageUpdateDispatchData } from "discord.js";
import { type Inbound, TEXT_LIMIT_CHARACTERS } from "../../helpdesk/message.ts";
import type { FromThread, PlatformTools } from "../bot.ts";
import { fromOf, isForUs, nameOf, type Place, wordsIn } from "./receive.ts";

export type Changed =
	| { readonly kind: "edited"; readonly message: APIMessage }
	/** Of which Discord tells no more than its id. */
	| { readonly kind: "deleted"; readonly id: string };

/** Null for what is no edit of a person's to us: a preview that was added, or a part of a message only. */
export function editOf(message: Partial<GatewayMessageUpdateDispatchData>, server: string | null, botId: string) {
	const { author, type, mentions, content, edited_timestamp: at } = message;
	const isWhole = author !== undefined && type !== undefined && mentions !== undefined && content !== undefined;
	if (!isWhole || at === undefined || at === null) return null;
	return isForUs(message as APIMessage, server, botId)
		? ({ kind: "edited", message: message as APIMessage } as const)
		: null;
}

type Change = { readonly from: FromThread; readonly inbound: Inbound };

/** Stores it, where we are already. */
export async function takeChange(tools: PlatformTools, changed: Changed, place: Place, botId: string): Promise<void> {
	const change = readChange(changed, place, botId);
	if (change !== null && (await tools.knows(change.from.thread)))
		await tools.hear({ ...change.from, inbound: change.inbound, isCommand: false });
}

/** Null when its words cannot be read any more: Discord gives them to who is named in them. */
export function readChange(changed: Changed, place: Place, botId: string): Change | null {
	if (changed.kind === "deleted") {
		const { id } = changed;
		return { from: fromOf(place, "", "en", `d${id}`, id), inbound: { kind: "deleted", name: nameOf(id) } };
	}
	const { id, content, author, edited_timestamp: at } = changed.message;
	const text = wordsIn(content, botId).slice(0, TEXT_LIMIT_CHARACTERS);
	if (text === "") return null;
	const from = fromOf(place, author.id, "en", `e${id} ${Date.parse(at ?? "")}`, id);
	return { from, inbound: { kind: "edited", name: nameOf(id), text } };
}
