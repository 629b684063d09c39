/** The real discord.js client, logged in to our Discord, for the tests of that Discord. */

import { Client, Events, GatewayIntentBits, Partials, type User } from "discord.js";
import { Agent } from "undici";
import { vi } from "vitest";
import { BOT_TOKEN, type DiscordServer, type Options, startDiscord } from "../discord-server.ts";

export const CURRENCY = { name: "Euro", value: "EUR" };
export const PAYLINK = {
	name: "paylink",
	description: "Take a payment",
	options: [
		{ type: 10, name: "amount", description: "How much", required: true },
		{ type: 3, name: "currency", description: "Which currency", autocomplete: true },
	],
};

type AtDiscord = AsyncDisposable & {
	readonly server: DiscordServer;
	/** A bot that mentions nobody and repeats nothing by itself, so that a test sees every failure. */
	login(moreIntents?: number): Promise<Client>;
	until(isSo: () => boolean): Promise<void>;
};

const INTENTS = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages;

export async function atDiscord(options: Options = {}): Promise<AtDiscord> {
	const server = await startDiscord(options);
	const clients: Client[] = [];
	return {
		server,
		async login(moreIntents = 0) {
			const client = new Client({
				intents: INTENTS | moreIntents,
				partials: [Partials.Channel],
				allowedMentions: { parse: [] },
				rest: { api: server.api, retries: 0, agent: new Agent() },
				// Discord wants five seconds between two logins; ours does not.
				ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
			});
			clients.push(client);
			const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
			await client.login(BOT_TOKEN);
			await ready;
			return client;
		},
		until: (isSo) =>
			vi.waitFor(
				() => {
					if (!isSo()) throw new Error(`still not so: ${String(isSo)}`);
				},
				{ timeout: 60_000, interval: 10 },
			),
		async [Symbol.asyncDispose]() {
			await Promise.all(clients.map((client) => client.destroy()));
			await server.close();
		},
	};
}

/** A bot that knows Ana, and their direct messages. */
export async function withAna() {
	const at = await atDiscord();
	const ana = at.server.addPerson("Ana");
	const dm = at.server.dm(ana);
	const client = await at.login();
	const person: User = await client.users.fetch(ana.id);
	await person.createDM();
	const texts = () => at.server.read(dm).map(({ text }) => text);
	return { at, server: at.server, ana, dm, client, person, texts };
}

/** What a call that must fail failed with. */
export const failed = (call: Promise<unknown>): Promise<unknown> =>
	call.then(
		() => "it did not fail",
		(error: unknown) => error,
	);
