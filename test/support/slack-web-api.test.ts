import { expect, test } from "vitest";
import { aWorkspace, errorOf, textsSeen, webClient } from "./slack-clients.ts";
import { section } from "./slack-limit-payloads.ts";

const blocks = (...them: readonly object[]) => them as never;

test("a message keeps its key, and is found by it in its thread", async () => {
	const { slack, till, client } = await aWorkspace();
	const root = await client.chat.postMessage({ channel: till.id, text: "Outage" });
	const metadata = { event_type: "standin_reply", event_payload: { key: "k1" } };
	const threaded = { channel: till.id, thread_ts: String(root.ts) };
	const reply = await client.chat.postMessage({ ...threaded, text: "Check the cable", metadata });
	const replies = await client.conversations.replies({
		channel: till.id,
		ts: String(root.ts),
		include_all_metadata: true,
	});
	expect(replies.messages?.map(({ ts, metadata: kept }) => [ts, kept])).toEqual([
		[root.ts, undefined],
		[reply.ts, metadata],
	]);
	const without = await client.conversations.replies({ channel: till.id, ts: String(root.ts) });
	expect(without.messages?.[1]).not.toHaveProperty("metadata");
	expect(slack.refused).toEqual([]);
});

test("an edit changes what it names, keeps what it leaves out, and touches nobody else's words", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	const { ts = "" } = await client.chat.postMessage({
		channel: till.id,
		text: "shown",
		blocks: blocks(section("shown")),
	});
	await client.chat.update({ channel: till.id, ts, text: "paid" });
	const [message] = slack.workspace.seen(till.id, { by: ana.id });
	expect(message).toMatchObject({ text: "paid", blocks: [{ text: { text: "shown" } }], isEdited: true });
	await client.chat.update({ channel: till.id, ts, text: "paid", blocks: [] });
	expect(slack.workspace.seen(till.id, { by: ana.id })[0]?.blocks).toEqual([]);
	const { message: hers } = slack.people.says(ana, till, "mine");
	expect(await errorOf(client.chat.update({ channel: till.id, ts: hers.ts, text: "x" }))).toBe("cant_update_message");
	expect(await errorOf(client.chat.delete({ channel: till.id, ts: hers.ts }))).toBe("cant_delete_message");
	await client.chat.delete({ channel: till.id, ts });
	expect(textsSeen(slack, till, ana)).toEqual(["mine"]);
	expect(await errorOf(client.chat.update({ channel: till.id, ts, text: "x" }))).toBe("message_not_found");
});

test("what is for one person is seen by that person alone", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	const bo = slack.workspace.addPerson("bo");
	till.members.add(bo.id);
	await client.chat.postEphemeral({ channel: till.id, user: ana.id, text: "Link this channel first" });
	expect([ana, bo].map((person) => textsSeen(slack, till, person).length)).toEqual([1, 0]);
	const cy = slack.workspace.addPerson("cy");
	const toCy = client.chat.postEphemeral({ channel: till.id, user: cy.id, text: "x" });
	expect(await errorOf(toCy)).toBe("user_not_in_channel");
});

test("the bot writes where it is a member, and to a person directly", async () => {
	const { slack, ana, client } = await aWorkspace();
	const { workspace } = slack;
	const other = workspace.addChannel("other", [ana.id]);
	const hidden = workspace.addChannel("hidden", [ana.id], "private");
	const say = (channel: string) => errorOf(client.chat.postMessage({ channel, text: "x" }));
	expect(await say(other.id)).toBe("not_in_channel");
	expect(await say(hidden.id)).toBe("channel_not_found");
	expect(await say("C404")).toBe("channel_not_found");
	await client.conversations.join({ channel: other.id });
	expect(await say(other.id)).toBe("ok");
	slack.people.archives(other);
	expect(await say(other.id)).toBe("is_archived");
	const { channel } = await client.conversations.open({ users: ana.id });
	expect(await say(String(channel?.id))).toBe("ok");
	expect(await say(ana.id)).toBe("ok");
	expect(textsSeen(slack, workspace.directMessages(ana.id), ana)).toEqual(["x", "x"]);
	workspace.people.get(ana.id)!.isDeactivated = true;
	expect(await errorOf(client.conversations.open({ users: ana.id }))).toBe("user_disabled");
});

test("history is read in pages, from where one stopped, without what was for one person only", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	const said = ["a", "b", "c"].map((text) => slack.people.says(ana, till, text).message);
	await client.chat.postEphemeral({ channel: till.id, user: ana.id, text: "only you" });
	const history = { channel: till.id, limit: 2 };
	const first = await client.conversations.history(history);
	const cursor = String(first.response_metadata?.next_cursor);
	const second = await client.conversations.history({ ...history, cursor });
	expect([first, second].map((page) => page.messages?.map((each) => each.text))).toEqual([["c", "b"], ["a"]]);
	const after = await client.conversations.history({ channel: till.id, oldest: said[0]!.ts });
	expect(after.messages?.map((each) => each.text)).toEqual(["c", "b"]);
});

test("who somebody is, what a group holds, and where the bot is", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	slack.workspace.groups.set("S1", [ana.id]);
	expect((await client.users.info({ user: ana.id, include_locale: true })).user).toMatchObject({ locale: "es-ES" });
	expect((await client.usergroups.users.list({ usergroup: "S1" })).users).toEqual([ana.id]);
	expect((await client.users.conversations({})).channels?.map((each) => each.id)).toEqual([till.id]);
	expect((await client.conversations.info({ channel: till.id })).channel).toMatchObject({ is_member: true });
	expect(await client.auth.test()).toMatchObject({ user_id: "U0STANDIN", team_id: "T0STANDIN" });
});

test("what Slack would not take is refused and remembered; what it takes by mistake is remembered", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	const many = client.chat.postMessage({
		channel: till.id,
		text: "x",
		blocks: blocks(...Array(51).fill(section("x"))),
	});
	expect(await errorOf(many)).toBe("invalid_blocks");
	expect(await errorOf(client.chat.postMessage({ channel: till.id, text: "x".repeat(40_001) }))).toBe("msg_too_long");
	expect(await errorOf(client.chat.postMessage({ channel: till.id, text: "" }))).toBe("no_text");
	expect(await errorOf(client.chat.postMessage({ channel: till.id, text: "<!channel>" }))).toBe("ok");
	expect(slack.refused.map((each) => each.complaints[0]?.category)).toEqual([
		"length-exceeded",
		"length-exceeded",
		"missing-required",
		"unescaped",
	]);
	await client.chat.postMessage({ channel: till.id, blocks: blocks(section("x")) } as never);
	expect(slack.refused.at(-1)?.complaints.map((each) => each.category)).toEqual(["unspoken"]);
	slack.mentions.push(ana.id);
	await client.chat.postMessage({ channel: till.id, text: `<@${ana.id}>` });
	expect(slack.refused).toHaveLength(5);
	expect(textsSeen(slack, till, ana)).toEqual(["<!channel>", "", `<@${ana.id}>`]);
});

test("a call needs the right token and its scope", async () => {
	const { slack, till, client } = await aWorkspace();
	const say = (token: string) => errorOf(webClient(slack).chat.postMessage({ channel: till.id, text: "x", token }));
	expect(await say("xoxb-of-somebody-else")).toBe("invalid_auth");
	expect(await say("xapp-of-the-tests")).toBe("not_allowed_token_type");
	slack.scopes.delete("chat:write");
	expect(await errorOf(client.chat.postMessage({ channel: till.id, text: "x" }))).toBe("missing_scope");
	slack.scopes.delete("channels:history");
	expect(await errorOf(client.conversations.history({ channel: till.id }))).toBe("missing_scope");
	slack.revoke();
	expect(await errorOf(client.auth.test())).toBe("token_revoked");
	expect(JSON.stringify(slack.calls)).not.toContain("xoxb");
});
