/**
 * What the app is to Slack: its manifest, from the one table of commands, and the scopes and events that the code here
 * really uses. Pure. Source: docs.slack.dev/reference/app-manifest.
 */

import { stringify } from "yaml";
import type { Locale, Text } from "../../text.ts";
import { COMMANDS, type CommandDefinition } from "../commands.ts";

export const MANIFEST_FILE = "slack-manifest.yaml";
/** Where Slack's requests over HTTP go, below the server's public address. */
export const SLACK_PATH = "/webhooks/slack";

/** Counted in characters; docs.slack.dev/reference/app-manifest. */
const DESCRIPTION_LIMIT_CHARACTERS = 140;
const COMMANDS_LIMIT = 50;
const COMMAND_LIMIT_CHARACTERS = 32;
const COMMAND_ABOUT_LIMIT_CHARACTERS = 2_000;
const HINT_LIMIT_CHARACTERS = 1_000;

export type Scope = { readonly scope: string; readonly about: Text };

/** Least privilege: each is needed by a call, an event or the commands, and a test says which. */
export const SCOPES: readonly Scope[] = [
	{
		scope: "app_mentions:read",
		about: { en: "to be called in a channel", zh: "在频道中被 @ 时得知", es: "saber que lo llaman en un canal" },
	},
	{
		scope: "channels:history",
		about: {
			en: "the threads of public channels that the bot is in",
			zh: "机器人所在公开频道的消息列",
			es: "los hilos de los canales públicos en los que está",
		},
	},
	{
		scope: "chat:write",
		about: { en: "answers, and edits of them", zh: "回复和更新回复", es: "responder y corregir" },
	},
	{ scope: "commands", about: { en: "the slash commands", zh: "斜杠命令", es: "los comandos con barra" } },
	{
		scope: "files:read",
		about: {
			en: "batch files, photos and PDFs that are dropped into a chat",
			zh: "拖入聊天的批次文件、照片和 PDF",
			es: "los lotes, fotos y PDF que se sueltan en el chat",
		},
	},
	{
		scope: "files:write",
		about: {
			en: "the QR as a picture, and files of the support desk",
			zh: "以图片发送二维码，以及支持团队的文件",
			es: "el QR como imagen, y los archivos de soporte",
		},
	},
	{
		scope: "groups:history",
		about: {
			en: "the threads of private channels that the bot is in",
			zh: "机器人所在私密频道的消息列",
			es: "los hilos de los canales privados en los que está",
		},
	},
	{ scope: "im:history", about: { en: "direct messages", zh: "私信", es: "los mensajes directos" } },
	{
		scope: "usergroups:read",
		about: {
			en: "who is an agent of the support desk",
			zh: "谁是支持团队的客服",
			es: "quién es agente de soporte",
		},
	},
	{
		scope: "users:read",
		about: {
			en: "the language and name of whoever writes, and who may link the whole workspace",
			zh: "发消息者的语言和名字，以及谁可关联整个工作区",
			es: "el idioma y el nombre de quien escribe, y quién puede enlazar todo el espacio de trabajo",
		},
	},
];

/** What Slack tells the bot; each is read in `receive.ts`, here or in `support/`. */
export const EVENTS = ["app_home_opened", "app_mention", "message.channels", "message.groups", "message.im"] as const;

const ABOUT: Text = {
	en: "Keeps the shop selling while its card terminal is down, and squares the books afterwards.",
	zh: "刷卡机故障时让门店继续收款，事后核对账目。",
	es: "Permite seguir vendiendo cuando la terminal no funciona, y después cuadra las cuentas.",
};

/** `url` is the server's public address for requests over HTTP; null: Socket Mode, which needs none. */
export function slackManifest(url: string | null, locale: Locale) {
	const address = url === null ? null : `${url}${SLACK_PATH}`;
	return {
		_metadata: { major_version: 2, minor_version: 1 },
		display_information: { name: "Standin", description: bounded(ABOUT[locale], DESCRIPTION_LIMIT_CHARACTERS) },
		features: {
			app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
			bot_user: { display_name: "standin", always_online: true },
			slash_commands: COMMANDS.slice(0, COMMANDS_LIMIT).map((command) => slashCommand(command, address, locale)),
		},
		oauth_config: { scopes: { bot: SCOPES.map(({ scope }) => scope) } },
		settings: {
			event_subscriptions: { ...(address === null ? {} : { request_url: address }), bot_events: [...EVENTS] },
			interactivity: {
				is_enabled: true,
				...(address === null ? {} : { request_url: address, message_menu_options_url: address }),
			},
			org_deploy_enabled: false,
			socket_mode_enabled: address === null,
			token_rotation_enabled: false,
		},
	};
}

function slashCommand(command: CommandDefinition, address: string | null, locale: Locale) {
	const hint = bounded(hintOf(command), HINT_LIMIT_CHARACTERS);
	return {
		command: bounded(`/${command.name}`, COMMAND_LIMIT_CHARACTERS),
		description: bounded(command.about[locale], COMMAND_ABOUT_LIMIT_CHARACTERS),
		...(hint === "" ? {} : { usage_hint: hint }),
		// A person or a channel in a note is words to us.
		should_escape: false,
		...(address === null ? {} : { url: address }),
	};
}

/** `link CODE | unlink`, `[amount] [currency]`: what must be given in capitals, what may be given in brackets. */
function hintOf({ options, subcommands }: CommandDefinition): string {
	const own = options.map(({ name, isRequired }) => (isRequired ? name.toUpperCase() : `[${name}]`)).join(" ");
	return [own, ...subcommands.map((each) => `${each.name} ${hintOf(each)}`.trim())]
		.filter((part) => part !== "")
		.join(" | ");
}

const bounded = (text: string, limit: number): string => [...text].slice(0, limit).join("");

/** The manifest as people paste it at api.slack.com/apps. */
export function slackManifestFile(url: string | null, locale: Locale): string {
	const given = [...(url === null ? [] : [`--url ${url}`]), ...(locale === "en" ? [] : [`--language ${locale}`])];
	const made = ["./bin/standin slack manifest", ...given].join(" ");
	return `# Generated by \`${made}\` from src/bots/commands.ts and src/bots/slack/setup.ts.\n${stringify(slackManifest(url, locale), { lineWidth: 0 })}`;
}
