/** The chat in a shell: listens to a conversation's stream and shows what is said, whatever breaks in between. */

import { createParser } from "eventsource-parser";
import type { Line, Reply } from "../../helpdesk/message.ts";
import { isPassing } from "./errors.ts";

const AGAIN_MS = 1_000;

/** Opens the stream of what was said after a place. */
export type OpenStream = (after: number, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;

/** Shows every reply after place `from` once and in order, until `signal` aborts. Throws what the server refuses. */
export async function listen(
	open: OpenStream,
	from: number,
	show: (reply: Reply) => Promise<void>,
	signal: AbortSignal,
): Promise<void> {
	let after = from;
	while (!signal.aborted) {
		try {
			for await (const line of linesOf(await open(after, signal))) {
				if (line.seq <= after) continue;
				after = line.seq;
				if (line.direction === "out") await show(line.body);
			}
		} catch (error) {
			if (signal.aborted) return;
			if (!isPassing(error) && !isBrokenStream(error)) throw error;
		}
		await new Promise((wake) => setTimeout(wake, AGAIN_MS));
	}
}

// undici throws a TypeError (“terminated”) when a response ends in the middle.
const isBrokenStream = (error: unknown): boolean => error instanceof TypeError;

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
	const lines: Line[] = [];
	const parser = createParser({ onEvent: ({ data }) => lines.push(JSON.parse(data) as Line) });
	const text = new TextDecoder();
	for await (const chunk of stream) {
		parser.feed(text.decode(chunk, { stream: true }));
		yield* lines.splice(0);
	}
}
