/** What people do in Discord: they write, press what they see, choose, and fill in the form that opened. */

import { randomBytes } from "node:crypto";
import type { Interaction } from "./interactions.ts";
import { isSelect, Kind, withInner } from "./limits-components.ts";
import { type Body, bodiesOf, isBody, textOf } from "./limits-text.ts";
import { announce, type Discord, post } from "./messages.ts";
import { channelView, memberView, messageView, userView } from "./views.ts";
import { type Channel, type Guild, lineOf, type Message, messagesIn, type User } from "./world.ts";

export type Attached = { readonly name: string; readonly bytes: Buffer; readonly type: string };
export type Said = { readonly files?: readonly Attached[]; readonly replyTo?: Message };

/** A person writes; only in a private place, by mention or by answer may a bot without the privileged intent read it. */
export function say(discord: Discord, author: User, channel: Channel, content: string, said: Said = {}): Message {
	const reference = said.replyTo === undefined ? {} : { message_reference: { message_id: said.replyTo.id } };
	const uploads = (said.files ?? []).map((file, at) => ({ ...file, index: String(at) }));
	return post(discord, channel, { author }, { content, ...reference }, uploads);
}

/** Somebody changes what they wrote. */
export function rewrite(discord: Discord, message: Message, content: string): void {
	message.content = content;
	message.editedAtMs = discord.world.clock.nowMs;
	announce(discord, "MESSAGE_UPDATE", message);
}

/** Somebody takes back what they wrote; of a message that is gone Discord tells its id. */
export function erase({ world, gateway }: Discord, { id, channel }: Message): void {
	world.messages.delete(id);
	const at = channel.guild === null ? {} : { guild_id: channel.guild.id };
	gateway.dispatch({ type: "MESSAGE_DELETE", data: { id, channel_id: channel.id, ...at } });
}

/** What a person does is told to the bot as an interaction, which waits for its answer. */
export function interact(
	{ world, gateway, interactions }: Discord,
	by: Pick<Interaction, "kind" | "user" | "channel" | "on">,
	data: object,
	more: object = {},
): Interaction {
	const interaction: Interaction = {
		...by,
		id: world.newId(),
		token: randomBytes(24).toString("base64url"),
		createdAtMs: world.clock.nowMs,
		answer: null,
		original: null,
		sent: [],
		choices: [],
		modal: null,
	};
	interactions.set(interaction.token, interaction);
	const { user, channel } = by;
	const guild = channel.guild;
	const who =
		guild === null
			? { user: userView(user) }
			: { guild_id: guild.id, guild_locale: "en-US", member: { ...memberView(user), permissions: mayDo(user, guild) } };
	gateway.dispatch({
		type: "INTERACTION_CREATE",
		data: {
			id: interaction.id,
			application_id: world.bot.id,
			type: by.kind,
			token: interaction.token,
			version: 1,
			channel_id: channel.id,
			channel: channelView(world, channel),
			locale: user.locale,
			app_permissions: channel.isForbidden ? USES_COMMANDS : "2251799813685247",
			entitlements: [],
			authorizing_integration_owners: { "0": guild?.id ?? "0" },
			context: guild === null ? 1 : 0,
			attachment_size_limit: 10_485_760,
			...who,
			data,
			...more,
		},
	});
	return interaction;
}

const ADMINISTRATES = "8";
const USES_COMMANDS = String(1n << 31n);

/** Who was there first owns the server. */
const mayDo = (user: User, { members }: Guild): string =>
	[...members.keys()][0] === user.id ? ADMINISTRATES : USES_COMMANDS;

/** The newest component that a person sees in a channel and that fits. */
function seen({ world }: Discord, user: User, channel: Channel, what: string, fits: (one: Body) => boolean) {
	for (const message of messagesIn(world, channel).toReversed()) {
		if (message.onlyFor !== null && message.onlyFor !== user) continue;
		const component = message.components.flatMap(withInner).find((one) => fits(one) && one["disabled"] !== true);
		if (component !== undefined) return { message, component };
	}
	const lines = messagesIn(world, channel).map((message) => JSON.stringify(lineOf(message)));
	throw new Error(`${user.username} sees nothing to press that says "${what}" among\n${lines.join("\n")}`);
}

const onMessage = (discord: Discord, user: User, channel: Channel, message: Message, data: object): Interaction =>
	interact(discord, { kind: 3, user, channel, on: message }, data, {
		message: messageView(discord.world, discord.files, message),
	});

/** Presses the newest button with that label (or id). */
export function press(discord: Discord, user: User, channel: Channel, label: string): Interaction {
	const isIt = (one: Body) =>
		one["type"] === Kind.button && one["url"] === undefined && [one["label"], one["custom_id"]].includes(label);
	const { message, component } = seen(discord, user, channel, label, isIt);
	return onMessage(discord, user, channel, message, {
		component_type: Kind.button,
		custom_id: component["custom_id"],
	});
}

/** Chooses from the newest select that offers all of these labels. */
export function choose(discord: Discord, user: User, channel: Channel, ...labels: readonly string[]): Interaction {
	const offeredValue = (select: Body, label: string) =>
		bodiesOf(select["options"]).find((option) => option["label"] === label)?.["value"];
	const isIt = (one: Body) => isSelect(one["type"]) && labels.every((label) => offeredValue(one, label) !== undefined);
	const { message, component } = seen(discord, user, channel, labels.join(", "), isIt);
	return onMessage(discord, user, channel, message, {
		component_type: component["type"],
		custom_id: component["custom_id"],
		values: labels.map((label) => offeredValue(component, label)),
	});
}

/** Fills in the form that an interaction opened, by the fields' ids, and sends it. */
export function submit(
	discord: Discord,
	opened: Interaction,
	answers: Readonly<Record<string, string | readonly string[] | readonly Attached[]>>,
): Interaction {
	const { modal, user, channel, on } = opened;
	if (modal === null) throw new Error(`no form has opened for ${user.username}`);
	const attachments: Record<string, object> = {};
	const keep = (file: Attached) => {
		const kept = discord.files.keep(channel, file.name, file.bytes, file.type);
		attachments[kept.id] = discord.files.view(kept);
		return kept.id;
	};
	const components = bodiesOf(modal["components"]).map((field) => {
		const inner = field["component"];
		if (!isBody(inner)) return { type: field["type"] };
		const id = textOf(inner["custom_id"]);
		const answer = answers[id] ?? (isSelect(inner["type"]) ? chosenBefore(inner) : textOf(inner["value"]));
		checkAnswer(user, inner, answer);
		const said =
			typeof answer === "string"
				? { value: answer }
				: { values: answer.map((one) => (typeof one === "string" ? one : keep(one))) };
		return { type: field["type"], component: { type: inner["type"], custom_id: id, ...said } };
	});
	const data = { custom_id: modal["custom_id"], components, resolved: { attachments } };
	const message = on === null ? {} : { message: messageView(discord.world, discord.files, on) };
	return interact(discord, { kind: 5, user, channel, on }, data, message);
}

const chosenBefore = (select: Body): readonly string[] =>
	bodiesOf(select["options"])
		.filter((option) => option["default"] === true)
		.map((option) => textOf(option["value"]));

/** Discord's own app holds a form back that breaks its rules. */
function checkAnswer(user: User, field: Body, answer: string | readonly unknown[]): void {
	const least = Math.max(Number(field["min_length"] ?? 0), field["required"] === false ? 0 : 1);
	const tooShort = answer.length < (typeof answer === "string" ? least : Number(field["min_values"] ?? 0));
	const tooLong = typeof answer === "string" && answer.length > Number(field["max_length"] ?? 4_000);
	if (tooShort || tooLong)
		throw new Error(`Discord does not let ${user.username} send ${String(field["custom_id"])} like that`);
}
