import { expect, test } from "vitest";
import { refuse } from "../../src/text.ts";
import type { Person } from "../support/slack-workspace.ts";
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
const { slack, anna, ben, fin } = at;

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
