/** Two hundred people on each platform, who all say one thing and wait for their answers. */

import { randomUUID } from "node:crypto";
import { ask, type Client, openEvents } from "../src/commands/client.ts";
import type { Running } from "../src/main.ts";
import type { DiscordServer } from "../test/support/discord-server.ts";
import type { SlackServer } from "../test/support/slack-server.ts";

export const PEOPLE = 200;
const LOOK_EVERY_MS = 2;
const PATIENCE_MS = 120_000;
/** What was not acknowledged by then is sent again. */
const ACK_LIMIT_MS = 10_000;
/** Answered without a look at anything else, by one reply. */
const WORD = "menu";

export type Crowd = {
	readonly name: string;
	/** How many replies have come so far. */
	readonly replies: () => number;
	/** Everybody says the word. */
	readonly say: () => Promise<void>;
	/** One of them does one thing; gives how long its acknowledgement took. Null where the answer to a request is that. */
	readonly acknowledge: (() => Promise<number>) | null;
	readonly leave: () => Promise<void>;
};

export async function until(what: string, isSo: () => boolean): Promise<void> {
	for (const endMs = performance.now() + PATIENCE_MS; !isSo(); ) {
		if (performance.now() > endMs) throw new Error(`${what} did not come`);
		await new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
	}
}

const each = <T>(make: (index: number) => T): readonly T[] => Array.from({ length: PEOPLE }, (_, index) => make(index));
/** How many of a list that only grows fit; each is looked at once. */
function counting<T>(list: readonly T[], fits: (one: T) => boolean): () => number {
	let seen = 0;
	let count = 0;
	return () => {
		for (; seen < list.length; seen++) if (fits(list[seen] as T)) count++;
		return count;
	};
}
const cycle = () => {
	let at = 0;
	return () => at++ % PEOPLE;
};

/** `over` is the way that what people do comes in by: both lead to the same app. */
export function slackCrowd(slack: SlackServer, over: "socket" | "HTTP", url: string): Crowd {
	const people = each((index) => {
		const who = slack.workspace.addPerson(`${over.toLowerCase()}-${index}`);
		return { who, where: slack.workspace.directMessages(who.id) };
	});
	const places = new Set(people.map(({ where }) => where.id));
	const next = cycle();
	const says = (index: number) => {
		const { who, where } = people[index] ?? noPerson();
		return slack.people.says(who, where, WORD);
	};
	/** As Slack does: what is not acknowledged is sent again. Gives how long the acknowledgement took from the first time. */
	const deliver = async (happening: Parameters<typeof slack.socket.deliver>[0]): Promise<number> => {
		const beganMs = performance.now();
		for (let retry = 0; ; retry++) {
			if (over === "HTTP") {
				const { status } = await slack.post(`${url}/webhooks/slack`, happening, retry === 0 ? {} : { retry });
				if (status === 200) break;
			} else {
				await until("Slack's socket", () => slack.socket.count > 0);
				const { ack } = slack.socket.deliver(happening, retry === 0 ? undefined : retry);
				if (await isSoonEnough(ack)) break;
			}
		}
		return performance.now() - beganMs;
	};
	return {
		name: over === "socket" ? "Slack, Socket Mode" : "Slack, requests over HTTP",
		replies: counting(
			slack.calls,
			({ method, args }) => method === "chat.postMessage" && places.has(String(args["channel"])),
		),
		say: async () => void (await Promise.all(each((index) => deliver(says(index))))),
		acknowledge: () => deliver(says(next())),
		leave: async () => {},
	};
}

export function discordCrowd(discord: DiscordServer): Crowd {
	const people = each((index) => {
		const who = discord.addPerson(`person-${index}`);
		return { who, where: discord.dm(who) };
	});
	const next = cycle();
	return {
		name: "Discord, gateway",
		replies: counting(
			discord.calls,
			({ method, path }) => method === "POST" && /^\/channels\/\d+\/messages$/.test(path),
		),
		say: async () => {
			for (const { who, where } of people) discord.say(who, where, WORD);
		},
		acknowledge: async () => {
			const { who, where } = people[next()] ?? noPerson();
			const beganMs = performance.now();
			const pressed = discord.press(who, where, "The terminal is down");
			await until("the acknowledgement", () => pressed.answer !== null);
			return performance.now() - beganMs;
		},
		leave: async () => {},
	};
}

/** Its replies come over a stream for each of them. */
export async function webCrowd({ url, operatorToken }: Running): Promise<Crowd> {
	const operator: Client = { url, token: operatorToken, locale: "en" };
	const over = new AbortController();
	let replies = 0;
	const listen = async (stream: ReadableStream<Uint8Array>) => {
		try {
			let rest = "";
			for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
				const lines = (rest + chunk).split("\n");
				rest = lines.pop() ?? "";
				replies += lines.filter((line) => line.startsWith("data: ") && line.includes('"direction":"out"')).length;
			}
		} catch (error) {
			if (!over.signal.aborted) throw error;
		}
	};
	const people: { readonly say: () => Promise<void>; readonly listening: Promise<void> }[] = [];
	while (people.length < PEOPLE) {
		const opened = await ask<Opened>(operator, "/api/conversations", { json: {} });
		const client = { ...operator, token: opened.token };
		const path = `/api/conversations/${opened.id}`;
		people.push({
			say: () => say(`${url}${path}/messages`, opened.token),
			// At once: a stream that nobody reads is taken for garbage and cut.
			listening: listen(await openEvents(client, `${path}/events`, over.signal)),
		});
	}
	return {
		name: "web, HTTP and its stream",
		replies: () => replies,
		say: async () => void (await Promise.all(people.map(({ say }) => say()))),
		acknowledge: null,
		leave: async () => {
			over.abort();
			await Promise.all(people.map(({ listening }) => listening));
		},
	};
}

function isSoonEnough(ack: Promise<unknown>): Promise<boolean> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ACK_LIMIT_MS, false);
		void ack.then(() => {
			clearTimeout(timer);
			resolve(true);
		});
	});
}

type Opened = { readonly id: string; readonly token: string };

/** However long it takes: what is measured waits for it. */
async function say(url: string, token: string): Promise<void> {
	const body = JSON.stringify({ id: randomUUID(), text: WORD });
	const response = await fetch(url, { method: "POST", headers: { authorization: `Bearer ${token}` }, body });
	await response.text();
	if (!response.ok) throw new Error(`the web chat answers ${response.status}`);
}

function noPerson(): never {
	throw new Error("nobody is there");
}
