import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_MODEL } from "../../src/answers/model-ask.ts";
import { NO_ANSWERS } from "../../src/answers/search.ts";
import { HOME } from "../../src/config.ts";
import { wakeAt } from "../../src/helpdesk/again.ts";
import { decideConversation } from "../../src/helpdesk/conversation.ts";
import type { Conversation, ConversationEvent } from "../../src/helpdesk/conversation-state.ts";
import { NOTHING_KNOWN } from "../../src/helpdesk/triage-knowledge.ts";
import { compile } from "../../src/playbooks/compile.ts";
import { type Playbook, playbookSource } from "../../src/playbooks/format.ts";
import { loadPlaybooks } from "../../src/playbooks/load.ts";
import { bakery } from "../fallback/shops.ts";
import { library } from "../playbooks/flat.ts";
import { restarting } from "../playbooks/sample.ts";

const playbooks = await loadPlaybooks(join(HOME, "knowledge/playbooks"));
const START_MS = Date.UTC(2026, 10, 23, 18);
const opened = {
	kind: "opened",
	id: "chat1",
	storeId: "market",
	terminalId: null,
	thread: null,
	platform: "web",
	locale: "en",
} as const;
const said = fc.constantFrom(
	"the terminal is offline",
	"1",
	"2",
	"back",
	"pay 45",
	"no",
	"person",
	"it works again",
	"?",
);

test("whatever is said, the lines have no gap, all of it survives JSON, and the alarm is the next deadline", () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(said, fc.nat(20)), { maxLength: 20 }), (lines) => {
			let state: Conversation | null = null;
			let nowMs = START_MS;
			let place = 0;
			const messages: readonly ConversationEvent[] = lines.map(([text]) => ({ kind: "message", text }));
			for (const [index, event] of [opened, ...messages, { kind: "alarm" } as const].entries()) {
				nowMs += (lines[index]?.[1] ?? 0) * 60_000;
				const moment = { nowMs, seed: index.toString(16).padStart(32, "0") };
				const told = decideConversation(state, event, moment, {
					shop: bakery,
					openOutage: null,
					endedOutageId: null,
					publicUrl: "http://x.example",
					playbooks,
					vendors: [],
					knowledge: NOTHING_KNOWN,
					answers: NO_ANSWERS,
					model: NO_MODEL,
				});
				for (const write of told.writes) if (write.kind === "message") expect(write.seq).toBe(++place);
				expect(JSON.parse(JSON.stringify(told))).toEqual(told);
				expect(told.wakeAtMs).toBe(wakeAt(told.state!));
				({ state } = told);
			}
			expect(state!.seq).toBe(place);
		}),
	);
});

const context = {
	shop: bakery,
	openOutage: null,
	endedOutageId: null,
	publicUrl: "http://x.example",
	playbooks,
	vendors: [],
	knowledge: NOTHING_KNOWN,
	answers: NO_ANSWERS,
	model: NO_MODEL,
};
const moment = { nowMs: START_MS, seed: "0".repeat(32) };

test("a run whose playbook is gone is handed to a person, and its alarm stops", () => {
	const open = decideConversation(null, opened, moment, context);
	const asked = decideConversation(open.state, { kind: "choice", of: 1, choice: "down" }, moment, context);
	expect(asked.wakeAtMs).not.toBeNull();
	const later = { ...moment, nowMs: asked.wakeAtMs! };
	const rung = decideConversation(asked.state, { kind: "alarm" }, later, { ...context, playbooks: [] });
	expect(rung.wakeAtMs).toBe(rung.state!.remind!.dueAtMs); // nothing else is waited for
	expect(rung.state).toMatchObject({ run: null, escalation: { isOwned: false } });
	expect(JSON.stringify(rung.effects)).toMatch(/no longer there.*do not restart it/);
});

test("a run whose playbook was edited begins anew with an apology, and the stored payments are asked about again", () => {
	const own = compile(playbookSource.parse({ ...restarting(), id: "terminal-offline" }), library);
	let { state } = decideConversation(null, opened, moment, context);
	const say = (text: string, known: readonly Playbook[]) => {
		const event =
			text === "down" ? ({ kind: "choice", of: 1, choice: "down" } as const) : ({ kind: "message", text } as const);
		const told = decideConversation(state, event, moment, { ...context, playbooks: known });
		({ state } = told);
		return JSON.stringify(told.effects);
	};
	for (const text of ["down", "say wifi", "say dark", "say no-code", "say none"]) say(text, [own]);
	expect(state!.run!.step).toBe("restart");
	const edited = { ...own, hash: "edited" };
	expect(say("fails it is", [edited])).toMatch(/Sorry: these instructions were changed/);
	expect(state!.run).toMatchObject({ step: "link-kind", trail: [], hash: "edited" });
	// The version of a run is kept with it, and then nothing has changed for this merchant.
	for (const text of ["say wifi", "say dark"]) say(text, [edited]);
	say("say no-code", [own, edited]);
	expect(state!.run).toMatchObject({ step: "gate/how-many", hash: "edited" });
});

test("mail for a conversation that was never opened makes none", () => {
	expect(decideConversation(null, { kind: "message", text: "hi" }, moment, context)).toEqual({
		state: null,
		writes: [],
		effects: [],
		wakeAtMs: null,
	});
});
