/** SHELL. The language model as the conversation may use it: few at once, in time or not at all, and left alone while it fails. */

import type { Log } from "../log.ts";
import { LOCALES, type Locale } from "../text.ts";
import type { Article } from "./article.ts";
import { fuse, nearest, type Vector } from "./fuse.ts";
import { checkedWording } from "./grounding.ts";
import {
	commandPrompt,
	GIVEN_LIMIT,
	type ModelAbilities,
	type ModelAsk,
	type ModelSaid,
	NO_MODEL,
	NOTHING_SAID,
	proposal,
	translation,
	translationPrompt,
	type Worded,
	wording,
	wordingPrompt,
} from "./model-ask.ts";
import { type Answered, type OllamaSettings, ollamaCalls } from "./ollama.ts";
import { RANKING_LIMIT } from "./search.ts";

/** A merchant waits this long and no longer. */
const ANSWER_LIMIT_MS = 4000;
/** Of that, for the vector of the question. */
const EMBED_LIMIT_MS = 1500;
const AT_ONCE_LIMIT = 2;
const FAILURES_LIMIT = 5;
const PAUSE_MS = 60_000;
const PREPARE_LIMIT_MS = 120_000;
const BATCH_TEXTS = 16;

export type Model = {
	/** What may be asked now; nothing while it is left alone. */
	abilities(): ModelAbilities;
	/** Never throws, and answers within four seconds. */
	ask(ask: ModelAsk): Promise<ModelSaid>;
	/** It is configured and does not do what it should: answers go on without it. */
	isDegraded(): boolean;
	stop(): void;
};

/** Where none is configured. */
export const noModel: Model = {
	abilities: () => NO_MODEL,
	ask: async () => NOTHING_SAID,
	isDegraded: () => false,
	stop: () => {},
};

export type ModelTools = {
	readonly articles: readonly Article[];
	readonly nowMs: () => number;
	readonly log: Log;
};

/** Opens the model and makes ready in the background: the model into memory, and a vector of every article. */
export function openModel(settings: OllamaSettings | null, { articles, nowMs, log }: ModelTools): Model {
	if (settings === null) return noModel;
	const calls = ollamaCalls(settings);
	const breaker = openBreaker(nowMs, log);
	const vectors = new Map<Locale, ReadonlyMap<string, Vector>>();
	let isPrepared: boolean | null = null;
	let isStopped = false;
	let again: NodeJS.Timeout | undefined;

	const prepare = async (): Promise<void> => {
		const loaded = settings.model === null ? null : await calls.load(PREPARE_LIMIT_MS);
		let failure = loaded !== null && "failure" in loaded ? loaded.failure : null;
		// Each is of use without the other.
		if (settings.embedModel !== null) {
			for (const locale of LOCALES) {
				if (vectors.has(locale) || isStopped) continue;
				const made = await vectorsIn(locale, articles, (texts) => calls.embed(texts, PREPARE_LIMIT_MS));
				if ("value" in made) vectors.set(locale, made.value);
				else {
					failure = made.failure;
					break;
				}
			}
		}
		if (isStopped) return;
		isPrepared = failure === null;
		if (failure === null) return log.info({ model: settings.model, vectors: vectors.size }, "Ollama is ready");
		log.warn({ model: settings.model, failure }, "Ollama is not ready; answers go on without it");
		again = setTimeout(prepare, PAUSE_MS);
		again.unref();
	};
	void prepare();

	const rank = async ({ text, locale, ids }: ModelAsk & { kind: "words" }): Promise<readonly string[]> => {
		const known = vectors.get(locale);
		if (known === undefined) return ids;
		const made = await breaker.run(() => calls.embed([text], EMBED_LIMIT_MS));
		const [vector] = made ?? [];
		return vector === undefined ? ids : fuse([ids, nearest(vector, known, RANKING_LIMIT)]);
	};
	const translate = async ({ text, from }: ModelAsk & { kind: "translate" }): Promise<ModelSaid> => {
		const prompt = { ...translationPrompt(text, from), schema: translation };
		const said = await breaker.run(() => calls.chat(prompt, ANSWER_LIMIT_MS));
		return said === null ? NOTHING_SAID : { ...NOTHING_SAID, translated: said.english };
	};
	const word = async (
		ask: ModelAsk & { kind: "words" },
		ids: readonly string[],
		limitMs: number,
	): Promise<Worded | null> => {
		if (settings.model === null || limitMs <= 0) return null;
		const given = ids.slice(0, GIVEN_LIMIT).flatMap((id) => {
			const article = articles.find((one) => one.id === id);
			return article === undefined ? [] : [{ id, title: article.title[ask.locale], text: article.text[ask.locale] }];
		});
		if (given.length === 0) return null;
		const prompt = { ...wordingPrompt(ask.text, given, ask.locale), schema: wording };
		const raw = await breaker.run(() => calls.chat(prompt, limitMs));
		return raw === null ? null : checkedWording(raw, ask.text, given, ask.locale);
	};

	return {
		abilities: () => (breaker.isPaused() ? NO_MODEL : { chat: settings.model !== null, vectors: vectors.size > 0 }),
		ask: async (ask) => {
			const untilMs = performance.now() + ANSWER_LIMIT_MS;
			if (ask.kind === "words") {
				const ids = await rank(ask);
				return { ...NOTHING_SAID, ids, worded: await word(ask, ids, untilMs - performance.now()) };
			}
			if (settings.model === null) return NOTHING_SAID;
			if (ask.kind === "translate") return translate(ask);
			const prompt = { ...commandPrompt(ask.text), schema: proposal };
			const said = await breaker.run(() => calls.chat(prompt, ANSWER_LIMIT_MS));
			return { ...NOTHING_SAID, command: said?.command ?? null };
		},
		isDegraded: () => isPrepared === false || breaker.isPaused(),
		stop: () => {
			isStopped = true;
			clearTimeout(again);
		},
	};
}

async function vectorsIn(
	locale: Locale,
	articles: readonly Article[],
	embed: (texts: readonly string[]) => Promise<Answered<readonly Vector[]>>,
): Promise<Answered<ReadonlyMap<string, Vector>>> {
	const vectors = new Map<string, Vector>();
	for (let from = 0; from < articles.length; from += BATCH_TEXTS) {
		const batch = articles.slice(from, from + BATCH_TEXTS);
		const made = await embed(batch.map(({ title, text }) => `${title[locale]}\n${text[locale]}`));
		if ("failure" in made) return made;
		batch.forEach(({ id }, at) => {
			const vector = made.value[at];
			if (vector !== undefined) vectors.set(id, vector);
		});
	}
	return { value: vectors };
}

type Breaker = {
	isPaused(): boolean;
	/** Null when it failed, or when it was not even tried: too many at once, or paused. */
	run<Value>(work: () => Promise<Answered<Value>>): Promise<Value | null>;
};

/** After five failures in a row nothing is asked for a minute; then one failure more is enough. */
function openBreaker(nowMs: () => number, log: Log): Breaker {
	let running = 0;
	let failures = 0;
	let pausedUntilMs = 0;
	const isPaused = (): boolean => nowMs() < pausedUntilMs;
	return {
		isPaused,
		run: async (work) => {
			if (isPaused() || running >= AT_ONCE_LIMIT) return null;
			running++;
			const answered = await work().finally(() => {
				running--;
			});
			if ("value" in answered) {
				failures = 0;
				return answered.value;
			}
			failures++;
			if (failures >= FAILURES_LIMIT) {
				pausedUntilMs = nowMs() + PAUSE_MS;
				log.warn({ failure: answered.failure, failures }, "Ollama fails; it is left alone for a minute");
			}
			return null;
		},
	};
}
