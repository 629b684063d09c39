/** Hands a line to the server until it is stored there: the same id each time, so that it is stored once. */

import { randomUUID } from "node:crypto";
import { isPassing } from "./errors.ts";

const TRIES_LIMIT = 20;
const AGAIN_MS = 500;
const AGAIN_LIMIT_MS = 5_000;

/** Sends with a new id, again and again while the server cannot be reached. Throws what the server refuses. */
export async function untilStored<Answer>(send: (id: string) => Promise<Answer>, waiting: () => void): Promise<Answer> {
	const id = randomUUID();
	for (let attempt = 1; ; attempt++) {
		try {
			return await send(id);
		} catch (error) {
			if (!isPassing(error) || attempt === TRIES_LIMIT) throw error;
			if (attempt === 1) waiting();
			await new Promise((wake) => setTimeout(wake, Math.min(AGAIN_MS * attempt, AGAIN_LIMIT_MS)));
		}
	}
}
