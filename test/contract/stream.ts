/** The event stream of a conversation, taken up again where it broke, as the page of the web chat does. */

import type { Line } from "../../src/helpdesk/message.ts";

const AGAIN_MS = 100;

/** Hands on every line once and in order, until `over` aborts. */
export async function follow(url: string, token: string, hear: (line: Line) => void, over: AbortSignal): Promise<void> {
	let after = 0;
	while (!over.aborted) {
		try {
			const headers = { authorization: `Bearer ${token}`, "last-event-id": String(after) };
			const response = await fetch(url, { headers, signal: over });
			let rest = "";
			for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
				const parts = (rest + chunk).split("\n");
				rest = parts.pop() ?? "";
				for (const part of parts) {
					if (!part.startsWith("data: ")) continue;
					const line: Line = JSON.parse(part.slice("data: ".length));
					if (line.seq > after) hear(line);
					after = Math.max(after, line.seq);
				}
			}
		} catch {
			// The program is away for a while, or the test is over.
		}
		await new Promise((wake) => setTimeout(wake, AGAIN_MS));
	}
}
