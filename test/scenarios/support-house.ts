/** One program, a merchant on each platform, and a support channel with its agents in a Slack of our own. */

import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { SCOPES } from "../../src/bots/slack/setup.ts";
import type { Chat } from "../contract/chat.ts";
import * as discord from "../contract/discord.ts";
import { type DatabaseKind, type House, openHouse } from "../contract/house.ts";
import { DEMO } from "../contract/shop.ts";
import * as slack from "../contract/slack.ts";
import * as web from "../contract/web.ts";
import { BOT_TOKEN as DISCORD_TOKEN, type DiscordServer, startDiscord } from "../support/discord-server.ts";
import { SIGNING_SECRET } from "../support/slack-delivery.ts";
import type { Happening } from "../support/slack-people.ts";
import type { Json } from "../support/slack-rules.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import type { View } from "../support/slack-views.ts";
import { BOT_USER, type Channel, type Message, type Person } from "../support/slack-workspace.ts";

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 20;

export type SupportHouse = {
	readonly house: House;
	readonly slack: SlackServer;
	readonly discord: DiscordServer;
	readonly channel: Channel;
	readonly anna: Person;
	readonly ben: Person;
	/** In the channel, but no agent. */
	readonly eve: Person;
	/** The program's clock goes ahead by so much; Slack's and Discord's own do not. */
	wait(minutes: number): void;
	meet(platform: "web" | "slack" | "discord"): Promise<Chat>;
	hear(happening: Happening): Promise<Json>;
	/** The newest card as it stands now. */
	card(fits: RegExp): Promise<Message>;
	/** What stands in the thread of a card, the oldest first. */
	thread(card: Message): readonly string[];
	/** Waits for a line of the thread. */
	line(card: Message, fits: RegExp): Promise<Message>;
	/** Presses a button of the card, or picks from its menu. */
	press(who: Person, card: Message, button: string, option?: string): Promise<void>;
	/** Sends the form that is open before an agent. */
	submit(who: Person, values: Readonly<Record<string, string>>): Promise<Json>;
	/** What only this agent was told. */
	whispers(who: Person): readonly string[];
	/** Fails when Slack or Discord would have refused anything. */
	close(): Promise<void>;
};

export async function openSupportHouse(database: DatabaseKind): Promise<SupportHouse> {
	const server = await startSlack();
	// What the manifest asks for is enough for everything that happens.
	server.scopes.clear();
	for (const { scope } of SCOPES) server.scopes.add(scope);
	const [anna, ben, eve] = ["Anna", "Ben", "Eve"].map((name) => server.workspace.addPerson(name)) as [
		Person,
		Person,
		Person,
	];
	server.mentions.push(anna.id, ben.id, "channel");
	const channel = server.workspace.addChannel("support", [BOT_USER, anna.id, ben.id, eve.id]);
	const atDiscord = await startDiscord();
	let aheadMs = 0;
	const environment = {
		SLACK_BOT_TOKEN: BOT_TOKEN,
		SLACK_APP_TOKEN: APP_TOKEN,
		SLACK_SIGNING_SECRET: SIGNING_SECRET,
		SLACK_API_URL: server.apiUrl,
		SLACK_SUPPORT_CHANNEL: channel.id,
		SLACK_SUPPORT_AGENTS: `${anna.id},${ben.id}`,
		DISCORD_TOKEN,
		DISCORD_API_URL: atDiscord.api,
	};
	const outside = { nowMs: () => Date.now() + aheadMs, seed: () => randomBytes(16).toString("hex") };
	const house = await openHouse(database, environment, outside);
	const until = <T>(look: () => T | null | undefined, what: () => string) => waitFor(look, what, house);
	await until(
		() => (server.socket.count > 0 && atDiscord.gateway.connected() > 0 ? true : null),
		() => "both platforms",
	);

	const seen = (thread?: string) =>
		server.workspace.seen(channel.id, { by: anna.id, ...(thread === undefined ? {} : { thread }) });
	const hear = async (happening: Happening) => (await server.socket.deliver(happening).ack).payload;
	const said = (messages: readonly Message[]) => messages.map(({ text }) => text).join("\n---\n");
	const textOf = (message: Message) => `${message.text}\n${JSON.stringify(message.blocks)}`;
	const thread = ({ ts }: Message) => seen(ts).filter((message) => message.ts !== ts && message.onlyFor === null);
	return {
		house,
		slack: server,
		discord: atDiscord,
		channel,
		anna,
		ben,
		eve,
		wait: (minutes) => {
			aheadMs += minutes * 60_000;
		},
		meet: async (platform) => {
			const about = { locale: "en", isLinked: true, store: DEMO.store } as const;
			switch (platform) {
				case "web":
					return web.meet(house, about);
				case "slack":
					return slack.meet(house, server, about);
				case "discord":
					return discord.meet(house, atDiscord, about);
			}
		},
		hear,
		card: (fits) =>
			until(
				() => seen().findLast((message) => message.user === BOT_USER && fits.test(textOf(message))),
				() => `a card ${fits} in\n${said(seen())}`,
			),
		thread: (card) => thread(card).map(textOf),
		line: (card, fits) =>
			until(
				() => thread(card).findLast(({ text }) => fits.test(text)),
				() => `a line ${fits} in\n${said(thread(card))}`,
			),
		press: async (who, card, button, option) => {
			const now = server.workspace.find(card.channel, card.ts) ?? card;
			await hear(server.people.presses(who, now, `support-${button}`, option));
		},
		submit: async (who, values) => {
			const isMine = (view: View) => view.isOpen && view.user === who.id && view.content["type"] === "modal";
			const view = await until(
				() => [...server.views.values()].findLast(isMine),
				() => `a form before ${who.name}`,
			);
			return hear(server.people.submits(who, view, new Map(Object.entries(values))));
		},
		whispers: (who) =>
			server.workspace
				.all(channel.id)
				.filter(({ onlyFor }) => onlyFor === who.id)
				.map(({ text }) => text),
		close: async () => {
			await house.remove();
			await server.close();
			await atDiscord.close();
			expect(server.refused).toEqual([]);
		},
	};
}

async function waitFor<T>(look: () => T | null | undefined, what: () => string, house: House): Promise<T> {
	for (const endMs = Date.now() + PATIENCE_MS; Date.now() < endMs; ) {
		const found = look();
		if (found !== null && found !== undefined) return found;
		await new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
	}
	throw new Error(`waited in vain: ${what()}\n${house.logged.slice(-6).join("\n")}`);
}
