/** How long an interaction may be answered in our Discord, how often, and with what. */

import { Events, type Interaction } from "discord.js";
import { expect, test } from "vitest";
import { failed, PAYLINK, withAna } from "./bot.ts";

/** A bot whose one command does what a test wants with the interaction. */
async function withCommand(act: (one: Interaction) => Promise<unknown>) {
	const scene = await withAna();
	await scene.client.application?.commands.set([PAYLINK]);
	const outcome = new Promise<unknown>((resolve) =>
		scene.client.on(Events.InteractionCreate, (one) => void failed(act(one)).then(resolve)),
	);
	scene.server.slash(scene.ana, scene.dm, "paylink", { amount: 45 });
	return { ...scene, outcome };
}

test("an answer after three seconds finds nobody", async () => {
	let late = () => {};
	const { at, outcome, texts } = await withCommand(async (one) => {
		late();
		if (one.isChatInputCommand()) await one.reply("Scan to pay");
	});
	late = () => {
		at.server.clock.nowMs += 3_001;
	};
	await using _at = at;
	expect(await outcome).toMatchObject({ code: 10062 });
	expect(texts()).toEqual([]);
});

test("a second first answer is refused, whoever gives it", async () => {
	const { at, outcome, client, texts } = await withCommand(async (one) => {
		if (!one.isChatInputCommand()) return;
		await one.reply("Scan to pay");
		const body = { type: 4, data: { content: "Again", allowed_mentions: { parse: [] } } };
		await client.rest.post(`/interactions/${one.id}/${one.token}/callback`, { body, auth: false });
	});
	await using _at = at;
	expect(await outcome).toMatchObject({ code: 40060 });
	expect(texts()).toEqual(["Scan to pay"]);
});

test("fifteen minutes later the token is dead, and the bot's own right still works", async () => {
	const { at, server, dm, outcome, person, texts } = await withCommand(async (one) => {
		if (!one.isChatInputCommand()) return;
		await one.deferReply();
		at.server.clock.nowMs += 14 * 60 * 1_000;
		await one.editReply("Scan to pay");
		at.server.clock.nowMs += 2 * 60 * 1_000;
		await one.editReply("Paid");
	});
	await using _at = at;
	expect(await outcome).toMatchObject({ code: 50027 });
	await person.send("Paid");
	expect(server.read(dm)[0]).toMatchObject({ isEdited: false, isLoading: false });
	expect(texts()).toEqual(["Scan to pay", "Paid"]);
});

test("nothing can follow what was never answered", async () => {
	const { at, outcome } = await withCommand(async (one) => {
		if (one.isChatInputCommand()) await one.webhook.send("Scan to pay");
	});
	await using _at = at;
	expect(await outcome).toMatchObject({ code: 10015 });
});

test("while the first answer is owed, a follow-up is that answer", async () => {
	const { at, outcome, server, dm } = await withCommand(async (one) => {
		if (!one.isChatInputCommand()) return;
		await one.deferReply();
		await one.followUp("Scan to pay");
		await one.followUp("Paid");
	});
	await using _at = at;
	await outcome;
	expect(server.read(dm)).toMatchObject([{ text: "Scan to pay", isLoading: false }, { text: "Paid" }]);
});

test("a token reaches the messages that were sent with it, and no other", async () => {
	const { at, outcome, person, texts } = await withCommand(async (one) => {
		if (!one.isChatInputCommand()) return;
		const other = await person.send("Not yours");
		await one.reply("Scan to pay");
		const own = await one.followUp("Waiting");
		await one.webhook.editMessage(own.id, "Paid");
		await one.webhook.deleteMessage("@original");
		await one.webhook.editMessage(other.id, "Taken over");
	});
	await using _at = at;
	expect(await outcome).toMatchObject({ code: 10008 });
	expect(texts()).toEqual(["Not yours", "Paid"]);
});

test("answers to people do not count against the bot's global limit", async () => {
	const { at, outcome, texts } = await withCommand(async (one) => {
		at.server.limitGlobally(0, 60_000);
		if (one.isChatInputCommand()) await one.reply("Scan to pay");
	});
	await using _at = at;
	await outcome;
	expect(texts()).toEqual(["Scan to pay"]);
});

/** Kinds of answer that do not fit what they answer. */
const MISFITS: readonly (readonly [string, "slash" | "typing", number, object])[] = [
	["choices, when a command was sent", "slash", 8, { choices: [] }],
	["a change of the message, when there is none", "slash", 6, {}],
	["a message, while the person still types", "typing", 4, { content: "45", allowed_mentions: { parse: [] } }],
];

test.each(MISFITS)("%s, is no answer", async (_, done, type, data) => {
	const { at, server, ana, dm, client } = await withAna();
	await using _at = at;
	await client.application?.commands.set([PAYLINK]);
	const one =
		done === "slash"
			? server.slash(ana, dm, "paylink", { amount: 45 })
			: server.typing(ana, dm, "paylink", "currency", { currency: "E" });
	const path: `/${string}` = `/interactions/${one.id}/${one.token}/callback`;
	const error = await failed(client.rest.post(path, { body: { type, data }, auth: false }));
	expect(error).toMatchObject({ code: 50035 });
	expect(one.answer).toBeNull();
});
