/** Our Discord against the real discord.js: what a merchant and the bot do there in an ordinary evening. */

import {
	ActionRowBuilder,
	AttachmentBuilder,
	ButtonBuilder,
	ButtonStyle,
	Events,
	GatewayIntentBits,
	type Interaction,
	LabelBuilder,
	type Message,
	MessageFlags,
	ModalBuilder,
	StringSelectMenuBuilder,
	TextInputBuilder,
	TextInputStyle,
} from "discord.js";
import { expect, test } from "vitest";
import { atDiscord, CURRENCY, failed, PAYLINK } from "./discord/bot.ts";

const buttons = (...labels: readonly string[]) =>
	new ActionRowBuilder<ButtonBuilder>().addComponents(
		labels.map((label) => new ButtonBuilder().setCustomId(label).setLabel(label).setStyle(ButtonStyle.Primary)),
	);

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

test("a command is offered, typed, and answered; its parts are what was registered", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana", "es-ES");
	const client = await at.login();
	await client.application?.commands.set([PAYLINK]);
	client.on(Events.InteractionCreate, (one) => {
		if (one.isAutocomplete())
			void one.respond([CURRENCY].filter(({ value }) => value.startsWith(one.options.getFocused())));
		else if (one.isChatInputCommand())
			void one.reply(`${one.locale}: ${one.options.getNumber("amount")} ${one.options.getString("currency")}`);
	});
	const dm = at.server.dm(ana);
	const typed = at.server.typing(ana, dm, "paylink", "currency", { amount: 45, currency: "E" });
	await at.until(() => typed.answer !== null);
	expect(typed.choices).toEqual([CURRENCY]);
	at.server.slash(ana, dm, "paylink", { amount: 45, currency: "EUR" });
	await at.until(() => at.server.read(dm).length === 1);
	expect(at.server.read(dm)[0]?.text).toBe("es-ES: 45 EUR");
	expect(() => at.server.slash(ana, dm, "refund")).toThrow("no command /refund");
	expect(() => at.server.slash(ana, dm, "paylink")).toThrow("wants amount");
});

test("commands of one server are offered there only", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const { guild, channel } = at.server.addGuild("Café Luna", ana);
	const client = await at.login();
	await client.application?.commands.set([PAYLINK], guild.id);
	expect(at.server.slash(ana, channel, "paylink", { amount: 1 }).kind).toBe(2);
	expect(() => at.server.slash(ana, at.server.dm(ana), "paylink", { amount: 1 })).toThrow("no command");
});

test("an answer is put off, made, edited and followed; what one person sees is apart", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const { channel } = at.server.addGuild("Café Luna", ana);
	const client = await at.login();
	await client.application?.commands.set([PAYLINK]);
	let goOn = () => {};
	const held = new Promise<void>((resolve) => {
		goOn = resolve;
	});
	client.on(Events.InteractionCreate, async (one) => {
		if (!one.isChatInputCommand()) return;
		await one.deferReply();
		await held;
		await one.editReply({ content: "Scan to pay", components: [buttons("Paid", "Cancel")] });
		await one.editReply("Paid");
		await one.followUp({ content: "Only for Ana", flags: MessageFlags.Ephemeral });
	});
	at.server.slash(ana, channel, "paylink", { amount: 45 });
	await at.until(() => at.server.read(channel)[0]?.isLoading === true);
	goOn();
	await at.until(() => at.server.whispers(ana, channel).length === 1);
	expect(at.server.read(channel)).toMatchObject([
		{ text: "Paid", buttons: ["Paid", "Cancel"], isEdited: true, isLoading: false },
	]);
	expect(at.server.whispers(ana, channel)).toMatchObject([{ text: "Only for Ana" }]);
});

test("a button changes the message it stands on; a select says what was chosen", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const client = await at.login();
	client.on(Events.InteractionCreate, async (one) => {
		if (one.isButton()) await one.update({ content: `pressed ${one.customId}`, components: [] });
		else if (one.isStringSelectMenu()) {
			await one.deferUpdate();
			await one.editReply({ content: `chose ${one.values.join()}`, components: [] });
		}
	});
	const dm = at.server.dm(ana);
	const person = await client.users.fetch(ana.id);
	await person.send({ content: "What now?", components: [buttons("Pay", "Sales")] });
	at.server.press(ana, dm, "Sales");
	await at.until(() => at.server.read(dm)[0]?.text === "pressed Sales");
	expect(() => at.server.press(ana, dm, "Sales")).toThrow("nothing to press");
	const select = new StringSelectMenuBuilder().setCustomId("rail").addOptions({ label: "Bank QR", value: "qr" });
	await person.send({ components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select)] });
	at.server.choose(ana, dm, "Bank QR");
	await at.until(() => at.server.read(dm)[1]?.text === "chose qr");
});

test("a form opens, Discord holds back what breaks its rules, and what was filled in arrives", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const client = await at.login();
	await client.application?.commands.set([PAYLINK]);
	const amount = new TextInputBuilder().setCustomId("amount").setStyle(TextInputStyle.Short).setMaxLength(12);
	const modal = new ModalBuilder()
		.setCustomId("paylink")
		.setTitle("Take a payment")
		.addLabelComponents(new LabelBuilder().setLabel("Amount").setTextInputComponent(amount));
	client.on(Events.InteractionCreate, (one: Interaction) => {
		if (one.isChatInputCommand()) void one.showModal(modal);
		else if (one.isModalSubmit()) void one.reply(`for ${one.fields.getTextInputValue("amount")}`);
	});
	const opened = at.server.slash(ana, at.server.dm(ana), "paylink", { amount: 0 });
	await at.until(() => opened.modal !== null);
	expect(() => at.server.submit(opened, { amount: "1".repeat(13) })).toThrow("does not let");
	at.server.submit(opened, { amount: "45" });
	await at.until(() => at.server.read(at.server.dm(ana))[0]?.text === "for 45");
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
