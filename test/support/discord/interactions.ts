/** Answers to commands, buttons and forms: the first within three seconds, the rest within fifteen minutes. */

import { type Answer, type Call, done, ok, Refusal } from "./call.ts";
import { Flag, hasFlag } from "./limits-message.ts";
import { type Body, bodiesOf, isBody } from "./limits-text.ts";
import { change, type Discord, post, tooLarge } from "./messages.ts";
import { messageView } from "./views.ts";
import type { Channel, Message, User } from "./world.ts";

const FIRST_ANSWER_MS = 3_000;
const TOKEN_LIFE_MS = 15 * 60 * 1_000;
const Kind = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
const Callback = { message: 4, later: 5, laterUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

export type Interaction = {
	readonly id: string;
	readonly token: string;
	readonly kind: number;
	readonly user: User;
	readonly channel: Channel;
	readonly createdAtMs: number;
	/** The message whose button it was, or whose button opened the form. */
	readonly on: Message | null;
	/** The kind of the first answer; null while it is owed. */
	answer: number | null;
	/** The message that `@original` means. */
	original: Message | null;
	/** Everything that was sent with this token. */
	readonly sent: Message[];
	/** What is offered while the person types. */
	choices: readonly Body[];
	/** The form that has opened for the person. */
	modal: Body | null;
};

/** POST /interactions/{id}/{token}/callback. */
export function answerInteraction(discord: Discord, call: Call, id: string, token: string): Answer {
	const { world, files } = discord;
	const interaction = discord.interactions.get(token);
	if (interaction === undefined || interaction.id !== id) return Refusal.unknownInteraction;
	if (interaction.answer !== null) return Refusal.alreadyAnswered;
	if (world.clock.nowMs - interaction.createdAtMs > FIRST_ANSWER_MS) return Refusal.unknownInteraction;
	const { type, data } = call.body as { readonly type: number; readonly data?: Body };
	if (!isPossible(interaction, type))
		return { status: 400, body: { message: "This interaction cannot be answered so", code: 50035 } };
	const large = tooLarge(call.uploads);
	if (large !== null) return large;
	interaction.answer = type;
	if (type === Callback.message) interaction.original = reply(discord, interaction, data ?? {}, call);
	else if (type === Callback.later) {
		const flags = Flag.loading | (hasFlag(data ?? {}, Flag.ephemeral) ? Flag.ephemeral : 0);
		interaction.original = reply(discord, interaction, { flags }, call);
	} else if (type === Callback.choices) interaction.choices = bodiesOf(data?.["choices"]);
	else if (type === Callback.modal) interaction.modal = data ?? {};
	else {
		interaction.original = interaction.on;
		if (type === Callback.update && interaction.on !== null) change(discord, interaction.on, data ?? {}, call.uploads);
	}
	if (call.query.get("with_response") !== "true") return done;
	const message = interaction.original;
	return ok({
		interaction: { id, type: interaction.kind, response_message_id: message?.id },
		resource: { type, ...(message === null ? {} : { message: messageView(world, files, message) }) },
	});
}

function isPossible({ kind, on }: Interaction, type: number): boolean {
	if (kind === Kind.autocomplete || type === Callback.choices)
		return kind === Kind.autocomplete && type === Callback.choices;
	if (type === Callback.modal) return kind !== Kind.modal;
	return type === Callback.message || type === Callback.later || on !== null;
}

function reply(discord: Discord, { channel, user, sent }: Interaction, body: Body, call: Call): Message {
	const onlyFor = hasFlag(body, Flag.ephemeral) ? user : null;
	const sender = { author: discord.world.bot, onlyFor, isInteraction: true };
	const message = post(discord, channel, sender, body, call.uploads);
	sent.push(message);
	return message;
}

/** /webhooks/{application}/{token}: follow-ups, and the first answer again. */
export function useToken(discord: Discord, call: Call, token: string, which: string | undefined): Answer {
	const { world, files } = discord;
	const interaction = discord.interactions.get(token);
	if (interaction === undefined) return Refusal.unknownWebhook;
	if (world.clock.nowMs - interaction.createdAtMs > TOKEN_LIFE_MS) return Refusal.tokenExpired;
	if (interaction.answer === null) return Refusal.unknownWebhook;
	const large = tooLarge(call.uploads);
	if (large !== null) return large;
	const body = isBody(call.body) ? call.body : {};
	const view = (message: Message) => ok(messageView(world, files, message));
	if (call.method === "POST" && which === undefined) {
		const owed = interaction.original;
		// As at Discord: while the first answer is owed, a follow-up is that answer.
		if (owed === null || (owed.flags & Flag.loading) === 0) return view(reply(discord, interaction, body, call));
		change(discord, owed, body, call.uploads);
		return view(owed);
	}
	const message = messageOf(discord, token, which);
	if (message === null) return Refusal.unknownMessage;
	if (call.method === "PATCH") change(discord, message, body, call.uploads);
	else if (call.method === "DELETE") {
		world.messages.delete(message.id);
		return done;
	}
	return view(message);
}

/** The message that a path below a token means: one that was sent with it, or the one that it answers on. */
export function messageOf({ world, interactions }: Discord, token: string, which: string | undefined): Message | null {
	const interaction = interactions.get(token);
	const meant =
		which === "@original"
			? interaction?.original
			: [interaction?.on, ...(interaction?.sent ?? [])].find((message) => message?.id === which);
	return meant && world.messages.has(meant.id) ? meant : null;
}
