/** SHELL. The calls to Ollama, over its own client, each with a limit of time and of bytes. What fails is a word, never an exception. */

import { Ollama } from "ollama";
import { z } from "zod";
import { maskCardNumbers } from "../card-data.ts";
import type { Vector } from "./fuse.ts";
import type { Prompt } from "./model-ask.ts";

export type OllamaSettings = {
	readonly url: string;
	/** Proposes commands and words answers; null: it does neither. */
	readonly model: string | null;
	/** Makes vectors; null: none are made. */
	readonly embedModel: string | null;
};

/** `late`: not in time; `missing`: it has no such model; `full`: too many ask; `garbled`: not what was asked for. */
export type Failure = "late" | "unreachable" | "missing" | "full" | "refused" | "garbled";
export type Answered<Value> = { readonly value: Value } | { readonly failure: Failure };

const BODY_LIMIT_BYTES = 4_000_000;
const CONTENT_LIMIT_CHARS = 4000;
const DIMENSIONS_LIMIT = 8192;
/** Three articles, the orders and the answer. Below 24 GB of graphics memory Ollama's own default is as small. */
const CONTEXT_TOKENS = 4096;
const ANSWER_TOKENS = 400;
/** Loading a model takes longer than a merchant waits, so it stays. */
const KEEP_ALIVE = "30m";
const HTTP = { missing: 404, tooMany: 429, full: 503 } as const;

export type OllamaCalls = {
	/** What the model says to a prompt, checked against its schema. */
	chat<Value>(prompt: Prompt & { readonly schema: z.ZodType<Value> }, limitMs: number): Promise<Answered<Value>>;
	/** One vector for each text, all of one length. */
	embed(texts: readonly string[], limitMs: number): Promise<Answered<readonly Vector[]>>;
	/** Loads the model into memory. */
	load(limitMs: number): Promise<Answered<boolean>>;
	/** The names of the models that are there. */
	models(limitMs: number): Promise<Answered<readonly string[]>>;
};

export function ollamaCalls({ url, model, embedModel }: OllamaSettings): OllamaCalls {
	return {
		chat: ({ system, user, schema }, limitMs) =>
			call(url, limitMs, async (client) => {
				const stream = await client.chat({
					model: model ?? "",
					messages: [
						{ role: "system", content: masked(system) },
						{ role: "user", content: masked(user) },
					],
					format: z.toJSONSchema(schema),
					stream: true,
					think: false,
					keep_alive: KEEP_ALIVE,
					options: { temperature: 0, num_ctx: CONTEXT_TOKENS, num_predict: ANSWER_TOKENS },
				});
				let content = "";
				let end: string | undefined;
				for await (const part of stream) {
					content += part.message.content;
					if (content.length > CONTENT_LIMIT_CHARS) return null;
					end = part.done ? part.done_reason : undefined;
				}
				// Cut off at the limit of tokens: whatever it is, it is not whole.
				return end === "length" ? null : (schema.safeParse(jsonOf(content)).data ?? null);
			}),
		embed: (texts, limitMs) =>
			call(url, limitMs, async (client) => {
				const { embeddings } = await client.embed({
					model: embedModel ?? "",
					input: texts.map(masked),
					keep_alive: KEEP_ALIVE,
				});
				return vectorsOf(embeddings, texts.length);
			}),
		load: (limitMs) =>
			call(url, limitMs, async (client) => {
				// With no messages it loads the model and says nothing.
				await client.chat({ model: model ?? "", messages: [], stream: false, keep_alive: KEEP_ALIVE });
				return true;
			}),
		models: (limitMs) =>
			call(url, limitMs, async (client) => {
				const { models } = await client.list();
				return z.array(z.string()).safeParse(models.map(({ name }) => name)).data ?? null;
			}),
	};
}

/** A text may come here from anywhere; what looks like card data does not leave. */
const masked = (text: string): string => maskCardNumbers(text).text;

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // no schema takes that
	}
}

function vectorsOf(embeddings: unknown, count: number): readonly Vector[] | null {
	const vector = z.array(z.number()).min(1).max(DIMENSIONS_LIMIT);
	const vectors = z.array(vector).length(count).safeParse(embeddings).data;
	if (vectors === undefined) return null;
	const [first] = vectors;
	return vectors.every(({ length }) => length === first?.length) ? vectors : null;
}

/** One client for each call: its own `abort()` ends streams only, and not while the first byte is waited for. */
async function call<Value>(
	url: string,
	limitMs: number,
	work: (client: Ollama) => Promise<Value | null>,
): Promise<Answered<Value>> {
	const limit = AbortSignal.timeout(Math.max(1, Math.floor(limitMs)));
	let failure: Failure | null = null;
	const note = (word: Failure): Error => {
		failure = word;
		return new Error(`Ollama: ${word}`);
	};
	try {
		const value = await work(new Ollama({ host: url, fetch: guardedFetch(limit, note) }));
		return value === null ? { failure: "garbled" } : { value };
	} catch {
		// The client's errors quote what was said, so nothing of them is passed on.
		return { failure: limit.aborted ? "late" : (failure ?? "garbled") };
	}
}

/**
 * The whole answer is read here, and looked at before the client gets it: a broken line or an error in mid-stream would
 * go to the console with all it says, and an error page to standard output.
 */
const guardedFetch =
	(limit: AbortSignal, note: (word: Failure) => Error): typeof fetch =>
	async (input, init) => {
		const signal = init?.signal ? AbortSignal.any([limit, init.signal]) : limit;
		const response = await fetch(input, { ...init, signal, redirect: "error" }).catch(() => {
			throw note("unreachable");
		});
		if (!response.ok) {
			await response.body?.cancel();
			throw note(failureOf(response.status));
		}
		const body = await readBody(response);
		const lines = body?.split("\n").filter((line) => line.trim() !== "") ?? [];
		if (body === null || !lines.every(isSound)) throw note("garbled");
		return new Response(body, { status: response.status });
	};

function failureOf(status: number): Failure {
	switch (status) {
		case HTTP.missing:
			return "missing";
		case HTTP.tooMany:
		case HTTP.full:
			return "full";
		default:
			return "refused";
	}
}

/** Null when it is too long. */
async function readBody(response: Response): Promise<string | null> {
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	for await (const piece of response.body ?? []) {
		bytes += piece.length;
		if (bytes > BODY_LIMIT_BYTES) return null;
		pieces.push(piece);
	}
	return Buffer.concat(pieces).toString("utf8");
}

/** An object, and no error: those come with status 200 once the stream has begun. */
const isSound = (line: string): boolean => {
	const value = jsonOf(line);
	return typeof value === "object" && value !== null && !("error" in value);
};
