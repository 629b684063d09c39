import { expect, test } from "vitest";
import { atDiscordShop } from "./discord-shop.ts";
import { atSlack, pairingCode, personAt } from "./slack-chat.ts";

test("who writes “kit” to Slack chooses the paper and gets the PDF in the chat", async () => {
	const desk = await atSlack();
	const hand = personAt(desk, "kira");
	await hand.say("kit");
	await hand.see(/not linked to a store yet/);
	await hand.say(`link ${await pairingCode(desk, "kira-code-1")}`);
	await hand.see(/linked to Harbour Café/);
	await hand.say("kit");
	await hand.see(/Which paper/);
	await hand.press("80 mm receipt roll");
	await hand.see(/Here is the kit/);
	await desk.server.settle();
	const files = hand.screen().flatMap((message) => message.files);
	const sent = files.map((id) => desk.slack.workspace.files.get(id));
	expect(sent.map((file) => file?.name)).toEqual(["kit-80.pdf"]);
	expect(sent[0]?.bytes?.subarray(0, 5).toString()).toBe("%PDF-");
	expect(desk.slack.refused).toEqual([]);
});

test("谁在 Discord 里写“套件”，选好纸张就收到 PDF", async () => {
	await using shop = await atDiscordShop();
	const { discord } = shop;
	const lin = discord.addPerson("Lin", "zh-CN");
	const channel = discord.dm(lin);
	await shop.link(lin, channel);
	discord.say(lin, channel, "套件");
	await shop.hear(channel, /打印在哪种纸上/);
	discord.press(lin, channel, "A4");
	const ready = await shop.hear(channel, /套件在这里/);
	expect(ready.files).toEqual(["kit-a4.pdf"]);
	expect(discord.fileOf(ready.id).subarray(0, 5).toString()).toBe("%PDF-");
	expect(discord.refused).toEqual([]);
});
