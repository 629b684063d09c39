/** Somebody in front of Slack, with the real client behind it, and what would be a shop in the place of the runtime. */

import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import type { DecisionForm, DecisionTools, FromPlatform, PlatformTools } from "../../src/bots/bot.ts";
import { openSlack } from "../../src/bots/slack/bot.ts";
import { renderReply } from "../../src/bots/slack/render.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import type { Log } from "../../src/log.ts";
import { bakery } from "../fallback/shops.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import { BOT_USER, type Channel, type Message } from "../support/slack-workspace.ts";
import { noLinks } from "./no-links.ts";
import { type Hand, personAt } from "./slack-chat.ts";

export const FORM: DecisionForm = {
	title: "Charged twice",
	text: "45.00 EUR <!channel>",
	pick: { label: "Which", options: [{ id: "p1", label: "the first" }] },
	noteLabel: "Note",
	pinLabel: "PIN",
	submit: "Decide",
};
export const CHOICE = "decide:charged_twice:f1";

type Decided = { readonly holder: string; readonly choice: string; readonly given: object; readonly key: string };

/** A test changes what is in the way, and what the shop answers; each begins anew. */
export type Stand = {
	readonly slack: SlackServer;
	decisions: DecisionTools;
	shop: Shop | null;
	heard: FromPlatform[];
	decided: Decided[];
	/** What stands between the inbox and the database. */
	database: () => Promise<void>;
	/** Whether the thread of a reply is known to be a conversation. */
	isKnown: () => boolean;
};

/** To be called once in a file, outside of its tests. */
export async function standAtSlack(): Promise<Stand> {
	const slack = await startSlack();
	const begun = (): Omit<Stand, "slack"> => ({
		shop: bakery,
		heard: [],
		decided: [],
		database: async () => {},
		isKnown: () => true,
		decisions: {
			ask: async () => FORM,
			decide: async ({ holder }, choice, given, key) => {
				await at.database();
				at.decided.push({ holder, choice, given, key });
				return "stored";
			},
		},
	});
	const at: Stand = { slack, ...begun() };
	const logged: string[] = [];
	const keep = (facts: object, what: string) => void logged.push(JSON.stringify({ ...facts, what }));
	const log: Log = { info: keep, warn: keep, error: keep };
	const settings = {
		botToken: BOT_TOKEN,
		appToken: APP_TOKEN,
		signingSecret: null,
		apiUrl: slack.apiUrl,
		support: null,
	};
	const { stop } = openSlack(settings, log).listen(toolsOf(at), null);
	beforeAll(() => slack.socket.connected());
	beforeEach(() => {
		slack.mend();
		Object.assign(at, begun());
	});
	afterAll(async () => {
		await stop();
		await slack.close();
		expect(logged.join("\n")).not.toMatch(/246810|111111|secret-word/);
	});
	return at;
}

const toolsOf = (at: Stand): PlatformTools => ({
	hear: async (given) => {
		await at.database();
		at.heard.push(given);
		return true;
	},
	takeFile: async () => true,
	knows: async () => at.isKnown(),
	links: {
		...noLinks.links,
		shopOf: async () => {
			await at.database();
			return at.shop;
		},
	},
	decisions: {
		ask: (...asked) => at.decisions.ask(...asked),
		decide: (...given) => at.decisions.decide(...given),
	},
});

let names = 0;

/** Somebody with a reply before them that has this button. */
export function facing(
	at: Stand,
	choice: string,
	locale?: string,
	channel?: Channel,
): { readonly hand: Hand; readonly shown: Message } {
	const person = personAt(at, `person-${++names}`, locale);
	const hand = channel === undefined ? person : person.in(channel);
	channel?.members.add(person.who.id);
	const reply = { text: "To check", qr: null, link: null, replaces: null, sale: null };
	const { text, blocks } = renderReply(3, { ...reply, choices: [{ id: choice, label: "Decide it" }] }, null);
	const drawn = { text, blocks: JSON.parse(JSON.stringify(blocks)) };
	return { hand, shown: at.slack.workspace.post({ channel: hand.where.id, user: BOT_USER, ...drawn }) };
}

/** What is told to this person alone. */
export const whispers = (hand: Hand): readonly string[] =>
	hand
		.screen()
		.filter(({ onlyFor }) => onlyFor === hand.who.id)
		.map(({ text }) => text);
