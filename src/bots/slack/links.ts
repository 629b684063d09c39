/** Linking a chat, a channel or the whole workspace to a store, so that everybody in it sees when it changes. */

import { DeliveryError } from "../../errors.ts";
import { errorFacts, type Log } from "../../log.ts";
import type { Text } from "../../text.ts";
import type { LinkTools } from "../bot.ts";
import { BELOW } from "../form-texts.ts";
import {
	ALL_UNLINKED,
	allLinked,
	CHANNEL_UNLINKED,
	channelLinked,
	HOW_TO_LINK,
	type LinkOrder,
	linked,
	NO_SUCH_CODE,
	NOT_FOR_ALL,
	UNLINKED_NOW,
	WAS_NOT_LINKED,
} from "../link-words.ts";
import type { SlackDesk } from "./desk.ts";
import { channelOf, isDirectMessage, type Origin, teamOf } from "./origin.ts";

export const NOT_HERE: Text = {
	en: "I am not in this conversation. Write /invite @standin here and send it again, or write to me directly.",
	zh: "我不在这个会话里。请在这里输入 /invite @standin 后再发一次，或直接私信我。",
	es: "No estoy en esta conversación. Escriba aquí /invite @standin y envíelo otra vez, o escríbame en privado.",
};

/** Carries it out; gives what to tell, and whether another store's things are here since. */
export async function obey(
	links: LinkTools,
	slack: Pick<SlackDesk, "mayManage">,
	from: Origin,
	order: LinkOrder,
): Promise<{ readonly text: Text; readonly isChanged: boolean }> {
	const unchanged = (text: Text) => ({ text, isChanged: false });
	if (order.kind === "how") return unchanged(HOW_TO_LINK);
	const isForAll = order.isEverywhere === true;
	if (isForAll && !(await slack.mayManage(from.userId))) return unchanged(NOT_FOR_ALL);
	const isDirect = isDirectMessage(channelOf(from));
	const audience = isForAll ? teamOf(from) : (from.audiences[0] ?? "");
	if (order.kind === "unlink") {
		if (!(await links.unlink(audience))) return unchanged(WAS_NOT_LINKED);
		return { text: isForAll ? ALL_UNLINKED : isDirect ? UNLINKED_NOW : CHANNEL_UNLINKED, isChanged: true };
	}
	const found = await links.link(audience, order.code);
	if (found === null) return unchanged(NO_SUCH_CODE);
	const told = isForAll ? allLinked : isDirect ? linked : channelLinked;
	return { text: told(found.storeName), isChanged: true };
}

type Desk = { readonly tools: { readonly links: LinkTools }; readonly slack: SlackDesk; readonly log: Log };

/** As a command asks for it: gives what its sender alone is told. The code in it stays theirs. */
export async function linkByCommand(
	{ tools, slack, log }: Desk,
	from: Origin,
	order: LinkOrder,
): Promise<readonly Text[]> {
	const channel = channelOf(from);
	const { text, isChanged } = await obey(tools.links, slack, from, order);
	if (!isChanged || isDirectMessage(channel)) return [text];
	if (!(await slack.isIn(channel))) return [text, NOT_HERE];
	try {
		const locale = order.locale ?? (await slack.localeOf(from.userId));
		await slack.say(`${teamOf(from)}/${channel}`, text[locale]);
		return [BELOW];
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		log.warn({ platform: "slack", ...errorFacts(error) }, "a channel was not told of its link");
		return [text];
	}
}
