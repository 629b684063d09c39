/** SHELL. `standin discord`: the commands that people type at Discord, printed or registered. */

import { Command } from "commander";
import { COMMANDS_FILE, discordCommands, discordCommandsFile } from "../bots/discord/setup.ts";
import { readConfig } from "../config.ts";
import { UserError } from "../errors.ts";
import type { Text } from "../text.ts";
import { checkGenerated } from "./generated-file.ts";
import type { Io } from "./io.ts";

export function discordCommand(io: Pick<Io, "out" | "locale">): Command {
	return new Command("discord")
		.description("set the Discord application up")
		.addCommand(printing(io))
		.addCommand(registering(io));
}

const printing = (io: Pick<Io, "out">): Command =>
	new Command("commands")
		.description("print the commands that people type at Discord")
		.option("--check", `say whether ${COMMANDS_FILE} is what the code says`)
		.option("--json", "print one JSON value")
		.action(async ({ check, json }: { readonly check?: boolean; readonly json?: boolean }) => {
			if (check === true) return checkGenerated(COMMANDS_FILE, discordCommandsFile(), "./bin/standin discord commands");
			io.out(json === true ? JSON.stringify(discordCommands()) : discordCommandsFile().trimEnd());
		});

type Registering = { readonly server?: string; readonly json?: boolean };

const registering = ({ out, locale }: Pick<Io, "out" | "locale">): Command =>
	new Command("register")
		.description("register the commands at Discord, as the server does by itself when it connects")
		.option("--server <id>", "in this server alone; without it, everywhere")
		.option("--json", "print one JSON value")
		.action(async ({ server, json }: Registering) => {
			const { discord } = readConfig();
			if (discord === null) throw new UserError(NO_TOKEN);
			if (server !== undefined && !/^\d{15,20}$/.test(server)) throw new UserError(NO_SERVER_ID);
			const { registerAtDiscord } = await import("../bots/discord/doctor.ts");
			const { count, invite } = await registerAtDiscord(discord, server ?? null);
			if (json === true) out(JSON.stringify({ registered: count, server: server ?? null, invite }));
			else out(done(count, invite)[locale]);
		});

const done = (count: number, invite: string): Text => ({
	en: `Registered ${count} commands. The bot joins a server by this link: ${invite}`,
	zh: `已注册 ${count} 个命令。用此链接邀请机器人加入服务器：${invite}`,
	es: `Se registraron ${count} comandos. El bot entra en un servidor con este enlace: ${invite}`,
});
const NO_TOKEN: Text = {
	en: "Set DISCORD_TOKEN to the bot's token, from discord.com/developers under Bot.",
	zh: "请将 DISCORD_TOKEN 设为机器人的令牌，见 discord.com/developers 的 Bot 页。",
	es: "Ponga en DISCORD_TOKEN el token del bot, de discord.com/developers, en Bot.",
};
const NO_SERVER_ID: Text = {
	en: "A server's id is 15 to 20 digits; copy it in Discord with a right click on the server (Developer Mode on).",
	zh: "服务器 ID 是 15 到 20 位数字；请在 Discord 中打开开发者模式，右键服务器复制。",
	es: "El id de un servidor tiene de 15 a 20 cifras; cópielo en Discord con clic derecho en el servidor (modo desarrollador).",
};
