/** Our Discord against the real discord.js: what a merchant and the bot do there in an ordinary evening. */

import {
	AttachmentBuilder,
	Events,
	GatewayIntentBits,
	type GuildTextBasedChannel,
	type Message,
	type TextBasedChannel,
} from "discord.js";
import { expect, test } from "vitest";
import { atDiscord, failed } from "./discord/bot.ts";

test("a bot logs in and hears which servers it is in", async () => {
	await using at = await atDiscord();
	at.server.addGuild("Café Luna", at.server.addPerson("Ana"));
	const client = await at.login();
	expect(client.user?.username).toBe("standin");
	expect(client.guilds.cache.map((guild) => guild.name)).toEqual(["Café Luna"]);
	expect(at.server.gateway.identifies).toMatchObject([{ intents: Number(client.options.intents.bitfield) }]);
});

test("a cashier writes to the bot, and is answered in the same direct message", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const client = await at.login();
	client.on(Events.MessageCreate, (message) => {
		if (!message.author.bot) void message.reply(`heard: ${message.content}`);
	});
	at.server.say(ana, at.server.dm(ana), "the terminal is dead");
	await at.until(() => at.server.read(at.server.dm(ana)).length === 2);
	expect(at.server.read(at.server.dm(ana)).map(({ from, text }) => `${from}: ${text}`)).toEqual([
		"Ana: the terminal is dead",
		"Standin: heard: the terminal is dead",
	]);
});

test("in a server a bot without the privileged intent reads only what is said to it", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const { channel } = at.server.addGuild("Café Luna", ana);
	const client = await at.login();
	const heard: string[] = [];
	client.on(Events.MessageCreate, (message) => void heard.push(message.content));
	at.server.say(ana, channel, "between us");
	at.server.say(ana, channel, `<@${at.server.bot.id}> the terminal is dead`);
	await at.until(() => heard.length === 2);
	expect(heard).toEqual(["", `<@${at.server.bot.id}> the terminal is dead`]);
	const place = await client.channels.fetch(channel.id);
	const listed = await (place as TextBasedChannel).messages.fetch({ cache: false, limit: 2 });
	expect(listed.map(({ content }) => content)).toEqual(heard.toReversed());
});

test("who switches on the privileged intent reads everything; who asks without the switch is thrown out", async () => {
	await using open = await atDiscord({ privileged: GatewayIntentBits.MessageContent });
	const ana = open.server.addPerson("Ana");
	const { channel } = open.server.addGuild("Café Luna", ana);
	const heard: string[] = [];
	(await open.login(GatewayIntentBits.MessageContent)).on(Events.MessageCreate, (one) => void heard.push(one.content));
	open.server.say(ana, channel, "between us");
	await open.until(() => heard.length === 1);
	expect(heard).toEqual(["between us"]);

	await using shut = await atDiscord();
	await expect(shut.login(GatewayIntentBits.MessageContent)).rejects.toThrow(/intents/i);
});

test("what a bot looks up is there: itself, a person, a member, a message; and it can be seen typing", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const { guild, channel } = at.server.addGuild("Café Luna", ana);
	const client = await at.login();
	const home = await client.guilds.fetch(guild.id);
	expect((await home.members.fetch({ user: ana.id, force: true })).user.username).toBe("ana");
	await expect(home.members.fetch("1290000000000000001")).rejects.toMatchObject({ code: 10007 });
	const place = (await client.channels.fetch(channel.id, { force: true })) as GuildTextBasedChannel;
	await place.sendTyping();
	const sent = await place.send("Scan to pay");
	expect((await place.messages.fetch({ message: sent.id, force: true })).content).toBe("Scan to pay");
	await sent.delete();
	await expect(place.messages.fetch({ message: sent.id, force: true })).rejects.toMatchObject({ code: 10008 });
	expect(await client.rest.get("/users/@me")).toMatchObject({ bot: true, id: client.user?.id });
});

test("a thread hangs on a message, and closes by itself", async () => {
	await using at = await atDiscord();
	const { channel } = at.server.addGuild("Café Luna", at.server.addPerson("Ana"));
	const client = await at.login();
	const place = await client.channels.fetch(channel.id);
	if (place === null || !place.isTextBased() || place.isDMBased() || !("threads" in place))
		throw new Error("no channel");
	const message = (await place.send("Outage at Café Luna")) as Message<true>;
	const thread = await message.startThread({ name: "Outage" });
	await thread.send("Step 1");
	expect(thread.id).toBe(message.id);
	expect(at.server.read(at.server.channel(thread.id))).toMatchObject([{ text: "Step 1" }]);
	await expect(message.startThread({ name: "Again" })).rejects.toMatchObject({ code: 160004 });
	at.server.archive(at.server.channel(thread.id));
	await expect(thread.send("Step 2")).rejects.toMatchObject({ code: 50083 });
	await thread.setArchived(false);
	await thread.send("Step 2");
	at.server.archive(at.server.channel(thread.id), true);
	await at.until(() => thread.archived === true);
	await expect(thread.setArchived(false)).rejects.toMatchObject({ code: 50013 });
});

test("files go both ways, and their addresses run out", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const client = await at.login();
	const heard: Message[] = [];
	client.on(Events.MessageCreate, (message) => void heard.push(message));
	const dm = at.server.dm(ana);
	at.server.say(ana, dm, "", { files: [{ name: "batch.csv", bytes: Buffer.from("a;b"), type: "text/csv" }] });
	await at.until(() => heard.length === 1);
	const file = heard[0]?.attachments.first();
	expect(file).toMatchObject({ name: "batch.csv", size: 3, contentType: "text/csv" });
	expect(await (await fetch(file?.url ?? "")).text()).toBe("a;b");
	expect((await fetch((file?.url ?? "").replace("hm=", "hm=0"))).status).toBe(404);
	const png = new AttachmentBuilder(Buffer.from("png"), { name: "qr.png", description: "QR for 45 EUR" });
	const sent = await heard[0]?.reply({ files: [png], embeds: [{ image: { url: "attachment://qr.png" } }] });
	expect(at.server.read(dm)[1]).toMatchObject({ files: ["qr.png"] });
	await sent?.edit({ content: "Paid", embeds: [], attachments: [] });
	expect(at.server.read(dm)[1]).toMatchObject({ text: "Paid", files: [] });
	at.server.clock.nowMs += 25 * 60 * 60 * 1_000;
	expect((await fetch(file?.url ?? "")).status).toBe(404);
});

test("a body beyond the limits is refused as Discord refuses it, and the test that sent it fails", async () => {
	const at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const person = await (await at.login()).users.fetch(ana.id);
	expect(await failed(person.send("x".repeat(2_001)))).toMatchObject({ code: 50035, status: 400 });
	expect(await failed(person.send({ content: "@everyone", allowedMentions: { parse: ["everyone"] } }))).toMatchObject({
		code: 50035,
	});
	expect(at.server.read(at.server.dm(ana))).toEqual([]);
	expect(at.server.refused.map(({ path, faults }) => [path, faults.length])).toEqual([
		[`/channels/${at.server.dm(ana).id}/messages`, 1],
		[`/channels/${at.server.dm(ana).id}/messages`, 1],
	]);
	await expect(at[Symbol.asyncDispose]()).rejects.toThrow("Discord would have refused");
});
