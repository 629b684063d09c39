/** Whether Discord knows the token, has the commands, and lets the bot write and begin threads in the channels that are linked. */

import { type APIApplication, type APIGuildMember, type APIUser, DiscordAPIError, type REST, Routes } from "discord.js";
import { type Check, leftOut, ok, unreachable, wrong } from "../../check.ts";
import { OutsideError, UserError } from "../../errors.ts";
import type { Text } from "../../text.ts";
import type { DiscordSettings } from "./bot.ts";
import { discordRest } from "./rest.ts";
import {
	discordCommands,
	inviteUrl,
	isRegistered,
	PERMISSIONS,
	permissionsIn,
	registerCommands,
	registered,
	type Server,
} from "./setup.ts";

const CALL_LIMIT_MS = 8_000;
const PLACES_LIMIT = 50;
/** Not who writes to the bot directly: that needs no permission. */
const PLACE = /^(?:channel|server)\/\d{1,20}$/;

const clientOf = (settings: DiscordSettings): REST =>
	discordRest(settings, { timeout: CALL_LIMIT_MS, rejectOnRateLimit: () => true });

/** `audiences` are those that belong to a store, as `receive.ts` names them; null: they could not be read. */
export async function examineDiscord(
	settings: DiscordSettings,
	audiences: readonly string[] | null,
): Promise<readonly Check[]> {
	const rest = clientOf(settings);
	const token: Text = { en: "Discord, token", zh: "Discord 令牌", es: "Discord, token" };
	try {
		const bot = (await rest.get(Routes.user())) as APIUser;
		const application = (await rest.get(Routes.currentApplication())) as APIApplication;
		const name = {
			en: `${token.en}: ${bot.username}`,
			zh: `${token.zh}：${bot.username}`,
			es: `${token.es}: ${bot.username}`,
		};
		const more = await Promise.all([
			examineGateway(rest),
			[NO_INTENT],
			examineCommands(rest, application.id),
			examinePlaces(rest, bot.id, application.id, audiences),
		]);
		return [ok(name), ...more.flat()];
	} catch (error) {
		return [isRefused(error, 401) ? wrong(token, NEW_TOKEN) : away(token)];
	}
}

const NO_INTENT: Check = ok({
	en: "Discord, intents: no privileged one is needed",
	zh: "Discord 意图：无需特权意图",
	es: "Discord, intents: no hace falta ninguno privilegiado",
});

/** Where events come from; its address answers something to a plain request too. */
async function examineGateway(rest: REST): Promise<readonly Check[]> {
	const gateway: Text = { en: "Discord, gateway", zh: "Discord 网关", es: "Discord, gateway" };
	try {
		const { url, session_start_limit: left } = (await rest.get(Routes.gatewayBot())) as {
			readonly url: string;
			readonly session_start_limit: { readonly remaining: number };
		};
		await fetch(url.replace(/^ws/, "http"), { signal: AbortSignal.timeout(CALL_LIMIT_MS), redirect: "manual" });
		if (left.remaining > 0) return [ok(gateway)];
		return [
			unreachable(gateway, {
				en: "The bot has connected too often today; stop whatever restarts it, and wait until tomorrow.",
				zh: "机器人今天连接次数过多；请停止反复重启，明天再试。",
				es: "El bot se conectó demasiadas veces hoy; detenga lo que lo reinicia y espere hasta mañana.",
			}),
		];
	} catch {
		return [away(gateway)];
	}
}

async function examineCommands(rest: REST, applicationId: string): Promise<readonly Check[]> {
	const commands: Text = { en: "Discord, commands", zh: "Discord 命令", es: "Discord, comandos" };
	try {
		if (isRegistered(await registered(rest, applicationId), discordCommands())) return [ok(commands)];
		return [
			wrong(commands, {
				en: "Discord has others than this version: run `standin discord register`.",
				zh: "Discord 上的命令与本版本不同：请运行 `standin discord register`。",
				es: "Discord tiene otros que esta versión: ejecute `standin discord register`.",
			}),
		];
	} catch {
		return [away(commands)];
	}
}

async function examinePlaces(
	rest: REST,
	botId: string,
	applicationId: string,
	audiences: readonly string[] | null,
): Promise<readonly Check[]> {
	const linked: Text = { en: "Discord, linked channels", zh: "Discord 已关联频道", es: "Discord, canales enlazados" };
	if (audiences === null) return [leftOut(linked)];
	const places = audiences.filter((audience) => PLACE.test(audience));
	const asked = places.slice(0, PLACES_LIMIT);
	const servers = memberships(rest, botId);
	const looked = await Promise.all(asked.map((place) => examinePlace(rest, servers, applicationId, place)));
	const faults = looked.filter((check) => check !== null);
	const count = `${asked.length - faults.length}/${places.length}`;
	const summary = { en: `${linked.en}: ${count}`, zh: `${linked.zh}：${count}`, es: `${linked.es}: ${count}` };
	if (places.length === 0) return [leftOut(linked)];
	return faults.length === 0 ? [ok(summary)] : faults;
}

type Channel = {
	readonly guild_id?: string;
	readonly permission_overwrites?: Parameters<typeof permissionsIn>[3];
};
type Membership = { readonly server: Server; readonly member: string; readonly roles: readonly string[] };
type Memberships = (server: string) => Promise<Membership>;

/** What the bot is in each server, asked once for each. */
function memberships(rest: REST, botId: string): Memberships {
	const known = new Map<string, Promise<Membership>>();
	const ask = async (id: string): Promise<Membership> => {
		const [server, member] = await Promise.all([rest.get(Routes.guild(id)), rest.get(Routes.guildMember(id, botId))]);
		return { server: server as Server, member: botId, roles: (member as APIGuildMember).roles };
	};
	return (id) => {
		const asked = known.get(id) ?? ask(id);
		known.set(id, asked);
		return asked;
	};
}

/** Null: the bot may do there what it does. */
async function examinePlace(
	rest: REST,
	servers: Memberships,
	applicationId: string,
	place: string,
): Promise<Check | null> {
	const [kind = "", id = ""] = place.split("/");
	const isServer = kind === "server";
	const what: Text = isServer
		? { en: `Discord, server ${id}`, zh: `Discord 服务器 ${id}`, es: `Discord, servidor ${id}` }
		: { en: `Discord, channel ${id}`, zh: `Discord 频道 ${id}`, es: `Discord, canal ${id}` };
	try {
		const channel: Channel = isServer ? { guild_id: id } : ((await rest.get(Routes.channel(id))) as Channel);
		if (channel.guild_id === undefined) return null; // direct messages, linked by an earlier version, need no permission
		const { server, member, roles } = await servers(channel.guild_id);
		const given = permissionsIn(server, member, roles, channel.permission_overwrites ?? []);
		const missing = PERMISSIONS.filter(({ bit }) => (given & bit) !== bit);
		if (missing.length === 0) return null;
		const list = missing.map(({ name }) => name).join(", ");
		return wrong(what, {
			en: `Missing there: ${list}. In Discord open the settings of the server or channel, the bot's role, and allow them.`,
			zh: `缺少权限：${list}。请在 Discord 打开服务器或频道的设置，选择机器人的身份组并允许。`,
			es: `Faltan allí: ${list}. En Discord abra los ajustes del servidor o canal, el rol del bot, y permítalos.`,
		});
	} catch (error) {
		if (!isRefused(error, 403, 404)) return away(what);
		const invite = inviteUrl(applicationId);
		return wrong(what, {
			en: `The bot does not see it: allow View Channel there, invite the bot by ${invite}, or take the link away.`,
			zh: `机器人看不到该频道：请允许“查看频道”，或用 ${invite} 邀请机器人，或取消关联。`,
			es: `El bot no lo ve: permita allí Ver canal, invite al bot con ${invite}, o quite el enlace.`,
		});
	}
}

/** Throws `OutsideError` when Discord refuses the token or is away, `UserError` for a server that the bot is not in. */
export async function registerAtDiscord(
	settings: DiscordSettings,
	server: string | null,
): Promise<{ readonly count: number; readonly invite: string }> {
	const rest = clientOf(settings);
	try {
		const { id } = (await rest.get(Routes.currentApplication())) as APIApplication;
		const invite = inviteUrl(id);
		try {
			return { count: await registerCommands(rest, id, server), invite };
		} catch (error) {
			if (server !== null && isRefused(error, 403, 404)) throw new UserError(notIn(server, invite), { cause: error });
			throw error;
		}
	} catch (cause) {
		if (cause instanceof UserError) throw cause;
		throw new OutsideError(isRefused(cause, 401) ? NEW_TOKEN : AWAY, { cause });
	}
}

const isRefused = (error: unknown, ...statuses: readonly number[]): boolean =>
	error instanceof DiscordAPIError && statuses.includes(error.status);

const away = (what: Text): Check => unreachable(what, AWAY);

const AWAY: Text = {
	en: "Discord does not answer, or asks to wait; check the network and discordstatus.com, then try again.",
	zh: "Discord 没有响应或要求等待；请检查网络和 discordstatus.com，然后重试。",
	es: "Discord no responde o pide esperar; revise la red y discordstatus.com, y pruebe de nuevo.",
};
const NEW_TOKEN: Text = {
	en: "Discord does not know this token: at discord.com/developers open the application, Bot, Reset Token, and set DISCORD_TOKEN anew.",
	zh: "Discord 不认识此令牌：请在 discord.com/developers 打开应用的 Bot 页，点 Reset Token，重新设置 DISCORD_TOKEN。",
	es: "Discord no conoce este token: en discord.com/developers abra la aplicación, Bot, Reset Token, y ponga de nuevo DISCORD_TOKEN.",
};
const notIn = (server: string, invite: string): Text => ({
	en: `The bot is not in the server ${server}; invite it by ${invite} first.`,
	zh: `机器人不在服务器 ${server} 中；请先用 ${invite} 邀请它。`,
	es: `El bot no está en el servidor ${server}; invítelo antes con ${invite}.`,
});
