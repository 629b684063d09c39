/** Whether Slack knows the tokens, grants the scopes and lets the bot into the channels that are linked. */

import { webApi } from "@slack/bolt";
import { type Check, leftOut, ok, unreachable, wrong } from "../../check.ts";
import type { Text } from "../../text.ts";
import type { SlackSettings } from "./bot.ts";
import { clientOptions, refusalOf } from "./errors.ts";
import { SCOPES, SLACK_PATH } from "./setup.ts";
import { AWAY, examineSupport, WAIT } from "./support/doctor.ts";

const CALL_LIMIT_MS = 8_000;
const CHANNELS_LIMIT = 50;
const AT_ONCE = 5;

/** What `unlinked` chats and people are not: `team/channel`. */
const CHANNEL = /^([A-Z0-9]{1,40})\/([CG][A-Z0-9]{1,40})$/;

/**
 * `audiences` are those that belong to a store, as `receive.ts` names them; null: they could not be read. `publicUrl` is
 * where Slack's requests come when there is no app-level token.
 */
export async function examineSlack(
	settings: SlackSettings,
	audiences: readonly string[] | null,
	publicUrl: string | null,
): Promise<readonly Check[]> {
	const client = new webApi.WebClient(settings.botToken, clientOptions(settings, CALL_LIMIT_MS));
	const [atTheDoor, wayIn] = await Promise.all([examineToken(client), examineWayIn(settings, publicUrl)]);
	const { checks, team } = atTheDoor;
	if (team === null) return [...checks, wayIn];
	const isLinked = (audiences ?? []).includes(`${team}/${settings.support?.channel ?? ""}`);
	const desk = await examineSupport(client, settings.support, isLinked);
	return [...checks, wayIn, ...desk, ...(await examineChannels(client, team, audiences))];
}

/** `team` is null when nothing more can be asked. */
async function examineToken(client: webApi.WebClient): Promise<{ checks: readonly Check[]; team: string | null }> {
	const token: Text = { en: "Slack, bot token", zh: "Slack 机器人令牌", es: "Slack, token del bot" };
	try {
		const { team, team_id, response_metadata } = await client.auth.test();
		const where = team ?? "?";
		const known = ok({
			en: `${token.en}: workspace ${where}`,
			zh: `${token.zh}：工作区 ${where}`,
			es: `${token.es}: espacio ${where}`,
		});
		return { checks: [known, examineScopes(response_metadata?.scopes ?? [])], team: team_id ?? null };
	} catch (error) {
		const because = refusalOf(error);
		return { checks: [because === null ? away(token) : refused(token, because, "SLACK_BOT_TOKEN")], team: null };
	}
}

function examineScopes(granted: readonly string[]): Check {
	const scopes: Text = { en: "Slack, scopes", zh: "Slack 权限", es: "Slack, permisos" };
	const missing = SCOPES.filter(({ scope }) => !granted.includes(scope));
	if (missing.length === 0) return ok(scopes);
	const list = (locale: keyof Text) => missing.map(({ scope, about }) => `${scope} (${about[locale]})`).join(", ");
	return wrong(scopes, {
		en: `Missing: ${list("en")}. At api.slack.com/apps open the app, OAuth & Permissions, Bot Token Scopes, add them and reinstall the app.`,
		zh: `缺少：${list("zh")}。请在 api.slack.com/apps 打开应用，进入 OAuth & Permissions 的 Bot Token Scopes，添加后重新安装应用。`,
		es: `Faltan: ${list("es")}. En api.slack.com/apps abra la app, OAuth & Permissions, Bot Token Scopes, agréguelos y reinstale la app.`,
	});
}

async function examineWayIn(settings: SlackSettings, publicUrl: string | null): Promise<Check> {
	const socket: Text = { en: "Slack, Socket Mode", zh: "Slack Socket Mode", es: "Slack, Socket Mode" };
	if (settings.appToken === null) return examineHttp(publicUrl);
	try {
		await new webApi.WebClient(settings.appToken, clientOptions(settings, CALL_LIMIT_MS)).apps.connections.open({});
		return ok(socket);
	} catch (error) {
		const because = refusalOf(error);
		return because === null ? away(socket) : refused(socket, because, "SLACK_APP_TOKEN");
	}
}

function examineHttp(publicUrl: string | null): Check {
	const address = `${publicUrl ?? ""}${SLACK_PATH}`;
	const http: Text = { en: "Slack, requests over HTTP", zh: "Slack HTTP 请求", es: "Slack, solicitudes por HTTP" };
	if (publicUrl?.startsWith("https://") === true)
		return ok(http, {
			en: `The app's request URLs must be ${address} (\`standin slack manifest --url ${publicUrl}\`).`,
			zh: `应用的请求网址须为 ${address}（\`standin slack manifest --url ${publicUrl}\`）。`,
			es: `Las URL de solicitud de la app deben ser ${address} (\`standin slack manifest --url ${publicUrl}\`).`,
		});
	return wrong(http, {
		en: "Slack sends to https only: set PUBLIC_URL to the server's https address, or set SLACK_APP_TOKEN for Socket Mode.",
		zh: "Slack 只向 https 发送：请将 PUBLIC_URL 设为服务器的 https 地址，或设置 SLACK_APP_TOKEN 使用 Socket Mode。",
		es: "Slack solo envía a https: ponga en PUBLIC_URL la dirección https del servidor, o defina SLACK_APP_TOKEN para Socket Mode.",
	});
}

async function examineChannels(
	client: webApi.WebClient,
	team: string,
	audiences: readonly string[] | null,
): Promise<readonly Check[]> {
	const linked: Text = { en: "Slack, linked channels", zh: "Slack 已关联频道", es: "Slack, canales enlazados" };
	if (audiences === null) return [leftOut(linked)];
	const channels = audiences.flatMap((audience) => {
		const [, ofTeam, id] = CHANNEL.exec(audience) ?? [];
		return ofTeam === team && id !== undefined ? [id] : [];
	});
	const asked = channels.slice(0, CHANNELS_LIMIT);
	const faults: Check[] = [];
	for (let at = 0; at < asked.length; at += AT_ONCE) {
		const some = await Promise.all(asked.slice(at, at + AT_ONCE).map((id) => examineChannel(client, id)));
		faults.push(...some.filter((check) => check !== null));
	}
	const count = `${asked.length - faults.length}/${channels.length}`;
	const summary = { en: `${linked.en}: ${count}`, zh: `${linked.zh}：${count}`, es: `${linked.es}: ${count}` };
	if (channels.length === 0) return [leftOut(linked)];
	return faults.length === 0 ? [ok(summary)] : faults;
}

/** Null: the bot is in it. Reading one message needs no scope beyond those of the bot. */
async function examineChannel(client: webApi.WebClient, channel: string): Promise<Check | null> {
	const what = { en: `Slack, channel ${channel}`, zh: `Slack 频道 ${channel}`, es: `Slack, canal ${channel}` };
	try {
		await client.conversations.history({ channel, limit: 1 });
		return null;
	} catch (error) {
		if (error instanceof webApi.WebAPIRateLimitedError) return leftOut(what, WAIT); // some apps may read one channel a minute
		const because = refusalOf(error);
		if (because === null) return away(what);
		if (because !== "not_in_channel" && because !== "channel_not_found") return refused(what, because, null);
		return wrong(what, {
			en: "The bot is not in it: write /invite @standin there, or unlink the channel.",
			zh: "机器人不在其中：请在该频道输入 /invite @standin，或取消关联。",
			es: "El bot no está en él: escriba allí /invite @standin, o quite el enlace.",
		});
	}
}

const away = (what: Text): Check => unreachable(what, AWAY);

/** Slack's own word is one of a list, and holds nothing of ours. */
const refused = (what: Text, because: string, variable: string | null): Check => {
	const word = /^[a-z_]{1,60}$/.test(because) ? because : "refused";
	if (variable === null)
		return wrong(what, {
			en: `Slack says ${word}; unlink the channel, or mend it in Slack.`,
			zh: `Slack 返回 ${word}；请取消关联该频道，或在 Slack 中修正。`,
			es: `Slack dice ${word}; quite el enlace del canal o corríjalo en Slack.`,
		});
	return wrong(what, {
		en: `Slack says ${word}: set ${variable} anew, from api.slack.com/apps, ${PLACES.get(variable) ?? ""}.`,
		zh: `Slack 返回 ${word}：请在 api.slack.com/apps 的 ${PLACES.get(variable) ?? ""} 重新获取 ${variable}。`,
		es: `Slack dice ${word}: ponga de nuevo ${variable}, de api.slack.com/apps, ${PLACES.get(variable) ?? ""}.`,
	});
};

const PLACES: ReadonlyMap<string, string> = new Map([
	["SLACK_BOT_TOKEN", "OAuth & Permissions"],
	["SLACK_APP_TOKEN", "Basic Information, App-Level Tokens (connections:write)"],
]);
