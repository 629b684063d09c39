/** CORE. An escalation: what a person at the support desk works on, with everything already asked. */

import type { Address, Alarm, Decided, Mail, Moment } from "../actor.ts";
import { draw } from "../chance.ts";
import type { Locale } from "../text.ts";
import type { Cause } from "./triage.ts";

const LOG_LIMIT = 200;

/** What the agent sees. Sentences are in the support desk's language, English; what the merchant wrote stays as it is. */
export type Card = {
	readonly reason: string;
	readonly merchant: string;
	readonly store: string;
	readonly terminals: readonly string[];
	readonly cause: Cause | null;
	readonly language: Locale;
	/** Milliseconds since 1970 UTC. */
	readonly sinceMs: number;
	readonly steps: readonly { readonly question: string; readonly answer: string }[];
	readonly openSales: readonly string[];
	readonly isPractice: boolean;
};

/** A new escalation's id: no character that is misread, and lower case, not to be taken for a sale reference. */
export const escalationId = (seed: string): string => draw(seed, "escalation", 8, "23456789abcdefghjkmnpqrstuvwxyz");

export type LogLine = {
	readonly from: "merchant" | "agent" | "program";
	readonly by: string | null;
	readonly text: string;
	readonly atMs: number;
};

export type Escalation = {
	readonly id: string;
	/** Null when no conversation stands behind it: a message of ours that could not be handled. */
	readonly conversation: Address | null;
	readonly state: "open" | "claimed" | "closed";
	readonly claimedBy: string | null;
	readonly openedAtMs: number;
	readonly closedAtMs: number | null;
	readonly card: Card | null;
	readonly log: readonly LogLine[];
};

export type EscalationEvent =
	| { readonly kind: "open"; readonly id: string; readonly conversation: Address; readonly card: Card }
	/** From the runtime: an event failed again and again. */
	| { readonly kind: "set-aside"; readonly id: string; readonly actor: string; readonly reason: string }
	| { readonly kind: "merchant-wrote"; readonly text: string }
	/** From the conversation: what the agent must know of it. */
	| { readonly kind: "noted"; readonly text: string }
	| { readonly kind: "answer"; readonly by: string; readonly text: string }
	| { readonly kind: "close"; readonly by: string; readonly note: string };

/** What the merchant's conversation hears. Nothing else of an escalation reaches the merchant. */
export type EscalationNotice = {
	readonly kind: "escalation";
	readonly id: string;
	readonly did: "claimed" | "answered" | "closed";
	readonly by: string;
	readonly text: string;
};

export type EscalationWrite = { readonly kind: "escalation"; readonly escalation: Escalation };
type EscalationDecided = Decided<Escalation | null, EscalationWrite, Mail<EscalationNotice>>;

/** What becomes of an escalation by one event. Whoever answers first has claimed it; a closed one takes no more answers. */
export function decideEscalation(
	escalation: Escalation | null,
	event: EscalationEvent | Alarm,
	{ nowMs }: Moment,
): EscalationDecided {
	if (escalation === null) {
		if (event.kind === "open") return written(opened(event.id, event.conversation, event.card, nowMs), []);
		if (event.kind !== "set-aside") return { state: null, writes: [], effects: [], wakeAtMs: null };
		const line = log("program", null, `${event.actor}: ${event.reason}`, nowMs);
		return written({ ...opened(event.id, null, null, nowMs), log: [line] }, []);
	}
	switch (event.kind) {
		case "merchant-wrote":
			return written(noted(escalation, log("merchant", null, event.text, nowMs)), []);
		case "noted":
			return written(noted(escalation, log("program", null, event.text, nowMs)), []);
		case "answer":
			return escalation.state === "closed" ? unchanged(escalation) : answered(escalation, event, nowMs);
		case "close":
			return escalation.state === "closed" ? unchanged(escalation) : closed(escalation, event, nowMs);
		default:
			return unchanged(escalation);
	}
}

const opened = (id: string, conversation: Address | null, card: Card | null, nowMs: number): Escalation => ({
	id,
	conversation,
	state: "open",
	claimedBy: null,
	openedAtMs: nowMs,
	closedAtMs: null,
	card,
	log: [],
});

function answered(
	escalation: Escalation,
	event: EscalationEvent & { kind: "answer" },
	nowMs: number,
): EscalationDecided {
	const isFirst = escalation.state === "open";
	const claimed: Escalation = { ...escalation, state: "claimed", claimedBy: escalation.claimedBy ?? event.by };
	const notices = [
		...(isFirst ? notice(escalation, "claimed", event.by, "") : []),
		...notice(escalation, "answered", event.by, event.text),
	];
	return written(noted(claimed, log("agent", event.by, event.text, nowMs)), notices);
}

function closed(escalation: Escalation, event: EscalationEvent & { kind: "close" }, nowMs: number): EscalationDecided {
	const done: Escalation = { ...escalation, state: "closed", closedAtMs: nowMs };
	const line = log("agent", event.by, event.note === "" ? "closed" : `closed: ${event.note}`, nowMs);
	return written(noted(done, line), notice(escalation, "closed", event.by, event.note));
}

const log = (from: LogLine["from"], by: string | null, text: string, atMs: number): LogLine => ({
	from,
	by,
	text,
	atMs,
});

const noted = (escalation: Escalation, line: LogLine): Escalation => ({
	...escalation,
	log: [...escalation.log, line].slice(-LOG_LIMIT),
});

function notice(
	escalation: Escalation,
	did: EscalationNotice["did"],
	by: string,
	text: string,
): readonly Mail<EscalationNotice>[] {
	const to = escalation.conversation;
	return to === null ? [] : [{ kind: "mail", to, event: { kind: "escalation", id: escalation.id, did, by, text } }];
}

const written = (escalation: Escalation, effects: readonly Mail<EscalationNotice>[]): EscalationDecided => ({
	state: escalation,
	writes: [{ kind: "escalation", escalation }],
	effects,
	wakeAtMs: null,
});

const unchanged = (state: Escalation): EscalationDecided => ({ state, writes: [], effects: [], wakeAtMs: null });
