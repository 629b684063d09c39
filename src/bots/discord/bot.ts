/** Discord: the gateway that events come in by, and the HTTP API that replies go out by. */

import {
	Client,
	Events,
	GatewayDispatchEvents,
	GatewayIntentBits,
	type GatewayMessageCreateDispatchData,
	type GatewayMessageDeleteDispatchData,
	type GatewayMessageUpdateDispatchData,
	type GatewayReadyDispatchData,
} from "discord.js";
import { errorFacts, type Log } from "../../log.ts";
import type { Bot, PlatformTools } from "../bot.ts";
import { asksOf } from "./desk.ts";
import { discordInbox, type Watermarks } from "./inbox.ts";
import type { Interaction } from "./receive.ts";
import { discordRest, restOptions } from "./rest.ts";
import { type Api, sender } from "./send.ts";
import { registerWhatDiffers } from "./setup.ts";

const TIMEOUT_MS = 10_000;
const LOGIN_AGAIN_MS = 1_000;
const LOGIN_AGAIN_LIMIT_MS = 60_000;
/** Direct messages, mentions and buttons: no privileged intent. */
const INTENTS = GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages;

export type DiscordSettings = {
	readonly token: string;
	/** Null: Discord's own. */
	readonly apiUrl: string | null;
};

export type DiscordBot = Bot & {
	/** Begins to listen, and goes on until it is stopped, whatever breaks in between. */
	listen(tools: PlatformTools, watermarks: Watermarks): { stop(): Promise<void> };
};

export function discordBot(settings: DiscordSettings, log: Log): DiscordBot {
	// What is asked may wait here.
	const rest = discordRest(settings, {
		timeout: TIMEOUT_MS,
		rejectOnRateLimit: ({ method }) => method.toUpperCase() !== "GET",
	});
	const api: Api = () => rest.setToken(settings.token);
	return {
		send: sender(api),
		listen(tools, watermarks) {
			const inbox = discordInbox(tools, watermarks, asksOf(api), log);
			const register = (applicationId: string) => {
				registerWhatDiffers(api(), applicationId)
					.then((isNew) => isNew && log.info({ platform: "discord" }, "the commands are registered"))
					.catch((error: unknown) => log.warn(facts(error), "the commands could not be registered"));
			};
			const stopListening = stayConnected(settings, log, (client) => {
				client.ws.on(GatewayDispatchEvents.Ready, ({ user, application }: GatewayReadyDispatchData) => {
					log.info({ platform: "discord" }, "connected");
					register(application.id);
					void inbox.begin(user.id);
				});
				client.ws.on(GatewayDispatchEvents.MessageCreate, (message: GatewayMessageCreateDispatchData) =>
					inbox.message(message, message.guild_id ?? null),
				);
				client.ws.on(GatewayDispatchEvents.MessageUpdate, (message: GatewayMessageUpdateDispatchData) =>
					inbox.edit(message, message.guild_id ?? null),
				);
				client.ws.on(GatewayDispatchEvents.MessageDelete, (gone: GatewayMessageDeleteDispatchData) =>
					inbox.deletion(gone.id, gone.channel_id, gone.guild_id ?? null),
				);
				client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: Interaction) => {
					void inbox.interaction(interaction);
				});
			});
			return {
				stop: async () => {
					await stopListening();
					await inbox.stop();
				},
			};
		},
	};
}

/** Logs in, and again whenever discord.js gives up: it mends a lost connection by itself, but not a refused token. */
function stayConnected(settings: DiscordSettings, log: Log, attach: (client: Client) => void): () => Promise<void> {
	const stopping = new AbortController();
	let current: Client | null = null;
	const once = async (): Promise<void> => {
		const client = new Client({ intents: INTENTS, rest: restOptions(settings) });
		current = client;
		client.on(Events.ShardError, (error) => log.warn(facts(error), "the connection broke"));
		client.on(Events.Error, (error) => log.warn(facts(error), "discord.js failed"));
		attach(client);
		const ended = new Promise<never>((_, reject) => {
			client.on(Events.ShardDisconnect, ({ code }) => reject(new Error(`closed with ${code}`)));
		});
		await Promise.race([client.login(settings.token).then(() => ended), ended]).finally(() => client.destroy());
	};
	const run = async (): Promise<void> => {
		for (let waitMs = LOGIN_AGAIN_MS; !stopping.signal.aborted; waitMs = Math.min(waitMs * 2, LOGIN_AGAIN_LIMIT_MS)) {
			const beganMs = performance.now();
			await once().catch((error: unknown) => {
				if (!stopping.signal.aborted)
					log.error(facts(error), "Discord is not connected: check DISCORD_TOKEN and the network; trying again");
			});
			if (performance.now() - beganMs > LOGIN_AGAIN_LIMIT_MS) waitMs = LOGIN_AGAIN_MS;
			await pause(waitMs, stopping.signal);
		}
	};
	void run();
	return async () => {
		stopping.abort();
		await current?.destroy();
	};
}

const facts = (error: unknown) => ({ platform: "discord", ...errorFacts(error) });

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
	new Promise((wake) => {
		const timer = setTimeout(wake, ms);
		signal.addEventListener("abort", () => {
			clearTimeout(timer);
			wake();
		});
		if (signal.aborted) wake();
	});
