import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alarm } from "../../src/actor.ts";
import { NO_MODEL, NOTHING_SAID } from "../../src/answers/model-ask.ts";
import { decideEscalation } from "../../src/helpdesk/escalation.ts";
import type { EscalationContext } from "../../src/helpdesk/escalation-draft.ts";
import type { AgentAct, EscalationEvent, EscalationNotice } from "../../src/helpdesk/escalation-event.ts";
import { type Escalation, SEVERITIES } from "../../src/helpdesk/escalation-state.ts";
import { ANNA, BEN, daytime, EVENING_MS, MINUTE_MS, opening, SHELL, support } from "./escalation-desk.ts";

/** Whatever people write in here is found again, wherever it went. */
const words = fc.nat(9_999).map((n) => `words-${n}`);
const name = fc.constantFrom("m1", "m2", "m3");
const minutes = fc.integer({ min: -120, max: 3_000 });

const act: fc.Arbitrary<AgentAct> = fc.oneof(
	fc.constantFrom<AgentAct>(
		{ kind: "claim" },
		{ kind: "release" },
		{ kind: "wake" },
		{ kind: "escalate" },
		{ kind: "hand-back" },
		{ kind: "transcript" },
	),
	fc.tuple(name, words).map(([named, text]): AgentAct => ({ kind: "reply", name: named, text, file: null })),
	fc.tuple(name, words).map(([named, text]): AgentAct => ({ kind: "edit-reply", name: named, text })),
	name.map((named): AgentAct => ({ kind: "withdraw-reply", name: named })),
	minutes.map((after): AgentAct => ({ kind: "snooze", untilMs: EVENING_MS + after * MINUTE_MS })),
	fc.constantFrom(...SEVERITIES).map((severity): AgentAct => ({ kind: "severity", severity })),
	fc.oneof(words, fc.constant("22223333")).map((linkedTo): AgentAct => ({ kind: "link", linkedTo })),
	words.map((note): AgentAct => ({ kind: "resolve", cause: "network", note })),
	words.map((note): AgentAct => ({ kind: "close", note })),
);
const event: fc.Arbitrary<EscalationEvent> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc
			.tuple(fc.constantFrom(ANNA, BEN, SHELL), act)
			.map(([by, done]) => ({ kind: "act", by, act: done }) as const),
	},
	words.map((text) => ({ kind: "merchant-wrote", name: null, text }) as const),
	fc.tuple(name, words).map(([named, text]) => ({ kind: "merchant-wrote", name: named, text }) as const),
	fc.tuple(name, words).map(([named, text]) => ({ kind: "merchant-edited", name: named, text }) as const),
	name.map((named) => ({ kind: "merchant-deleted", name: named }) as const),
	words.map((text) => ({ kind: "noted", text }) as const),
	fc.boolean().map((isBack) => ({ kind: "back-to-normal", isBack }) as const),
	fc.constantFrom<EscalationEvent>(
		{ kind: "restored" },
		{ kind: "posted" },
		{ kind: "sales-moved" },
		{ kind: "sales", sales: { paid: 1, sums: [{ minor: 100, currency: "EUR" }], open: 0 } },
		{ kind: "not-delivered", effect: "support", because: "rejected" },
		{ kind: "not-delivered", effect: "ask-model" },
		{ kind: "reply-not-delivered", name: "m1" },
		{ kind: "merchant-sent-file", file: { id: "f", name: "words-file.png", type: "image/png", bytes: 1 } },
		{ kind: "model", id: "none", said: { ...NOTHING_SAID, translated: "words-model" } },
		{ kind: "set-aside" },
		opening(),
	),
);
type Step = { readonly after: number; readonly event: EscalationEvent | Alarm };
const step: fc.Arbitrary<Step> = fc.record({
	after: fc.oneof(fc.constant(0), minutes),
	event: fc.oneof({ weight: 4, arbitrary: event }, { weight: 1, arbitrary: fc.constant<Alarm>({ kind: "alarm" }) }),
});
const contexts = fc.constantFrom<EscalationContext>(
	{ support, model: NO_MODEL, storeTimeZone: null },
	{ support: daytime, model: { chat: true, vectors: false }, storeTimeZone: "Asia/Shanghai" },
);
const first = fc.constantFrom(opening(), opening({ language: "es", lastWords: "words-first", rails: [] }), {
	kind: "set-aside",
	id: "abcdefgh",
	actor: "sale/x",
	reason: "words-reason",
} as const);

type Turn = {
	readonly before: Escalation | null;
	readonly event: EscalationEvent | Alarm;
	readonly nowMs: number;
} & ReturnType<typeof decideEscalation>;

/** As the runtime does it, an alarm after every event; what is kept goes through the database's JSON. */
function play(context: EscalationContext, begin: EscalationEvent, steps: readonly Step[], look: (turn: Turn) => void) {
	let state: Escalation | null = null;
	let nowMs = EVENING_MS;
	let turns = 0;
	let wakeAtMs: number | null = null;
	const decide = (happened: EscalationEvent | Alarm) => {
		turns++;
		const moment = { nowMs, seed: turns.toString(16).padStart(32, "0") };
		const decided = decideEscalation(state, kept(happened), moment, context);
		kept(decided.effects);
		kept(decided.writes);
		look({ before: state, event: happened, nowMs, ...decided });
		state = kept(decided.state);
		({ wakeAtMs } = decided);
	};
	for (const { after, event: happened } of [{ after: 0, event: begin }, ...steps]) {
		nowMs += after * MINUTE_MS;
		decide(happened);
		decide({ kind: "alarm" });
	}
	return {
		/** How often the alarm rings until nothing is waited for any more. */
		rings: (): number => {
			let rings = 0;
			for (; wakeAtMs !== null && rings < 200; rings++) {
				nowMs = Math.max(nowMs, wakeAtMs);
				decide({ kind: "alarm" });
			}
			return rings;
		},
		state: () => state,
	};
}

function kept<T>(value: T): T {
	const stored = JSON.parse(JSON.stringify(value));
	expect(stored).toStrictEqual(value);
	return stored;
}

const forAll = (law: (context: EscalationContext, begin: EscalationEvent, steps: readonly Step[]) => void) =>
	fc.assert(fc.property(contexts, first, fc.array(step, { maxLength: 30 }), law), { numRuns: 150 });

test("whatever happens in whatever order, it is one agent's exactly while it is claimed, and closed for good", () => {
	forAll((context, begin, steps) => {
		play(context, begin, steps, ({ before, state }) => {
			if (state === null) throw new Error("it is gone");
			if (state.state === "open") expect(state.owner).toBeNull();
			if (state.state === "claimed") expect([state.owner, state.chain]).toEqual([expect.anything(), null]);
			if (state.state !== "claimed") expect(state.claim).toBeNull();
			if (state.state === "resolved" || state.state === "closed") expect(state.chain).toBeNull();
			if (state.state === "resolved") expect(state.resolution).not.toBeNull();
			if (before?.state === "closed") expect(state.state).toBe("closed");
			expect(state.timeline.length).toBeLessThanOrEqual(320);
		});
	});
});

/** What may make the merchant hear of it. */
function mayTell(notice: EscalationNotice, { event, before }: Turn): boolean {
	const did = event.kind === "act" ? event.act : null;
	const isUnowned = before?.owner === null;
	const isNo = event.kind === "back-to-normal" && !event.isBack;
	switch (notice.did) {
		case "answered":
			return did?.kind === "reply" && did.text === notice.text && did.name === notice.name;
		case "edited":
			return did?.kind === "edit-reply" && did.text === notice.text && did.name === notice.name;
		case "withdrawn":
			return did?.kind === "withdraw-reply" && did.name === notice.name;
		case "claimed":
			return (
				(did?.kind === "claim" && (isUnowned || before?.state === "resolved")) ||
				(did?.kind === "reply" && isUnowned) ||
				isNo
			);
		case "reopened":
			return isNo || (did?.kind === "claim" && before?.state === "resolved");
		case "released":
			return did?.kind === "release" || event.kind === "alarm";
		case "handed-back":
			return did?.kind === "hand-back";
		case "resolved":
			return did?.kind === "resolve" && did.note === notice.note;
		case "closed": {
			if (notice.by !== null) return did?.kind === "close" && did.note === notice.note;
			return event.kind === "alarm" || (event.kind === "back-to-normal" && event.isBack);
		}
		case "away":
			return (event.kind === "open" && before === null) || isNo || did?.kind === "release";
		case "unanswered":
			return event.kind === "alarm";
	}
}

test("nothing that anybody writes reaches the merchant but a reply, its edit, and the note of an end, word for word", () => {
	forAll((context, begin, steps) => {
		const said = play(context, begin, steps, (turn) => {
			for (const effect of turn.effects) {
				if (effect.kind !== "mail") continue;
				expect(effect.to).toBe("conversation/chat1");
				expect([effect.event, mayTell(effect.event, turn)]).toEqual([effect.event, true]);
				const { event: happened } = turn;
				const texts =
					happened.kind !== "act"
						? []
						: "text" in happened.act
							? [happened.act.text]
							: "note" in happened.act
								? [happened.act.note]
								: [];
				const found = JSON.stringify(effect.event).match(/words-\w+/g) ?? [];
				expect(found.every((word) => texts.includes(word))).toBe(true);
			}
		});
		said.rings();
	});
});

test("only replies that were sent are edited or withdrawn", () => {
	forAll((context, begin, steps) => {
		const sent = new Set<string>();
		play(context, begin, steps, ({ effects }) => {
			for (const effect of effects) {
				if (effect.kind !== "mail") continue;
				const notice = effect.event;
				if (notice.did === "answered") sent.add(notice.name);
				if (notice.did === "edited" || notice.did === "withdrawn") expect([...sent]).toContain(notice.name);
				if (notice.did === "withdrawn") sent.delete(notice.name);
			}
		});
	});
});

test("an alarm that was looked at lies ahead, and left alone the calling comes to an end", () => {
	forAll((context, begin, steps) => {
		const played = play(context, begin, steps, ({ event: happened, nowMs, wakeAtMs }) => {
			if (happened.kind === "alarm" && wakeAtMs !== null) expect(wakeAtMs).toBeGreaterThan(nowMs);
		});
		// A snooze, an owner's two reminders, and all the calls of two rounds, each once more for a night between.
		expect(played.rings()).toBeLessThan(30);
		expect(["open", "closed"]).toContain(played.state()!.state);
	});
});

test("an alarm that rings again at the same moment does nothing", () => {
	forAll((context, begin, steps) => {
		play(context, begin, steps, ({ event: happened, state, nowMs, wakeAtMs }) => {
			if (happened.kind !== "alarm") return;
			const again = decideEscalation(state, { kind: "alarm" }, { nowMs, seed: "f".repeat(32) }, context);
			expect(again).toEqual({ state, writes: [], effects: [], wakeAtMs });
		});
	});
});

test("the card is posted first, and brought up to date exactly when something on it has changed", () => {
	forAll((context, begin, steps) => {
		let shown = "";
		play(context, begin, steps, ({ before, effects, writes, state }) => {
			const cards = effects.flatMap((effect) => (effect.kind === "support" && effect.do === "card" ? [effect] : []));
			if (before === null) expect(effects[0]).toMatchObject({ do: "card", isEdit: false });
			expect(cards.length).toBeLessThanOrEqual(1);
			expect(writes.length).toBe(before === state ? 0 : 1);
			for (const { escalation } of cards) {
				expect(JSON.stringify(escalation)).not.toBe(shown);
				shown = JSON.stringify(escalation);
			}
		});
	});
});
