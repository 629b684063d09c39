/** Puts the page's parts together: what is kept, the queue, the line. The screens see its state and press its acts. */

import type { FileCard, Line } from "../src/helpdesk/message.ts";
import { hearLine } from "./chat/talk.ts";
import type { Locale } from "./language.ts";
import { ask, askFile } from "./line/ask.ts";
import { createBell } from "./line/bell.ts";
import { type Deed, type Lane, seeLine } from "./line/entry.ts";
import type { Keep } from "./line/keep.ts";
import { keepListening } from "./line/listener.ts";
import { newId } from "./line/new-id.ts";
import { openTalk } from "./line/opening.ts";
import { createQueue } from "./line/queue.ts";
import { createRights, type Rights } from "./line/rights.ts";
import type { Talking } from "./line/wire.ts";
import { isNews, type Phone, withNotice } from "./phone-state.ts";
import type { Store } from "./store.ts";
import { TEXTS } from "./texts.ts";

export type Acts = {
	/** Into the queue first; sent by itself. */
	readonly send: (deed: Deed) => void;
	/** What waits to be sent is not sent. */
	readonly takeBack: (key: number) => void;
	readonly switchTo: (locale: Locale) => void;
	readonly dismiss: (noticeId: string) => void;
	readonly complain: (about: string, sentence: string, lane: Lane) => void;
	/** A new conversation after the old one is over. */
	readonly beginAnew: () => void;
	/** What the server says of it now; null without an answer. */
	readonly look: (what: "sales" | "books") => Promise<unknown>;
	/** A file of this conversation; null when it does not come. */
	readonly readFile: (file: FileCard) => Promise<Blob | null>;
	/** Makes the file a practice shop's terminal would have, and sends it like any other. */
	readonly practiseBatch: () => Promise<void>;
	readonly rights: Rights;
};

/** Everything about one store on this phone. Runs until the page is closed. */
export function startPhone(place: string, keep: Keep, store: Store<Phone>, personLink: string | null): Acts {
	const bell = createBell();
	let talking: Talking | null = null;
	const locale = () => store.get().locale;
	const set = (part: Partial<Phone>) => store.change((before) => ({ ...before, ...part }));

	const complain = (about: string, sentence: string, lane: Lane) => {
		const notice = { id: newId(), lane, about, sentence };
		store.change((before) => ({ ...before, notices: withNotice(before.notices, notice) }));
	};
	const rights = createRights({ keep, store, place, talking: () => talking, complain });
	const queue = createQueue({ place, keep, store, bell, talking: () => talking, rights, complain });

	const converse = async () => {
		talking = await openTalk({ keep, code: place, locale, bell });
		bell.ring();
		void rights.check(personLink);
		await keepListening({
			talking,
			place: () => store.get().talk.seq,
			hear: (line) => store.change((before) => heard(before, line)),
			tell: (state) => set(state === "ended" ? { gate: "ended", line: "broken" } : { line: state }),
			bell,
			beforeNews: (historySeq) => set({ historySeq, news: store.get().news + 1 }),
		});
	};
	ringWhenTheLineMayBeBack(bell.ring);
	void queue.start().then(converse);

	return {
		send: queue.put,
		takeBack: (key) => void queue.takeBack(key),
		switchTo: (next) => {
			if (next === locale()) return;
			set({ locale: next, news: store.get().news + 1 });
			void keep.write("locale", next);
			queue.put({ kind: "language", locale: next });
		},
		dismiss: (id) => store.change((before) => ({ ...before, notices: before.notices.filter((n) => n.id !== id) })),
		complain,
		beginAnew: () => void keep.remove(`talk ${place}`).then(() => location.reload()),
		look: async (what) => {
			if (talking === null) return null;
			const { id, token } = talking;
			const { outcome, body } = await ask(`/api/conversations/${id}/${what}`, { token, locale: locale() });
			return outcome.kind === "answered" && outcome.status === 200 ? body : null;
		},
		readFile: async ({ id, type }) => {
			if (talking === null) return null;
			const bytes = await askFile(`/api/conversations/${talking.id}/files/${id}`, talking.token, locale());
			return bytes === null ? null : new Blob([bytes], { type });
		},
		practiseBatch: async () => {
			const bytes = talking === null ? null : await askFile(practiceBatchOf(talking), talking.token, locale());
			if (bytes === null) complain(PRACTICE_FILE, TEXTS.noLineNow[locale()], "file");
			else queue.put({ kind: "file", name: PRACTICE_FILE, bytes });
		},
		rights,
	};
}

const PRACTICE_FILE = "practice.csv";
const practiceBatchOf = ({ id }: Talking): string => `/api/conversations/${id}/practice-batch`;

/** The state after a line of the conversation. */
function heard(before: Phone, line: Line): Phone {
	const isNew = line.seq > before.talk.seq;
	return {
		...before,
		talk: hearLine(before.talk, line),
		waiting: isNew && line.direction === "in" ? seeLine(before.waiting, line.seq, line.body) : before.waiting,
		news: before.news + (line.direction === "out" && isNews(before, line.seq) ? 1 : 0),
	};
}

function ringWhenTheLineMayBeBack(ring: () => void): void {
	window.addEventListener("online", ring);
	window.addEventListener("pageshow", ring);
	document.addEventListener("visibilitychange", () => {
		if (document.visibilityState === "visible") ring();
	});
}
