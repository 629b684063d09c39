/** Puts the page's parts together: what is kept, the queue, the line. The screens see its state and press its acts. */

import type { Line } from "../src/helpdesk/message.ts";
import { hearLine } from "./chat/talk.ts";
import { isLocale, type Locale } from "./language.ts";
import { ask, upload } from "./line/ask.ts";
import { createBell } from "./line/bell.ts";
import {
	type Deed,
	type Entry,
	type Lane,
	laneOf,
	needsPerson,
	onlySent,
	requestOf,
	seeLine,
	settle,
} from "./line/entry.ts";
import type { Keep, Kept } from "./line/keep.ts";
import { keepListening } from "./line/listener.ts";
import { newId } from "./line/new-id.ts";
import { openTalk } from "./line/opening.ts";
import { createRights, type Rights } from "./line/rights.ts";
import { keepSending } from "./line/sender.ts";
import type { Outcome } from "./line/verdict.ts";
import type { Talking } from "./line/wire.ts";
import { isNews, type Phone } from "./phone-state.ts";
import type { Store } from "./store.ts";
import { TEXTS } from "./texts.ts";

export type Acts = {
	/** Into the queue first; sent by itself. */
	readonly send: (deed: Deed) => void;
	readonly switchTo: (locale: Locale) => void;
	readonly dismiss: (noticeId: string) => void;
	readonly complain: (about: string, sentence: string) => void;
	/** A new conversation after the old one is over. */
	readonly beginAnew: () => void;
	/** An answer about this conversation, with the person's right when there is one; null without an answer. */
	readonly look: (what: "sales" | "books") => Promise<unknown>;
	readonly rights: Rights;
};

/** Everything about one store on this phone. Runs until the page is closed. */
export function startPhone(code: string, keep: Keep, store: Store<Phone>, personLink: string | null): Acts {
	const bell = createBell();
	let talking: Talking | null = null;
	const locale = () => store.get().locale;
	const set = (part: Partial<Phone>) => store.change((before) => ({ ...before, ...part }));

	const complain = (about: string, sentence: string) => {
		const notice = { id: newId(), about, sentence };
		store.change((before) => ({ ...before, notices: [...before.notices, notice].slice(-NOTICES_LIMIT) }));
	};
	const rights = createRights({ keep, store, place: code, talking: () => talking, complain });

	const hear = (line: Line) =>
		store.change((before) => ({
			...before,
			talk: hearLine(before.talk, line),
			waiting:
				line.direction === "in" && line.seq > before.talk.seq
					? seeLine(before.waiting, line.seq, line.body)
					: before.waiting,
			news: before.news + (line.direction === "out" && isNews(before, line.seq) ? 1 : 0),
		}));

	const send = async (entry: Kept): Promise<Outcome> => {
		if (talking === null) return { kind: "no-answer" };
		const request = requestOf(entry, talking, rights.token());
		if (request === null) return needsAPerson(locale());
		if (entry.lane === "file") return upload(request, locale(), (uploaded) => set({ uploaded }));
		const { path, body, token, personToken } = request;
		if (typeof body !== "string") return { kind: "no-answer" };
		return (await ask(path, { method: "POST", body, token, personToken, locale: locale() })).outcome;
	};

	const sendLane = (lane: Lane) =>
		keepSending({
			next: async () => {
				if (talking === null) return undefined;
				const entry = await keep.first(code, lane);
				// What still waits here and is not in the queue, another open page of this phone has sent.
				if (entry === undefined) store.change((before) => ({ ...before, waiting: onlySent(before.waiting, lane) }));
				return entry;
			},
			send,
			settle: async (entry, verdict) => {
				await keep.drop(entry.key);
				const staysUntilSeen = verdict.kind === "done" && !verdict.isAgain && hasLine(entry);
				store.change((before) => ({
					...before,
					waiting: settle(before.waiting, entry.key, staysUntilSeen),
					uploaded: lane === "file" ? 0 : before.uploaded,
					news: before.news + 1,
				}));
				if (verdict.kind === "done") return;
				if (verdict.status === 401 || verdict.status === 403) {
					if (needsPerson(entry.deed)) await rights.forget();
				}
				complain(aboutOf(entry), verdict.sentence || TEXTS.notTaken[locale()]);
			},
			ended: () => set({ gate: "ended" }),
			bell,
		});

	const converse = async () => {
		talking = await openTalk({ keep, code, locale, bell });
		bell.ring();
		await rights.check(personLink);
		await keepListening({
			talking,
			place: () => store.get().talk.seq,
			hear,
			tell: (state) => {
				if (state === "ended") set({ gate: "ended", line: "broken" });
				else set({ line: state });
			},
			bell,
			beforeNews: (historySeq) => set({ historySeq, news: store.get().news + 1 }),
		});
	};

	const begin = async () => {
		const kept = await keep.list(code);
		set({ waiting: kept.map((entry) => ({ ...entry, isSent: false, isSeen: false })) });
		await converse();
	};

	window.addEventListener("online", bell.ring);
	window.addEventListener("pageshow", bell.ring);
	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "visible") bell.ring();
	});
	void begin();
	void sendLane("talk");
	void sendLane("file");

	let last = { what: "", atMs: 0 };
	const put = (deed: Deed) => {
		const { talk } = store.get();
		// Two taps of a hurried finger are one press.
		const what = deed.kind === "file" ? newId() : JSON.stringify(deed);
		const nowMs = Date.now();
		if (what === last.what && nowMs - last.atMs < DOUBLE_TAP_MS) return;
		last = { what, atMs: nowMs };
		const entry: Entry = { place: code, lane: laneOf(deed), id: newId(), deed, afterSeq: talk.seq };
		keep.add(entry).then(
			(kept) => {
				const waiting = { ...kept, isSent: false, isSeen: false };
				store.change((before) => ({ ...before, waiting: [...before.waiting, waiting] }));
				bell.ring();
			},
			() => complain(aboutOf(entry), TEXTS.notKept[locale()]),
		);
	};
	return {
		send: put,
		switchTo: (next) => {
			if (next === locale()) return;
			set({ locale: next, news: store.get().news + 1 });
			void keep.write("locale", next);
			put({ kind: "language", locale: next });
		},
		dismiss: (id) => store.change((before) => ({ ...before, notices: before.notices.filter((n) => n.id !== id) })),
		complain,
		beginAnew: () => {
			void (async () => {
				await keep.remove(`talk ${code}`);
				location.reload();
			})();
		},
		look: async (what) => {
			if (talking === null) return null;
			const { token } = talking;
			const { outcome, body } = await ask(`/api/conversations/${talking.id}/${what}`, { token, locale: locale() });
			return outcome.kind === "answered" && outcome.status === 200 ? body : null;
		},
		rights,
	};
}

const NOTICES_LIMIT = 5;
const DOUBLE_TAP_MS = 600;

/** Its own line will come in the conversation. */
const hasLine = ({ deed }: Entry): boolean => deed.kind === "text" || deed.kind === "choice";

function aboutOf({ deed }: Entry): string {
	switch (deed.kind) {
		case "text":
			return deed.text.slice(0, 60);
		case "file":
			return deed.name;
		case "language":
			return isLocale(deed.locale) ? deed.locale : "";
		default:
			return deed.label;
	}
}

const needsAPerson = (locale: Locale): Outcome => ({
	kind: "answered",
	status: 403,
	retryAfterMs: null,
	sentence: TEXTS.needsPerson[locale],
	isAgain: false,
});
