import { expect, test } from "vitest";
import { refuse } from "../../src/text.ts";
import type { Person } from "../support/slack-workspace.ts";
import { until } from "./slack-chat.ts";
import {
	actsOf,
	cardAt,
	ESCALATION,
	formOf,
	hand,
	ID,
	NOW_MS,
	standAtSupport,
	whispers,
} from "./slack-support-stand.ts";

const at = await standAtSupport();
const { slack, anna, ben, eve, fin, channel } = at;

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

test("what the bot itself writes in the thread is no reply, even if it begins with >>", async () => {
	const { ts } = await cardAt(at);
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

test.each(["claim", "resolve"] as const)("a press on an old card still means its request: %s", async (press) => {
	const { message } = await cardAt(at);
	const old = message();
	await hand(at, slack.people.presses(ben, old, `support-${press}`));
	if (press === "claim") expect(at.acts).toMatchObject([{ id: ID, by: { name: "Ben" }, act: { kind: "claim" } }]);
	else expect(JSON.stringify(formOf(at, ben).content)).toContain(ID);
});

test("each option of the menu is one act, however often Slack tells of the press", async () => {
	const { message } = await cardAt(at);
	for (const press of ["escalate", "hand-back", "transcript"]) {
		const pressed = slack.people.presses(anna, message(), "support-menu", `${press} ${ID}`);
		await hand(at, pressed);
		await hand(at, pressed);
	}
	expect(actsOf(at)).toEqual([{ kind: "escalate" }, { kind: "hand-back" }, { kind: "transcript" }]);
});

test("a press that could not be stored is said to who pressed it", async () => {
	const { message } = await cardAt(at);
	at.database = () => Promise.reject(new Error("away, says secret-word"));
	await hand(at, slack.people.presses(anna, message(), "support-claim"));
	expect(whispers(at, anna).at(-1)).toContain("did not work just now");
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

test("Reply opens a form, and what is typed goes to the merchant", async () => {
	const { message } = await cardAt(at);
	await hand(at, slack.people.presses(anna, message(), "support-reply"));
	const form = formOf(at, anna);
	const sent = slack.people.submits(anna, form, new Map([["text", "Unplug it.\nThen wait."]]));
	expect(await hand(at, sent)).toEqual({});
	await hand(at, sent);
	expect(actsOf(at)).toEqual([{ kind: "reply", name: `form ${form.id}`, text: "Unplug it.\nThen wait.", file: null }]);
});

test("of a request that was closed meanwhile the form says so at its field, and keeps what was typed", async () => {
	const { message } = await cardAt(at);
	await hand(at, slack.people.presses(anna, message(), "support-reply"));
	at.escalation = { ...ESCALATION, state: "closed" };
	const answer = await hand(at, slack.people.submits(anna, formOf(at, anna), new Map([["text", "hello"]])));
	expect(answer).toEqual({ response_action: "errors", errors: { text: expect.stringContaining("closed") } });
	expect([at.acts, formOf(at, anna).isOpen]).toEqual([[], true]);
});

test("Resolve asks for the cause and a note", async () => {
	const { message } = await cardAt(at);
	await hand(at, slack.people.presses(ben, message(), "support-resolve"));
	const given = new Map([
		["cause", "processor"],
		["note", "the bank is back"],
	]);
	await hand(at, slack.people.submits(ben, formOf(at, ben), given));
	expect(actsOf(at)).toEqual([{ kind: "resolve", cause: "processor", note: "the bank is back" }]);
});

test("a snooze ends when it was asked to, by the runtime's clock", async () => {
	const { message } = await cardAt(at);
	await hand(at, slack.people.presses(anna, message(), "support-menu", `snooze ${ID}`));
	await hand(at, slack.people.submits(anna, formOf(at, anna), new Map([["snooze", "60"]])));
	expect(actsOf(at)).toEqual([{ kind: "snooze", untilMs: NOW_MS + 3_600_000 }]);
});

test.each<[string, Readonly<Record<string, string>>, object]>([
	["severity", { severity: "urgent" }, { kind: "severity", severity: "urgent" }],
	["link", { other: "other234" }, { kind: "link", linkedTo: "other234" }],
	["close", { note: "a drill" }, { kind: "close", note: "a drill" }],
])("behind More there is a form for %s", async (what, given, act) => {
	const { message } = await cardAt(at);
	await hand(at, slack.people.presses(anna, message(), "support-menu", `more ${ID}`));
	expect(JSON.stringify(formOf(at, anna).content)).not.toContain("refund");
	await hand(at, slack.people.submits(anna, formOf(at, anna), new Map([["what", what]])));
	await hand(at, slack.people.submits(anna, formOf(at, anna), new Map(Object.entries(given))));
	expect(actsOf(at)).toEqual([act]);
});

test("a refund is recorded by who has the finance role, and by nobody else", async () => {
	const { message } = await cardAt(at);
	const opened = async (who: Person, what: string) => {
		await hand(at, slack.people.presses(who, message(), "support-menu", `more ${ID}`));
		await hand(at, slack.people.submits(who, formOf(at, who), new Map([["what", what]])));
		return formOf(at, who);
	};
	const form = await opened(fin, "refund");
	const given = new Map([
		["finding", "f1"],
		["note", "refunded at the acquirer"],
	]);
	// Anna, who has no such role, sends the very same form.
	const forged = await hand(at, slack.people.submits(anna, form, given));
	expect(forged).toMatchObject({
		response_action: "errors",
		errors: { note: expect.stringContaining("finance role") },
	});
	at.refuseRefund = refuse({ en: "This finding is settled.", zh: "已处理", es: "Ya está" });
	expect(await hand(at, slack.people.submits(fin, form, given))).toMatchObject({
		errors: { note: expect.stringContaining("settled") },
	});
	at.refuseRefund = null;
	expect(await hand(at, slack.people.submits(fin, form, given))).toEqual({});
	expect(at.refunds).toEqual([{ finding: "f1", note: "refunded at the acquirer", by: `slack:${fin.id}` }]);
	expect(at.acts).toEqual([]);
});

test("where there is nothing to refund or to link, the form says so", async () => {
	at.refundable = [];
	at.linkable = [];
	const { message } = await cardAt(at);
	for (const what of ["refund", "link"]) {
		await hand(at, slack.people.presses(fin, message(), "support-menu", `more ${ID}`));
		const answer = await hand(at, slack.people.submits(fin, formOf(at, fin), new Map([["what", what]])));
		expect(JSON.stringify(answer)).toMatch(/no open finding|No other request/);
	}
});

test("nothing that went to Slack was outside of its limits, and nobody was mentioned", () => {
	expect(slack.refused).toEqual([]);
});
