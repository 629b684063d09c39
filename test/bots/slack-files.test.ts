import { afterAll, beforeEach, expect, test } from "vitest";
import type { Bot } from "../../src/bots/bot.ts";
import { openSlack } from "../../src/bots/slack/bot.ts";
import type { StoredFile } from "../../src/bots/support.ts";
import { DeliveryError } from "../../src/errors.ts";
import type { FileCard, Reply } from "../../src/helpdesk/message.ts";
import type { Log } from "../../src/log.ts";
import { PDF, PNG } from "../support/sample-files.ts";
import { BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import { BOT_USER, type Channel, TEAM } from "../support/slack-workspace.ts";

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };
const SAID: Reply = { text: "Mara (support): look", choices: [], qr: null, link: null, replaces: null, sale: null };
const KEPT = new Map<string, StoredFile>([
	["p", { name: "screen.png", type: "image/png", bytes: PNG }],
	["m", { name: "manual.pdf", type: "application/pdf", bytes: PDF }],
]);
const file = (id: string): FileCard => {
	const { name, type, bytes } = KEPT.get(id)!;
	return { id, name, type, bytes: bytes.length };
};
const MANUAL: Reply = { ...SAID, file: file("m") };
const PICTURE: Reply = { ...SAID, file: file("p") };

const opened: SlackServer[] = [];
let slack: SlackServer;
let where: Channel;
let root: string;
let thread: string;
beforeEach(async () => {
	slack = await startSlack();
	opened.push(slack);
	const ana = slack.workspace.addPerson("ana");
	where = slack.workspace.addChannel("tills", [ana.id, BOT_USER]);
	root = slack.workspace.post({ channel: where.id, user: ana.id, text: "no connection" }).ts;
	thread = `${TEAM}/${where.id}/${root}`;
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

type To = Parameters<Bot["send"]>[0];
const send = (reply: Reply, key: string, more: Partial<To> = {}) =>
	openSlack(
		{ botToken: BOT_TOKEN, appToken: null, signingSecret: null, apiUrl: slack.apiUrl, support: null },
		SILENT,
	).bot.send(
		{
			conversationId: "c1",
			thread,
			root: null,
			replaces: null,
			isRepeat: false,
			readFile: async (id) => KEPT.get(id) ?? null,
			...more,
		},
		{ seq: 1, reply },
		key,
	);
const failureOf = async (sending: Promise<unknown>): Promise<string> =>
	sending.then(
		() => "sent",
		(error: unknown) => (error instanceof DeliveryError ? error.code : `${error}`),
	);
const said = () =>
	slack.workspace.seen(where.id, { by: BOT_USER, thread: root }).filter(({ user }) => user === BOT_USER);
/** Of each message: its words, and the names of what hangs at it. */
const screen = () =>
	said().map(({ text, files }) => [text.split("\n")[0], files.map((id) => slack.workspace.files.get(id)?.name)]);
const blocks = () => said().flatMap((message) => message.blocks);

test("a picture stands in the message itself, and stays when its words are edited", async () => {
	const sent = await send(PICTURE, "k1");
	expect(blocks()).toContainEqual(expect.objectContaining({ type: "image", alt_text: "screen.png" }));
	expect([...slack.workspace.files.values()].map(({ name, bytes }) => [name, bytes?.length])).toEqual([
		["screen.png", PNG.length],
	]);
	await send({ ...PICTURE, text: "Mara (support): look here", replaces: 1 }, "k2", { replaces: sent?.name ?? "" });
	expect(screen()).toEqual([["Mara (support): look here", []]]);
	expect(blocks()).toContainEqual(expect.objectContaining({ type: "image" }));
	expect(slack.workspace.files.size).toBe(1);
	await send({ ...SAID, text: "(withdrawn by support)", replaces: 1 }, "k3", { replaces: sent?.name ?? "" });
	expect(blocks()).not.toContainEqual(expect.objectContaining({ type: "image" }));
	expect(slack.refused).toEqual([]);
});

test("a document hangs in the thread behind its words, and is taken away when they are withdrawn", async () => {
	const sent = await send(MANUAL, "k1");
	expect(screen()).toEqual([
		["Mara (support): look", []],
		["", ["manual.pdf"]],
	]);
	await send({ ...MANUAL, text: "Mara (support): page 3", replaces: 1 }, "k2", { replaces: sent?.name ?? "" });
	expect(slack.workspace.files.size).toBe(1);
	const withdrawn = { ...SAID, text: "(withdrawn by support)", replaces: 1 };
	await send(withdrawn, "k3", { replaces: sent?.name ?? "" });
	expect(slack.workspace.files.size).toBe(0);
	await send(withdrawn, "k3", { replaces: sent?.name ?? "", isRepeat: true });
	expect(screen()[0]).toEqual(["(withdrawn by support)", []]);
});

test("whatever breaks between the words and the document, each comes once", async () => {
	slack.fail("files.completeUploadExternal", { rateLimitedS: 3 });
	expect(await failureOf(send(MANUAL, "k1"))).toBe("unreachable");
	expect(screen()).toEqual([["Mara (support): look", []]]);
	const sent = await send(MANUAL, "k1", { isRepeat: true });
	expect(screen()).toHaveLength(2);
	expect(await send(MANUAL, "k1", { isRepeat: true })).toEqual(sent);
	expect(screen()).toHaveLength(2);
});

test("a file that is forgotten leaves its name, and the words are said", async () => {
	await send({ ...SAID, file: { ...file("m"), id: "gone" } }, "k1");
	await send({ ...SAID, file: { ...file("p"), id: "gone" } }, "k2");
	expect(said().map(({ text }) => text)).toEqual([
		"Mara (support): look\nmanual.pdf",
		"Mara (support): look\nscreen.png",
	]);
	expect(slack.refused).toEqual([]);
});
