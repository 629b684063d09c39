/** Commands as people type them: only what was registered, with options of the registered kinds. */

import type { Interaction } from "./interactions.ts";
import { type Body, bodiesOf, textOf } from "./limits-text.ts";
import type { Discord } from "./messages.ts";
import { type Attached, interact } from "./people.ts";
import type { Channel, User } from "./world.ts";

export type Given = Readonly<Record<string, string | number | boolean | Attached>>;
const ATTACHMENT = 11;

/** The registered command that a line means, and its innermost part: `standin link`. */
function commandOf({ world }: Discord, channel: Channel, line: string): { readonly path: readonly Body[] } {
	const [name, ...rest] = line.split(" ");
	const scopes = [world.bot.id, `${world.bot.id}/guilds/${channel.guild?.id ?? ""}`];
	const command = scopes.flatMap((scope) => world.commands.get(scope) ?? []).find((one) => one["name"] === name);
	if (command === undefined) throw new Error(`no command /${name} is registered`);
	// Without `contexts` a global command is offered everywhere; 0 is a server, 1 the bot's direct messages.
	const contexts = command["contexts"];
	if (Array.isArray(contexts) && !contexts.includes(channel.guild === null ? 1 : 0))
		throw new Error(`/${name} is not offered here`);
	const path = [command];
	for (const part of rest) {
		const next = bodiesOf(path.at(-1)?.["options"]).find((option) => option["name"] === part);
		if (next === undefined) throw new Error(`/${name} has no ${part}`);
		path.push(next);
	}
	return { path };
}

function dataOf(discord: Discord, channel: Channel, line: string, given: Given, focused: string | null): object {
	const { path } = commandOf(discord, channel, line);
	const known = bodiesOf(path.at(-1)?.["options"]);
	const attachments: Record<string, object> = {};
	const missing = known.find((option) => option["required"] === true && given[textOf(option["name"])] === undefined);
	if (missing !== undefined && focused === null) throw new Error(`/${line} wants ${textOf(missing["name"])}`);
	let options: readonly object[] = Object.entries(given).map(([name, value]) => {
		const option = known.find((one) => one["name"] === name);
		if (option === undefined) throw new Error(`/${line} has no option ${name}`);
		const type = option["type"];
		if (typeof value !== "object") return { name, type, value, ...(focused === name ? { focused: true } : {}) };
		if (type !== ATTACHMENT) throw new Error(`${name} of /${line} takes no file`);
		const file = discord.files.keep(channel, value.name, value.bytes, value.type);
		attachments[file.id] = discord.files.view(file);
		return { name, type, value: file.id };
	});
	for (const part of path.slice(1).toReversed()) options = [{ name: part["name"], type: part["type"], options }];
	return { id: path[0]?.["id"], name: path[0]?.["name"], type: 1, options, resolved: { attachments } };
}

/** `/paylink amount:45` */
export const slash = (discord: Discord, user: User, channel: Channel, line: string, given: Given = {}): Interaction =>
	interact(discord, { kind: 2, user, channel, on: null }, dataOf(discord, channel, line, given, null));

/** The person is still typing the option `focused`; what is offered comes back in `choices`. */
export const typing = (
	discord: Discord,
	user: User,
	channel: Channel,
	line: string,
	focused: string,
	given: Given,
): Interaction =>
	interact(discord, { kind: 4, user, channel, on: null }, dataOf(discord, channel, line, given, focused));
