/** Commands, buttons, selects and forms in our Discord, as the real discord.js gets and answers them. */

import {
	ActionRowBuilder,
	ButtonBuilder,
	ButtonStyle,
	Events,
	FileUploadBuilder,
	type Interaction,
	LabelBuilder,
	MessageFlags,
	ModalBuilder,
	StringSelectMenuBuilder,
	TextInputBuilder,
	TextInputStyle,
} from "discord.js";
import { expect, test } from "vitest";
import { atDiscord, CURRENCY, PAYLINK } from "./bot.ts";

const buttons = (...labels: readonly string[]) =>
	new ActionRowBuilder<ButtonBuilder>().addComponents(
		labels.map((label) => new ButtonBuilder().setCustomId(label).setLabel(label).setStyle(ButtonStyle.Primary)),
	);

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
	const heard: string[] = [];
	client.on(Events.MessageCreate, (message) => void heard.push(message.id));
	at.server.slash(ana, channel, "paylink", { amount: 45 });
	await at.until(() => at.server.read(channel)[0]?.isLoading === true);
	goOn();
	await at.until(() => at.server.whispers(ana, channel).length === 1);
	expect(at.server.read(channel)).toMatchObject([
		{ text: "Paid", buttons: ["Paid", "Cancel"], isEdited: true, isLoading: false },
	]);
	expect(at.server.whispers(ana, channel)).toMatchObject([{ text: "Only for Ana" }]);
	const last = at.server.say(ana, channel, "done");
	await at.until(() => heard.includes(last.id));
	expect(heard).toEqual(at.server.read(channel).map(({ id }) => id));
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
	expect(() => at.server.submit(opened, { amount: "" })).toThrow("does not let");
	at.server.submit(opened, { amount: "45" });
	await at.until(() => at.server.read(at.server.dm(ana))[0]?.text === "for 45");
});

test("nobody presses what is switched off, or what only another sees", async () => {
	await using at = await atDiscord();
	const [ana, bea] = [at.server.addPerson("Ana"), at.server.addPerson("Bea")];
	const { channel } = at.server.addGuild("Café Luna", ana, bea);
	const client = await at.login();
	await client.application?.commands.set([PAYLINK]);
	client.on(Events.InteractionCreate, (one) => {
		if (!one.isChatInputCommand()) return;
		const off = new ButtonBuilder().setCustomId("off").setLabel("Sold out").setStyle(ButtonStyle.Primary).setDisabled();
		const components = [buttons("Pay").addComponents(off)];
		void one.reply({ content: "For Ana", components, flags: MessageFlags.Ephemeral });
	});
	at.server.slash(ana, channel, "paylink", { amount: 45 });
	await at.until(() => at.server.whispers(ana, channel).length === 1);
	expect(() => at.server.press(bea, channel, "Pay")).toThrow("nothing to press");
	expect(() => at.server.press(ana, channel, "Sold out")).toThrow("nothing to press");
	expect(at.server.press(ana, channel, "Pay").kind).toBe(3);
});

test("a form takes a file and a choice", async () => {
	await using at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const client = await at.login();
	await client.application?.commands.set([PAYLINK]);
	const rail = new StringSelectMenuBuilder().setCustomId("rail").addOptions({ label: "Bank QR", value: "qr" });
	const modal = new ModalBuilder()
		.setCustomId("reconcile")
		.setTitle("Reconcile")
		.addLabelComponents(
			new LabelBuilder().setLabel("Batch").setFileUploadComponent(new FileUploadBuilder().setCustomId("batch")),
			new LabelBuilder().setLabel("Rail").setStringSelectMenuComponent(rail),
		);
	const got = new Promise<readonly unknown[]>((resolve) =>
		client.on(Events.InteractionCreate, (one) => {
			if (one.isChatInputCommand()) void one.showModal(modal);
			else if (one.isModalSubmit())
				resolve([one.fields.getUploadedFiles("batch")?.first()?.name, one.fields.getStringSelectValues("rail")]);
		}),
	);
	const opened = at.server.slash(ana, at.server.dm(ana), "paylink", { amount: 0 });
	await at.until(() => opened.modal !== null);
	const batch = { name: "batch.csv", bytes: Buffer.from("a;b"), type: "text/csv" };
	at.server.submit(opened, { batch: [batch], rail: ["qr"] });
	expect(await got).toEqual(["batch.csv", ["qr"]]);
});
