import jsqr from "jsqr";
import { PNG } from "pngjs";
import { beforeAll, expect, test } from "vitest";
import { startServer } from "../http/server.ts";
import { squareBatch } from "../scenarios/square-batch.ts";
import type { Message } from "../support/slack-workspace.ts";
import { atSlack, buttonOf, type Desk, type Hand, pairingCode, personAt, pictureIn } from "./slack-chat.ts";

let desk: Desk;
beforeAll(async () => {
	desk = await atSlack();
});

/** Sells one thing; gives the message that shows it. */
async function sell(hand: Hand, amount: string): Promise<{ readonly ref: string; readonly message: Message }> {
	await hand.say(`pay ${amount}`);
	await hand.see(new RegExp(`^${amount}[\\s\\S]*already tap`));
	await hand.press("No, not yet");
	const message = await hand.see(new RegExp(`^[\\s\\S]*${amount}[\\s\\S]*(Shown|reference)[\\s\\S]*/p/\\w{12}`));
	const ref = /\b([2-9A-HJKMNP-Z]{6})\b/.exec(message.text)?.[1] ?? "none";
	return { ref, message };
}

/** The demo shop's manager. */
const PIN = "246810";

/** Presses a decision and sends its form, with each of these PINs in turn; none when it does not ask for one. */
async function decide(hand: Hand, label: string, pins: readonly string[], note?: string): Promise<void> {
	await hand.press(label);
	const form = await hand.form(/./);
	expect(JSON.stringify(form.content).includes('"block_id":"pin"')).toBe(pins.length > 0);
	const given: Record<string, string> = note === undefined ? {} : { note };
	for (const pin of pins.slice(0, -1)) {
		const wrong = { response_action: "errors", errors: { pin: expect.stringMatching(/This PIN is not right/) } };
		expect(await hand.submit(form, { ...given, pin })).toEqual(wrong);
	}
	const [right] = pins.slice(-1);
	expect(await hand.submit(form, right === undefined ? given : { ...given, pin: right })).toEqual({});
}

const linkIn = ({ text }: Message): string => /http:\S+\/p\/\w{12}/.exec(text)?.[0] ?? "no link";
const payAt = (link: string) => fetch(desk.server.at(new URL(link).pathname), { method: "POST" });

function scanned(message: Message): string | undefined {
	const bytes = pictureIn(desk, message);
	if (bytes === null) return undefined;
	const picture = PNG.sync.read(bytes);
	return jsqr.default(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data;
}

test("an outage in a direct message: from “no connection” to the findings of the batch", async () => {
	const hand = personAt(desk, "anna");
	await hand.say(`link ${await pairingCode(desk, "anna-code-1")}`);
	await hand.see(/linked to Harbour Café/);

	await hand.say("the card machine says no connection and I have 8 people waiting");
	const check = await hand.see(/Check 1/);
	expect(buttonOf(check, "Take a payment now")).toBeDefined();
	await hand.say("1");
	const further = await hand.see(/Check 2/);
	await hand.say("back");
	await hand.see(/Check 1/, further);

	const { ref, message } = await sell(hand, "45");
	expect(scanned(message)).toBe(linkIn(message));
	expect(message.blocks.map(({ type }) => type)).toContain("context");
	await payAt(linkIn(message));
	const paid = await hand.see(/PAID\. Key it/);
	expect([paid.ts, paid.isEdited, pictureIn(desk, paid)]).toEqual([message.ts, true, null]);

	await hand.say("person");
	await hand.see(/support desk/);
	await hand.say("it works again");
	await hand.see(new RegExp(`key these into the POS[\\s\\S]*${ref}`));

	const batch = squareBatch([
		{ at: new Date(), amount: "45.00", tender: "other", note: ref },
		{ at: new Date(), amount: "45.00", tender: "card", note: ref, last4: "1881" },
	]);
	await hand.say("", [["batch.csv", batch]]);
	await hand.see(new RegExp(`batch\\.csv is read\\.[\\s\\S]*${ref}`));

	await hand.press("Check them one by one");
	const finding = await hand.see(/^To check, 1 of 1/);
	expect(finding.text).toContain(ref);
	await decide(hand, "Charged twice", ["111111", PIN], "customer has the receipt");
	await hand.see(/Demo manager decided[^\n]*charged twice/);
	await hand.see(/^To check, 1 of 1/, finding);
	await decide(hand, "I have refunded it", []);
	await hand.see(/Every sale is accounted for/);
	await decide(hand, "Close the outage", []);
	await hand.see(/Demo manager has closed the outage/);
	await desk.server.settle();
	const { database, logged } = desk.server;
	expect(await database.query("select closed_by from outage")).toEqual([{ closed_by: "manager" }]);
	const kept = await database.query("select payload from inbox union all select payload from outbox");
	expect(`${JSON.stringify(kept)} ${logged.join("\n")}`).not.toMatch(/246810|111111/);
	expect(desk.slack.refused).toEqual([]);
});

test("谁的工作区是中文，谁就用中文听到", async () => {
	const hand = personAt(desk, "li", "zh-CN");
	await hand.say("刷卡机显示没有网络");
	await hand.see(/检查 1/);
	await hand.say("收款 45");
	await hand.see(/尚未关联门店/);
	expect(desk.slack.refused).toEqual([]);
});

test("who is not linked talks and takes no payment; linked by code they sell, and unlinked no more", async () => {
	const hand = personAt(desk, "ben");
	await hand.say("the terminal says no connection");
	await hand.see(/Check 1/);
	await hand.say("pay 45");
	await hand.see(/not linked to a store yet/);
	await hand.say("link no-such-code");
	await hand.see(/No store has this code/);
	await hand.say("", [["batch.csv", "a,b\n1,2\n"]]);
	await hand.see(/batch\.csv was not taken[\s\S]*not linked/);

	const slash = desk.slack.people.commands(
		hand.who,
		hand.where,
		"/standin",
		`link ${await pairingCode(desk, "ben-code")}`,
	);
	await desk.slack.socket.deliver(slash).ack;
	await hand.see(/now linked to Harbour Café/);
	await sell(hand, "12.50");
	await hand.say("unlink");
	await hand.see(/not linked to a store any more/);
	await hand.say("pay 45");
	await desk.server.settle();
	expect(hand.screen().at(-1)?.text).toMatch(/not linked to a store yet/);
	expect(desk.slack.refused).toEqual([]);
});

test("in a channel a mention opens a thread, which goes on without one and leaves the channel's talk alone", async () => {
	const { slack, server } = desk;
	const [cora, dan] = [slack.workspace.addPerson("cora"), slack.workspace.addPerson("dan")];
	const channel = slack.workspace.addChannel("tills", [cora.id, dan.id, "U0STANDIN"]);
	const hear = (happening: Parameters<typeof slack.socket.deliver>[0]) => slack.socket.deliver(happening).ack;
	const inThread = (thread: string) =>
		slack.workspace.seen(channel.id, { by: cora.id, thread }).filter(({ user }) => user === "U0STANDIN");

	await hear(slack.people.says(cora, channel, "good morning"));
	const link = slack.people.says(cora, channel, `<@U0STANDIN> link ${await pairingCode(desk, "tills-code")}`);
	await hear(slack.people.mention(link));
	const report = slack.people.says(cora, channel, "<@U0STANDIN> the terminal shows no connection");
	await hear(report);
	await hear(slack.people.mention(report));
	await server.settle();
	const { ts } = report.message;
	expect(
		inThread(ts)
			.map(({ text }) => text)
			.join("\n"),
	).toMatch(/Check 1/);

	// Another one goes on in the thread, without the bot's name; beside it people talk.
	await hear(slack.people.says(dan, channel, "pay 20", { thread: ts }));
	const lunch = slack.people.says(dan, channel, "who has lunch first?");
	await hear(lunch);
	await hear(slack.people.says(cora, channel, "me", { thread: lunch.message.ts }));
	await server.settle();
	expect(inThread(ts).at(-1)?.text).toMatch(/already tap/);
	expect(inThread(lunch.message.ts)).toEqual([]);
	const loose = slack.workspace.seen(channel.id, { by: cora.id }).filter(({ user }) => user === "U0STANDIN");
	expect(loose).toEqual([]);
	expect(slack.refused).toEqual([]);
});

test("the same over signed requests, and whoever signs otherwise is turned away", async () => {
	const { slack, server } = desk;
	const to = server.at("/webhooks/slack");
	const eve = slack.workspace.addPerson("eve");
	const where = slack.workspace.directMessages(eve.id);
	const said = slack.people.says(eve, where, "the terminal says no connection");
	expect(await slack.post(to, said, { secret: "another-secret-altogether" })).toMatchObject({ status: 401 });
	expect(await slack.post(to, said)).toMatchObject({ status: 200, body: "" });
	expect(await slack.post(to, slack.people.again(said), { retry: 1 })).toMatchObject({ status: 200 });
	const challenge = { type: "events_api", payload: { type: "url_verification", challenge: "c4f3" } } as const;
	expect(JSON.parse((await slack.post(to, challenge)).body)).toEqual({ challenge: "c4f3" });
	expect(await slack.post(to, slack.people.commands(eve, where, "/standin", "help"))).toMatchObject({ status: 200 });
	await server.settle();
	const shown = slack.workspace.seen(where.id, { by: eve.id }).filter(({ user }) => user !== eve.id);
	expect(shown.filter(({ text }) => text.includes("Check 1"))).toHaveLength(1);
	expect(shown.map(({ text }) => text).join("\n")).toMatch(/store's code/);
	expect(slack.refused).toEqual([]);
});

test("where Slack is not configured it is left out with one line in the log, and nobody's requests are taken", async () => {
	const server = await startServer();
	const { status } = await desk.slack.post(server.at("/webhooks/slack"), {
		type: "events_api",
		payload: { type: "url_verification", challenge: "c4f3" },
	});
	expect(status).toBe(404);
	expect(server.logged.filter((line) => line.includes("SLACK_BOT_TOKEN is not set"))).toHaveLength(1);
});
