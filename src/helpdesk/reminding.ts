/** CORE. Once a month, in one chat of a store: how its terminals are kept ready, and a drill when none was done. */

import { UNLINKED } from "../fallback/shop.ts";
import { zoneClock } from "../zone-clock.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { CANCEL } from "./texts.ts";
import * as texts from "./texts-preparing.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EVERY_MS = 30 * DAY_MS;
const PUT_OFF_MS = 7 * DAY_MS;
/** Whoever opens a page in an outage has reported it by then. */
const PAGE_QUIET_MS = 10 * 60_000;
/** In the store's time: nobody is written to before or after. */
const MORNING_HOUR = 10;
const EVENING_HOUR = 17;

/**
 * A thread of a platform calls whoever is in it. A page that is closed does not, and a shop may have opened hundreds: a
 * new one looks once, when it has been quiet for a while, whether the month of a shop without threads is over.
 */
export function beginReminding(draft: Draft, isNew: boolean): void {
	const { state, moment, context } = draft;
	if (state.remind !== undefined || context.shop.merchantId === UNLINKED) return;
	if (state.thread !== null) wait(draft, moment.nowMs + EVERY_MS);
	else if (isNew && state.platform === "web") wait(draft, moment.nowMs + PAGE_QUIET_MS);
}

/** What a page says is read when somebody looks at it next; busy now, it is left to the next page that is opened. */
function remindOnPage(draft: Draft): void {
	const { moment, context, state } = draft;
	const { remindedAtMs = null, sinceMs = moment.nowMs, hasThread = true } = context.readiness ?? {};
	const { remind, ...without } = state;
	draft.state = without;
	const isPutOff = remind?.isPutOff === true;
	const isDue = isPutOff || (!hasThread && moment.nowMs >= (remindedAtMs ?? sinceMs) + EVERY_MS);
	if (isDue && !isBusy(draft)) sayUpkeep(draft);
}

function wait(draft: Draft, dueAtMs: number, isPutOff = false): void {
	draft.state = { ...draft.state, remind: { dueAtMs, isPutOff } };
}

/** The alarm rang: reminds, if it is time, or says when to look again. */
export function remindToPrepare(draft: Draft): void {
	const { state, moment, context } = draft;
	const { nowMs } = moment;
	// Without what is known of the store the alarm rings once more.
	if (state.remind === undefined || nowMs < state.remind.dueAtMs || context.readiness === undefined) return;
	if (state.thread === null) {
		remindOnPage(draft);
		return;
	}
	const { remindedAtMs } = context.readiness;
	const notBeforeMs = againAt(draft, state.remind.isPutOff ? null : remindedAtMs);
	if (notBeforeMs > nowMs) {
		wait(draft, notBeforeMs, state.remind.isPutOff);
		return;
	}
	sayUpkeep(draft);
	wait(draft, nowMs + EVERY_MS);
}

function sayUpkeep(draft: Draft): void {
	const { nowMs } = draft.moment;
	const drilledAtMs = draft.context.readiness?.drilledAtMs ?? null;
	const needsDrill = drilledAtMs === null || nowMs - drilledAtMs >= EVERY_MS;
	const drill: readonly Option[] = needsDrill ? [{ id: "drill", label: texts.DRILL }] : [];
	const later: Option = { id: "later", label: texts.LATER };
	say(
		draft,
		[texts.UPKEEP, ...(needsDrill ? [texts.DRILL_DUE] : [])],
		[...drill, later, { id: "menu", label: CANCEL }],
	);
	draft.writes.push({ kind: "reminded", storeId: draft.state.storeId, atMs: nowMs });
}

/** When it may be: a month after another chat of the store was reminded, by day, and while nothing is going on. */
function againAt(draft: Draft, remindedAtMs: number | null): number {
	const { nowMs } = draft.moment;
	const { timeZone } = draft.context.shop;
	if (remindedAtMs !== null && nowMs < remindedAtMs + EVERY_MS) return remindedAtMs + EVERY_MS;
	return nextDaytime(isBusy(draft) ? nowMs + DAY_MS : nowMs, timeZone);
}

/** “Later” is a week later, in this chat. */
export function putOff(draft: Draft): void {
	wait(draft, draft.moment.nowMs + PUT_OFF_MS, true);
	say(draft, [texts.PUT_OFF]);
}

function isBusy({ state, context }: Draft): boolean {
	const isDown =
		state.outage !== null && state.outage.restoredAtMs === null && state.outage.id !== context.endedOutageId;
	const isOpen = state.asking !== null || state.run !== null || state.sales.length > 0 || state.escalation !== null;
	return isDown || context.openOutage !== null || isOpen;
}

/** Now, while the shop's day lasts; else the next morning there. */
function nextDaytime(nowMs: number, timeZone: string): number {
	const clock = zoneClock(timeZone);
	if (clock === null) return nowMs;
	const wallMs = clock.wallAt(nowMs);
	const hour = new Date(wallMs).getUTCHours();
	if (hour >= MORNING_HOUR && hour < EVENING_HOUR) return nowMs;
	const midnightMs = Math.floor(wallMs / DAY_MS) * DAY_MS;
	const morningMs = midnightMs + MORNING_HOUR * HOUR_MS;
	return clock.atOf(hour < MORNING_HOUR ? morningMs : morningMs + DAY_MS).atMs;
}
