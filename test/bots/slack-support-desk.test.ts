import { expect, test } from "vitest";
import { DeliveryError } from "../../src/errors.ts";
import type { Alert, Shown, SupportLine, SupportOrder } from "../../src/helpdesk/escalation-order.ts";
import type { Fault } from "../support/slack-calls.ts";
import type { Message } from "../support/slack-workspace.ts";
import { cardAt, GROUP, ID, NOW_MS, place, SHOWN, standAtSupport } from "./slack-support-stand.ts";

const at = await standAtSupport();
const { slack, anna, ben, channel } = at;

const TO = { kind: "support", to: ID } as const;
const card = (shown: Partial<Shown> = {}, isEdit = true): SupportOrder => ({
	...TO,
	do: "card",
	isEdit,
	escalation: { ...SHOWN, ...shown },
});
const line = (text: string, more: Partial<SupportLine> = {}): SupportOrder => ({
	...TO,
	do: "line",
	name: null,
	replaces: null,
	from: "merchant",
	author: "Harbour Café",
	text,
	file: null,
	alert: null,
	...more,
});
const inThread = (thread: string) =>
	slack.workspace.seen(channel.id, { by: anna.id, thread }).filter(({ ts }) => ts !== thread);
const textsIn = (thread: string) => inThread(thread).map(({ text }) => text);
const claimed: Partial<Shown> = {
	state: "claimed",
	owner: { id: `slack:${anna.id}`, name: "Anna" },
	claimDueAtMs: null,
};
const calledIn = ({ blocks }: Message): string => JSON.stringify(blocks[0]);
const failureOf = (showing: Promise<unknown>): Promise<string> =>
	showing.then(
		() => "shown",
		(error: unknown) =>
			error instanceof DeliveryError ? `${error.code}${error.isClosed ? " closed" : ""}` : `bug: ${error}`,
	);

test("a card stands in the support channel, its thread below it, and is brought up to date in place", async () => {
	const { name, ts, message } = await cardAt(at);
	expect(name).toBe(`${channel.id}/${ts}`);
	expect(message().text).toContain("OPEN: nobody has it yet");
	const edited = await at.newDesk().show(card(claimed), place({ card: name }), "k");
	expect(edited).toEqual({ name, thread: name });
	expect(message().text).toContain("CLAIMED by Anna");
	expect(JSON.stringify(message().blocks)).toContain("support-release");
});

test("a card that a person deleted is posted anew with a new thread, and so is one that never came to stand", async () => {
	const { name, ts } = await cardAt(at);
	slack.workspace.change(channel.id, ts, { isDeleted: true });
	const anew = await at.newDesk().show(card(claimed), place({ card: name }), "k2");
	expect(anew?.thread).toBe(anew?.name);
	expect(anew?.name).not.toBe(name);
	const first = await at.newDesk().show(card(), place(), "k3");
	expect(slack.workspace.find(channel.id, `${first?.name.split("/")[1]}`)?.text).toContain("Harbour Café");
});

test("what may have gone out is looked for before it is said again: cards and lines", async () => {
	slack.fail("chat.postMessage", "lost");
	const seen = () => slack.workspace.seen(channel.id, { by: anna.id }).length;
	const before = seen();
	expect(await failureOf(at.newDesk().show(card({}, false), place(), "once"))).toBe("unreachable");
	const found = await at.newDesk().show(card({}, false), place({ isRepeat: true }), "once");
	expect(seen()).toBe(before + 1);
	const thread = `${found?.name.split("/")[1]}`;
	slack.fail("chat.postMessage", "lost");
	const there = { card: `${found?.name}` };
	expect(await failureOf(at.newDesk().show(line("hola"), place(there), "line-once"))).toBe("unreachable");
	await at.newDesk().show(line("hola"), place({ ...there, isRepeat: true }), "line-once");
	expect(textsIn(thread)).toEqual(["Harbour Café (merchant): hola"]);
});

test("what the merchant writes stands in the thread under the store's name, and an edit takes its place", async () => {
	const { name, ts } = await cardAt(at);
	const desk = at.newDesk();
	const first = await desk.show(line("no funcona", { name: "m1" }), place({ card: name }), "l1");
	await desk.show(line("<!channel> *ayuda*"), place({ card: name }), "l2");
	const edit = line("no funciona", { name: "m1", replaces: "m1" });
	const again = await desk.show(edit, place({ card: name, replaces: `${first?.name}` }), "l3");
	expect(again?.name).toBe(first?.name);
	expect(textsIn(ts)).toEqual([
		"Harbour Café (merchant): no funciona",
		"Harbour Café (merchant): &lt;!channel&gt; *ayuda*",
	]);
	slack.workspace.change(channel.id, `${first?.name.split("/")[1]}`, { isDeleted: true });
	await desk.show(edit, place({ card: name, replaces: `${first?.name}` }), "l4");
	expect(textsIn(ts)).toHaveLength(2);
});

test("a line without a card is given up: it has no thread", async () => {
	expect(await failureOf(at.newDesk().show(line("x"), place(), "k"))).toBe("rejected");
});

test.each<[string, Alert, readonly string[]]>([
	[
		"all agents",
		{ kind: "tier", name: "First", call: "agents" },
		[`<@${anna.id}>`, `<@${ben.id}>`, `<!subteam^${GROUP}>`],
	],
	["the whole channel", { kind: "tier", name: "Everyone", call: "channel" }, ["<!channel>"]],
	["a user group", { kind: "tier", name: "Second", call: "S0SECOND" }, ["<!subteam^S0SECOND>"]],
	["a person", { kind: "tier", name: "Boss", call: "U0BOSS" }, ["<@U0BOSS>"]],
	["the owner", { kind: "agent", id: `slack:${anna.id}` }, [`<@${anna.id}>`]],
	["an owner from elsewhere", { kind: "agent", id: "api:anna" }, []],
	["what is no name of Slack's", { kind: "tier", name: "x", call: "<!everyone>" }, []],
])("an alert calls %s, and nobody else", async (_name, alert, calls) => {
	slack.mentions.push(anna.id, ben.id, GROUP, "channel", "S0SECOND", "U0BOSS");
	const { name, ts } = await cardAt(at);
	const alarm = line("nobody has it yet <@U0EVE>", { from: "program", author: null, alert });
	await at.newDesk().show(alarm, place({ card: name }), "a");
	const [said] = inThread(ts);
	expect(said?.text).toBe("nobody has it yet &lt;@U0EVE&gt;");
	if (calls.length === 0) expect(calledIn(said!)).not.toContain('"mrkdwn"');
	else expect(calledIn(said!)).toContain(`"${calls.join(" ")}"`);
});

test.each<[string, Fault, string]>([
	["a 429", { rateLimitedS: 7 }, "rate-limited"],
	["a 500", { status: 500 }, "unreachable"],
	["a channel that the bot was put out of", { error: "not_in_channel" }, "unreachable"],
	["an archived channel", { error: "is_archived" }, "unreachable"],
	["a channel that is gone", { error: "channel_not_found" }, "rejected closed"],
])("%s is told to the deliverer in its own words, for cards, edits and lines", async (_name, fault, outcome) => {
	const { name } = await cardAt(at);
	slack.fail("chat.postMessage", fault, fault);
	slack.fail("chat.update", fault);
	const desk = at.newDesk();
	expect(await failureOf(desk.show(card({}, false), place(), "c"))).toBe(outcome);
	expect(await failureOf(desk.show(line("x"), place({ card: name }), "l"))).toBe(outcome);
	expect(await failureOf(desk.show(card(claimed), place({ card: name }), "e"))).toBe(outcome);
});

test("the channel's pace is kept: after a burst whoever comes next waits for their moment, and edits do not count", async () => {
	const { name } = await cardAt(at);
	const desk = at.newDesk();
	const outcomes: string[] = [];
	for (let count = 0; count < 6; count++)
		outcomes.push(await failureOf(desk.show(line(`${count}`), place({ card: name }), `p${count}`)));
	expect(outcomes.slice(0, 4)).toEqual(Array(4).fill("shown"));
	expect(outcomes.at(-1)).toBe("rate-limited");
	expect(await failureOf(desk.show(card(claimed), place({ card: name }), "pe"))).toBe("shown");
});

test("a card keeps its place when the bot is set to another channel", async () => {
	const elsewhere = slack.workspace.addChannel("support-old", ["U0STANDIN", anna.id]);
	const old = slack.workspace.post({ channel: elsewhere.id, user: "U0STANDIN", text: "old" });
	await at.newDesk().show(line("hola"), place({ card: `${elsewhere.id}/${old.ts}` }), "o1");
	await at.newDesk().show(card({ snoozedUntilMs: NOW_MS }), place({ card: `${elsewhere.id}/${old.ts}` }), "o2");
	const seen = slack.workspace.seen(elsewhere.id, { by: anna.id, thread: old.ts }).map(({ text }) => text);
	expect(seen).toEqual([expect.stringContaining("Harbour Café"), "Harbour Café (merchant): hola"]);
});

test("nothing that went to Slack was outside of its limits, and nobody was mentioned but by an alert", () => {
	expect(slack.refused).toEqual([]);
});
