import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { type Chat, openChat, type Server, sentence, startServer } from "./server.ts";

let server: Server;
let chat: Chat;
beforeAll(async () => {
	server = await startServer();
	chat = await openChat(server);
});

const get = (path: string) => server.ask("GET", `/api/escalations${path}`, { token: server.operatorToken });
const act = (id: string, body: object, headers = {}) => {
	const filled = { id: randomUUID(), by: "Mara", ...body };
	return server.ask("POST", `/api/escalations/${id}/acts`, { token: server.operatorToken, body: filled, headers });
};
const reply = (text: string, id: string = randomUUID()) => ({ kind: "reply", id, text });
const stateOf = async (id: string) => {
	await server.settle();
	return JSON.parse((await get(`/${id}`)).text).escalation;
};

async function openRequest(of: Chat = chat): Promise<string> {
	await of.say("person");
	const { text } = await of.reply((reply) => /request [0-9a-z]{8} is on/.test(reply.text));
	await server.settle();
	return /request ([0-9a-z]{8}) is on/.exec(text)?.[1] ?? "";
}

test("a reply to a request that is not there is sent nowhere, and says where the list is", async () => {
	const refused = await act("zzzzzzzz", reply("hello"));
	expect(refused.status).toBe(404);
	expect(sentence(refused)).toBe("No single request begins with “zzzzzzzz”; `standin support` lists them.");
	const chinese = await act("zzzzzzzz", reply("hello"), { "accept-language": "zh-CN" });
	expect(sentence(chinese)).toContain("没有唯一");
	expect(await server.database.query("select 1 from actor where id like 'escalation/%'")).toEqual([]);
});

test("a reply is heard once however often it is sent, and a closed request takes no more", async () => {
	const id = await openRequest();
	for (const body of [reply(" "), { ...reply("x"), by: "" }, reply("x".repeat(2_001)), reply("x", "short")]) {
		const refused = await act(id, body);
		expect(refused.status).toBe(400);
		expect(sentence(refused)).toContain("not understood");
	}
	const once = reply("Pull the plug");
	expect((await act(id, once)).text).toContain('"again":false');
	expect((await act(id.slice(0, 4), once)).text).toContain('"again":true');
	expect((await act(id, { kind: "close", note: "done" })).status).toBe(202);
	await chat.reply(({ text }) => text.includes("done"));
	await server.settle();
	for (const late of [reply("late"), { kind: "claim" }, { kind: "close" }, { kind: "severity", severity: "low" }]) {
		const refused = await act(id, late);
		expect(refused.status).toBe(409);
		expect(sentence(refused)).toBe(`Request ${id} is closed already; nothing was sent.`);
	}
	const said = (await server.database.query<{ text: string }>("select body->>'text' as text from message")).map(
		({ text }) => text,
	);
	expect(said.filter((text) => text?.includes("Pull the plug"))).toEqual(["Mara (support): Pull the plug"]);
});

test.each([
	["an act that is none", { kind: "dance" }],
	["a severity that is none", { kind: "severity", severity: "panic" }],
	["a cause that is none", { kind: "resolve", cause: "ghosts", note: "" }],
	["a resolution without its cause", { kind: "resolve", note: "done" }],
	["a snooze without end", { kind: "snooze", minutes: 100_000 }],
	["a snooze of no time", { kind: "snooze", minutes: 0 }],
	["more than was asked for", { kind: "claim", force: true }],
	["a reply without words", { kind: "reply" }],
])("%s is refused with what is wrong", async (_what, body) => {
	const refused = await act("zzzzzzzz", body);
	expect(refused.status).toBe(400);
	expect(sentence(refused)).toContain("not understood");
});

test("whoever has claimed a request is told to others, and only they release it", async () => {
	const id = await openRequest(await openChat(server));
	expect((await act(id, { kind: "release" })).status).toBe(409);
	expect((await act(id, { kind: "claim" })).status).toBe(202);
	expect(await stateOf(id)).toMatchObject({ state: "claimed", owner: { id: "api:mara", name: "Mara" } });
	for (const kind of ["claim", "release", "hand-back", "snooze"]) {
		const refused = await act(id, { kind, by: "Ben", ...(kind === "snooze" ? { minutes: 5 } : {}) });
		expect(refused.status).toBe(409);
		expect(sentence(refused)).toMatch(
			new RegExp(
				`^Mara has request ${id} since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\dZ; only they can do that, but you can write to its merchant\\.$`,
			),
		);
	}
	// The same agent, however they write their name.
	expect((await act(id, { kind: "claim", by: "mara" })).status).toBe(202);
	expect(await stateOf(id)).toMatchObject({ owner: { name: "Mara" } });
	expect((await act(id, { kind: "release", by: "MARA" })).status).toBe(202);
	expect(await stateOf(id)).toMatchObject({ state: "open", owner: null, claimedAtMs: null });
});

test("two agents who claim in the same moment: the first has it", async () => {
	const id = await openRequest(await openChat(server));
	const claims = await Promise.all(["Anna", "Ben"].map((by) => act(id, { kind: "claim", by })));
	const { owner, timeline } = await stateOf(id);
	expect(["Anna", "Ben"]).toContain(owner.name);
	expect(timeline.filter(({ kind }: { kind: string }) => kind === "claimed")).toHaveLength(1);
	expect(claims.filter(({ status }) => status === 202).length).toBeGreaterThan(0);
});

test("a reply that was mistaken is mended where the merchant reads it, and taken back", async () => {
	const own = await openChat(server);
	const id = await openRequest(own);
	const sent = reply("Pull teh plug");
	await act(id, sent);
	await own.reply(({ text }) => text.includes("Pull teh plug"));
	expect((await act(id, { kind: "edit-reply", reply: sent.id, text: "Pull the plug" })).status).toBe(202);
	const mended = await own.reply(({ text }) => text.includes("Pull the plug"));
	expect(mended.replaces).not.toBeNull();
	expect((await act(id, { kind: "withdraw-reply", reply: sent.id })).status).toBe(202);
	const gone = await own.reply(({ text, replaces }) => replaces === mended.replaces && !text.includes("plug"));
	expect(gone.text).toContain("withdrawn");
});

test("the list has the most urgent first, then the oldest; linked, snoozed and woken are kept", async () => {
	const [first, second] = [await openRequest(await openChat(server)), await openRequest(await openChat(server))];
	await act(second, { kind: "severity", severity: "urgent" });
	await server.settle();
	type Row = { escalation: { id: string; severity: string; timeline?: unknown } };
	const list: readonly Row[] = JSON.parse((await get("")).text);
	const ids = list.map(({ escalation }) => escalation.id);
	expect(ids[0]).toBe(second);
	expect(ids.indexOf(first)).toBeGreaterThan(0);
	expect(list.every(({ escalation }) => escalation.timeline === undefined)).toBe(true);

	const itself = await act(first, { kind: "link", to: first });
	expect(itself.status).toBe(409);
	expect(sentence(itself)).toContain("cannot be linked to itself");
	expect((await act(first, { kind: "link", to: "zzzz" })).status).toBe(404);
	expect((await act(first, { kind: "link", to: second.slice(0, 6) })).status).toBe(202);
	expect((await act(first, { kind: "snooze", minutes: 60 })).status).toBe(202);
	const snoozed = await stateOf(first);
	expect(snoozed.linkedTo).toBe(second);
	expect(snoozed.snoozedUntilMs - Date.now()).toBeGreaterThan(55 * 60_000);
	await act(first, { kind: "wake" });
	expect((await stateOf(first)).snoozedUntilMs).toBeNull();
});

test("the timeline tells what happened, by whom and how long it took, as JSON and as Markdown", async () => {
	const own = await openChat(server);
	const id = await openRequest(own);
	await act(id, reply("Pull the plug"));
	await act(id, { kind: "resolve", cause: "hardware", note: "a new cable" });
	await own.reply(({ text }) => text.includes("back to normal"));
	const timeline = JSON.parse((await get(`/${id}/timeline`)).text);
	await server.settle();
	expect(timeline).toMatchObject({
		id,
		state: "resolved",
		durations: { firstResponse: { minutes: 0 }, resolved: { minutes: 0 }, closed: null },
		resolution: { cause: "hardware", by: "Mara" },
	});
	const kinds = timeline.events.map(({ kind }: { kind: string }) => kind);
	expect(kinds).toEqual(expect.arrayContaining(["opened", "claimed", "replied", "resolved"]));
	const markdown = await get(`/${id}/timeline?format=md`);
	expect(markdown.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
	expect(markdown.text).toContain(`# Request ${id}`);
	expect(markdown.text).toContain("a new cable");
	expect((await get(`/${id}/timeline?format=pdf`)).status).toBe(400);

	// While the merchant is asked, there is nothing to release or to snooze; whoever claims it opens it again.
	for (const kind of ["release", "hand-back", "wake", "escalate"]) {
		const refused = await act(id, { kind });
		expect(refused.status).toBe(409);
		expect(sentence(refused)).toContain("claim it to open it again");
	}
	await act(id, { kind: "claim" });
	expect(await stateOf(id)).toMatchObject({ state: "claimed", resolution: null });
});

test("a message of ours that failed has no merchant to write to, and can be closed", async () => {
	const event = { kind: "set-aside", id: "failed99", actor: "sale/x", reason: "TypeError" };
	await server.database.query(
		"insert into actor (merchant_id, id, wake_at) values ('demo', 'escalation/failed99', now())",
	);
	await server.database.query(
		"insert into inbox (merchant_id, actor_id, event_key, payload) values ('demo', 'escalation/failed99', 'aside', $1::jsonb)",
		[JSON.stringify(event)],
	);
	await server.settle();
	const refused = await act("failed99", reply("hello"));
	expect(refused.status).toBe(409);
	expect(sentence(refused)).toContain("No merchant is behind request failed99");
	expect((await act("failed99", { kind: "close" })).status).toBe(202);
	expect(await stateOf("failed99")).toMatchObject({ state: "closed" });
});
