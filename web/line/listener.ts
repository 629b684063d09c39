/** Listens to the conversation: server-sent events over fetch, because only fetch carries the token in a header. */

import { createParser } from "eventsource-parser";
import type { Line } from "../../src/helpdesk/message.ts";
import { ask } from "./ask.ts";
import { type Bell, sleep } from "./bell.ts";
import { pauseMs } from "./verdict.ts";
import type { Talking } from "./wire.ts";

/** The server says something at least every 10 s. */
const SILENCE_LIMIT_MS = 25_000;
/** From here on a phone that wakes up, or has changed its network, does not trust the line. */
const DOUBT_MS = 12_000;

export type ListenerTools = {
	readonly talking: Talking;
	/** The last place that is known. */
	readonly place: () => number;
	readonly hear: (line: Line) => void;
	readonly tell: (state: "open" | "broken" | "ended") => void;
	/** Rings when the line may be back. */
	readonly bell: Bell;
	/** Where the conversation stood when listening began for the first time: what comes up to there is history. */
	readonly beforeNews: (historySeq: number) => void;
};

/** Goes on for ever, over every break, until the token is not good any more. */
export async function keepListening(tools: ListenerTools): Promise<void> {
	let failures = 0;
	let isHistoryKnown = false;
	const learnHistory = async () => {
		const seq = await askWhereItStands(tools.talking);
		if (seq === null || isHistoryKnown) return;
		isHistoryKnown = true;
		tools.beforeNews(seq);
	};
	for (;;) {
		if (!isHistoryKnown) void learnHistory();
		const began = tools.place();
		const came = await listenOnce(tools);
		if (came === "ended") {
			tools.tell("ended");
			return;
		}
		tools.tell("broken");
		failures = came === "opened" || tools.place() > began ? 0 : failures + 1;
		await Promise.race([sleep(pauseMs(failures)), tools.bell.rung()]);
	}
}

/** Null when the line does not tell. */
async function askWhereItStands({ id, token }: Talking): Promise<number | null> {
	const { outcome, body } = await ask(`/api/conversations/${id}`, { token, locale: "en" });
	if (outcome.kind !== "answered" || outcome.status !== 200) return null;
	return (body as { readonly seq: number }).seq;
}

async function listenOnce({ talking, place, hear, tell }: ListenerTools): Promise<"opened" | "failed" | "ended"> {
	const cut = new AbortController();
	const cutNow = () => cut.abort();
	let watchdog = setTimeout(cutNow, SILENCE_LIMIT_MS);
	let heardMs = Date.now();
	// Timers stand still in a pocket, and a stream may die there without a word.
	const doubt = () => {
		if (Date.now() - heardMs > DOUBT_MS) cutNow();
	};
	window.addEventListener("offline", cutNow);
	window.addEventListener("online", doubt);
	document.addEventListener("visibilitychange", doubt);
	let came: "opened" | "failed" = "failed";
	try {
		const response = await fetch(`/api/conversations/${talking.id}/events?after=${place()}`, {
			headers: { authorization: `Bearer ${talking.token}`, accept: "text/event-stream" },
			cache: "no-store",
			signal: cut.signal,
		});
		if (response.status === 401 || response.status === 404) return "ended";
		if (!response.ok || response.body === null) return "failed";
		came = "opened";
		tell("open");
		const parser = createParser({ onEvent: ({ data }) => hear(JSON.parse(data) as Line) });
		const decoder = new TextDecoder();
		const reader = response.body.getReader();
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return came;
			clearTimeout(watchdog);
			watchdog = setTimeout(cutNow, SILENCE_LIMIT_MS);
			heardMs = Date.now();
			parser.feed(decoder.decode(value, { stream: true }));
		}
	} catch {
		return came;
	} finally {
		clearTimeout(watchdog);
		window.removeEventListener("offline", cutNow);
		window.removeEventListener("online", doubt);
		document.removeEventListener("visibilitychange", doubt);
		cut.abort();
	}
}
