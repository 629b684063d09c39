import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { FromPlatform, PlatformTools } from "../../src/bots/bot.ts";
import { openSlack } from "../../src/bots/slack/bot.ts";
import type { Log } from "../../src/log.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "../support/slack-server.ts";
import type { Channel, Person } from "../support/slack-workspace.ts";
import { noLinks } from "./no-links.ts";
import { until } from "./slack-chat.ts";

let slack: SlackServer;
let ana: Person;
let where: Channel;
let heard: FromPlatform[] = [];
let files: { readonly key: string; readonly name: string; readonly text: string }[] = [];
/** What stands between an event and its row. */
let storing: () => Promise<void> = async () => {};
const logged: string[] = [];

const tools: PlatformTools = {
	hear: async (given) => {
		await storing();
		heard.push(given);
		return true;
	},
	takeFile: async ({ key }, name, bytes) => {
		files.push({ key, name, text: new TextDecoder().decode(bytes) });
		return true;
	},
	knows: async () => true,
	...noLinks,
};

beforeAll(async () => {
	slack = await startSlack();
	ana = slack.workspace.addPerson("ana", "es-ES");
	where = slack.workspace.directMessages(ana.id);
	const keep = (facts: object, what: string) => void logged.push(JSON.stringify({ ...facts, what }));
	const log: Log = { info: keep, warn: keep, error: keep };
	const settings = {
		botToken: BOT_TOKEN,
		appToken: APP_TOKEN,
		signingSecret: null,
		apiUrl: slack.apiUrl,
		support: null,
	};
	const { stop } = openSlack(settings, log).listen(tools, null);
	afterAll(async () => {
		await stop();
		await slack.close();
	});
	await slack.socket.connected();
});
beforeEach(() => {
	slack.mend();
	heard = [];
	files = [];
	storing = async () => {};
});

const says = (text: string, dropped: readonly (readonly [string, string])[] = []) =>
	slack.people.says(ana, where, text, { files: dropped });
const answers = () => slack.workspace.seen(where.id, { by: ana.id }).filter(({ user }) => user !== ana.id);
const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

test("Slack hears that an event arrived when it is stored, and not before", async () => {
	let stored: (() => void) | null = null;
	storing = () => new Promise((go) => (stored = go));
	const before = slack.socket.acks.length;
	const { ack } = slack.socket.deliver(says("no connection"));
	const go = await until<() => void>(
		() => stored,
		() => "the inbox",
	);
	await pause(200);
	expect(slack.socket.acks).toHaveLength(before);
	go();
	await ack;
	expect(heard.map(({ inbound }) => inbound)).toMatchObject([{ kind: "message", text: "no connection" }]);
});

test("what could not be stored is not acknowledged, and is stored when Slack repeats it", async () => {
	storing = () => Promise.reject(new Error("the database is away, says secret-word"));
	const said = says("no connection");
	const before = slack.socket.acks.length;
	slack.socket.deliver(said);
	await until(
		() => logged.find((line) => line.includes("not acknowledged")),
		() => logged.join("\n"),
	);
	expect([heard.length, slack.socket.acks.length]).toEqual([0, before]);
	storing = async () => {};
	await slack.socket.deliver(slack.people.again(said), 1).ack;
	expect(heard).toHaveLength(1);
	expect(logged.join("\n")).not.toContain("secret-word");
});

test("the language is the person's at Slack; where Slack does not tell in time, the words are stored all the same", async () => {
	await slack.socket.deliver(says("no funciona")).ack;
	const ben = slack.workspace.addPerson("ben", "zh-CN");
	slack.fail("users.info", "held");
	await slack.socket.deliver(slack.people.says(ben, slack.workspace.directMessages(ben.id), "hi")).ack;
	await slack.socket.deliver(slack.people.says(ben, slack.workspace.directMessages(ben.id), "hi")).ack;
	expect(heard.map(({ locale }) => locale)).toEqual(["es", "en", "zh"]);
});

test("words and a file of one message are both taken, under names of their own", async () => {
	const said = says("from tonight", [["z.csv", "a,b\n1,2\n"]]);
	await slack.socket.deliver(said).ack;
	const { ts, files: ids } = said.message;
	expect(heard.map(({ key, inbound }) => [key, inbound])).toEqual([
		[ts, { kind: "message", text: "from tonight", name: ts }],
	]);
	expect(files).toEqual([{ key: `${ts} ${ids[0]}`, name: "z.csv", text: "a,b\n1,2\n" }]);
});

test("a file that Slack repeats while it is still on its way is fetched once", async () => {
	storing = () => pause(300);
	const said = says("slow", [["z.csv", "a,b\n1,2\n"]]);
	const first = slack.socket.deliver(said);
	const second = slack.socket.deliver(slack.people.again(said), 1);
	await Promise.all([first.ack, second.ack]);
	expect([heard.length, files.length]).toEqual([1, 1]);
});

test.each([
	["Slack does not give it", () => slack.fail("download", { status: 503 })],
	["the app may not read files", () => slack.scopes.delete("files:read")],
])("of a file that cannot be had because %s, the person is told to send it again", async (_name, breakIt) => {
	breakIt();
	const before = answers().length;
	await slack.socket.deliver(says("", [["z.csv", "a,b\n1,2\n"]])).ack;
	slack.scopes.add("files:read");
	expect(files).toEqual([]);
	expect(
		answers()
			.slice(before)
			.map(({ text }) => text),
	).toEqual([expect.stringMatching(/No pude obtener este archivo/)]);
});

test("a file that is too big is not fetched, and one that lies elsewhere is not shown our token", async () => {
	const said = says("", [["z.csv", "x"]]);
	const event = said.payload["event"] as { files: readonly object[] };
	const with_ = (more: object) => ({
		...said,
		payload: {
			...said.payload,
			event: { ...event, ts: slack.workspace.nextTs(), files: [{ ...event.files[0], ...more }] },
		},
	});
	await slack.socket.deliver(with_({ size: 11 * 1024 * 1024 })).ack;
	const asked: string[] = [];
	const elsewhere = createServer((request, response) => {
		asked.push(`${request.headers.authorization}`);
		response.end("x");
	});
	await new Promise<void>((go) => elsewhere.listen(0, "127.0.0.1", go));
	const { port } = elsewhere.address() as AddressInfo;
	const before = answers().length;
	await slack.socket.deliver(with_({ url_private_download: `http://127.0.0.1:${port}/z.csv` })).ack;
	expect(files).toEqual([]);
	expect(
		answers()
			.slice(before - 1)
			.map(({ text }) => text),
	).toEqual([expect.stringContaining("10 MB"), expect.stringContaining("No pude obtener")]);
	expect(asked).toEqual([]);
	elsewhere.close();
});

test("edits and deletions are heard under the name of their message; previews and messages of bots are not", async () => {
	const said = says("pay 45");
	await slack.socket.deliver(slack.people.unfurls(said)).ack;
	const edit = slack.people.edits(said, "pay 54");
	await slack.socket.deliver(edit).ack;
	await slack.socket.deliver(slack.people.deletes(said)).ack;
	const name = said.message.ts;
	expect(heard.splice(0).map(({ inbound }) => inbound)).toEqual([
		{ kind: "edited", name, text: "pay 54" },
		{ kind: "deleted", name },
	]);
	const event = { ...(said.payload["event"] as object), bot_id: "B9", ts: slack.workspace.nextTs() };
	await slack.socket.deliver({ ...said, payload: { ...said.payload, event } }).ack;
	expect(heard).toEqual([]);
});

test.each<[string, () => unknown]>([
	["Slack renews the connection", () => slack.socket.disconnect("refresh_requested")],
	["the wire is cut", () => slack.socket.cut()],
	[
		"Slack does not know the token for a while",
		async () => {
			slack.breakDown("apps.connections.open", { error: "invalid_auth" });
			slack.socket.cut();
			await until(
				() => slack.calls.find(({ outcome }) => outcome === "invalid_auth"),
				() => "a refusal",
			);
			slack.mend();
		},
	],
])("when %s it connects again by itself", async (_name, breakIt) => {
	const opened = () =>
		slack.calls.filter(({ method, outcome }) => method === "apps.connections.open" && outcome === "ok").length;
	const before = opened();
	await breakIt();
	// The connection itself may be gone and back between two looks.
	await until(
		() => (opened() > before ? true : null),
		() => "another connection",
	);
	await pause(200);
	await slack.socket.connected();
	await slack.socket.deliver(says("still here?")).ack;
	expect(heard).toHaveLength(1);
});

test("nothing of what people wrote, and no token, is in the log", () => {
	const log = logged.join("\n");
	for (const secret of ["no connection", "still here", "z.csv", "xoxb", "xapp", ana.id])
		expect(log).not.toContain(secret);
	expect(log).toContain('"connected"');
});
