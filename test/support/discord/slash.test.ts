/** Commands in our Discord: only what is registered can be typed, and where it is offered. */

import { Events } from "discord.js";
import { expect, test } from "vitest";
import { PAYLINK, withAna } from "./bot.ts";

const CONTEXT = { server: 0, directMessage: 1 } as const;
const STANDIN = {
	name: "standin",
	description: "Standin",
	contexts: [CONTEXT.directMessage],
	options: [
		{
			type: 1,
			name: "link",
			description: "Link this chat to a store",
			options: [
				{ type: 3, name: "code", description: "The store's code", required: true },
				{ type: 11, name: "batch", description: "A batch file" },
			],
		},
	],
};

test("a subcommand brings its options, a file among them", async () => {
	const { at, server, ana, dm, client } = await withAna();
	await using _at = at;
	await client.application?.commands.set([STANDIN]);
	const got = new Promise<readonly unknown[]>((resolve) =>
		client.on(Events.InteractionCreate, async (one) => {
			if (!one.isChatInputCommand()) return;
			const { options } = one;
			const file = options.getAttachment("batch", true);
			resolve([options.getSubcommand(), options.getString("code"), file.name, await (await fetch(file.url)).text()]);
		}),
	);
	const batch = { name: "batch.csv", bytes: Buffer.from("a;b"), type: "text/csv" };
	server.slash(ana, dm, "standin link", { code: "LUNA", batch });
	expect(await got).toEqual(["link", "LUNA", "batch.csv", "a;b"]);
});

test("what is not registered, or not offered in this place, nobody can type", async () => {
	const { at, server, ana, dm, client } = await withAna();
	await using _at = at;
	await client.application?.commands.set([STANDIN]);
	const { channel } = server.addGuild("Café Luna", ana);
	expect(() => server.slash(ana, channel, "standin link", { code: "LUNA" })).toThrow("not offered here");
	expect(() => server.slash(ana, dm, "standin unlink", {})).toThrow("has no unlink");
	expect(() => server.slash(ana, dm, "standin link", { code: "LUNA", till: 1 })).toThrow("no option till");
	expect(() => server.slash(ana, dm, "standin link", {})).toThrow("wants code");
});

test("registering again overwrites everything, and a command that stays keeps its id", async () => {
	const { at, server, ana, dm, client } = await withAna();
	await using _at = at;
	const before = await client.application?.commands.set([PAYLINK, STANDIN]);
	const after = await client.application?.commands.set([{ ...PAYLINK, description: "Take money" }]);
	expect(after?.map(({ id, description }) => [id, description])).toEqual([
		[before?.find(({ name }) => name === "paylink")?.id, "Take money"],
	]);
	expect(() => server.slash(ana, dm, "standin link", { code: "LUNA" })).toThrow("no command /standin");
	expect(await client.application?.commands.fetch()).toHaveLength(1);
});
