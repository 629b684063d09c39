import { expect, test } from "vitest";
import { BOT_USER } from "../support/slack-workspace.ts";
import { personAt } from "./slack-chat.ts";
import { CHOICE, facing, standAtSlack, whispers } from "./slack-stand.ts";

const at = await standAtSlack();

test("while the database is away a decision stays in its form, which says that it did not work", async () => {
	const { hand } = facing(at, CHOICE);
	await hand.press("Decide it");
	const form = await hand.form(/./);
	at.database = () => Promise.reject(new Error("the database is away, says secret-word"));
	const filled = { pick: "p1", pin: "246810" };
	expect(await hand.submit(form, filled)).toEqual({
		response_action: "errors",
		errors: { pin: expect.stringMatching(/did not work just now/) },
	});
	at.database = async () => {};
	expect(await hand.submit(form, filled)).toEqual({});
	expect(at.decided).toHaveLength(1);
});

test("while the database is away a command is not done, and says so to its sender in their language", async () => {
	const person = personAt(at, "ana", "es-ES");
	at.database = () => Promise.reject(new Error("the database is away, says secret-word"));
	for (const [command, text] of [
		["/outage", "dead"],
		["/paylink", "45"],
		["/paylink", ""],
		["/standin", "help"],
	] as const)
		await person.command(command, text);
	expect(whispers(person)).toEqual(Array(4).fill("No funcionó en este momento. Intente de nuevo en un momento."));
	expect([at.heard, [...at.slack.views.values()].filter(({ user }) => user === person.who.id)]).toEqual([[], []]);
	at.database = async () => {};
	await person.command("/outage", "dead");
	expect(at.heard).toMatchObject([{ isCommand: true, inbound: { text: "dead", isReport: true }, locale: "es" }]);
});

test("while the database is away a payment link's form keeps what was typed, and is sent again", async () => {
	const person = personAt(at, "bo");
	await person.command("/paylink");
	const form = await person.form(/Take a payment/);
	at.database = () => Promise.reject(new Error("away"));
	const filled = { amount: "45", currency: "EUR", rail: "savings", note: "table 4" };
	expect(await person.submit(form, filled)).toMatchObject({ response_action: "errors" });
	expect(at.heard).toEqual([]);
	at.database = async () => {};
	expect(await person.submit(form, filled)).toEqual({});
	expect(at.heard.map(({ inbound }) => inbound)).toEqual([
		{ kind: "paylink", money: { minor: 4500, currency: "EUR" }, railId: "savings", note: "table 4" },
	]);
});

test("a form whose shop was unlinked meanwhile says how to link", async () => {
	const person = personAt(at, "cora");
	await person.command("/paylink");
	const form = await person.form(/./);
	at.shop = null;
	const told = await person.submit(form, { amount: "45" });
	expect(told).toEqual({ response_action: "errors", errors: { amount: expect.stringMatching(/store's code/) } });
	expect(at.slack.refused).toEqual([]);
});

test("a form that does not open in time is told to who pressed, alone", async () => {
	const { hand } = facing(at, CHOICE);
	at.slack.fail("views.open", { error: "expired_trigger_id" });
	await hand.press("Decide it");
	expect(whispers(hand)).toEqual([expect.stringMatching(/did not work just now/)]);
});

test("what Slack does not tell of who and where is not waited for: the command is stored, and answered in English", async () => {
	const { hand } = facing(at, "close", "es-ES", at.slack.workspace.addChannel("slow", [BOT_USER]));
	at.slack.fail("users.info", "held");
	at.slack.fail("conversations.history", "held");
	await hand.command("/outage", "dead");
	expect(at.heard).toMatchObject([{ inbound: { text: "dead" }, locale: "en" }]);
});
