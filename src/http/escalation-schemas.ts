/** What the API takes and gives of escalations. */

import { z } from "@hono/zod-openapi";
import type { AgentAct } from "../helpdesk/escalation-event.ts";
import { type Escalation, RESOLVED_CAUSES, SEVERITIES, TIMELINE_KINDS } from "../helpdesk/escalation-state.ts";
import { money, requestId } from "./route.ts";

const TEXT_LIMIT_CHARACTERS = 2_000;
const NAME_LIMIT_CHARACTERS = 60;
const SNOOZE_LIMIT_MINUTES = 10_080;
const DRAWN_LIMIT_CHARACTERS = 20;

const text = z.string().trim().min(1).max(TEXT_LIMIT_CHARACTERS, `at most ${TEXT_LIMIT_CHARACTERS} characters`);
const note = z.string().trim().max(TEXT_LIMIT_CHARACTERS, `at most ${TEXT_LIMIT_CHARACTERS} characters`);
const common = {
	id: requestId,
	by: z
		.string()
		.trim()
		.min(1)
		.max(NAME_LIMIT_CHARACTERS)
		.openapi({ description: "The agent's name, as the merchant sees it." }),
};
const reply = requestId.openapi({ description: "The `id` that the reply was sent with." });
const minutes = z.int().min(1).max(SNOOZE_LIMIT_MINUTES, `1 to ${SNOOZE_LIMIT_MINUTES} minutes`);
const ofKind = <Kind extends AgentAct["kind"], Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
	z.strictObject({ kind: z.literal(kind), ...common, ...shape });

/** What an agent may do here. `id` names the act for ever. */
export const actBody = z
	.discriminatedUnion("kind", [
		ofKind("claim", {}),
		ofKind("release", {}),
		ofKind("reply", { text }),
		ofKind("edit-reply", { reply, text }),
		ofKind("withdraw-reply", { reply }),
		ofKind("snooze", { minutes }),
		ofKind("wake", {}),
		ofKind("escalate", {}),
		ofKind("severity", { severity: z.enum(SEVERITIES) }),
		ofKind("link", { to: z.string().min(1).max(DRAWN_LIMIT_CHARACTERS) }),
		ofKind("hand-back", {}),
		ofKind("resolve", { cause: z.enum(RESOLVED_CAUSES), note }),
		ofKind("close", { note: note.default("") }),
	])
	.openapi("Act");
export type ActBody = z.infer<typeof actBody>;

export const acted = z
	.object({
		id: z.string(),
		stored: z.literal(true),
		again: z.boolean().openapi({ description: "It was stored before." }),
	})
	.openapi("Acted");

const agent = z.object({ id: z.string(), name: z.string() }).openapi("Agent");

const card = z
	.object({
		reason: z.string(),
		merchant: z.string(),
		store: z.string(),
		terminals: z.array(z.string()).readonly(),
		cause: z.string().nullable(),
		playbook: z.string().nullable(),
		steps: z.array(z.object({ question: z.string(), answer: z.string().nullable() })).readonly(),
		lastWords: z.string().nullable(),
		exposure: z.object({ count: z.int().nullable(), sum: money.nullable() }).nullable(),
		language: z.string(),
		sinceMs: z.int(),
		isPractice: z.boolean(),
		rails: z.array(z.string()).readonly(),
		hotline: z.string().nullable(),
	})
	.openapi("Card");

const timelineEvent = z
	.object({ kind: z.enum(TIMELINE_KINDS), atMs: z.int(), by: z.string().nullable(), text: z.string() })
	.openapi("TimelineEvent");

const resolution = z
	.object({ cause: z.enum(RESOLVED_CAUSES), note: z.string(), by: z.string(), atMs: z.int() })
	.nullable();

const STATES = ["open", "claimed", "resolved", "closed"] as const;

const shared = {
	id: z.string(),
	conversation: z.string().nullable(),
	storeId: z.string().nullable(),
	state: z.enum(STATES),
	owner: agent.nullable(),
	claimedAtMs: z.int().nullable(),
	severity: z.enum(SEVERITIES),
	openedAtMs: z.int(),
	firstReplyAtMs: z.int().nullable(),
	restoredAtMs: z.int().nullable(),
	resolution,
	closedAtMs: z.int().nullable(),
	snoozedUntilMs: z.int().nullable(),
	linkedTo: z.string().nullable(),
	card: card.nullable(),
	sales: z.object({ paid: z.int(), sums: z.array(money).readonly(), open: z.int() }).nullable(),
	translation: z.string().nullable(),
	isPosted: z.boolean().openapi({ description: "Whether its card stands in the support channel." }),
};

const duration = z
	.object({ minutes: z.int(), workingMinutes: z.int().openapi({ description: "While the desk was there." }) })
	.nullable()
	.openapi({ description: "Since it was opened; null: not yet." });
export const timeline = z
	.object({
		id: z.string(),
		state: z.enum(STATES),
		severity: z.enum(SEVERITIES),
		openedAtMs: z.int(),
		durations: z.object({ firstResponse: duration, restored: duration, resolved: duration, closed: duration }),
		resolution,
		events: z.array(timelineEvent).readonly(),
	})
	.openapi("Timeline");

/** In a list: without what happened in it. */
export const listedEscalation = z
	.object({ merchantId: z.string(), escalation: z.object(shared) })
	.openapi("ListedEscalation");
export const escalation = z
	.object({
		merchantId: z.string(),
		escalation: z.object({ ...shared, timeline: z.array(timelineEvent).readonly() }),
	})
	.openapi("Escalation");

type Given = Omit<Escalation, "timeline"> & { readonly timeline?: Escalation["timeline"] };

/** What people may know of it: not where its timers stand. */
export function escalationView<Of extends Given>({ chain, claim, lastTier, replies, translating, ...shown }: Of) {
	return { ...shown, claimedAtMs: claimedAtOf({ claim }) };
}

/** Since when its owner has it; null: nobody does. */
export const claimedAtOf = ({ claim }: Pick<Escalation, "claim">): number | null =>
	claim?.claimedAtMs ?? claim?.sinceMs ?? null;
