import { expect, test } from "vitest";
import { BOT_USER } from "../support/slack-workspace.ts";
import { atSlack, buttonOf, pairingCode, personAt, pictureIn, until } from "./slack-chat.ts";

test("an app that may not write to somebody any more goes on in the store's channel, with the QR and its buttons", async () => {
	const desk = await atSlack();
	const { slack, server } = desk;
	const hand = personAt(desk, "ana");
	const channel = slack.workspace.addChannel("tills", [hand.who.id, BOT_USER]);
	const called = slack.people.says(hand.who, channel, `<@${BOT_USER}> link ${await pairingCode(desk, "channel-code")}`);
	await slack.socket.deliver(slack.people.mention(called)).ack;
	await hand.say(`link ${await pairingCode(desk, "direct-code")}`);
	await hand.see(/linked to/);
	await hand.say("pay 45");
	await hand.see(/already tap/);

	slack.fail("chat.postMessage", { error: "messages_tab_disabled" });
	await hand.press("No, not yet");
	const seen = (thread?: string) =>
		slack.workspace
			.seen(channel.id, { by: hand.who.id, ...(thread === undefined ? {} : { thread }) })
			.filter(({ user }) => user === BOT_USER);
	const root = await until(
		() => seen().find(({ text }) => /direct messages are closed to me/.test(text)),
		() => "a word in the channel",
	);
	const shown = await until(
		() => seen(root.ts).find(({ text }) => /\/p\/\w{12}/.test(text)),
		() => "a QR in the thread",
	);
	expect([pictureIn(desk, shown) !== null, buttonOf(shown, "Cancel this sale") !== undefined]).toEqual([true, true]);

	// A button there, and words without the bot's name: the thread is this conversation.
	const pressed = slack.people.presses(hand.who, shown, `${buttonOf(shown, "The customer says they paid")}`);
	await slack.socket.deliver(pressed).ack;
	const [, page = ""] = /(\/p\/\w{12})/.exec(shown.text) ?? [];
	await fetch(server.at(page), { method: "POST" });
	await until(
		() => seen(root.ts).find(({ ts, text }) => ts === shown.ts && text.includes("PAID. Key it")),
		() => JSON.stringify(seen(root.ts)),
	);
	await slack.socket.deliver(slack.people.says(hand.who, channel, "pay 46", { thread: root.ts })).ack;
	await until(
		() => seen(root.ts).find(({ text }) => /46\.00[\s\S]*already tap/.test(text)),
		() => "an answer in the thread",
	);
	await server.settle();
	expect(await server.database.query("select 1 from escalation")).toEqual([]);
	expect(slack.refused).toEqual([]);
});
