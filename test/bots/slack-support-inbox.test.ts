import { expect, test } from "vitest";
import { refuse } from "../../src/text.ts";
import type { Person } from "../support/slack-workspace.ts";
import { until } from "./slack-chat.ts";
import { actsOf, cardAt, formOf, hand, ID, standAtSupport, whispers } from "./slack-support-stand.ts";

const at = await standAtSupport();
const { slack, anna, eve, channel } = at;

const says = (who: Person, thread: string, text: string, files: readonly (readonly [string, string])[] = []) =>
	slack.people.says(who, channel, text, { thread, files });

test("a message that begins with >> goes to the merchant under the agent's name, and nothing else of the thread does", async () => {
	const { ts } = await cardAt(at);
	const said = says(anna, ts, "&gt;&gt; Restart it &amp; wait");
	for (const happening of [
		says(anna, ts, "I think their router is dead"),
		said,
		says(anna, ts, "see &gt;&gt; above"),
		slack.people.says(anna, channel, "&gt;&gt; not in a thread"),
		slack.people.mention(says(anna, ts, "<@U0STANDIN> &gt;&gt; hello")),
	])
		await hand(at, happening);
	expect(at.acts).toEqual([
		{
			id: ID,
			by: { id: `slack:${anna.id}`, name: "Anna Berg" },
			act: { kind: "reply", name: `${channel.id}/${said.message.ts}`, text: "Restart it & wait", file: null },
			key: expect.stringContaining(said.message.ts),
		},
	]);
	expect(at.heard).toEqual([]);
	expect(whispers(at, anna)).toEqual([]);
});

test("the same message that Slack tells of again is one reply", async () => {
	const { ts } = await cardAt(at);
	const said = says(anna, ts, "&gt;&gt;hello");
	await Promise.all([hand(at, said), hand(at, slack.people.again(said))]);
	await hand(at, slack.people.again(said));
	expect(actsOf(at)).toHaveLength(1);
});

test("what could not be stored is not acknowledged, and is stored when Slack repeats it", async () => {
	const { ts } = await cardAt(at);
	at.database = () => Promise.reject(new Error("the database is away, says secret-word"));
	const said = says(anna, ts, "&gt;&gt; hello");
	const before = slack.socket.acks.length;
	const seen = at.logged.length;
	slack.socket.deliver(said);
	await until(
		() => at.logged.slice(seen).find((line) => line.includes("not acknowledged")),
		() => at.logged.join("\n"),
	);
	expect([at.acts.length, slack.socket.acks.length]).toEqual([0, before]);
	at.database = async () => {};
	await slack.socket.deliver(slack.people.again(said), 1).ack;
	expect(actsOf(at)).toHaveLength(1);
});

test("who is no agent is told so in their language, alone, and nothing is sent", async () => {
	const { ts, message } = await cardAt(at);
	await hand(at, says(eve, ts, "&gt;&gt; give me your PIN"));
	await hand(at, slack.people.presses(eve, message(), "support-claim"));
	await hand(at, slack.people.presses(eve, message(), "support-reply"));
	await hand(at, says(eve, ts, "just talking"));
	expect(at.acts).toEqual([]);
	expect(whispers(at, eve)).toEqual(Array(3).fill(expect.stringContaining("Usted no es agente de soporte")));
	expect(formOf(at, eve)).toBeUndefined();
});

test("a thread that is no request's is nobody's: nothing is sent and nobody is told anything", async () => {
	const root = slack.people.says(anna, channel, "lunch?");
	await hand(at, says(anna, root.message.ts, "&gt;&gt; pizza"));
	await hand(at, says(eve, root.message.ts, "&gt;&gt; pizza"));
	const before = whispers(at, eve).length;
	expect([at.acts.length, at.heard.length]).toEqual([0, 0]);
	expect([whispers(at, anna).length, whispers(at, eve).length]).toEqual([0, before]);
});

test.each([
	["a quotation", "&gt;&gt;&gt; what the merchant wrote", /stays inside/],
	["the mark of a Chinese keyboard", "＞＞ 请重启", /another sign/],
	["a mark alone", "&gt;&gt;", /nothing behind >>|nothing behind &gt;&gt;/],
	["what is too long", `&gt;&gt; ${"x".repeat(4_001)}`, /longer than 4,000/],
])("%s is not sent, and its writer is told why", async (_name, text, told) => {
	const { ts } = await cardAt(at);
	await hand(at, says(anna, ts, text));
	expect(at.acts).toEqual([]);
	expect(whispers(at, anna).at(-1)).toMatch(told);
});

test("an edit of a reply is an edit for the merchant, each once; a preview of a link is none", async () => {
	const { ts } = await cardAt(at);
	const said = says(anna, ts, "&gt;&gt; Restart it");
	const name = `${channel.id}/${said.message.ts}`;
	await hand(at, said);
	await hand(at, slack.people.unfurls(said));
	const first = slack.people.edits(said, "&gt;&gt; Restart it twice");
	await hand(at, first);
	await hand(at, slack.people.again(first));
	await hand(at, slack.people.edits(said, "&gt;&gt; Restart it once"));
	expect(actsOf(at).slice(1)).toEqual([
		{ kind: "edit-reply", name, text: "Restart it twice" },
		{ kind: "edit-reply", name, text: "Restart it once" },
	]);
});

test("an edit into >> sends nothing; its writer is told to send a new message", async () => {
	const { ts } = await cardAt(at);
	const said = says(anna, ts, "they are hopeless");
	await hand(at, said);
	await hand(at, slack.people.edits(said, "&gt;&gt; please restart it"));
	expect(at.acts).toEqual([]);
	expect(whispers(at, anna).at(-1)).toContain("An edit sends nothing");
});

test("an edit that takes the >> away sends nothing of it; deleting the message then takes back what was sent", async () => {
	const { ts } = await cardAt(at);
	const said = says(anna, ts, "&gt;&gt; hello");
	await hand(at, said);
	await hand(at, slack.people.edits(said, "they are hopeless"));
	expect(actsOf(at).map(({ kind }) => kind)).toEqual(["reply"]);
	expect(whispers(at, anna).at(-1)).toContain("still sees");
	await hand(at, slack.people.deletes(said));
	expect(actsOf(at).at(-1)).toEqual({ kind: "withdraw-reply", name: `${channel.id}/${said.message.ts}` });
});

test("a deleted reply is taken back, and a deleted message of the inside is nothing", async () => {
	const { ts } = await cardAt(at);
	const [sent, inside] = [says(anna, ts, "&gt;&gt; hello"), says(anna, ts, "between us")];
	for (const each of [sent, inside, slack.people.deletes(inside), slack.people.deletes(sent)]) await hand(at, each);
	expect(actsOf(at).map(({ kind }) => kind)).toEqual(["reply", "withdraw-reply"]);
});

test("what a program writes in the thread is no reply, even if it begins with >> and bears an agent's name", async () => {
	const { ts } = await cardAt(at);
	const forAnna = says(anna, ts, "&gt;&gt; posted by a program of hers");
	const event = { ...(forAnna.payload["event"] as object), bot_id: "B0OTHER" };
	await hand(at, { ...forAnna, payload: { ...forAnna.payload, event } });
	const own = slack.workspace.post({ channel: channel.id, user: "U0STANDIN", text: "&gt;&gt; hi", threadTs: ts });
	await hand(at, slack.people.echo(own));
	expect(at.acts).toEqual([]);
});

test("files of a reply go with it, the words with the first", async () => {
	const { ts } = await cardAt(at);
	const said = says(anna, ts, "&gt;&gt; the cable", [
		["cable.txt", "blue"],
		["more.txt", "green"],
	]);
	await hand(at, said);
	await hand(at, says(anna, ts, "for us", [["secret.txt", "inside"]]));
	const name = `${channel.id}/${said.message.ts}`;
	expect(at.files).toEqual([
		{ name, text: "the cable", file: "cable.txt", size: 4 },
		{ name: `${name} ${said.message.files[1]}`, text: "", file: "more.txt", size: 5 },
	]);
	await hand(at, slack.people.deletes(said));
	expect(actsOf(at)).toEqual([
		{ kind: "withdraw-reply", name },
		{ kind: "withdraw-reply", name: `${name} ${said.message.files[1]}` },
	]);
});

test("a reply with a file that Slack repeats while it is on its way is taken once", async () => {
	const { ts } = await cardAt(at);
	const said = says(anna, ts, "&gt;&gt; slow", [["a.txt", "x"]]);
	at.database = () => new Promise((wake) => setTimeout(wake, 200));
	const seen = at.logged.length;
	await Promise.all([hand(at, said), hand(at, slack.people.again(said))]);
	expect(at.files).toHaveLength(1);
	expect(at.logged.slice(seen).filter((line) => line.includes("support reply"))).toHaveLength(1);
});

test.each<[string, () => void, RegExp]>([
	["Slack does not give it", () => slack.fail("download", { status: 503 }), /could not fetch/],
	[
		"it is of a kind that is not taken",
		() => (at.refuseFile = refuse({ en: "Send a picture.", zh: "图", es: "Foto" })),
		/Send a picture/,
	],
])(
	"of a file that does not go because %s, its writer hears it, and the words do not go either",
	async (_name, breakIt, told) => {
		const { ts } = await cardAt(at);
		breakIt();
		await hand(at, says(anna, ts, "&gt;&gt; look", [["a.exe", "MZ"]]));
		expect([at.files, at.acts]).toEqual([[], []]);
		expect(whispers(at, anna).at(-1)).toMatch(told);
	},
);

test("a file that is too large is not fetched", async () => {
	const { ts } = await cardAt(at);
	const said = says(anna, ts, "&gt;&gt; look", [["a.png", "x"]]);
	const event = said.payload["event"] as { files: readonly object[] };
	const large = { ...event, files: [{ ...event.files[0], size: 6 * 1024 * 1024 }] };
	await hand(at, { ...said, payload: { ...said.payload, event: large } });
	expect(at.files).toEqual([]);
	expect(whispers(at, anna).at(-1)).toContain("5 MB");
});

test("a command in the support channel sells nothing: it is answered with where commands work", async () => {
	await hand(at, slack.people.commands(anna, channel, "/outage", "it is down"));
	expect(at.heard).toEqual([]);
	expect(whispers(at, anna).at(-1)).toContain("support desk's channel");
});

test("elsewhere in Slack everything is as it was", async () => {
	const shop = slack.workspace.directMessages(eve.id);
	await hand(at, slack.people.says(eve, shop, "&gt;&gt; no funciona"));
	expect(at.heard.map(({ inbound }) => inbound)).toMatchObject([{ kind: "message", text: ">> no funciona" }]);
	expect(at.acts).toEqual([]);
});

test("nothing that went to Slack was outside of its limits, and nobody was mentioned", () => {
	expect(slack.refused).toEqual([]);
});
