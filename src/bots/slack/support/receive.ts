/** What Slack's bodies mean for the support desk: words in a thread, a press, a form, a page that was opened. Pure. */

import { z } from "zod";
import { viewBody } from "../form-parts.ts";
import { slackId, slackTs } from "../origin.ts";
import { readSupportForm, type SentSupportForm } from "./forms.ts";
import { escalationName, nameOf, PRESSES, type Press, SUPPORT } from "./names.ts";
import { readWritten, type SupportOrigin, type Written } from "./thread.ts";

const KEY_LIMIT_CHARACTERS = 48;

export type SupportHappened =
	| Written
	| {
			readonly kind: "press";
			readonly from: SupportOrigin;
			readonly press: Press;
			readonly id: string;
			readonly channel: string;
			/** A form opens for it, within three seconds. */
			readonly triggerId: string | null;
	  }
	| { readonly kind: "form"; readonly from: SupportOrigin; readonly form: SentSupportForm }
	| { readonly kind: "home"; readonly userId: string }
	/** A command typed in the channel. */
	| { readonly kind: "command"; readonly userId: string }
	| { readonly kind: "nothing" };

const NOTHING = { kind: "nothing" } as const;

const eventBody = z.object({
	type: z.literal("event_callback"),
	authorizations: z.array(z.object({ user_id: slackId.nullish() })).default([]),
	event: z.object({ type: z.string(), channel: z.unknown(), subtype: z.string().nullish() }).loose(),
});
const homeOpened = z.object({ type: z.literal("app_home_opened"), user: slackId, tab: z.string().nullish() });
const pressBody = z.object({
	type: z.literal("block_actions"),
	user: z.object({ id: slackId }),
	channel: z.object({ id: slackId }).nullish(),
	message: z.object({ ts: slackTs }).nullish(),
	actions: z
		.array(
			z.object({
				action_id: z.string(),
				action_ts: slackTs,
				value: z.string().nullish(),
				selected_option: z.object({ value: z.string() }).nullish(),
			}),
		)
		.length(1),
	trigger_id: z
		.string()
		.regex(/^[\w.-]{1,200}$/)
		.nullish(),
});
const formBody = z.object({
	type: z.literal("view_submission"),
	user: z.object({ id: slackId }),
	view: viewBody,
});
const commandBody = z.object({
	command: z.string(),
	channel_id: slackId,
	user_id: slackId,
	text: z.string().default(""),
});

/** `channel` is the support desk's; null: there is none. Null for what is the merchants' business. */
export function readSupport(body: unknown, channel: string | null): SupportHappened | null {
	const event = eventBody.safeParse(body);
	if (event.success) {
		const home = homeOpened.safeParse(event.data.event);
		if (home.success) return (home.data.tab ?? "home") === "home" ? { kind: "home", userId: home.data.user } : NOTHING;
		if (channel === null || event.data.event.channel !== channel) return null;
		const self = event.data.authorizations[0]?.user_id ?? null;
		return event.data.event.type === "message" ? readWritten(event.data.event, channel, self) : NOTHING;
	}
	const press = pressBody.safeParse(body);
	if (press.success) return readPress(press.data, channel);
	const form = formBody.safeParse(body);
	if (form.success) return readSent(form.data);
	const command = commandBody.safeParse(body);
	if (!command.success || command.data.channel_id !== channel) return null;
	// A link that was made before it became the support desk's channel can be taken back.
	return /^\s*unlink\b/i.test(command.data.text) ? null : { kind: "command", userId: command.data.user_id };
}

function readPress(
	{ user, channel, message, actions, trigger_id }: z.infer<typeof pressBody>,
	desk: string | null,
): SupportHappened | null {
	const [action] = actions;
	if (action === undefined || !action.action_id.startsWith(SUPPORT)) return channel?.id === desk ? NOTHING : null;
	const name = action.action_id.slice(SUPPORT.length);
	const [word = "", id = ""] = (action.selected_option?.value ?? `${name} ${action.value ?? ""}`).split(" ");
	const press = PRESSES.find((each) => each === word);
	const isNamed = escalationName.safeParse(id).success;
	if (press === undefined || !isNamed || channel === null || channel === undefined) return NOTHING;
	const key = `slack ${nameOf(channel.id, message?.ts ?? "0.0")} ${user.id} ${action.action_ts}`;
	const from = { userId: user.id, place: channel.id, key };
	return { kind: "press", from, press, id, channel: channel.id, triggerId: trigger_id ?? null };
}

/** The same state of a form, sent twice, is one. */
function readSent({ user, view }: z.infer<typeof formBody>): SupportHappened | null {
	if (!view.callback_id.startsWith(SUPPORT)) return null;
	const form = readSupportForm(view);
	if (form === null) return NOTHING;
	const key = `slack ${`${view.id} ${view.hash}`.slice(-KEY_LIMIT_CHARACTERS)}`;
	return { kind: "form", from: { userId: user.id, place: form.about.channel, key }, form };
}
