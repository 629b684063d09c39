/** A cashier in the web chat: its HTTP API and its stream of events, as the page uses them. */

import { randomUUID } from "node:crypto";
import type { Line, Reply } from "../../src/helpdesk/message.ts";
import type { Locale } from "../../src/text.ts";
import { type Chat, type Options, type Platform, type Seen, until } from "./chat.ts";
import { type House, type Opened, openHouse } from "./house.ts";
import { DEMO, setUp } from "./shop.ts";
import { follow } from "./stream.ts";

export const web: Platform = { name: "web", place: "in the web chat", edits: true, links: false, open };

async function open({ database, locale, shop = DEMO }: Options): Promise<Chat> {
	const house = await openHouse(database);
	await setUp(house, shop.setup);
	const chat = await meet(house, { locale, store: shop.store });
	return {
		...chat,
		close: async () => {
			await chat.close();
			await house.remove();
		},
	};
}

/** Somebody in a program that runs already. */
export async function meet(
	house: House,
	shop: { readonly locale: Locale; readonly store: string },
): Promise<Chat & { readonly web: Opened }> {
	const { locale } = shop;
	const chat = await house.openWeb(locale, shop);
	const path = `/api/conversations/${chat.id}`;
	const screen = newScreen();
	const over = new AbortController();
	const listening = follow(`${house.url}${path}/events`, chat.token, screen.hear, over.signal);
	const post = (body: object) => house.ask(chat.token, `${path}/messages`, { body });
	const send = async (body: object) => void (await post({ id: randomUUID(), ...body }));
	const shown = (what: string) => () => `${what} in ${JSON.stringify(screen.lines().slice(-4))}`;
	await until(() => screen.lines()[0], shown("the welcome"));
	return {
		house,
		web: chat,
		say: (text) => send({ text }),
		press: async (label) => send(await until(() => screen.button(label), shown(`button ${label}`))),
		dropFile: async (name, content) => {
			const query = new URLSearchParams({ id: randomUUID(), name });
			const to = name.endsWith(".pdf") ? "files" : "batches";
			await house.ask(chat.token, `${path}/${to}?${query}`, { body: Buffer.from(content) });
		},
		screen: screen.lines,
		qr: screen.qr,
		sayTwice: async (text) => {
			const body = { id: randomUUID(), text };
			await Promise.all([post(body), post(body)]);
			await post(body);
		},
		decide: null,
		reconnected: async () => {},
		close: async () => {
			over.abort();
			await listening;
		},
	};
}

/** The chat as the page shows it: what replaces an earlier reply stands in its place. */
function newScreen() {
	const places = new Map<number, { readonly seq: number; readonly reply: Reply }>();
	/** Which place a reply stands in, by its own. */
	const placeOf = new Map<number, number>();
	const newestFirst = () => [...places.values()].toReversed();
	return {
		hear: (line: Line) => {
			if (line.direction === "in") return;
			const { seq, body: reply } = line;
			const place = reply.replaces === null ? seq : (placeOf.get(reply.replaces) ?? reply.replaces);
			placeOf.set(seq, place);
			places.set(place, { seq, reply });
		},
		lines: (): readonly Seen[] =>
			[...places].map(([place, { reply }]) => ({
				id: String(place),
				text: [reply.text, ...(reply.qr?.caption ?? []), reply.link ?? ""].join("\n").trim(),
				buttons: reply.choices.map(({ label }) => label),
				files: reply.file === undefined ? [] : [reply.file.name],
			})),
		button: (label: string) => {
			for (const { seq, reply } of newestFirst()) {
				const found = reply.choices.find((choice) => choice.label === label);
				if (found !== undefined) return { of: seq, choice: found.id };
			}
			return null;
		},
		qr: (): string | null => newestFirst().find(({ reply }) => reply.qr !== null)?.reply.qr?.payload ?? null,
	};
}
