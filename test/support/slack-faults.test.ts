import { expect, test } from "vitest";
import type { Fault } from "./slack-calls.ts";
import { aWorkspace, errorOf, textsSeen, webClient } from "./slack-clients.ts";

const TIMEOUT_MS = 200;

test.each<[string, Fault, string, number]>([
	["a 429 says how long to wait, and nothing is done", { rateLimitedS: 7 }, "wait 7", 0],
	["a 500 and nothing is done", { status: 500 }, "status 500", 0],
	["a 503 and nothing is done", { status: 503 }, "status 503", 0],
	["invalid_auth", { error: "invalid_auth" }, "invalid_auth", 0],
	["token_revoked", { error: "token_revoked" }, "token_revoked", 0],
	["is_archived", { error: "is_archived" }, "is_archived", 0],
	["not_in_channel", { error: "not_in_channel" }, "not_in_channel", 0],
	["channel_not_found", { error: "channel_not_found" }, "channel_not_found", 0],
	["missing_scope", { error: "missing_scope" }, "missing_scope", 0],
	["a page instead of JSON, and nothing is done", "html", "<h1>We'll be right back</h1>", 0],
	["a connection that breaks before", "reset", "not reached", 0],
	["a connection that breaks after it is done", "lost", "not reached", 1],
	["no answer, though it is done", "held", "not reached", 1],
])("what goes wrong once: %s; the next call goes well", async (_, fault, error, seen) => {
	const { slack, ana, till } = await aWorkspace();
	const client = webClient(slack, fault === "held" ? { timeout: TIMEOUT_MS } : {});
	const say = () => errorOf(client.chat.postMessage({ channel: till.id, text: "x" }));
	slack.fail("chat.postMessage", fault);
	expect(await say()).toBe(error);
	expect(textsSeen(slack, till, ana)).toHaveLength(seen);
	expect(await errorOf(webClient(slack).chat.postMessage({ channel: till.id, text: "x" }))).toBe("ok");
	expect(textsSeen(slack, till, ana)).toHaveLength(seen + 1);
	expect(slack.calls.map((call) => call.outcome).at(-1)).toBe("ok");
	expect(slack.calls.at(-2)?.outcome).not.toBe("ok");
});

test("Slack is away for ten minutes, by its own clock, and then it is back", async () => {
	const { slack, till, client } = await aWorkspace();
	slack.breakDown("*", { status: 503 }, 10 * 60_000);
	const say = () => errorOf(client.chat.postMessage({ channel: till.id, text: "x" }));
	expect([await say(), await errorOf(client.auth.test())]).toEqual(["status 503", "status 503"]);
	slack.clock.aheadMs = 10 * 60_000 + 1;
	expect(await say()).toBe("ok");
});

test("one method is broken until it is mended, and the others work", async () => {
	const { slack, till, client } = await aWorkspace();
	slack.breakDown("chat.postMessage", { error: "is_archived" });
	const say = () => errorOf(client.chat.postMessage({ channel: till.id, text: "x" }));
	expect([await say(), await say(), await errorOf(client.auth.test())]).toEqual(["is_archived", "is_archived", "ok"]);
	slack.mend();
	expect(await say()).toBe("ok");
});

test("history goes once a minute and messages at a pace of each channel's own; one more is told to wait", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	const other = slack.workspace.directMessages(ana.id);
	slack.pace("conversations.history", 1, 60_000);
	slack.pace("chat.postMessage", 2, 60_000);
	const wait = expect.stringMatching(/^wait (60|5\d)$/); // the first second of the minute may be over by now
	const read = () => errorOf(client.conversations.history({ channel: till.id }));
	expect([await read(), await read()]).toEqual(["ok", wait]);
	const say = (channel: string) => errorOf(client.chat.postMessage({ channel, text: "x" }));
	expect([await say(till.id), await say(till.id), await say(till.id), await say(other.id)]).toEqual([
		"ok",
		"ok",
		wait,
		"ok",
	]);
	slack.clock.aheadMs = 60_001;
	expect([await read(), await say(till.id)]).toEqual(["ok", "ok"]);
	expect(textsSeen(slack, till, ana)).toHaveLength(3);
});

test("files go wrong too: the upload, the fetching, the answer without a token", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	const upload = () =>
		errorOf(client.filesUploadV2({ channel_id: till.id, filename: "qr.png", file: Buffer.from("png") }));
	slack.fail("upload", { status: 500 }, "lost");
	expect([await upload(), await upload(), await upload()]).toEqual(["status 500", "not reached", "ok"]);
	expect(slack.workspace.seen(till.id, { by: ana.id })).toHaveLength(1);
	slack.fail("response_url", { status: 500 });
	const to = String(slack.people.commands(ana, till, "/sales").payload["response_url"]);
	const answer = async () => (await fetch(to, { method: "POST", body: '{"text":"x"}' })).status;
	expect([await answer(), await answer()]).toEqual([500, 200]);
});
