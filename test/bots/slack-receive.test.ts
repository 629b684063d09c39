import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBody, readRequest } from "../../src/bots/slack/receive.ts";
import { sign } from "../support/slack-delivery.ts";

const TS = "1700000000.000100";
const inDirect = {
	type: "message",
	channel: "D1",
	channel_type: "im",
	user: "U1",
	ts: TS,
	text: "the terminal is dead",
};
const body = (event: object, more: object = {}) => ({
	type: "event_callback",
	team_id: "T1",
	event_id: "Ev1",
	authorizations: [{ user_id: "UBOT" }],
	event,
	...more,
});
const edit = (more: object, person: object = {}) => ({
	type: "message",
	subtype: "message_changed",
	hidden: true,
	channel: "D1",
	ts: "1700000005.000200",
	message: { ...inDirect, ...more, ...person },
	previous_message: { ...inDirect, ...person },
});
const gone = {
	type: "message",
	subtype: "message_deleted",
	channel: "D1",
	ts: "1700000006.000200",
	deleted_ts: TS,
	previous_message: inDirect,
};
const FROM = { thread: "T1/D1", audiences: ["T1/U1", "T1"], key: TS, userId: "U1" };

describe("what comes from Slack", () => {
	test("words in a direct message are the person's, under the name of the message and not of the event", () => {
		const said = { kind: "said", from: FROM, files: [], isUncalled: false };
		const expected = { ...said, inbound: { kind: "message", text: "the terminal is dead", name: TS } };
		expect(readBody(body(inDirect))).toEqual(expected);
		expect(readBody(body(inDirect, { event_id: "Ev2" }))).toEqual(expected);
		expect(readBody(body({ ...inDirect, thread_ts: "1690000000.000001" }))).toEqual(expected);
	});

	test("Slack's markup is turned back into what was typed", () => {
		const text = "a &lt;b&gt; &amp; <https://x.example|x.example> <tel:+65123|+65 123> <@U9|anna> <#C1|tills> <!here>";
		expect(readBody(body({ ...inDirect, text }))).toMatchObject({
			inbound: { text: "a <b> & https://x.example +65 123 anna tills @here" },
		});
	});

	test.each([
		["of a bot", { ...inDirect, bot_id: "B1" }],
		["of its own", { ...inDirect, user: "UBOT" }],
		["of which nothing changed but a preview", edit({})],
		["of ours that was edited", edit({ text: "new" }, { user: "UBOT" })],
		["of a bot that was edited", edit({ text: "new" }, { bot_id: "B1" })],
		["of ours that was deleted", { ...gone, previous_message: { ...inDirect, user: "UBOT" } }],
		["about somebody who joined", { ...inDirect, subtype: "channel_join" }],
		["without words", { ...inDirect, text: "  " }],
		["in a channel and to somebody else", { ...inDirect, channel: "C1", channel_type: "channel" }],
		["of another kind", { type: "reaction_added", user: "U1" }],
	])("a message %s is nothing", (_name, event) => {
		expect(readBody(body(event))).toEqual({ kind: "nothing" });
	});

	test("a mention in a channel opens a thread of the channel's, and words in a thread go to who is in it", () => {
		const inChannel = { ...inDirect, channel: "C1", channel_type: "channel", text: "<@UBOT> it says no connection" };
		const from = { thread: `T1/C1/${TS}`, audiences: ["T1/C1", "T1"], key: TS, userId: "U1" };
		const inbound = { kind: "message", text: "it says no connection", name: TS };
		expect(readBody(body({ ...inChannel, type: "app_mention" }))).toEqual({
			kind: "said",
			from,
			inbound,
			files: [],
			isUncalled: false,
		});
		const later = { ...inChannel, ts: "1700000009.000100", thread_ts: TS };
		expect(readBody(body(later))).toEqual({
			kind: "said",
			from: { ...from, key: "1700000009.000100" },
			inbound: { ...inbound, name: "1700000009.000100" },
			files: [],
			isUncalled: true,
		});
	});

	test("an edited or deleted message is named as it was when it came, and is heard only where we are already", () => {
		const heard = { kind: "said", files: [], isUncalled: true };
		expect(readBody(body(edit({ text: "&lt;dead&gt; again" })))).toEqual({
			...heard,
			from: { ...FROM, key: `edited ${TS} 1700000005.000200` },
			inbound: { kind: "edited", name: TS, text: "<dead> again" },
		});
		const deleted = { ...heard, from: { ...FROM, key: `deleted ${TS}` }, inbound: { kind: "deleted", name: TS } };
		expect(readBody(body(gone))).toEqual(deleted);
		// With a thread below it, it stays there as a stone.
		expect(readBody(body(edit({ subtype: "tombstone", user: "USLACKBOT", text: "deleted" })))).toEqual(deleted);
		const inThread = { channel: "C1", message: { ...inDirect, text: "x", thread_ts: "1690000000.000001" } };
		expect(readBody(body({ ...edit({}), ...inThread }))).toMatchObject({
			from: { thread: "T1/C1/1690000000.000001" },
		});
	});

	test("files come with their message, and one that lies elsewhere or is gone is left", () => {
		const file = { id: "F1", name: "batch.csv", size: 12, url_private_download: "https://files.slack.com/f1" };
		const files = [file, { id: "F2", mode: "tombstone" }, { ...file, id: "F3", name: null }];
		expect(readBody(body({ ...inDirect, text: "", subtype: "file_share", files }))).toMatchObject({
			inbound: null,
			files: [
				{ id: "F1", name: "batch.csv", bytes: 12, url: "https://files.slack.com/f1" },
				{ id: "F3", name: "" },
			],
		});
	});

	test("a button says which reply it stood under, and the same press is one", () => {
		const press = {
			type: "block_actions",
			team: { id: "T1" },
			user: { id: "U1" },
			channel: { id: "D1" },
			message: { ts: TS },
			actions: [{ action_id: "choice-2", value: "7 rail:s1:pay now", action_ts: "1700000001.000200" }],
		};
		expect(readBody(press)).toEqual({
			kind: "said",
			from: { ...FROM, key: "press U1 1700000001.000200" },
			inbound: { kind: "choice", of: 7, choice: "rail:s1:pay now" },
			files: [],
			isUncalled: false,
		});
		expect(readBody({ ...press, actions: [{ ...press.actions[0], value: "pay" }] })).toEqual({ kind: "nothing" });
	});

	test("a code that a person writes links the person, and one after a mention the channel", () => {
		expect(readBody(body({ ...inDirect, text: "link abcd-efgh" }))).toMatchObject({
			kind: "order",
			from: { audiences: ["T1/U1", "T1"] },
			order: { kind: "link", code: "abcd-efgh" },
		});
		const mention = { ...inDirect, type: "app_mention", channel: "C1", text: "<@UBOT> unlink" };
		expect(readBody(body(mention))).toMatchObject({ order: { kind: "unlink" }, from: { audiences: ["T1/C1", "T1"] } });
	});

	test("a decision's button asks for a form, in the thread it stands in or below it", () => {
		const press = (choice: string, message: object) => ({
			type: "block_actions",
			team: { id: "T1" },
			user: { id: "U1" },
			channel: { id: "C1" },
			message,
			trigger_id: "7.8.b",
			actions: [{ value: `4 ${choice}`, action_ts: "1700000001.000200" }],
		});
		const from = { thread: `T1/C1/${TS}`, audiences: ["T1/C1", "T1"], key: "press U1 1700000001.000200", userId: "U1" };
		const wanted = { kind: "wanted", from, triggerId: "7.8.b", choice: "close" };
		expect(readBody(press("close", { ts: TS }))).toEqual(wanted);
		expect(readBody(press("close", { ts: "1800000000.000100", thread_ts: TS }))).toEqual(wanted);
		expect(readBody(press("down", { ts: TS }))).toMatchObject({ kind: "said", from });
	});

	test("whatever comes in is read or is nothing, and what is read can be kept as JSON", () => {
		const anything = fc.oneof(
			fc.anything(),
			fc
				.record({ text: fc.string({ unit: "binary" }), user: fc.string() })
				.map((more) => body({ ...inDirect, ...more })),
			fc
				.string({ unit: fc.constantFrom("\ud83d", "\ude00", "\0", "a") })
				.map((given) => body({ ...inDirect, text: given })),
		);
		fc.assert(
			fc.property(anything, (given) => {
				const read = readBody(given);
				expect(JSON.stringify(read)).not.toMatch(/\\u0000|\\ud[89a-f]/);
				expect(JSON.parse(JSON.stringify(read))).toEqual(read);
			}),
		);
	});

	test("a request that Slack did not sign, or long ago, is forged; forms and JSON are read", () => {
		const secret = "signing-secret-of-the-tests";
		const ask = (content: string, type: string, nowMs = Date.now(), signed = content) => {
			const headers = sign(signed);
			const timestamp = headers["x-slack-request-timestamp"]!;
			return readRequest(secret, { body: content, type, timestamp, signature: headers["x-slack-signature"]! }, nowMs);
		};
		expect(ask('{"a":1}', "application/json")).toEqual({ a: 1 });
		expect(ask("payload=%7B%22a%22%3A1%7D", "application/x-www-form-urlencoded")).toEqual({ a: 1 });
		expect(ask("command=%2Fstandin&text=help", "application/x-www-form-urlencoded")).toEqual({
			command: "/standin",
			text: "help",
		});
		expect(ask("not json", "application/json")).toBeNull();
		expect(ask('{"a":1}', "application/json", Date.now() + 6 * 60_000)).toBe("forged");
		expect(ask('{"a":2}', "application/json", Date.now(), '{"a":1}')).toBe("forged");
		const empty = { body: "{}", type: "", timestamp: "", signature: "" };
		expect(readRequest(secret, empty, Date.now())).toBe("forged");
		expect(readRequest("", { ...empty, timestamp: "1", signature: "v0=x" }, Date.now())).toBe("forged");
	});
});
