/**
 * What the bot is at Discord: its commands, from the one table of them, and the permissions that the code here really
 * uses. Source: docs.discord.com/developers/interactions/application-commands.
 */

import {
	ApplicationCommandOptionType,
	ApplicationCommandType,
	ApplicationIntegrationType,
	InteractionContextType,
	PermissionFlagsBits,
	type REST,
	Routes,
} from "discord.js";
import type { Text } from "../../text.ts";
import { COMMANDS, type CommandDefinition, type CommandOption } from "../commands.ts";

export const COMMANDS_FILE = "discord-commands.json";
const DESCRIPTION_LIMIT_UNITS = 100;
const OPTION_LIMIT_UNITS = 6_000;

export type Permission = { readonly name: string; readonly bit: bigint; readonly about: Text };

/** Least privilege, in the channels of a server; direct messages need none. */
export const PERMISSIONS: readonly Permission[] = [
	{
		name: "View Channels",
		bit: PermissionFlagsBits.ViewChannel,
		about: { en: "to be called in a channel", zh: "在频道中被 @ 时得知", es: "saber que lo llaman en un canal" },
	},
	{
		name: "Send Messages",
		bit: PermissionFlagsBits.SendMessages,
		about: { en: "answers", zh: "回复", es: "responder" },
	},
	{
		name: "Create Public Threads",
		bit: PermissionFlagsBits.CreatePublicThreads,
		about: { en: "a thread for each outage", zh: "每次故障一个子区", es: "un hilo por caída" },
	},
	{
		name: "Send Messages in Threads",
		bit: PermissionFlagsBits.SendMessagesInThreads,
		about: { en: "answers in it", zh: "在子区中回复", es: "responder en el hilo" },
	},
	{
		name: "Embed Links",
		bit: PermissionFlagsBits.EmbedLinks,
		about: { en: "the rest of a long answer", zh: "较长回复的后半部分", es: "el resto de una respuesta larga" },
	},
	{
		name: "Attach Files",
		bit: PermissionFlagsBits.AttachFiles,
		about: { en: "the QR as a picture", zh: "以图片发送二维码", es: "el QR como imagen" },
	},
	{
		name: "Read Message History",
		bit: PermissionFlagsBits.ReadMessageHistory,
		about: {
			en: "what was written while Standin was away",
			zh: "Standin 离线期间的消息",
			es: "lo que se escribió mientras Standin no estaba",
		},
	},
];

export const PERMISSION_BITS: bigint = PERMISSIONS.reduce((bits, { bit }) => bits | bit, 0n);

/** Whom something is allowed or denied: a role (0) or a member (1). */
type Overwrite = { readonly id: string; readonly type: number; readonly allow: string; readonly deny: string };
export type Server = {
	readonly id: string;
	readonly roles: readonly { readonly id: string; readonly permissions: string }[];
};

/** What a member may do in a channel. Source: docs.discord.com/developers/topics/permissions, "Permission Overwrites". */
export function permissionsIn(
	server: Server,
	memberId: string,
	roleIds: readonly string[],
	overwrites: readonly Overwrite[],
): bigint {
	const roles = [server.id, ...roleIds];
	const sum = (bits: readonly string[]) => bits.reduce((all, one) => all | BigInt(one), 0n);
	const base = sum(server.roles.filter(({ id }) => roles.includes(id)).map(({ permissions }) => permissions));
	if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
	// Everybody's first, then those of the roles together, then the member's own.
	const layers = [[server.id], roleIds, [memberId]];
	return layers.reduce((given, ids) => {
		const told = overwrites.filter(({ id }) => ids.includes(id));
		return (given & ~sum(told.map(({ deny }) => deny))) | sum(told.map(({ allow }) => allow));
	}, base);
}

/** What brings the bot into a server, with these permissions and no other. */
export const inviteUrl = (applicationId: string): string =>
	`https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${PERMISSION_BITS}`;

type Localized = { readonly description: string; readonly description_localizations: Readonly<Record<string, string>> };

export type Described = Localized & {
	readonly type: number;
	readonly name: string;
	readonly required?: boolean;
	readonly autocomplete?: boolean;
	readonly max_length?: number;
	readonly options?: readonly Described[];
	/** Of a command that is known in every server. */
	readonly contexts?: readonly number[];
	readonly integration_types?: readonly number[];
};

/** As Discord is told: in servers and in direct messages with the bot, for an app that a server has added. */
export const discordCommands = (): readonly Described[] =>
	inOneServer().map((command) => ({
		...command,
		contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
		integration_types: [ApplicationIntegrationType.GuildInstall],
	}));

/** For one server alone, where neither places nor kinds of installation are told. */
const inOneServer = (): readonly Described[] =>
	COMMANDS.map((command) => describe(command, ApplicationCommandType.ChatInput));

function describe({ name, about, options, subcommands }: CommandDefinition, type: number): Described {
	const below = [
		// What must be given comes first: Discord refuses another order.
		...options.toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired)).map(describeOption),
		...subcommands.map((each) => describe(each, ApplicationCommandOptionType.Subcommand)),
	];
	return { type, name, ...localized(about), ...(below.length === 0 ? {} : { options: below }) };
}

function describeOption({ name, about, isRequired, isCompleted, isFlag, limitCharacters }: CommandOption): Described {
	const said = { name, ...localized(about), required: isRequired };
	if (isFlag) return { type: ApplicationCommandOptionType.Boolean, ...said };
	const bounds = { autocomplete: isCompleted, max_length: Math.min(limitCharacters, OPTION_LIMIT_UNITS) };
	return { type: ApplicationCommandOptionType.String, ...said, ...bounds };
}

// Discord shows es-ES to readers of es-419 as well, and the plain description to everybody else.
const localized = ({ en, zh, es }: Text): Localized => ({
	description: bounded(en),
	description_localizations: { "zh-CN": bounded(zh), "es-ES": bounded(es) },
});

const bounded = (text: string): string => text.slice(0, DESCRIPTION_LIMIT_UNITS);

/** Lists of numbers stand on one line, as the formatter of the repository wants them. */
export const discordCommandsFile = (): string =>
	`${JSON.stringify(discordCommands(), null, "\t").replaceAll(/\[\s+(\d[\d,\s]*\d|\d)\s+\]/g, (_, list: string) => `[${list.replaceAll(/,\s+/g, ", ")}]`)}\n`;

/** Whether what Discord has says the same as ours; its own fields and its order do not count. */
export const isRegistered = (had: unknown, ours: readonly Described[]): boolean =>
	Array.isArray(had) && JSON.stringify(canonicalList(had)) === JSON.stringify(canonicalList(ours));

const canonicalList = (commands: readonly unknown[]): readonly unknown[] =>
	commands
		.map((command) => canonical(command, true))
		.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** One form for what was told and what comes back: Discord leaves out what is false, and adds what nobody told. */
function canonical(told: unknown, isOutermost: boolean): unknown {
	const { name, type, description, required, autocomplete, max_length, options, ...more } = told as Partial<Described>;
	const translated = Object.entries(more.description_localizations ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
	return {
		name,
		type: type ?? ApplicationCommandType.ChatInput,
		description,
		translated,
		required: required ?? false,
		autocomplete: autocomplete ?? false,
		max_length: max_length ?? null,
		options: (options ?? []).map((option) => canonical(option, false)),
		places: isOutermost ? [more.contexts ?? [], more.integration_types ?? []].map((list) => list.toSorted()) : [],
	};
}

type Registry = Pick<REST, "get" | "put">;

/** What Discord has registered of ours, with every language. */
export const registered = (rest: Registry, applicationId: string): Promise<unknown> =>
	rest.get(Routes.applicationCommands(applicationId), { query: new URLSearchParams({ with_localizations: "true" }) });

/** Registers the commands everywhere when Discord has others; whether it had. */
export async function registerWhatDiffers(rest: Registry, applicationId: string): Promise<boolean> {
	if (isRegistered(await registered(rest, applicationId), discordCommands())) return false;
	await rest.put(Routes.applicationCommands(applicationId), { body: discordCommands() });
	return true;
}

/** Registers all commands, everywhere or in one server; how many there are. */
export async function registerCommands(rest: Registry, applicationId: string, server: string | null): Promise<number> {
	const route =
		server === null
			? Routes.applicationCommands(applicationId)
			: Routes.applicationGuildCommands(applicationId, server);
	const body = server === null ? discordCommands() : inOneServer();
	await rest.put(route, { body });
	return body.length;
}
