/** The queue of what was typed and pressed: put in here first, shown as waiting, sent in order, gone when it is over. */

import { type Phone, withoutFiles } from "../phone-state.ts";
import type { Store } from "../store.ts";
import { TEXTS } from "../texts.ts";
import { ask, upload } from "./ask.ts";
import type { Bell } from "./bell.ts";
import {
	type Deed,
	type Entry,
	hasLine,
	type Lane,
	laneOf,
	nameOf,
	needsPerson,
	onlySent,
	requestOf,
	settle,
} from "./entry.ts";
import type { Keep, Kept } from "./keep.ts";
import { newId } from "./new-id.ts";
import type { Rights } from "./rights.ts";
import { keepSending } from "./sender.ts";
import type { Outcome, Verdict } from "./verdict.ts";
import type { Talking } from "./wire.ts";

const DOUBLE_TAP_MS = 600;

type Tools = {
	/** The sticker's code. */
	readonly place: string;
	readonly keep: Keep;
	readonly store: Store<Phone>;
	readonly bell: Bell;
	readonly talking: () => Talking | null;
	readonly rights: Rights;
	readonly complain: (about: string, sentence: string, lane: Lane) => void;
};

export type Queue = {
	readonly put: (deed: Deed) => void;
	/** Nothing of it is sent any more. What the server has got in that moment, the conversation tells. */
	readonly takeBack: (key: number) => Promise<void>;
	/** Shows what was left from the last time, and begins to send. */
	readonly start: () => Promise<void>;
};

export function createQueue(tools: Tools): Queue {
	const { place, keep, store, bell, complain } = tools;
	let last = { what: "", atMs: 0 };
	const underWay: UnderWay = new Map();
	return {
		put: (deed) => {
			// Two taps of a hurried finger are one press.
			const what = deed.kind === "file" || deed.kind === "photo" ? newId() : JSON.stringify(deed);
			const nowMs = Date.now();
			if (what === last.what && nowMs - last.atMs < DOUBLE_TAP_MS) return;
			last = { what, atMs: nowMs };
			const entry: Entry = { place, lane: laneOf(deed), id: newId(), deed, afterSeq: store.get().talk.seq };
			keep.add(entry).then(
				(kept) => {
					const waiting = { ...kept, isSent: false, isSeen: false };
					store.change((before) => ({ ...before, waiting: [...before.waiting, waiting] }));
					bell.ring();
				},
				() => complain(nameOf(deed), TEXTS.notKept[store.get().locale], laneOf(deed)),
			);
		},
		takeBack: async (key) => {
			await keep.drop(key);
			last = { what: "", atMs: 0 };
			store.change((before) => ({ ...before, waiting: before.waiting.filter((entry) => entry.key !== key) }));
			underWay.get(key)?.abort();
			setTimeout(bell.ring); // once the sender has seen that it was cut
		},
		start: async () => {
			const kept = await keep.list(place);
			const waiting = kept.map((entry) => ({ ...entry, isSent: false, isSeen: false }));
			store.change((before) => ({ ...before, waiting }));
			for (const lane of ["talk", "file"] as const) void keepSending(senderOf(tools, lane, underWay));
		},
	};
}

/** What cuts the request of an entry. */
type UnderWay = Map<number, AbortController>;

function senderOf(tools: Tools, lane: Lane, underWay: UnderWay): Parameters<typeof keepSending>[0] {
	const { place, keep, store, bell, talking } = tools;
	return {
		next: async () => {
			if (talking() === null) return undefined;
			const entry = await keep.first(place, lane);
			// What still waits here and is not in the queue, another open page of this phone has sent.
			if (entry === undefined) store.change((before) => ({ ...before, waiting: onlySent(before.waiting, lane) }));
			return entry;
		},
		send: async (entry) => {
			const cut = new AbortController();
			underWay.set(entry.key, cut);
			try {
				return await send(tools, entry, cut.signal);
			} finally {
				underWay.delete(entry.key);
			}
		},
		settle: (entry, verdict) => settleEntry(tools, entry, verdict),
		ended: () => store.change((before) => ({ ...before, gate: "ended" })),
		bell,
	};
}

async function send({ store, talking, rights }: Tools, entry: Kept, cut: AbortSignal): Promise<Outcome> {
	const { locale } = store.get();
	const own = talking();
	if (own === null) return { kind: "no-answer" };
	const request = requestOf(entry, own, rights.token());
	if (request === null) {
		const sentence = TEXTS.needsPerson[locale];
		return { kind: "answered", status: 403, retryAfterMs: null, sentence, isAgain: false };
	}
	const { path, body, token, personToken } = request;
	if (typeof body !== "string") {
		return upload(request, locale, cut, (uploaded) => store.change((before) => ({ ...before, uploaded })));
	}
	return (await ask(path, { method: "POST", body, token, personToken, locale, cut })).outcome;
}

async function settleEntry(
	{ keep, store, rights, complain }: Tools,
	entry: Kept,
	verdict: Verdict & { kind: "done" | "refused" },
): Promise<void> {
	await keep.drop(entry.key);
	const staysUntilSeen = verdict.kind === "done" && !verdict.isAgain && hasLine(entry.deed);
	store.change((before) => ({
		...before,
		waiting: settle(before.waiting, entry.key, staysUntilSeen),
		uploaded: entry.lane === "file" ? 0 : before.uploaded,
		// A file was taken: what was wrong with the ones before it is mended.
		notices: entry.lane === "file" && verdict.kind === "done" ? withoutFiles(before.notices) : before.notices,
		news: before.news + 1,
	}));
	if (verdict.kind === "done") return;
	const isForbidden = verdict.status === 401 || verdict.status === 403;
	if (isForbidden && needsPerson(entry.deed)) await rights.forget();
	complain(nameOf(entry.deed), verdict.sentence || TEXTS.notTaken[store.get().locale], entry.lane);
}
