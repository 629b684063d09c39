/** What was typed or pressed and is on its way to the server. It keeps its id for ever: the same id is the same message. */

import { maskCardNumbers } from "../../src/card-data.ts";
import type { Inbound } from "../../src/helpdesk/message.ts";
import type { Act } from "../../src/reconcile/decisions.ts";
import { LOCALE_NAMES, type Locale } from "../language.ts";
import type { Talking } from "./wire.ts";

/** Files do not hold up the next payment: each lane is sent in its own order. */
export type Lane = "talk" | "file";

export type Deed =
	/** `masked`: card numbers were taken out of it, so that not even this phone keeps them. */
	| { readonly kind: "text"; readonly text: string; readonly masked?: true }
	/** `label` is what stood on the button. */
	| { readonly kind: "choice"; readonly of: number; readonly choice: string; readonly label: string }
	| { readonly kind: "language"; readonly locale: Locale }
	| { readonly kind: "file"; readonly name: string; readonly bytes: ArrayBuffer }
	/** A picture or a document for the support desk. */
	| { readonly kind: "photo"; readonly name: string; readonly bytes: ArrayBuffer }
	| {
			readonly kind: "decision";
			readonly findingId: string;
			readonly act: Act;
			readonly note: string;
			readonly paymentId: string | null;
			readonly row: string | null;
			readonly label: string;
	  }
	| { readonly kind: "closing"; readonly label: string }
	/** The money of a claimed payment was seen in the bank's app. */
	| { readonly kind: "confirm"; readonly code: string; readonly label: string };

/** Words, without the card numbers in them. */
export function textDeed(typed: string): Deed {
	const { text, masked } = maskCardNumbers(typed);
	return masked ? { kind: "text", text, masked: true } : { kind: "text", text };
}

export type Entry = {
	/** The sticker's code of the store it is for. */
	readonly place: string;
	readonly lane: Lane;
	readonly id: string;
	readonly deed: Deed;
	/** The last place of the conversation when it was made: its own line comes later. */
	readonly afterSeq: number;
};

/** An entry and where it stands: `key` orders the queue. */
export type Waiting = Entry & {
	readonly key: number;
	/** The server has it; it stays visible until its line has come. */
	readonly isSent: boolean;
	/** Its line has come; it stays in the queue until the server's answer. */
	readonly isSeen: boolean;
};

export const laneOf = ({ kind }: Deed): Lane => (kind === "file" || kind === "photo" ? "file" : "talk");

/** Its own line will come in the conversation. */
export const hasLine = ({ kind }: Deed): boolean => kind === "text" || kind === "choice" || kind === "photo";

/** What a reader calls it, when something is said about it. */
export function nameOf(deed: Deed): string {
	switch (deed.kind) {
		case "text":
			return deed.text.slice(0, NAME_LIMIT_CHARACTERS);
		case "file":
		case "photo":
			return deed.name;
		case "language":
			return LOCALE_NAMES[deed.locale];
		default:
			return deed.label;
	}
}
const NAME_LIMIT_CHARACTERS = 60;

/** True for what was pressed about this sale. */
export const isAbout = (deed: Deed, sale: { readonly saleId: string; readonly code: string | null }): boolean =>
	deed.kind === "choice"
		? deed.choice.split(":")[1] === sale.saleId
		: deed.kind === "confirm" && deed.code === sale.code;

/** Decisions about money: the server asks who it is. */
export const needsPerson = ({ kind }: Deed): boolean => kind === "decision" || kind === "closing" || kind === "confirm";

export type Request = {
	readonly path: string;
	readonly body: string | ArrayBuffer;
	readonly token: string;
	readonly personToken: string | null;
};

/** How an entry is asked of the server; null when it needs a person's right and nobody has it here. */
export function requestOf(
	{ id, deed }: Pick<Entry, "id" | "deed">,
	talking: Talking,
	personToken: string | null,
): Request | null {
	const own = `/api/conversations/${talking.id}`;
	const plain = (body: object): Request => ({
		path: `${own}/messages`,
		body: JSON.stringify({ id, ...body }),
		token: talking.token,
		personToken: null,
	});
	switch (deed.kind) {
		case "text":
			return plain({ text: deed.text, ...(deed.masked === true ? { masked: true } : {}) });
		case "choice":
			return plain({ of: deed.of, choice: deed.choice });
		case "language":
			return plain({ locale: deed.locale });
		case "file": {
			const path = `${own}/batches?id=${id}&name=${encodeURIComponent(deed.name)}`;
			return { path, body: deed.bytes, token: talking.token, personToken: null };
		}
		case "photo": {
			const path = `${own}/files?id=${id}&name=${encodeURIComponent(deed.name)}`;
			return { path, body: deed.bytes, token: talking.token, personToken: null };
		}
		case "decision": {
			if (personToken === null) return null;
			const { act, note, paymentId, row } = deed;
			const body = {
				id,
				act,
				...(note === "" ? {} : { note }),
				...(paymentId === null || row === null ? {} : { paymentId, row }),
			};
			const path = `${own}/findings/${encodeURIComponent(deed.findingId)}/decisions`;
			return { path, body: JSON.stringify(body), token: talking.token, personToken };
		}
		case "closing":
			if (personToken === null) return null;
			return { path: `${own}/closings`, body: JSON.stringify({ id }), token: talking.token, personToken };
		case "confirm":
			if (personToken === null) return null;
			return { path: `/api/sales/${deed.code}/confirm`, body: "{}", token: personToken, personToken: null };
	}
}

/** True when a line of the conversation is what this entry said. A masked text differs from what was typed. */
function isLineOf({ deed, afterSeq }: Entry, seq: number, said: Inbound): boolean {
	if (seq <= afterSeq) return false;
	switch (deed.kind) {
		case "text":
			return said.kind === "message" && (said.masked === true || said.text.trim() === deed.text.trim());
		case "choice":
			return said.kind === "choice" && said.choice === deed.choice;
		case "language":
			return said.kind === "language" && said.locale === deed.locale;
		case "photo":
			return said.kind === "file"; // its name may be another by now
		default:
			return false;
	}
}

/** Of what waits, the first that this line says is seen; what the server has and what was seen is over. */
export function seeLine(waiting: readonly Waiting[], seq: number, said: Inbound): readonly Waiting[] {
	const at = waiting.findIndex((entry) => !entry.isSeen && isLineOf(entry, seq, said));
	const seen = waiting.map((entry, index) => (index === at ? { ...entry, isSeen: true } : entry));
	return seen.filter((entry) => !(entry.isSeen && entry.isSent));
}

/** The queue of a lane is empty: of what waits, only what was sent from here is still to be seen. */
export const onlySent = (waiting: readonly Waiting[], lane: Lane): readonly Waiting[] =>
	waiting.filter((entry) => entry.lane !== lane || entry.isSent);

/** The server has answered: a new message stays visible until its line comes, anything else is over. */
export function settle(waiting: readonly Waiting[], key: number, staysUntilSeen: boolean): readonly Waiting[] {
	return waiting.flatMap((entry) => {
		if (entry.key !== key) return [entry];
		return staysUntilSeen && !entry.isSeen ? [{ ...entry, isSent: true }] : [];
	});
}
