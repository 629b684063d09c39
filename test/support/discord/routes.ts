/** Discord's HTTP API, version 10, as far as a bot of ours uses it. */

import { type Answer, type Call, done, ok, Refusal } from "./call.ts";
import { changeChannel, createMessage, editMessage, getMessage, listMessages, startThread } from "./channels.ts";
import { answerInteraction, useToken } from "./interactions.ts";
import { type Body, bodiesOf, isBody, textOf } from "./limits-text.ts";
import type { Discord } from "./messages.ts";
import { channelView, guildView, memberView, userView } from "./views.ts";
import { directMessages } from "./world.ts";

type Handler = (discord: Discord, call: Call, ...ids: readonly string[]) => Answer;
type Route = readonly [method: RegExp, path: RegExp, handler: Handler];

const COMMANDS = /^\/applications\/(\d+(?:\/guilds\/\d+)?)\/commands$/;

const ROUTES: readonly Route[] = [
	[/^GET$/, /^\/users\/@me$/, ({ world }) => ok(userView(world.bot))],
	[
		/^GET$/,
		/^\/applications\/@me$/,
		({ world }) => ok({ id: world.bot.id, name: "Standin", flags: 0, bot: userView(world.bot) }),
	],
	[
		/^GET$/,
		/^\/users\/(\d+)$/,
		({ world }, _, id = "") => {
			const user = world.users.get(id);
			return user === undefined ? Refusal.unknownUser : ok(userView(user));
		},
	],
	[
		/^POST$/,
		/^\/users\/@me\/channels$/,
		({ world }, call) => {
			const user = world.users.get(textOf(isBody(call.body) ? call.body["recipient_id"] : ""));
			return user === undefined ? Refusal.unknownUser : ok(channelView(world, directMessages(world, user)));
		},
	],
	[
		/^GET$/,
		/^\/guilds\/(\d+)$/,
		({ world }, _, id = "") => {
			const guild = world.guilds.get(id);
			return guild === undefined ? Refusal.unknownGuild : ok(guildView(world, guild));
		},
	],
	[
		/^GET$/,
		/^\/guilds\/(\d+)\/members\/(\d+)$/,
		({ world }, _, guildId = "", id = "") => {
			const member = world.guilds.get(guildId)?.members.get(id);
			return member === undefined ? Refusal.unknownMember : ok(memberView(member));
		},
	],
	[/^(GET|PATCH)$/, /^\/channels\/(\d+)$/, changeChannel],
	[
		/^POST$/,
		/^\/channels\/(\d+)\/typing$/,
		({ world }, _, id = "") => (world.channels.has(id) ? done : Refusal.unknownChannel),
	],
	[/^PUT$/, /^\/channels\/(\d+)\/thread-members\/(\d+|@me)$/, () => done],
	[/^GET$/, /^\/channels\/(\d+)\/messages$/, listMessages],
	[/^POST$/, /^\/channels\/(\d+)\/messages$/, createMessage],
	[/^GET$/, /^\/channels\/(\d+)\/messages\/(\d+)$/, getMessage],
	[/^(PATCH|DELETE)$/, /^\/channels\/(\d+)\/messages\/(\d+)$/, editMessage],
	[/^POST$/, /^\/channels\/(\d+)(?:\/messages\/(\d+))?\/threads$/, startThread],
	[
		/^POST$/,
		/^\/interactions\/(\d+)\/([^/]+)\/callback$/,
		(discord, call, id = "", token = "") => answerInteraction(discord, call, id, token),
	],
	[/^POST$/, /^\/webhooks\/\d+\/([^/]+)$/, (discord, call, token = "") => useToken(discord, call, token, undefined)],
	[
		/^(GET|PATCH|DELETE)$/,
		/^\/webhooks\/\d+\/([^/]+)\/messages\/(\d+|@original)$/,
		(discord, call, token = "", which) => useToken(discord, call, token, which),
	],
	[/^GET$/, COMMANDS, listCommands],
	[/^PUT$/, COMMANDS, registerCommands],
];

/** What Discord answers; 404 for what is not spoken here. */
export function route(discord: Discord, call: Call): Answer {
	for (const [method, path, handler] of ROUTES) {
		const match = method.test(call.method) ? path.exec(call.path) : null;
		if (match !== null) return handler(discord, call, ...match.slice(1));
	}
	return Refusal.notFound;
}

/** Descriptions in other languages are told to who asks for them. */
function listCommands({ world }: Discord, { query }: Call, scope = ""): Answer {
	const commands = world.commands.get(scope) ?? [];
	return ok(query.get("with_localizations") === "true" ? commands : commands.map(withoutLanguages));
}

const withoutLanguages = ({ description_localizations: _, name_localizations: __, ...rest }: Body): Body => ({
	...rest,
	...(rest["options"] === undefined ? {} : { options: bodiesOf(rest["options"]).map(withoutLanguages) }),
});

/** Overwrites all commands of a scope at once; a command that stays keeps its id. */
function registerCommands({ world }: Discord, call: Call, scope = ""): Answer {
	const before = world.commands.get(scope) ?? [];
	const commands = bodiesOf(call.body).map((command) => ({
		id: before.find(({ name }) => name === command["name"])?.["id"] ?? world.newId(),
		application_id: world.bot.id,
		version: world.newId(),
		type: 1,
		default_member_permissions: null,
		...command,
	}));
	const [application, , server] = scope.split("/");
	if (application !== world.bot.id || (server !== undefined && !world.guilds.has(server))) return Refusal.missingAccess;
	world.commands.set(scope, commands);
	return ok(commands);
}
