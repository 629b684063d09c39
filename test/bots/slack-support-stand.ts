/** The support channel in a Slack of our own, with the real client behind it, and what stores acts in the place of the runtime. */

import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import type { FromPlatform, PlatformTools } from "../../src/bots/bot.ts";
import { openSlack } from "../../src/bots/slack/bot.ts";
import type { FoundEscalation, Overview, SupportDesk, SupportPlace, SupportTools } from "../../src/bots/support.ts";
import type { AgentAct } from "../../src/helpdesk/escalation-event.ts";
import type { Shown, SupportOrder } from "../../src/helpdesk/escalation-order.ts";
import { snoozes } from "../../src/helpdesk/escalation-snooze.ts";
import type { Agent, Card, Escalation } from "../../src/helpdesk/escalation-state.ts";
import type { Choice } from "../../src/helpdesk/message.ts";
import { ALWAYS_THERE } from "../../src/helpdesk/support-file.ts";
import type { Log } from "../../src/log.ts";
import type { Refusal } from "../../src/text.ts";
import type { Happening } from "../support/slack-people.ts";
import type { Json } from "../support/slack-rules.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import type { View } from "../support/slack-views.ts";
import { BOT_USER, type Channel, type Message, type Person } from "../support/slack-workspace.ts";
import { noLinks } from "./no-links.ts";

export const ID = "abcd2345";
export const NOW_MS = Date.UTC(2026, 10, 24, 12, 0);

export const CARD: Card = {
	reason: "the merchant asked for a person",
	merchant: "Harbour",
	store: "Harbour Café",
	terminals: ["Verifone V200c · TID 12345678 · Acme Acquiring"],
	cause: "network",
	playbook: "No connection",
	steps: [
		{ question: "Does the shop's Wi-Fi work on a phone?", answer: "Yes" },
		{ question: "What does the terminal show?", answer: null },
	],
	lastWords: "todavía no funciona",
	exposure: { count: 3, sum: { minor: 4500, currency: "EUR" } },
	language: "es",
	sinceMs: NOW_MS - 12 * 60_000,
	isPractice: false,
	rails: ["Bank QR", "Cash"],
	hotline: "+44 20 7946 0000",
};

export const SHOWN: Shown = {
	id: ID,
	conversation: "conversation/c1",
	storeId: "s1",
	state: "open",
	owner: null,
	severity: "normal",
	openedAtMs: NOW_MS,
	firstReplyAtMs: null,
	restoredAtMs: null,
	resolution: null,
	closedAtMs: null,
	snoozedUntilMs: null,
	linkedTo: null,
	card: CARD,
	sales: { paid: 2, sums: [{ minor: 9000, currency: "EUR" }], open: 1 },
	translation: "it still does not work",
	claimDueAtMs: NOW_MS + 10 * 60_000,
	tier: "First line",
};

const { claimDueAtMs: _due, tier: _tier, ...REST } = SHOWN;
export const ESCALATION: Escalation = {
	...REST,
	chain: null,
	claim: null,
	isPosted: true,
	timeline: [],
};

export type Act = { readonly id: string; readonly by: Agent; readonly act: AgentAct; readonly key: string };
export type SentFile = { readonly name: string; readonly text: string; readonly file: string; readonly size: number };

export type SupportStand = {
	readonly slack: SlackServer;
	/** A process of its own: what one has sent, another does not know, and does not keep pace with. */
	newDesk(): SupportDesk;
	readonly channel: Channel;
	readonly anna: Person;
	readonly ben: Person;
	/** No agent, but in the channel. */
	readonly eve: Person;
	/** An agent by a user group, who may record refunds. */
	readonly fin: Person;
	readonly logged: string[];
	acts: Act[];
	files: SentFile[];
	refunds: { readonly finding: string; readonly note: string; readonly by: string }[];
	/** What the merchants' conversations heard. */
	heard: FromPlatform[];
	/** What stands between the inbox and the database. */
	database: () => Promise<void>;
	/** What the request is now. */
	escalation: Escalation;
	/** Threads of cards. */
	threads: Map<string, string>;
	linkable: readonly Choice[];
	refundable: readonly Choice[];
	overview: Overview;
	refuseFile: Refusal | null;
	refuseRefund: Refusal | null;
};

export const GROUP = "S0FINANCE";

/** To be called once in a file, outside of its tests. */
export async function standAtSupport(): Promise<SupportStand> {
	const slack = await startSlack();
	const anna = slack.workspace.addPerson("Anna Berg");
	const ben = slack.workspace.addPerson("Ben", "zh-CN");
	const eve = slack.workspace.addPerson("Eve", "es-ES");
	const fin = slack.workspace.addPerson("Fin");
	const members = [anna, ben, eve, fin].map(({ id }) => id);
	const channel = slack.workspace.addChannel("support", [BOT_USER, ...members]);
	slack.workspace.groups.set(GROUP, [fin.id]);
	const begun = () => ({
		acts: [],
		files: [],
		refunds: [],
		heard: [],
		database: async () => {},
		escalation: ESCALATION,
		linkable: [{ id: "other234", label: "Harbour Bar · network" }],
		refundable: [{ id: "f1", label: "45.00 EUR charged twice" }],
		overview: { escalations: [], selling: [], hours: null },
		refuseFile: null,
		refuseRefund: null,
	});
	const logged: string[] = [];
	const keep = (facts: object, what: string) => void logged.push(JSON.stringify({ ...facts, what }));
	const log: Log = { info: keep, warn: keep, error: keep };
	const support = { channel: channel.id, agents: [anna.id, ben.id, GROUP], finance: [GROUP] };
	const settings = { botToken: BOT_TOKEN, appToken: APP_TOKEN, signingSecret: null, apiUrl: slack.apiUrl, support };
	const opened = openSlack(settings, log);
	const newDesk = () => openSlack(settings, log).desk!;
	const at: SupportStand = { slack, newDesk, channel, anna, ben, eve, fin, logged, threads: new Map(), ...begun() };
	const { stop } = opened.listen(merchantsOf(at), toolsOf(at));
	beforeAll(() => slack.socket.connected());
	beforeEach(() => {
		slack.mend();
		Object.assign(at, begun());
	});
	afterAll(async () => {
		await stop();
		await slack.close();
		expect(logged.join("\n")).not.toMatch(/secret-word|Anna|xoxb|xapp/);
	});
	return at;
}

const merchantsOf = (at: SupportStand): PlatformTools => ({
	hear: async (given) => {
		at.heard.push(given);
		return true;
	},
	takeFile: async () => {
		throw new Error("a file of the support channel went to a merchant's conversation");
	},
	knows: async () => true,
	...noLinks,
});

function toolsOf(at: SupportStand): SupportTools {
	const keys = new Set<string>();
	const found = (): FoundEscalation => ({ merchantId: "m1", escalation: at.escalation, card: null });
	const isNew = async (key: string): Promise<boolean> => {
		await at.database();
		if (keys.has(key)) return false;
		keys.add(key);
		return true;
	};
	return {
		find: async (thread) => (at.threads.has(thread) ? found() : null),
		read: async (id) => (id === at.escalation.id ? found() : null),
		act: async ({ escalation: { id } }, by, act, key) => {
			if (!(await isNew(key))) return false;
			at.acts.push({ id, by, act, key });
			return true;
		},
		replyWithFile: async (_found, _by, { name, text }, file, key) => {
			if (at.refuseFile !== null) return at.refuseFile;
			if (!(await isNew(key))) return false;
			at.files.push({ name, text, file: file.name, size: file.bytes.length });
			return true;
		},
		snoozes: () => snoozes(ALWAYS_THERE, NOW_MS),
		linkable: async () => at.linkable,
		refundable: async () => at.refundable,
		refunded: async (_found, by, finding, note, key) => {
			if (at.refuseRefund !== null) return at.refuseRefund;
			if (await isNew(key)) at.refunds.push({ finding, note, by: by.id });
			return true;
		},
		overview: async () => at.overview,
		nowMs: () => NOW_MS,
	};
}

export const place = (more: Partial<SupportPlace> = {}): SupportPlace => ({
	card: null,
	replaces: null,
	isRepeat: false,
	readFile: async () => null,
	...more,
});

let keys = 0;

/** Posts a card, whose thread is the request's from then on; what it is called, and the message. */
export async function cardAt(
	at: SupportStand,
	shown: Shown = SHOWN,
): Promise<{ readonly name: string; readonly ts: string; readonly message: () => Message }> {
	const order: SupportOrder = { kind: "support", to: shown.id, do: "card", isEdit: false, escalation: shown };
	const posted = await at.newDesk().show(order, place(), `card-${++keys}`);
	const name = `${posted?.name}`;
	at.threads.set(`${posted?.thread}`, shown.id);
	const ts = name.split("/")[1] ?? "";
	return { name, ts, message: () => at.slack.workspace.find(at.channel.id, ts)! };
}

/** Hands it over and waits for the acknowledgement, of which it gives what it says. */
export const hand = async (at: SupportStand, happening: Happening): Promise<Json> =>
	(await at.slack.socket.deliver(happening).ack).payload;

/** What is told to this person alone. */
export const whispers = (at: SupportStand, who: Person): readonly string[] =>
	at.slack.workspace
		.all(at.channel.id)
		.filter(({ onlyFor }) => onlyFor === who.id)
		.map(({ text }) => text);

/** The form that is open before a person. */
export const formOf = (at: SupportStand, who: Person): View =>
	[...at.slack.views.values()].findLast(
		({ user, isOpen, content }) => isOpen && user === who.id && content["type"] === "modal",
	)!;

export const actsOf = (at: SupportStand): readonly AgentAct[] => at.acts.map(({ act }) => act);
