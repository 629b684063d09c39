import fc from "fast-check";
import jsqr from "jsqr";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { readBody, readRequest } from "../../src/bots/slack/receive.ts";
import { bounded, drawQr, marked, nameUnder, renderReply } from "../../src/bots/slack/render.ts";
import type { Reply } from "../../src/helpdesk/message.ts";
import { sign } from "../support/slack-delivery.ts";
import { judge } from "../support/slack-limits.ts";

const SAID: Reply = { text: "Hello", choices: [], qr: null, link: null, replaces: null, sale: null };
const text = fc.string({ unit: fc.oneof(fc.constantFrom(..."&<>\n*_~@!|{}😀 \ud800"), fc.string({ minLength: 1 })) });
const longText = fc.oneof(
	text,
	fc.string({ unit: "binary", maxLength: 12_000 }),
	fc.constant("<!channel> & ".repeat(900)),
);
const anyReply: fc.Arbitrary<Reply> = fc.record({
	text: longText,
	choices: fc.array(fc.record({ id: fc.string({ minLength: 1, maxLength: 2_500 }), label: longText }), {
		maxLength: 60,
	}),
	qr: fc.option(fc.record({ payload: fc.string(), caption: fc.array(longText, { maxLength: 20 }) })),
	link: fc.option(fc.oneof(fc.webUrl(), longText)),
	replaces: fc.constant(null),
	sale: fc.constant(null),
});

describe("what goes to Slack", () => {
	test("whatever is said, Slack takes it, and it mentions nobody", () => {
		fc.assert(
			fc.property(anyReply, fc.integer({ min: 1, max: 1e9 }), fc.boolean(), (reply, seq, hasPicture) => {
				const message = { ...renderReply(seq, reply, hasPicture ? "F00000001" : null), channel: "D1" };
				expect(judge("message", message)).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	test("a shop that is called like a mention or a link is shown as it is called", () => {
		const name = "<!channel> *Bar* & <https://evil.example|Grill>";
		const { text: spoken, blocks } = renderReply(1, { ...SAID, text: name }, null);
		const escaped = "&lt;!channel&gt; *Bar* &amp; &lt;https://evil.example|Grill&gt;";
		expect(spoken).toBe(escaped);
		expect(blocks).toEqual([{ type: "section", text: { type: "plain_text", text: escaped, emoji: false } }]);
	});

	test("a sale is its text, its picture with the caption, the link and the buttons, and the same in words", () => {
		const reply: Reply = {
			...SAID,
			text: "45.00 EUR · reference 7F3K2A",
			choices: [{ id: "claimed:s1", label: "The customer says they paid" }],
			qr: { payload: "https://standin.example/p/abc", caption: ["Harbour Café", "EUR 45.00", "7F3K2A"] },
			link: "https://standin.example/p/abc?a=1&b=2",
		};
		const { blocks, text: spoken, mrkdwn } = renderReply(7, reply, "F1");
		const plain = (words: string) => ({ type: "plain_text", text: words, emoji: false });
		expect(blocks).toEqual([
			{ type: "section", text: plain("45.00 EUR · reference 7F3K2A") },
			{ type: "image", slack_file: { id: "F1" }, alt_text: "QR: Harbour Café, EUR 45.00, 7F3K2A" },
			{ type: "context", elements: ["Harbour Café", "EUR 45.00", "7F3K2A"].map(plain) },
			{
				type: "section",
				text: { type: "mrkdwn", text: "<https://standin.example/p/abc?a=1&amp;b=2>", verbatim: true },
			},
			{
				type: "actions",
				elements: [
					{
						type: "button",
						action_id: "choice-1",
						text: plain("The customer says they paid"),
						value: "7 claimed:s1",
					},
				],
			},
		]);
		expect([mrkdwn, spoken.split("\n")]).toEqual([
			false,
			[
				"45.00 EUR · reference 7F3K2A",
				"Harbour Café",
				"EUR 45.00",
				"7F3K2A",
				"https://standin.example/p/abc?a=1&amp;b=2",
				"1  The customer says they paid",
			],
		]);
	});

	test("a long answer is cut between lines into sections, and loses nothing that fits", () => {
		const lines = Array.from({ length: 300 }, (_, index) => `line ${index} & more`);
		const { blocks } = renderReply(1, { ...SAID, text: lines.join("\n") }, null);
		const parts = blocks.flatMap((block) => (block.type === "section" ? [block.text?.text ?? ""] : []));
		expect(parts.length).toBeGreaterThan(1);
		expect(parts.join("").replaceAll("&amp;", "&")).toBe(lines.join("\n"));
		for (const part of parts.slice(1)) expect(part).toMatch(/^line/);
	});

	test("a text is bounded by what Slack counts, and no sign is cut in half", () => {
		expect(bounded("a&b", 7)).toBe("a&amp;b");
		expect(bounded("a&&&", 9)).toBe("a&amp;…");
		expect(bounded("   ", 10)).toBe("…");
	});

	test("a camera reads the picture", async () => {
		const payload = "00020101021226490009SG.PAYNOW";
		const picture = PNG.sync.read(await drawQr({ payload, caption: [] }));
		expect(jsqr.default(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data).toBe(payload);
	});

	test("a reply that went out is found again by its key alone", () => {
		const sent = [
			{ ts: "1.1", metadata: marked("other", null) },
			{ ts: "2.2", metadata: { event_type: "somebody_elses", event_payload: { key: "mine" } } },
			{ ts: "3.3", metadata: marked("mine", "F9") },
			{ ts: "4.4" },
		];
		expect([nameUnder(sent, "mine"), nameUnder(sent, "other"), nameUnder(sent, "constructor")]).toEqual([
			"3.3 F9",
			"1.1",
			null,
		]);
	});
});

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
const FROM = { thread: "T1/D1", audiences: ["T1/U1", "T1"], key: TS, userId: "U1" };

describe("what comes from Slack", () => {
	test("words in a direct message are the person's, under the name of the message and not of the event", () => {
		const said = { kind: "said", from: FROM, files: [], isUncalled: false };
		const expected = { ...said, inbound: { kind: "message", text: "the terminal is dead" } };
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
		["that is an edit", { ...inDirect, subtype: "message_changed", hidden: true, message: inDirect }],
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
		const inbound = { kind: "message", text: "it says no connection" };
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
			inbound,
			files: [],
			isUncalled: true,
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
		const order = { kind: "link", code: "abcd-efgh", locale: "en" };
		expect(readBody(body({ ...inDirect, text: "link abcd-efgh" }))).toMatchObject({
			kind: "order",
			from: { audiences: ["T1/U1", "T1"] },
			order: { kind: "link", code: "abcd-efgh" },
			isCommand: false,
		});
		const mention = { ...inDirect, type: "app_mention", channel: "C1", text: "<@UBOT> unlink" };
		expect(readBody(body(mention))).toMatchObject({ order: { kind: "unlink" }, from: { audiences: ["T1/C1", "T1"] } });
		const command = { command: "/standin", team_id: "T1", channel_id: "C1", user_id: "U1", trigger_id: "1.2" };
		expect(readBody({ ...command, text: "link abcd-efgh" })).toMatchObject({
			order: { kind: order.kind, code: order.code },
			from: { audiences: ["T1/C1", "T1"] },
			isCommand: true,
		});
		expect(readBody(command)).toMatchObject({ order: { kind: "how" } });
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
