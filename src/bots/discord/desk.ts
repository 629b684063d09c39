/** What is asked of Discord, and how an interaction is answered there. */

import {
	type APIMessage,
	type APIThreadChannel,
	ButtonStyle,
	ComponentType,
	InteractionResponseType,
	InteractionType,
	MessageFlags,
	Routes,
} from "discord.js";
import { DeliveryError } from "../../errors.ts";
import type { Offer } from "./commands.ts";
import type { Form } from "./forms.ts";
import { FILE_LIMIT_MEGABYTES, type Interaction, isThread, readThread } from "./receive.ts";
import { plainText } from "./render.ts";
import { type Api, nonceOf, opening } from "./send.ts";

const DOWNLOAD_TIMEOUT_MS = 30_000;
const DOWNLOAD_LIMIT_BYTES = FILE_LIMIT_MEGABYTES * 1_024 * 1_024;
const PARENTS_LIMIT = 1_000;

/** What only the person sees who did something. */
export type Whisper = {
	readonly text: string;
	/** Opens a form. */
	readonly button: { readonly label: string; readonly id: string } | null;
};

/** What the inbox asks of Discord; each throws what discord.js throws. */
export type Asks = {
	/** The next messages after one, the oldest first. */
	messagesAfter(channel: string, seen: string, count: number): Promise<readonly APIMessage[]>;
	/** The channel that a thread hangs in; null for any other channel. */
	parentOf(channel: string): Promise<string | null>;
	/** In a channel or a thread; the same `key` is the same message. */
	say(thread: string, text: string, key: string): Promise<void>;
	/** Tells that a button was heard. */
	acknowledge(interaction: Interaction): Promise<void>;
	/** Within three seconds. */
	answer(interaction: Interaction, whisper: Whisper): Promise<void>;
	/** Within three seconds: an answer that takes longer, and then within fifteen minutes the answer. */
	answerLater(interaction: Interaction): Promise<void>;
	finish(interaction: Interaction, whisper: Whisper): Promise<void>;
	open(interaction: Interaction, form: Form): Promise<void>;
	offer(interaction: Interaction, offers: readonly Offer[]): Promise<void>;
	/** Null when there is no such file any more, or it is larger than we take. */
	download(url: string): Promise<Uint8Array<ArrayBuffer> | null>;
};

const NOBODY = { allowed_mentions: { parse: [] } };
const SILENT = { flags: MessageFlags.SuppressEmbeds, ...NOBODY };

export function asksOf(api: Api): Asks {
	const parents = new Map<string, string | null>();
	const respond = async (interaction: Interaction, body: object): Promise<void> => {
		await api().post(Routes.interactionCallback(interaction.id, interaction.token), { body, auth: false });
	};
	return {
		async messagesAfter(channel, seen, count) {
			const query = new URLSearchParams({ after: seen, limit: String(count) });
			const page = (await api().get(Routes.channelMessages(channel), { query })) as readonly APIMessage[];
			return page.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
		},
		async parentOf(channel) {
			const known = parents.get(channel);
			if (known !== undefined) return known;
			const found = (await api().get(Routes.channel(channel))) as APIThreadChannel;
			const parent = isThread(found.type) ? (found.parent_id ?? null) : null;
			if (parents.size >= PARENTS_LIMIT) parents.clear();
			parents.set(channel, parent);
			return parent;
		},
		async say(thread, text, key) {
			const place = readThread(thread);
			const body = { content: plainText(text), ...SILENT, nonce: nonceOf(key), enforce_nonce: true };
			await opening(api, place, () => api().post(Routes.channelMessages(place.channel), { body }));
		},
		acknowledge: (interaction) => respond(interaction, { type: InteractionResponseType.DeferredMessageUpdate }),
		answer: (interaction, whisper) => respond(interaction, answerTo(interaction, whisper)),
		answerLater: (interaction) =>
			respond(interaction, {
				type: InteractionResponseType.DeferredChannelMessageWithSource,
				data: { flags: MessageFlags.Ephemeral },
			}),
		finish: async ({ application_id, token }, whisper) => {
			const body = { ...NOBODY, ...drawn(whisper) };
			await api().patch(Routes.webhookMessage(application_id, token), { body, auth: false });
		},
		open: (interaction, data) => respond(interaction, { type: InteractionResponseType.Modal, data }),
		offer: (interaction, choices) =>
			respond(interaction, {
				type: InteractionResponseType.ApplicationCommandAutocompleteResult,
				data: { choices },
			}),
		download,
	};
}

/** Below a message that only this person sees it takes that one's place; else it is a new one. */
export function answerTo(interaction: Interaction, whisper: Whisper) {
	const isAtWhisper = ((interaction.message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
	if (isAtWhisper && interaction.type !== InteractionType.ApplicationCommand)
		return { type: InteractionResponseType.UpdateMessage, data: { ...NOBODY, ...drawn(whisper) } };
	const data = { ...drawn(whisper), ...SILENT, flags: SILENT.flags | MessageFlags.Ephemeral };
	return { type: InteractionResponseType.ChannelMessageWithSource, data };
}

const drawn = ({ text, button }: Whisper) => ({
	content: plainText(text),
	components:
		button === null
			? []
			: [
					{
						type: ComponentType.ActionRow,
						components: [
							{ type: ComponentType.Button, style: ButtonStyle.Primary, label: button.label, custom_id: button.id },
						],
					},
				],
});

async function download(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
	const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
	if (response.status === 403 || response.status === 404) return null;
	if (!response.ok || response.body === null) throw new DeliveryError("unreachable", 0);
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of response.body) {
		size += part.length;
		if (size > DOWNLOAD_LIMIT_BYTES) return null;
		parts.push(part);
	}
	return new Uint8Array(Buffer.concat(parts));
}
