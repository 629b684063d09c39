/** Somebody in a direct message of Discord's: the real discord.js, and a Discord of our own that judges what it is sent. */

import type { Locale } from "../../src/text.ts";
import { decodePng } from "../bots/discord-qr.ts";
import type { Line } from "../support/discord/world.ts";
import { BOT_TOKEN, type DiscordServer, startDiscord } from "../support/discord-server.ts";
import { type Chat, type Options, type Platform, type Seen, until } from "./chat.ts";
import { type House, openHouse } from "./house.ts";
import { DEMO, setUp } from "./shop.ts";

export const discord: Platform = { name: "discord", place: "at Discord", edits: true, links: true, open };

const LANGUAGES: Readonly<Record<Locale, string>> = { en: "en-US", zh: "zh-CN", es: "es-ES" };

async function open({ database, locale, isLinked = true, shop = DEMO }: Options): Promise<Chat> {
	const server = await startDiscord();
	const house = await openHouse(database, { DISCORD_TOKEN: BOT_TOKEN, DISCORD_API_URL: server.api });
	await connected(server);
	await setUp(house, shop.setup);
	const chat = await meet(house, server, { locale, isLinked, store: shop.store });
	return {
		...chat,
		close: async () => {
			await house.remove();
			await server.close(); // fails when something was refused
		},
	};
}

const connected = (server: DiscordServer) =>
	until(() => (server.gateway.connected() > 0 ? true : null), "Discord's gateway");

/** Somebody in a program that runs already. */
export async function meet(
	house: House,
	server: DiscordServer,
	{ locale, isLinked, store }: { readonly locale: Locale; readonly isLinked: boolean; readonly store: string },
): Promise<Chat> {
	const person = server.addPerson("anna", LANGUAGES[locale]);
	const channel = server.dm(person);
	const lines = () => server.read(channel).filter(({ from }) => from === server.bot.global_name);
	if (isLinked) {
		server.say(person, channel, `link ${await house.pairingCode(store)}`);
		await until(() => lines()[0], "the answer to the code");
	}
	const before = lines().length; // the answer to the code is none of the conversation's
	const screen = () => lines().slice(before);
	const press = async (label: string) => {
		await until(
			() => screen().findLast(({ buttons }) => buttons.includes(label)),
			() => `button ${label} in ${JSON.stringify(screen().slice(-4))}`,
		);
		const pressed = server.press(person, channel, label);
		await until(
			() => pressed.answer,
			() => `an answer to ${label}`,
		);
		return pressed;
	};
	return {
		house,
		web: null,
		say: async (text) => void server.say(person, channel, text),
		sayTwice: async (text) => {
			const said = server.say(person, channel, text);
			server.repeat(said);
			server.repeat(said);
		},
		press: async (label) => void (await press(label)),
		dropFile: async (name, content) => {
			server.say(person, channel, "", {
				files: [{ name, bytes: Buffer.from(content), type: name.endsWith(".pdf") ? "application/pdf" : "text/csv" }],
			});
		},
		screen: () => screen().map(seen),
		qr: () => {
			const shown = screen().findLast(({ files }) => files.length > 0);
			return shown === undefined ? null : decodePng(server.fileOf(shown.id));
		},
		decide: async (label, pin) => {
			const opened = await press(label);
			const sent = server.submit(opened, { pin });
			await until(() => sent.answer, "an answer to the form");
		},
		reconnected: async () => void (await connected(server)),
		close: async () => {},
	};
}

const seen = ({ id, text, buttons, files }: Line): Seen => ({
	id,
	text: shown(text),
	buttons,
	files: files.filter((name) => name !== "qr.png"),
});

/** As a person sees it: a sign with a backslash before it is that sign, one without is markup and not seen. */
const shown = (text: string): string =>
	text.replaceAll(/\\([\\*_~`|<>#[\]+-])|<[^<>]*>|[*_~`|]/g, (_whole, sign: string | undefined) => sign ?? "");
