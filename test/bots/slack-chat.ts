/** A person in front of Slack, with the whole server behind it. */

import { SCOPES } from "../../src/bots/slack/setup.ts";
import type { Outside } from "../../src/main.ts";
import { addPairing } from "../../src/store/audience.ts";
import { type Server, startServer } from "../http/server.ts";
import { atEndOfFile } from "../support/end-of-file.ts";
import { SIGNING_SECRET } from "../support/slack-delivery.ts";
import type { Happening } from "../support/slack-people.ts";
import { isObject, type Json } from "../support/slack-rules.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import type { View } from "../support/slack-views.ts";
import { BOT_USER, type Channel, type Message, type Person } from "../support/slack-workspace.ts";

const PATIENCE_MS = 30_000;

export type Desk = { readonly slack: SlackServer; readonly server: Server };

/** A Slack and a server that is connected to it over a socket, and takes signed requests as well. */
export async function atSlack(outside: Partial<Outside> = {}): Promise<Desk> {
	const slack = await startSlack();
	atEndOfFile(slack.close);
	// What the manifest asks for is enough for everything that happens in these tests.
	slack.scopes.clear();
	for (const { scope } of SCOPES) slack.scopes.add(scope);
	const environment = {
		SLACK_BOT_TOKEN: BOT_TOKEN,
		SLACK_APP_TOKEN: APP_TOKEN,
		SLACK_SIGNING_SECRET: SIGNING_SECRET,
		SLACK_API_URL: slack.apiUrl,
	};
	const server = await startServer(environment, outside);
	await slack.socket.connected();
	return { slack, server };
}

/** Waits until `look` finds something. */
export async function until<T>(look: () => T | null | undefined, what: () => string): Promise<T> {
	for (const endMs = Date.now() + PATIENCE_MS; Date.now() < endMs; ) {
		const found = look();
		if (found !== null && found !== undefined) return found;
		await new Promise((wake) => setTimeout(wake, 20));
	}
	throw new Error(`waited in vain: ${what()}`);
}

/** A code such as a manager hands out, for the demo shop. */
export async function pairingCode({ server }: Desk, code: string): Promise<string> {
	await addPairing(server.database, code, { merchantId: "demo", storeId: "harbour-cafe" }, "manager", Date.now());
	return code;
}

export type Hand = {
	readonly who: Person;
	readonly where: Channel;
	/** Writes and waits for the acknowledgement. */
	say(text: string, files?: readonly (readonly [name: string, content: string])[]): Promise<void>;
	/** Waits for a message of the bot's, as it stands now, whose words fit; `after` another one where it is given. */
	see(pattern: RegExp, after?: Message): Promise<Message>;
	/** Presses the button of that name, under the newest message that has it. */
	press(label: string): Promise<void>;
	/** Types a command. */
	command(name: string, text?: string): Promise<void>;
	/** The form that is open before the person; waits for one whose title fits. */
	form(title: RegExp): Promise<View>;
	/** Sends it with what is typed or chosen in it; gives what Slack is answered. */
	submit(view: View, values: Readonly<Record<string, string>>): Promise<Json>;
	/** The same person in a channel, or in one of its threads. */
	in(channel: Channel, thread?: string): Hand;
	/** What all messages of the bot say now, the oldest first. */
	screen(): readonly Message[];
};

export function personAt(desk: Pick<Desk, "slack">, name: string, locale = "en-US"): Hand {
	const who = desk.slack.workspace.addPerson(name, locale);
	return handAt(desk, who, desk.slack.workspace.directMessages(who.id));
}

function handAt(desk: Pick<Desk, "slack">, who: Person, where: Channel, thread?: string): Hand {
	const { slack } = desk;
	const place = thread === undefined ? {} : { thread };
	const screen = () => slack.workspace.seen(where.id, { by: who.id, ...place }).filter(({ user }) => user !== who.id);
	const said = () =>
		screen()
			.map(({ text }) => text)
			.join("\n---\n");
	const tell = async (happening: Happening): Promise<Json> => (await slack.socket.deliver(happening).ack).payload;
	return {
		who,
		where,
		screen,
		in: (channel, root) => handAt(desk, who, channel, root),
		say: async (text, files = []) => {
			await tell(slack.people.says(who, where, text, { files, ...place }));
		},
		see: (pattern, after) =>
			until(
				() => screen().findLast(({ text, ts }) => pattern.test(text) && ts > (after?.ts ?? "")),
				() => `${pattern} in\n${said()}`,
			),
		press: async (label) => {
			const { message, actionId } = await until(
				() => {
					const shown = screen().findLast((each) => buttonOf(each, label) !== undefined);
					return shown === undefined ? null : { message: shown, actionId: `${buttonOf(shown, label)}` };
				},
				() => `button ${label} in\n${said()}`,
			);
			await tell(slack.people.presses(who, message, actionId));
		},
		command: async (command, text = "") => {
			await tell(slack.people.commands(who, where, command, text));
		},
		form: (title) =>
			until(
				() =>
					[...slack.views.values()].findLast(
						({ isOpen, user, content }) =>
							isOpen && user === who.id && title.test(`${textOf({ text: content["title"] })}`),
					),
				() => `a form ${title} before ${who.name}; the screen:\n${said()}`,
			),
		submit: (view, values) => tell(slack.people.submits(who, view, new Map(Object.entries(values)))),
	};
}

let codes = 0;

/** Somebody in a channel that a command has linked to the demo shop. */
export async function inLinkedChannel(
	desk: Desk,
	name: string,
	locale?: string,
): Promise<{ readonly hand: Hand; readonly channel: Channel }> {
	const person = personAt(desk, name, locale);
	const channel = desk.slack.workspace.addChannel(`tills-of-${name}`, [person.who.id, BOT_USER]);
	const hand = person.in(channel);
	await hand.command("/standin", `link ${await pairingCode(desk, `channel-code-${++codes}`)}`);
	await desk.server.settle();
	return { hand, channel };
}

/** How many conversations a channel's threads are. */
export const conversationsIn = async ({ server }: Desk, { id }: Channel): Promise<number> =>
	(await server.database.query("select 1 from conversation where thread like $1", [`%/${id}/%`])).length;

/** Whether a message is shown to this person alone. */
export const isWhisper = ({ onlyFor }: Message, { who }: Hand): boolean => onlyFor === who.id;

/** The action id of a button by what stands on it. */
export const buttonOf = ({ blocks }: Message, label: string): unknown =>
	blocks
		.flatMap((block) => (Array.isArray(block["elements"]) ? block["elements"].filter(isObject) : []))
		.find((element) => element["type"] === "button" && textOf(element) === label)?.["action_id"];

const textOf = ({ text }: Json): unknown => (isObject(text) ? text["text"] : undefined);

/** The bytes of the picture in a message, or null. */
export function pictureIn({ slack }: Desk, { blocks }: Message): Buffer | null {
	const file = blocks.find(({ type }) => type === "image")?.["slack_file"];
	return isObject(file) ? (slack.workspace.files.get(String(file["id"]))?.bytes ?? null) : null;
}
