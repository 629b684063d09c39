/** Linking a chat, a channel or a whole server to a store by a command, so that everybody in it sees when it changes. */

import { errorFacts, type Log } from "../../log.ts";
import type { Text } from "../../text.ts";
import type { PlatformTools } from "../bot.ts";
import { BELOW } from "../form-texts.ts";
import {
	ALL_UNLINKED,
	allLinked,
	CHANNEL_UNLINKED,
	channelLinked,
	type LinkOrder,
	NO_SUCH_CODE,
	NOT_FOR_ALL,
	obeyLinkOrder,
	WAS_NOT_LINKED,
} from "../link-words.ts";
import type { Asks } from "./desk.ts";
import type { By } from "./receive.ts";

const NO_SERVER: Text = {
	en: "Here is no server. Leave “everywhere” out, or send it in a channel of the server.",
	zh: "这里不是服务器。请去掉“everywhere”，或在服务器频道中发送。",
	es: "Aquí no hay servidor. Quite “everywhere” o envíelo en un canal del servidor.",
};

type Desk = { readonly tools: Pick<PlatformTools, "links">; readonly asks: Pick<Asks, "say">; readonly log: Log };
type Wanted = { readonly order: LinkOrder; readonly mayManage: boolean };

/** Gives what the person is told who ordered it. */
export async function linkFrom(desk: Desk, by: By, { order, mayManage }: Wanted): Promise<Text> {
	const { links } = desk.tools;
	const { server, audience } = by;
	const isForAll = order.kind !== "how" && order.isEverywhere === true;
	if (isForAll && server === null) return NO_SERVER;
	if (isForAll && !mayManage) return NOT_FOR_ALL;
	// In direct messages nobody else has to see it.
	if (server === null || order.kind === "how") return obeyLinkOrder(links, audience, order);
	const whose = isForAll ? `server/${server}` : audience;
	if (order.kind === "unlink") {
		if (!(await links.unlink(whose))) return WAS_NOT_LINKED;
		return tellAll(desk, by, isForAll ? ALL_UNLINKED : CHANNEL_UNLINKED);
	}
	const found = await links.link(whose, order.code);
	if (found === null) return NO_SUCH_CODE;
	return tellAll(desk, by, isForAll ? allLinked(found.storeName) : channelLinked(found.storeName));
}

/** Says it in the channel; where nothing can be said there, to the person. */
async function tellAll({ asks, log }: Desk, { channel, from }: By, text: Text): Promise<Text> {
	try {
		await asks.say(channel, text[from.locale], `link ${from.key}`);
		return BELOW;
	} catch (error) {
		log.warn({ platform: "discord", ...errorFacts(error) }, "a channel was not told of its link");
		return text;
	}
}
