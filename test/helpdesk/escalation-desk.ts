/** A support desk on a clock that the test sets: one escalation, as the runtime drives it. */

import type { Alarm } from "../../src/actor.ts";
import { NO_MODEL } from "../../src/answers/model-ask.ts";
import { decideEscalation } from "../../src/helpdesk/escalation.ts";
import type { EscalationContext } from "../../src/helpdesk/escalation-draft.ts";
import type { AgentAct, EscalationEvent, EscalationNotice } from "../../src/helpdesk/escalation-event.ts";
import type { EscalationEffect, SupportLine } from "../../src/helpdesk/escalation-order.ts";
import type { Agent, Card, Escalation } from "../../src/helpdesk/escalation-state.ts";
import { ALWAYS_THERE, type SupportFile } from "../../src/helpdesk/support-file.ts";
import { zoneClock } from "../../src/zone-clock.ts";

/** A Monday, 18:00 in London. */
export const EVENING_MS = Date.UTC(2026, 10, 23, 18);
export const MINUTE_MS = 60_000;

export const ANNA: Agent = { id: "slack:UANNA", name: "Anna" };
export const BEN: Agent = { id: "slack:UBEN", name: "Ben" };
export const SHELL: Agent = { id: "api:mara", name: "Mara" };

const card: Card = {
	reason: "The merchant asked for a person.",
	merchant: "Bäckerei Beispiel",
	store: "Am Markt",
	terminals: ["verifone V400m, TID 1234, acquirer unknown"],
	cause: "network",
	playbook: null,
	steps: [],
	lastWords: null,
	exposure: null,
	language: "en",
	sinceMs: EVENING_MS - 20 * MINUTE_MS,
	isPractice: false,
	rails: ["Bank QR"],
	hotline: "0800 123",
};

export const support: SupportFile = {
	...ALWAYS_THERE,
	timeZone: "Europe/London",
	tiers: [
		{ name: "First line", call: "agents", acknowledgeMinutes: 10, reminders: 1 },
		{ name: "Second line", call: "S0123ABCD", acknowledgeMinutes: 20, reminders: 0 },
		{ name: "Everyone", call: "channel", acknowledgeMinutes: 15, reminders: 0 },
	],
};

const NINE_TO_FIVE = [{ from: 9 * 60, to: 17 * 60 }];
/** Monday to Friday. */
export const daytime: SupportFile = {
	...support,
	hours: {
		clock: zoneClock("Europe/London")!,
		week: [[], NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, []],
	},
};

export const opening = (more: Partial<Card> = {}): EscalationEvent => ({
	kind: "open",
	id: "abcdefgh",
	conversation: "conversation/chat1",
	storeId: "market",
	card: { ...card, ...more },
});

export type Turn = {
	readonly state: Escalation;
	readonly effects: readonly EscalationEffect[];
	/** What the merchant's conversation hears. */
	readonly notices: readonly EscalationNotice[];
	readonly lines: readonly SupportLine[];
	/** What agents hear alone. */
	readonly told: readonly string[];
	/** The cards: posted or brought up to date. */
	readonly cards: readonly ("posted" | "edited")[];
};

/** As the runtime does it: every event, and then a look at the alarm. */
export function openDesk(file: SupportFile = support, more: Partial<EscalationContext> = {}) {
	const context: EscalationContext = { support: file, model: NO_MODEL, storeTimeZone: null, ...more };
	let state: Escalation | null = null;
	let nowMs = EVENING_MS;
	let wakeAtMs: number | null = null;
	let turns = 0;

	const hear = (...events: readonly (EscalationEvent | Alarm)[]): Turn => {
		const effects: EscalationEffect[] = [];
		for (const event of [...events, { kind: "alarm" } as const]) {
			turns++;
			const moment = { nowMs, seed: turns.toString(16).padStart(32, "0") };
			const decided = decideEscalation(state, event, moment, context);
			({ state, wakeAtMs } = decided);
			effects.push(...decided.effects);
		}
		return turnOf(state!, effects);
	};
	return {
		hear,
		act: (by: Agent, act: AgentAct) => hear({ kind: "act", by, act }),
		/** The clock goes on, or back, and the alarm rings. */
		wait: (minutes: number) => {
			nowMs += minutes * MINUTE_MS;
			return hear();
		},
		/** The clock goes on to the alarm that was set. */
		ring: () => {
			if (wakeAtMs === null) throw new Error("no alarm is set");
			nowMs = Math.max(nowMs, wakeAtMs);
			return hear();
		},
		at: (ms: number) => {
			nowMs = ms;
			return hear();
		},
		/** Minutes until the alarm; null: none is set. */
		alarmIn: () => (wakeAtMs === null ? null : (wakeAtMs - nowMs) / MINUTE_MS),
		/** What was stored goes on here. */
		resume: (stored: Escalation) => {
			state = stored;
		},
		state: () => state!,
	};
}

function turnOf(state: Escalation, effects: readonly EscalationEffect[]): Turn {
	const orders = effects.flatMap((effect) => (effect.kind === "support" ? [effect] : []));
	return {
		state,
		effects,
		notices: effects.flatMap((effect) => (effect.kind === "mail" ? [effect.event] : [])),
		lines: orders.flatMap((order) => (order.do === "line" ? [order] : [])),
		told: orders.flatMap((order) => (order.do === "tell" ? [`${order.agent} ${order.text}`] : [])),
		cards: orders.flatMap((order) => (order.do === "card" ? [order.isEdit ? "edited" : "posted"] : [])),
	};
}

export const reply = (name: string, text: string): AgentAct => ({ kind: "reply", name, text, file: null });
export const resolve: AgentAct = { kind: "resolve", cause: "network", note: "New cable." };
/** Whom a turn's lines call. */
export const called = ({ lines }: Turn): readonly string[] =>
	lines.flatMap(({ alert }) => (alert === null ? [] : alert.kind === "agent" ? [alert.id] : [alert.call]));
/** Kinds of a timeline, newest last. */
export const kinds = ({ timeline }: Escalation): readonly string[] => timeline.map(({ kind }) => kind);
