/** How a typed command is read. Slack hands over one text behind its name. All of them are in `../commands.ts`. */

import type { Inbound } from "../../helpdesk/message.ts";
import { type LinkOrder, readLinkOrder } from "../link-words.ts";
import { wordsOf } from "./words.ts";

/** Longer than an amount, a currency, a rail and a note together. */
const PAYLINK_LIMIT_CHARACTERS = 400;

/** What a command asks for. */
export type Wish =
	| { readonly kind: "said"; readonly inbound: Inbound }
	/** What a line means depends on the store's currency and rails. */
	| { readonly kind: "paylink"; readonly line: string }
	| { readonly kind: "paylink-form" }
	| { readonly kind: "order"; readonly order: LinkOrder }
	| { readonly kind: "help" }
	| { readonly kind: "status" };

/** Null for what is no command of ours. */
export function readCommand(command: string, typed: string): Wish | null {
	const text = wordsOf(typed, null);
	switch (command) {
		case "/outage":
			return {
				kind: "said",
				inbound: text === "" ? { kind: "choice", of: 1, choice: "down" } : { kind: "message", text, isReport: true },
			};
		case "/sales":
		case "/reconcile":
			return { kind: "said", inbound: { kind: "choice", of: 1, choice: command.slice(1) } };
		case "/paylink":
			return text === "" ? { kind: "paylink-form" } : { kind: "paylink", line: cut(text) };
		case "/standin":
			return readStandin(text);
		default:
			return null;
	}
}

/** What is understood by nobody gets the list of what is. */
function readStandin(text: string): Wish {
	if (/^status$/i.test(text)) return { kind: "status" };
	// The command itself need not be said again: `/standin link CODE` comes as “link CODE”.
	const order = readLinkOrder(text) ?? readLinkOrder(`standin ${text}`);
	const isHelp = order === null || (order.kind === "how" && /help$/i.test(text));
	return isHelp ? { kind: "help" } : { kind: "order", order };
}

/** Between two signs. */
const cut = (text: string): string => [...text].slice(0, PAYLINK_LIMIT_CHARACTERS).join("");
