/** Somebody in a direct message of Slack's: the real client library, and a Slack of our own that judges what it is sent. */

import { expect } from "vitest";
import { SCOPES } from "../../src/bots/slack/setup.ts";
import type { Locale } from "../../src/text.ts";
import { decodePng } from "../bots/discord-qr.ts";
import { personAt } from "../bots/slack-chat.ts";
import { SIGNING_SECRET } from "../support/slack-delivery.ts";
import type { Happening } from "../support/slack-people.ts";
import { isObject, type Json } from "../support/slack-rules.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import type { View } from "../support/slack-views.ts";
import type { Message, Person } from "../support/slack-workspace.ts";
import { type Chat, type Options, type Platform, type Seen, until } from "./chat.ts";
import { type House, openHouse } from "./house.ts";
import { DEMO, setUp } from "./shop.ts";

export const slack: Platform = { name: "slack", place: "in Slack", edits: true, links: true, open };

const LANGUAGES: Readonly<Record<Locale, string>> = { en: "en-US", zh: "zh-CN", es: "es-ES" };

async function open({ database, locale, isLinked = true, shop = DEMO }: Options): Promise<Chat> {
	const server = await startSlack();
	// What the manifest asks for is enough for everything that happens.
	server.scopes.clear();
	for (const { scope } of SCOPES) server.scopes.add(scope);
	const house = await openHouse(database, {
		SLACK_BOT_TOKEN: BOT_TOKEN,
		SLACK_APP_TOKEN: APP_TOKEN,
		SLACK_SIGNING_SECRET: SIGNING_SECRET,
		SLACK_API_URL: server.apiUrl,
	});
	await connected(server);
	await setUp(house, shop.setup);
	const chat = await meet(house, server, { locale, isLinked, store: shop.store });
	return {
		...chat,
		close: async () => {
			await house.remove();
			await server.close();
			expect(server.refused).toEqual([]);
		},
	};
}

const connected = (server: SlackServer) => until(() => (server.socket.count > 0 ? true : null), "Slack's socket");

/** Somebody in a program that runs already. */
export async function meet(
	house: House,
	server: SlackServer,
	{ locale, isLinked, store }: { readonly locale: Locale; readonly isLinked: boolean; readonly store: string },
): Promise<Chat> {
	const hand = personAt({ slack: server }, "anna", LANGUAGES[locale]);
	if (isLinked) {
		await hand.say(`link ${await house.pairingCode(store)}`);
		await until(() => hand.screen()[0], "the answer to the code");
	}
	const before = hand.screen().length; // the answer to the code is none of the conversation's
	const screen = () => hand.screen().slice(before);
	const hear = (happening: Happening) => server.socket.deliver(happening).ack;
	return {
		house,
		web: null,
		say: hand.say,
		sayTwice: async (text) => {
			const said = server.people.says(hand.who, hand.where, text);
			await Promise.all([hear(said), hear(server.people.again(said))]);
			await server.socket.deliver(server.people.again(said), 1).ack;
		},
		press: hand.press,
		dropFile: (name, content) => hand.say("", [[name, content]]),
		screen: () => screen().map((message) => seen(server, message)),
		qr: () => pictureOn(server, screen()),
		decide: async (label, pin) => {
			await hand.press(label);
			await decide(server, hand.who, hear, pin);
		},
		reconnected: async () => void (await connected(server)),
		close: async () => {},
	};
}

const seen = ({ workspace }: SlackServer, { ts, text, blocks, files }: Message): Seen => ({
	id: ts,
	text: unescaped(text),
	buttons: blocks
		.flatMap((block) => (Array.isArray(block["elements"]) ? block["elements"].filter(isObject) : []))
		.filter(({ type }) => type === "button")
		.map((button) => (isObject(button["text"]) ? String(button["text"]["text"]) : "")),
	files: files.map((id) => workspace.files.get(id)?.name ?? id),
});

/** As Slack shows it to a person. */
const unescaped = (text: string): string =>
	text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function pictureOn({ workspace }: SlackServer, screen: readonly Message[]): string | null {
	const images = screen.flatMap(({ blocks }) => blocks.filter(({ type }) => type === "image"));
	const file = images.at(-1)?.["slack_file"];
	const bytes = isObject(file) ? workspace.files.get(String(file["id"]))?.bytes : undefined;
	return bytes === undefined || bytes === null ? null : decodePng(bytes);
}

/** Fills in the form that has opened for a person, and sends it. */
async function decide(
	server: SlackServer,
	who: Person,
	hear: (happening: Happening) => Promise<{ readonly payload: Json }>,
	pin: string,
): Promise<void> {
	const isMine = (view: View) => view.isOpen && view.user === who.id && view.content["type"] === "modal";
	const view = await until(() => [...server.views.values()].findLast(isMine), "a form");
	const asksForPin = JSON.stringify(view.content).includes('"action_id":"pin"');
	const { payload } = await hear(server.people.submits(who, view, new Map(asksForPin ? [["pin", pin]] : [])));
	expect(payload["response_action"] ?? "closed").not.toBe("errors");
}
