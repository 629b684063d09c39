import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Decided, Moment } from "../../src/actor.ts";
import { NO_MODEL } from "../../src/answers/model-ask.ts";
import { NO_ANSWERS } from "../../src/answers/search.ts";
import type { Sale, SaleEvent } from "../../src/fallback/sale.ts";
import { decideSale } from "../../src/fallback/sale-decision.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import { decideConversation } from "../../src/helpdesk/conversation.ts";
import type { Conversation, ConversationEvent } from "../../src/helpdesk/conversation-state.ts";
import { decideEscalation } from "../../src/helpdesk/escalation.ts";
import type { AgentAct, EscalationEvent } from "../../src/helpdesk/escalation-event.ts";
import type { Escalation } from "../../src/helpdesk/escalation-state.ts";
import { ALWAYS_THERE } from "../../src/helpdesk/support-file.ts";
import { NOTHING_KNOWN } from "../../src/helpdesk/triage-knowledge.ts";
import { loadPlaybooks } from "../../src/playbooks/load.ts";
import { type Batch, type BatchEvent, decideBatch } from "../../src/reconcile/batch.ts";
import { type Books, type BooksEvent, decideBooks, type OpenFinding } from "../../src/reconcile/books.ts";
import { ACTS } from "../../src/reconcile/decisions.ts";
import type { Standing } from "../../src/reconcile/standing.ts";
import { bakery, demoCafe } from "../fallback/shops.ts";

const playbooks = await loadPlaybooks(fileURLToPath(new URL("../../knowledge/playbooks", import.meta.url)));
const CHAT = "conversation/chat1";
const desk = { support: ALWAYS_THERE, model: { chat: true, vectors: false }, storeTimeZone: null };
const MAIL_LIMIT = 200;

type Letter = { readonly to: string; readonly event: { readonly kind: string } };
type Effect = {
	readonly kind: string;
	readonly to: string;
	readonly event?: Letter["event"];
	readonly id?: string;
	readonly batchId?: string | null;
	readonly tell?: string | null;
};

/** The actors of one shop in memory, which keep what the database would keep: JSON. */
function world(shop: Shop) {
	const states = new Map<string, unknown>();
	const said = new Set<string>();
	let turn = 0;
	let nowMs = Date.UTC(2026, 10, 23, 18);

	function decide(to: string, event: unknown): Decided<unknown, unknown, Effect> {
		turn++;
		const moment: Moment = { nowMs, seed: turn.toString(16).padStart(32, "0") };
		const context = {
			shop,
			openOutage: null,
			endedOutageId: null,
			publicUrl: "http://shop.example",
			playbooks,
			vendors: [],
			knowledge: NOTHING_KNOWN,
			answers: NO_ANSWERS,
			model: NO_MODEL,
		};
		const state = states.get(to) ?? null;
		switch (to.slice(0, to.indexOf("/"))) {
			case "conversation":
				return decideConversation(state as Conversation | null, event as ConversationEvent, moment, context);
			case "sale":
				return decideSale(state as Sale | null, event as SaleEvent, moment, context);
			case "escalation":
				return decideEscalation(state as Escalation | null, event as EscalationEvent, moment, desk);
			case "books":
				return decideBooks(state as Books | null, event as BooksEvent, nowMs, { findings, standing });
			default:
				return decideBatch(state as Batch | null, event as BatchEvent);
		}
	}

	function tell(to: string, event: object): void {
		const waiting: Letter[] = [{ to, event: event as Letter["event"] }];
		for (let letters = 0; letters < MAIL_LIMIT; letters++) {
			const letter = waiting.shift();
			if (letter === undefined) return;
			said.add(letter.event.kind);
			const decided = decide(letter.to, kept(letter.event));
			kept(decided.writes);
			states.set(letter.to, kept(decided.state));
			for (const { kind, to, event, id, batchId = null, tell = null } of kept(decided.effects)) {
				if (kind === "mail" && event !== undefined) waiting.push({ to, event });
				if (kind === "match" && batchId !== null) waiting.push({ to: `batch/${batchId}`, event: batchProgress });
				if (kind === "match") {
					const event = batchId === null ? { kind: "matched", open: 1, tell } : batchRead;
					waiting.push({ to: batchId === null ? `books/${to}` : `batch/${batchId}`, event });
				}
				if (kind === "look-up") waiting.push({ to: CHAT, event: salesListed });
				if (kind === "look-up-sales-so-far") waiting.push({ to: `escalation/${to}`, event: salesSoFar });
				if (kind === "ask-model" && to !== "chat1")
					waiting.push({ to: `escalation/${to}`, event: Object.assign({ id }, translated) });
			}
		}
		throw new Error("the letters never end");
	}

	return {
		tell,
		said,
		states,
		wait: (ms: number) => {
			nowMs += ms;
			for (const id of [...states.keys()]) tell(id, { kind: "alarm" });
		},
	};
}

/** What comes back from the database; the same to the last property, or the test fails. */
function kept<T>(value: T): T {
	const stored = JSON.parse(JSON.stringify(value));
	expect(stored).toStrictEqual(value);
	return stored;
}

const batchRead = {
	kind: "batch-read",
	name: "batch.csv",
	matched: 1,
	payments: 2,
	lines: [{ en: "One payment has no row.", zh: "有一笔收款没有对应的行。", es: "Un pago no tiene fila." }],
	open: 1,
	isPractice: false,
};
const batchProgress = { kind: "batch-progress", name: "batch.csv", percent: 40 };
const salesSoFar = { kind: "sales", sales: { paid: 1, sums: [{ minor: 1_250, currency: "EUR" }], open: 1 } };
const translated = { kind: "model", said: { command: null, ids: [], worded: null, translated: "in English" } };
const salesListed = { kind: "sales-listed", why: "asked", lines: [], count: 0, paid: [] };
const findings: readonly OpenFinding[] = ACTS.map((act) => ({
	id: act,
	class: act === "other_link" ? "unexpected_in_batch" : act.startsWith("refund") ? "double_charge_suspect" : "unpaid",
	needsPerson: true,
	paymentIds: ["s1.1"],
	refundable: ["s1.1"],
	saleIds: ["s1"],
	sentence: batchRead.lines[0]!,
	decided: act.startsWith("refund") ? "charged_twice" : null,
}));
const standing: Standing = {
	outages: 1,
	goingOn: 0,
	openSales: [],
	sales: 1,
	unreadFiles: 0,
	readFiles: 1,
	openFindings: 0,
	owedRefunds: 0,
	conversations: [CHAT],
};
const opened = {
	kind: "opened",
	id: "chat1",
	storeId: "market",
	terminalId: null,
	platform: "web",
	thread: null,
	locale: "en",
};

const moved = { kind: "moved", thread: "T1/C1/!chat1", wasDirect: true };

const words = ["pay", "pay 12.50", "no", "yes", "2", "person", "menu", "back", "sales", "cancel", "1", "3"];
const troubles = ["terminal is offline", "刷卡机坏了", "收款 45", "works again", "constructor", "my card was declined"];
/** What an agent does. */
const HELP: readonly AgentAct[] = [
	...(["claim", "release", "escalate", "hand-back", "wake", "transcript"] as const).map((kind) => ({ kind })),
	{ kind: "reply", name: "m1", text: "hello", file: null },
	{ kind: "reply", name: "m2", text: "", file: { id: "f1", name: "manual.pdf", type: "application/pdf", bytes: 9 } },
	{ kind: "edit-reply", name: "m1", text: "hello again" },
	{ kind: "withdraw-reply", name: "m1" },
	{ kind: "snooze", untilMs: Date.UTC(2026, 10, 23, 20) },
	{ kind: "severity", severity: "urgent" },
	{ kind: "link", linkedTo: "22223333" },
	{ kind: "resolve", cause: "network", note: "new cable" },
	{ kind: "close", note: "" },
];
const doing = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...words, ...troubles).map((text) => ({ do: "say", text }) as const) },
	{ weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }).map((text) => ({ do: "say", text }) as const) },
	{ weight: 4, arbitrary: fc.nat(5).map((button) => ({ do: "press", button }) as const) },
	{ weight: 2, arbitrary: fc.constantFrom("shown", "claimed", "confirmed", "cancel", "switch").map(moveSale) },
	{ weight: 3, arbitrary: fc.constantFrom(...HELP).map((act) => ({ do: "help", act }) as const) },
	{
		weight: 1,
		arbitrary: fc
			.constantFrom(opened, notDelivered(), moved, { kind: "not-moved" }, { kind: "set-aside" })
			.map(hearAgain),
	},
	{ weight: 1, arbitrary: fc.nat(3 * 60 * 60_000).map((ms) => ({ do: "wait", ms }) as const) },
	{ weight: 1, arbitrary: fc.nat(9).map((id) => ({ do: "upload", id }) as const) },
	{ weight: 2, arbitrary: fc.constantFrom(...ACTS, "close" as const).map((act) => ({ do: "decide", act }) as const) },
);

function moveSale(kind: string) {
	return { do: "sell", kind } as const;
}
function hearAgain(event: object) {
	return { do: "hear", event } as const;
}
function notDelivered() {
	return { kind: "not-delivered", effect: "send", to: "chat1", because: "rejected" };
}

type Doing = typeof doing extends fc.Arbitrary<infer T> ? T : never;

/** An evening on which every kind of event happens, so that the law is surely tried on each. */
const eventful: readonly Doing[] = [
	{ do: "say", text: "terminal is offline" },
	{ do: "say", text: "pay 12.50" },
	{ do: "say", text: "no" },
	hearAgain(moved),
	...["shown", "claimed", "confirmed", "switch", "cancel"].map(moveSale),
	{ do: "say", text: "person" },
	...HELP.map((act) => ({ do: "help", act }) as const),
	{ do: "say", text: "person" },
	{ do: "help", act: { kind: "reply", name: "m1", text: "hello", file: null } },
	{ do: "say", text: "thank you" },
	{ do: "help", act: { kind: "resolve", cause: "network", note: "" } },
	{ do: "say", text: "no" },
	{ do: "upload", id: 1 },
	...ACTS.map((act) => ({ do: "decide", act }) as const),
	{ do: "say", text: "works again" },
	{ do: "decide", act: "close" },
	hearAgain(notDelivered()),
	hearAgain({ kind: "set-aside" }),
	hearAgain({ kind: "not-moved" }),
	{ do: "wait", ms: 60 * 60_000 },
];

const EVERY_KIND = [
	...["opened", "message", "open", "sale", "shown", "claimed", "confirmed", "switch", "cancel", "escalation"],
	...[
		"merchant-wrote",
		"act",
		"back-to-normal",
		"sales",
		"close",
		"decide",
		"books",
		"matched",
		"uploaded",
		"batch-progress",
		"batch-read",
		"sales-listed",
		"not-delivered",
		"set-aside",
		"moved",
		"not-moved",
		"tell",
	],
	"alarm",
];

function act(shop: ReturnType<typeof world>, one: Doing): void {
	switch (one.do) {
		case "say":
			shop.tell(CHAT, { kind: "message", text: one.text });
			return;
		case "press": {
			const { offered } = shop.states.get(CHAT) as Conversation;
			const choice = offered.choices[one.button];
			if (choice !== undefined) shop.tell(CHAT, { kind: "choice", of: offered.seq, choice });
			return;
		}
		case "sell": {
			const [id, sale] = newest(shop, "sale/");
			const payment = (sale as Sale | null)?.payments.at(-1);
			if (payment === undefined) return;
			const more = { code: payment.code, by: "customer", personId: "ana", railId: payment.railId };
			shop.tell(id, { kind: one.kind, ...more });
			return;
		}
		case "help": {
			const [id, escalation] = newest(shop, "escalation/");
			const by = { id: "slack:UMEI", name: "Mei" };
			if (escalation !== null) shop.tell(id, { kind: "act", by, act: one.act });
			return;
		}
		case "hear":
			shop.tell(CHAT, one.event);
			return;
		case "wait":
			shop.wait(one.ms);
			return;
		case "upload": {
			const file = { id: String(one.id), name: "batch.csv", storeId: "market", conversation: CHAT };
			shop.tell(`batch/${one.id}`, { kind: "uploaded", ...file });
			return;
		}
		case "decide": {
			const by = { storeId: "market", person: { id: "mara", name: "Mara" }, conversation: CHAT };
			const pin = one.act === "other_link" ? { paymentId: "s1.1", row: "u/1" } : null;
			const decision = { kind: "decide", findingId: one.act, act: one.act, note: null, pin };
			shop.tell("books/market", { ...(one.act === "close" ? { kind: "close" } : decision), ...by });
		}
	}
}

const newest = (shop: ReturnType<typeof world>, begins: string): readonly [string, unknown] =>
	[...shop.states].findLast(([id]) => id.startsWith(begins)) ?? ["", null];

test("whatever happens in a shop, what its actors keep, write and send is the same after the database", () => {
	fc.assert(
		fc.property(fc.constantFrom(bakery, demoCafe), fc.array(doing, { maxLength: 40 }), (shop, evening) => {
			const one = world(shop);
			one.tell(CHAT, opened);
			for (const step of evening) act(one, step);
			if (evening === eventful) expect([...one.said]).toEqual(expect.arrayContaining(EVERY_KIND));
		}),
		{ numRuns: 150, examples: [bakery, demoCafe].map((shop) => [shop, eventful]) },
	);
});
