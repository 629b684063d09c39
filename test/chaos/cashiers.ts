/** Cashiers and customers who go on while the server under them is killed: what they were told is stored must be there. */

import { listen } from "../../src/bots/console/bot.ts";
import { ask, type Client, openEvents } from "../../src/commands/client.ts";
import { OutsideError } from "../../src/errors.ts";
import type { Reply } from "../../src/helpdesk/message.ts";

/** Numbers from a seed, so that a failure can be seen again. */
export function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		// mulberry32
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export const sleep = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

/** Again and again until the server takes it: a killed one does not answer. */
export async function insist<T>(order: () => Promise<T>): Promise<T> {
	for (;;) {
		try {
			return await order();
		} catch (error) {
			if (!(error instanceof OutsideError || error instanceof TypeError)) throw error;
			await sleep(30);
		}
	}
}

export type Cashier = {
	readonly id: string;
	readonly client: Client;
	/** What was acknowledged, in the order it was sent. */
	readonly sent: string[];
	/** Pay pages that were shown. */
	readonly pages: string[];
	/** Pay pages whose button was pressed and answered. */
	readonly pressed: string[];
	say(text: string): Promise<void>;
	leave(): void;
};

let messages = 0;

export async function openCashier(server: Client): Promise<Cashier> {
	const opened = await insist(() =>
		ask<{ id: string; token: string }>(server, "/api/conversations", { json: { platform: "console" } }),
	);
	const client: Client = { ...server, token: opened.token };
	const path = `/api/conversations/${opened.id}`;
	const over = new AbortController();
	const cashier: Cashier = {
		id: opened.id,
		client,
		sent: [],
		pages: [],
		pressed: [],
		say: async (text) => {
			const id = `message-${process.pid}-${messages++}`;
			await insist(() => ask(client, `${path}/messages`, { json: { id, text } }));
			cashier.sent.push(text);
		},
		leave: () => over.abort(),
	};
	const show = async ({ link, replaces }: Reply) => {
		if (link !== null && replaces === null) cashier.pages.push(new URL(link).pathname);
	};
	const stream = (after: number, signal: AbortSignal) =>
		openEvents(client, `${path}/events?after=${after}`, AbortSignal.any([signal, over.signal]));
	listen(stream, 0, show, over.signal).catch((error: unknown) => {
		if (!over.signal.aborted) throw error;
	});
	return cashier;
}

/** Opens a page, and presses its button until the press is answered; twice, as people do. */
export async function payAsCustomer(cashier: Cashier, page: string): Promise<void> {
	await insist(() => fetch(`${cashier.client.url}${page}`));
	for (let press = 0; press < 2; press++) {
		const answer = await insist(async () => {
			const pressed = await fetch(`${cashier.client.url}${page}`, { method: "POST", redirect: "manual" });
			if (pressed.status === 503) throw new TypeError("still starting");
			return pressed;
		});
		if (answer.status !== 303) throw new Error(`the pay page answered ${answer.status}`);
	}
	cashier.pressed.push(page);
}
