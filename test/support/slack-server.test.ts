import type { App } from "@slack/bolt";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { aWorkspace, boltOverSocket, eventually, textsSeen } from "./slack-clients.ts";
import { button, modal, plain, section } from "./slack-limit-payloads.ts";
import type { People } from "./slack-people.ts";
import type { Channel, Person } from "./slack-workspace.ts";

const amountForm = modal({
	callback_id: "paylink",
	submit: plain("Pay"),
	blocks: [
		{ type: "input", label: plain("Amount"), element: { type: "plain_text_input", action_id: "amount" } },
		{
			type: "input",
			label: plain("Rail"),
			element: { type: "external_select", action_id: "rail", min_query_length: 0 },
		},
	],
});

test("a cashier writes to the bot, the app hears it over its socket, and the cashier sees the answer", async () => {
	const { slack, ana } = await aWorkspace();
	await boltOverSocket(slack, (app) => {
		app.message("dead", async ({ say }) => void (await say({ text: "Take a payment now?" })));
	});
	const dm = slack.workspace.directMessages(ana.id);
	const said = slack.people.says(ana, dm, "machine is dead");
	const { envelopeId, ack } = slack.socket.deliver(said);
	expect(await ack).toMatchObject({ envelopeId, payload: {} });
	await eventually(() => textsSeen(slack, dm, ana)).toEqual(["machine is dead", "Take a payment now?"]);
	expect(slack.socket.acks.map((each) => each.envelopeId)).toEqual([envelopeId]);
	expect(slack.refused).toEqual([]);
});

test("a command without an amount opens a form, whose mistake is said in the form, and which closes when it is right", async () => {
	const { slack, ana, till } = await aWorkspace();
	await boltOverSocket(slack, (app) => {
		app.command("/paylink", async ({ ack, body, client }) => {
			await ack();
			await client.views.open({ trigger_id: body.trigger_id, view: amountForm as never });
		});
		app.options("rail", async ({ ack, payload }) =>
			ack({ options: payload.value.split(",").map((value) => ({ text: { type: "plain_text", text: value }, value })) }),
		);
		app.view("paylink", async ({ ack, view }) => {
			const typed = Object.values(view.state.values).flatMap((block) => block["amount"]?.value ?? []);
			if (typed[0] === "45") return ack();
			const block = view.blocks[0]?.block_id ?? "";
			return ack({ response_action: "errors", errors: { [block]: "An amount, please" } });
		});
	});
	await slack.socket.deliver(slack.people.commands(ana, till, "/paylink")).ack;
	await eventually(() => slack.views.size).toBe(1);
	const form = () => [...slack.views.values()][0]!;
	const menu = await slack.socket.deliver(slack.people.looksFor(ana, form(), "rail", "pix")).ack;
	expect(menu.payload).toEqual({ options: [{ text: plain("pix"), value: "pix" }] });
	const send = (amount: string) =>
		slack.socket.deliver(slack.people.submits(ana, form(), new Map([["amount", amount]]))).ack;
	expect((await send("much")).payload).toMatchObject({ response_action: "errors" });
	expect(form().isOpen).toBe(true);
	await send("45");
	expect(form().isOpen).toBe(false);
	expect(slack.refused).toEqual([]);
	const typed = Array.from({ length: 101 }, (_, at) => `r${at}`).join(",");
	await slack.socket.deliver(slack.people.looksFor(ana, form(), "rail", typed)).ack;
	expect(slack.refused.map((each) => each.method)).toEqual(["ack of a menu"]);
});

test("a button is pressed under a message, and the message changes in place", async () => {
	const { slack, ana, till, client } = await aWorkspace();
	await boltOverSocket(slack, (app) => {
		app.action("pay", async ({ ack, respond }) => {
			await ack();
			await respond({ replace_original: true, text: "Paid", blocks: [section("Paid") as never] });
		});
	});
	const blocks = [{ type: "actions", elements: [button()] }] as never;
	await client.chat.postMessage({ channel: till.id, text: "Pay 45?", blocks });
	const message = slack.workspace.seen(till.id, { by: ana.id })[0]!;
	await slack.socket.deliver(slack.people.presses(ana, message, "pay")).ack;
	await eventually(() => textsSeen(slack, till, ana)).toEqual(["Paid"]);
	expect(() => slack.people.presses(ana, message, "refund")).toThrow("nothing with the action id refund");
	expect(slack.refused).toEqual([]);
});

test("a command answered in its acknowledgement is seen by nobody else, and its text is judged", async () => {
	const { slack, ana, till } = await aWorkspace();
	const bo = slack.workspace.addPerson("bo");
	till.members.add(bo.id);
	await boltOverSocket(slack, (app) => {
		app.command("/sales", async ({ ack, command }) => ack({ text: command.text }));
	});
	await slack.socket.deliver(slack.people.commands(ana, till, "/sales", "none yet")).ack;
	expect([ana, bo].map((person) => textsSeen(slack, till, person))).toEqual([["none yet"], []]);
	expect(slack.refused).toEqual([]);
	await slack.socket.deliver(slack.people.commands(ana, till, "/sales", "<!channel>")).ack;
	expect(slack.refused.map(({ method, complaints }) => [method, complaints[0]?.reason])).toEqual([
		["ack of a command", "<!channel>"],
	]);
});

test("what is not acknowledged is sent again, and the app can tell", async () => {
	const { slack, ana, till } = await aWorkspace();
	const heard: (number | undefined)[] = [];
	await boltOverSocket(slack, (app) => {
		app.command("/outage", async ({ ack, context }) => {
			heard.push(context.retryNum);
			if (context.retryNum !== undefined) await ack();
		});
	});
	const command = slack.people.commands(ana, till, "/outage");
	const first = slack.socket.deliver(command);
	await eventually(() => heard).toEqual([undefined]);
	const second = slack.socket.deliver(command, 1);
	await second.ack;
	expect(heard).toEqual([undefined, 1]);
	expect(slack.socket.acks.map((each) => each.envelopeId)).not.toContain(first.envelopeId);
});

/** So soon a socket without a pong is given up, and the next one opened. */
const IMPATIENT_MS = 1_000;

test.each(["refresh", "cut", "freeze"] as const)(
	"a socket that Slack takes away (%s) is replaced, and nothing is missed after",
	async (how) => {
		const { slack, ana } = await aWorkspace();
		const answer = (app: App) => app.message(async ({ say }) => void (await say("heard")));
		await boltOverSocket(slack, answer, IMPATIENT_MS);
		const dm = slack.workspace.directMessages(ana.id);
		if (how === "refresh") slack.socket.disconnect("refresh_requested");
		else slack.socket[how]();
		await eventually(() => slack.calls.filter((call) => call.method === "apps.connections.open").length).toBe(2);
		await slack.socket.connected();
		await slack.socket.deliver(slack.people.says(ana, dm, "hello?")).ack;
		await eventually(() => textsSeen(slack, dm, ana)).toEqual(["hello?", "heard"]);
	},
);

test("the address of a socket works once", async () => {
	const { slack } = await aWorkspace();
	await boltOverSocket(slack, () => {});
	const ask = {
		method: "POST",
		headers: { authorization: "Bearer xapp-of-the-tests", "content-type": "application/json" },
	};
	const { url } = (await (await fetch(`${slack.apiUrl}apps.connections.open`, { ...ask, body: "{}" })).json()) as {
		url: string;
	};
	const knock = () =>
		new Promise<string>((resolve) => {
			const socket = new WebSocket(url);
			socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)).type);
			socket.onerror = () => resolve("refused");
		});
	expect([await knock(), await knock()]).toEqual(["hello", "refused"]);
});

type Told = (people: People, who: Person, where: Channel) => { readonly payload: Readonly<Record<string, unknown>> };
test.each<[string, string, Told]>([
	["a mention", "app_mention", (people, who, where) => people.mention(people.says(who, where, "<@U0STANDIN> help"))],
	["an edit", "message/message_changed", (people, who, where) => people.edits(people.says(who, where, "a"), "b")],
	["a deletion", "message/message_deleted", (people, who, where) => people.deletes(people.says(who, where, "a"))],
	["its own words", "message", (people, who, where) => people.echo(people.says(who, where, "a").message)],
	["a file", "message/file_share", (people, who, where) => people.says(who, where, "", { files: [["b.csv", "x"]] })],
	["the home tab", "app_home_opened", (people, who) => people.opensHome(who)],
	["an archived channel", "channel_archive", (people, _, where) => people.archives(where)],
])("the app hears of %s as %s", async (_, name, tell) => {
	const { slack, ana, till } = await aWorkspace();
	const heard: string[] = [];
	await boltOverSocket(slack, (app) => {
		app.event(/.*/, async ({ event }) => {
			heard.push("subtype" in event && event.subtype !== undefined ? `${event.type}/${event.subtype}` : event.type);
		});
	});
	await slack.socket.deliver(tell(slack.people, ana, till) as never).ack;
	await eventually(() => heard).toEqual([name]);
});
