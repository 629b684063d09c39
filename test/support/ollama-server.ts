/**
 * A small Ollama of our own with its real wire protocol (docs/api.md of ollama/ollama, August 2026): newline-delimited
 * JSON unless `stream` is false, errors as `{"error"}`, in mid-stream with status 200.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const CHAT_MODEL = "qwen3:4b";
export const EMBED_MODEL = "bge-m3:latest";
const DIMENSIONS = 256;
const PIECE_CHARS = 12;

/** What it does about a chat; `says` is streamed in pieces. */
export type Behaviour =
	| { readonly kind: "says"; readonly content: string }
	/** Takes the request and sends no byte, as while a model is loaded. */
	| { readonly kind: "silent" }
	/** Begins and never goes on. */
	| { readonly kind: "stalls"; readonly content: string }
	| { readonly kind: "full" }
	/** Out of tokens in the middle. */
	| { readonly kind: "truncated"; readonly content: string }
	| { readonly kind: "error-line"; readonly content: string; readonly error: string }
	/** The connection ends before it is done. */
	| { readonly kind: "breaks-off"; readonly content: string }
	/** A proxy in front of it answers. */
	| { readonly kind: "bad-gateway" }
	| { readonly kind: "endless" };

export type ChatRequest = {
	readonly model: string;
	readonly messages: readonly { readonly role: string; readonly content: string }[];
	readonly format?: { readonly type: string; readonly properties: Readonly<Record<string, unknown>> };
	readonly stream?: boolean;
	readonly options?: { readonly temperature: number; readonly num_ctx: number; readonly num_predict: number };
};

export type OllamaServer = {
	readonly url: string;
	/** Everything it was asked to say something to; loading a model is not among it. */
	readonly chats: ChatRequest[];
	readonly embedded: string[];
	readonly models: Set<string>;
	/** From now on; a function decides for each request. */
	behave(behaviour: Behaviour | ((request: ChatRequest) => Behaviour)): void;
	/** As if nobody listened there: new connections are cut. */
	vanish(isGone: boolean): void;
	close(): Promise<void>;
};

export async function startOllama(models: readonly string[] = [CHAT_MODEL, EMBED_MODEL]): Promise<OllamaServer> {
	const chats: ChatRequest[] = [];
	const embedded: string[] = [];
	const known = new Set(models);
	let behaviour: Behaviour | ((request: ChatRequest) => Behaviour) = { kind: "says", content: "{}" };
	let isGone = false;
	const server = createServer(async (request, response) => {
		if (isGone) return void request.socket.destroy();
		const path = `${request.method} ${request.url}`;
		if (path === "GET /api/version") return json(response, 200, { version: "0.15.2" });
		if (path === "GET /api/tags")
			return json(response, 200, { models: [...known].map((name) => ({ name, model: name, size: 1 })) });
		if (path !== "POST /api/chat" && path !== "POST /api/embed") return json(response, 404, { error: "not found" });
		const body = JSON.parse(await textOf(request));
		if (!known.has(body.model) && !known.has(`${body.model}:latest`))
			return json(response, 404, { error: `model '${body.model}' not found` });
		if (path === "POST /api/embed") {
			const input: readonly string[] = [body.input].flat();
			embedded.push(...input);
			return json(response, 200, { model: body.model, embeddings: input.map(vectorOf), total_duration: 1 });
		}
		if (body.messages.length === 0) return json(response, 200, part(body.model, "", "load"));
		chats.push(body);
		answer(response, body, typeof behaviour === "function" ? behaviour(body) : behaviour);
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		chats,
		embedded,
		models: known,
		behave: (next) => {
			behaviour = next;
		},
		vanish: (gone) => {
			isGone = gone;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
		},
	};
}

function answer(response: ServerResponse, { model }: ChatRequest, behaviour: Behaviour): void {
	const line = (value: object): string => `${JSON.stringify(value)}\n`;
	switch (behaviour.kind) {
		case "silent":
			return;
		case "full":
			json(response, 503, { error: "server busy, please try again.  maximum pending requests exceeded" });
			return;
		case "bad-gateway":
			response.writeHead(502, { "content-type": "text/html" }).end("<h1>502 Bad Gateway</h1>");
			return;
		default:
	}
	response.writeHead(200, { "content-type": "application/x-ndjson" });
	if (behaviour.kind === "endless") {
		const more = () => {
			while (!response.destroyed && response.write(line(part(model, " again and again".repeat(100), null))));
			if (!response.destroyed) response.once("drain", more);
		};
		more();
		return;
	}
	const { content } = behaviour;
	for (let from = 0; from < content.length; from += PIECE_CHARS)
		response.write(line(part(model, content.slice(from, from + PIECE_CHARS), null)));
	if (behaviour.kind === "stalls") return;
	if (behaviour.kind === "breaks-off") {
		response.end();
		return;
	}
	if (behaviour.kind === "error-line") response.end(line({ error: behaviour.error }));
	else response.end(line(part(model, "", behaviour.kind === "truncated" ? "length" : "stop")));
}

const part = (model: string, content: string, end: "stop" | "length" | "load" | null) => ({
	model,
	created_at: "2026-11-24T18:00:00.000000Z",
	message: { role: "assistant", content },
	...(end === null ? { done: false } : { done: true, done_reason: end, total_duration: 1, eval_count: 1 }),
});

function json(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
	let text = "";
	for await (const piece of request.setEncoding("utf8")) text += piece;
	return text;
}

/** Deterministic: words that two texts share make their vectors point the same way. */
function vectorOf(text: string): readonly number[] {
	const vector = Array.from({ length: DIMENSIONS }, () => 0);
	for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []) {
		let hash = 7;
		for (const sign of word.slice(0, 6)) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) % 100_003;
		vector[hash % DIMENSIONS] = (vector[hash % DIMENSIONS] ?? 0) + 1;
	}
	const size = Math.hypot(...vector) || 1;
	return vector.map((value) => value / size);
}
