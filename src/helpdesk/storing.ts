/** CORE. Payments that the merchant took offline on the terminal: counted, judged by the maker's limits, and reminded of. */

import { draw } from "../chance.ts";
import {
	add,
	type Bound,
	type Caps,
	type Exposure,
	exposureOf,
	judge,
	keepsFromStoring,
	remindersOf,
	type StoredReport,
} from "../fallback/exposure.ts";
import type { Money } from "../fallback/money.ts";
import { UNLINKED } from "../fallback/shop.ts";
import { storingFacts } from "../playbooks/vendor.ts";
import { NO_LIMITS } from "../playbooks/vendor-limits.ts";
import type { Text } from "../text.ts";
import { aroundOf } from "./around.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { openOutage } from "./outage.ts";
import { readStored } from "./stored-words.ts";
import * as texts from "./texts.ts";
import * as selling from "./texts-selling.ts";
import * as storing from "./texts-storing.ts";

/** As many as one turn can hear: older ones are read from their table. */
const REMEMBERED_LIMIT = 20;

export const TOOK_OFFLINE: Option = { id: "stored", label: storing.TOOK_OFFLINE };
const ALL_SENT: Option = { id: "all-sent", label: storing.ALL_SENT };
const PAY: Option = { id: "pay", label: texts.PAY };
const RESTORED: Option = { id: "restored", label: texts.RESTORED };
const CANCEL: Option = { id: "menu", label: texts.CANCEL };

/** What the store's terminals hold, for all that was said here and in its other chats. */
export const exposureOfStore = (draft: Draft): Exposure => exposureOf(reportsOf(draft));

const reportsOf = ({ state, context }: Draft): readonly StoredReport[] =>
	(state.stored?.reports ?? []).reduce(add, context.stored ?? []);

/** Limits are those of one terminal. */
function exposureHere(draft: Draft): Exposure {
	const own = terminalIdOf(draft);
	return exposureOf(reportsOf(draft).filter(({ terminalId }) => terminalId === own));
}

/** The terminal whose sticker was scanned, or the store's only one. */
function terminalIdOf({ state, context: { shop } }: Draft): string | null {
	const [only, ...others] = shop.terminals;
	return state.terminalId ?? (others.length === 0 ? (only?.id ?? null) : null);
}

type Maker = { readonly name: Text; readonly caps: Caps; readonly facts: ReturnType<typeof storingFacts> };

function makerOf(draft: Draft): Maker {
	const facts = storingFacts(aroundOf(draft));
	const name = facts === null ? storing.MAKER : { en: facts.name, zh: facts.name, es: facts.name };
	return { name, caps: facts?.limits ?? NO_LIMITS, facts };
}

/** “Took it offline on the terminal”: asks how much, unless the terminal may store no more. */
export function askStored(draft: Draft, count: number, before: readonly Text[]): void {
	if (draft.context.shop.merchantId === UNLINKED) {
		say(draft, [selling.LINK_FIRST]);
		return;
	}
	const { facts } = makerOf(draft);
	// What was stored is counted, whatever the limits say: they are said with it.
	const setup = facts?.offline === "unknown" && facts.setup !== null ? [facts.setup] : [];
	const never = facts?.offline === "no" ? [named(draft, storing.takesNothingOffline)] : [];
	const full = keepsFromStoring(exposureHere(draft), null, makerOf(draft).caps, draft.moment.nowMs);
	const isFull = full === null ? [] : [withMaker(draft, full, storing.isFull)];
	const options = full === null && never.length === 0 ? [CANCEL] : [PAY, CANCEL];
	const seq = say(draft, [...before, ...never, ...isFull, ...setup, storing.howMuchTogether(count)], options);
	draft.state = { ...draft.state, asking: { kind: "stored", count, seq } };
}

/** “I stored one of 45”, in words. False for a message that says nothing of the kind. */
export function hearStored(draft: Draft, text: string): boolean {
	const { shop } = draft.context;
	const said = shop.merchantId === UNLINKED ? null : readStored(text, shop.currency);
	if (said === null) return false;
	if (said.sum === null) askStored(draft, said.count, said.because === null ? [] : [said.because]);
	else takeStored(draft, said.count, said.sum);
	return true;
}

/** Counts stored payments and says what they come to. They are stored already, so even those above a limit are counted. */
export function takeStored(draft: Draft, count: number, sum: Money): void {
	const { currency } = draft.context.shop;
	if (sum.currency !== currency) {
		askStored(draft, count, [selling.otherCurrency(sum.currency, currency)]);
		return;
	}
	const { caps } = makerOf(draft);
	const { nowMs } = draft.moment;
	const above = keepsFromStoring(exposureHere(draft), count === 1 ? sum : null, caps, nowMs);
	openOutage(draft, null);
	draft.state = { ...draft.state, asking: null };
	// Several were taken at some time in this outage; the earliest is what the window counts from.
	const oldestAtMs = count === 1 ? nowMs : (draft.state.outage?.startedAtMs ?? nowMs);
	report(draft, { kind: "took", count, sum, oldestAtMs });
	const refused = above === null ? [] : [withMaker(draft, above, storing.noMore)];
	say(draft, [...meter(draft, above), ...refused], [PAY, TOOK_OFFLINE, RESTORED]);
}

/** What the terminal's own screen shows, as a check has asked for it. */
export function noteShown(draft: Draft, count: number | null, sum: Money | null): void {
	if (count === null && sum === null) return;
	const oldestAtMs = draft.state.outage?.startedAtMs ?? draft.moment.nowMs;
	report(draft, { kind: "shown", count: count ?? 1, sum: count === 0 ? null : sum, oldestAtMs });
}

/** All were sent: nothing is stored any more on this terminal. */
export function noteSent(draft: Draft): void {
	const { nowMs } = draft.moment;
	const terminals = new Set(reportsOf(draft).map(({ terminalId }) => terminalId));
	// Where no terminal is known, “all” are those of the store.
	const own = terminalIdOf(draft);
	for (const terminalId of own === null ? terminals : [own])
		report(draft, { kind: "shown", count: 0, sum: null, oldestAtMs: nowMs }, terminalId);
	say(draft, [storing.NOTED_SENT], [{ id: "sales", label: texts.SALES }, PAY]);
}

type Said = Pick<StoredReport, "kind" | "count" | "sum" | "oldestAtMs">;

function report(draft: Draft, said: Said, terminalId: string | null = terminalIdOf(draft)): void {
	const { nowMs, seed } = draft.moment;
	const id = draw(seed, `stored:${terminalId ?? ""}`, 12);
	// What is said in one turn has one time: which came first must still be known.
	const lastMs = draft.state.stored?.reports.at(-1)?.saidAtMs ?? 0;
	const made: StoredReport = { ...said, id, terminalId, saidAtMs: Math.max(nowMs, lastMs + 1) };
	const { id: conversationId, storeId, outage } = draft.state;
	draft.writes.push({ kind: "stored", conversationId, storeId, outageId: outage?.id ?? null, report: made });
	const reports = add(draft.state.stored?.reports ?? [], made).slice(-REMEMBERED_LIMIT);
	draft.state = { ...draft.state, stored: { reports, dueAtMs: null } };
	remindLater(draft);
}

function remindLater(draft: Draft): void {
	const { stored } = draft.state;
	if (stored === undefined) return;
	const [dueAtMs = null] = remindersOf(exposureHere(draft), makerOf(draft).caps, draft.moment.nowMs);
	draft.state = { ...draft.state, stored: { ...stored, dueAtMs } };
}

/** The alarm rang: says once at four fifths of the maker's time, and once two hours before its end, what is still stored. */
export function remindOfStored(draft: Draft): void {
	const { stored } = draft.state;
	if (stored?.dueAtMs == null || draft.moment.nowMs < stored.dueAtMs) return;
	remindLater(draft);
	if (exposureHere(draft).count === 0) return;
	say(draft, [storing.SEND_THEM, ...meter(draft), ...donts(draft)], [ALL_SENT], { isAside: true });
}

/** How much is stored, how long it may wait, and who bears it; nothing where nothing is stored. */
function meter(draft: Draft, above: Bound | null = null): readonly Text[] {
	const exposure = exposureHere(draft);
	if (exposure.count === 0) return [];
	const { caps, name, facts } = makerOf(draft);
	const judged = judge(exposure, caps, draft.moment.nowMs);
	const { verdict, bound } = judged;
	const used =
		bound === null || verdict === "ok" || above !== null
			? []
			: [
					verdict === "refuse"
						? withMaker(draft, bound, storing.isFull)
						: inEach(name, (maker) => storing.almostFull(judged, bound, maker)),
				];
	const window = caps.windowHours;
	const left =
		window === null || judged.hoursLeft === null
			? storing.WINDOW_UNKNOWN
			: inEach(name, (maker) => storing.hoursLeft(judged.hoursLeft ?? 0, window.value, maker, window.reviewed));
	const risk = facts?.limits.risk === "merchant" ? storing.MERCHANT_BEARS : storing.MAY_BE_DECLINED;
	const practice = draft.context.shop.isDemo ? [selling.PRACTICE_MARK] : [];
	return [...practice, storing.stored(exposure), left, risk, ...used];
}

const donts = (draft: Draft): readonly Text[] => {
	const said = makerOf(draft).facts?.donts;
	return said == null ? [] : [said];
};

/** Beside the sales: one line. */
export function exposureLine(draft: Draft): readonly Text[] {
	const exposure = exposureOfStore(draft);
	return exposure.count === 0 ? [] : [storing.stored(exposure)];
}

/** It works again: what must be sent first, how long it may wait, and what would destroy it. */
export const afterwards = (draft: Draft): { readonly lines: readonly Text[]; readonly options: readonly Option[] } =>
	exposureOfStore(draft).count === 0
		? { lines: [], options: [] }
		: {
				lines: [...(exposureHere(draft).count === 0 ? exposureLine(draft) : meter(draft)), ...donts(draft)],
				options: [ALL_SENT],
			};

const named = (draft: Draft, form: (maker: string) => Text): Text => inEach(makerOf(draft).name, form);
const withMaker = (draft: Draft, bound: Bound, form: (bound: Bound, maker: string) => Text): Text =>
	named(draft, (maker) => form(bound, maker));
const inEach = (name: Text, form: (maker: string) => Text): Text => ({
	en: form(name.en).en,
	zh: form(name.zh).zh,
	es: form(name.es).es,
});
