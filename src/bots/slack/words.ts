/** The words a person typed, of Slack's own markup. Source: docs.slack.dev, "Retrieving messages". */

import { TEXT_LIMIT_CHARACTERS } from "../../helpdesk/message.ts";

/** `self` is the bot's own name, which is none of the words; null: any name at their head is. */
export function wordsOf(text: string, self: string | null): string {
	const called = self === null ? /^\s*<@[A-Z0-9]+(?:\|[^<>]*)?>/ : new RegExp(`<@${self}(?:\\|[^<>]*)?>`, "g");
	return whole(unescaped(text.replace(called, " ")).slice(0, TEXT_LIMIT_CHARACTERS));
}

/** All of the words, however many. */
export const unmarked = (text: string): string => whole(unescaped(text));

const unescaped = (text: string): string =>
	text
		.replaceAll(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_whole, target: string, label: string | undefined) => {
			if (target.startsWith("#") || target.startsWith("@") || target.startsWith("!"))
				return label ?? target.replace("!", "@");
			return target.startsWith("tel:") || target.startsWith("mailto:") ? (label ?? target) : target;
		})
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">")
		.replaceAll("&amp;", "&")
		.trim();

/** Without what no database keeps as JSON: half a surrogate pair, as a cut may leave one, and the zero. */
const whole = (text: string): string => text.replaceAll(/\p{Surrogate}|\0/gu, "");
