/** CORE. The drill: a payment from the first press to PAID, on a page of ours where nothing is money. Two minutes, recorded. */

import { BASE58, draw } from "../chance.ts";
import { exponentOf } from "../fallback/money.ts";
import { UNLINKED } from "../fallback/shop.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { type Drill, type DrillPaid, HARD } from "./drill-state.ts";
import { MENU } from "./menu.ts";
import * as texts from "./texts.ts";
import * as preparing from "./texts-preparing.ts";
import * as selling from "./texts-selling.ts";

const SMALL_UNITS = 5;
/** A drill that nobody went on with for so long is begun anew. */
const LIMIT_MS = 60 * 60_000;
const CANCEL: Option = { id: "menu", label: texts.CANCEL };
const PAY: Option = { id: "pay", label: texts.PAY };
const TAPPED: readonly Option[] = [
	{ id: "drill:no", label: selling.TAPPED_NO },
	{ id: "drill:yes", label: selling.TAPPED_YES },
	CANCEL,
];

/** Begins it, or says why not now: whoever has customers waiting practises nothing. */
export function beginDrill(draft: Draft): void {
	const { context, moment, state } = draft;
	const { currency, merchantId } = context.shop;
	const isDown =
		state.outage !== null && state.outage.restoredAtMs === null && state.outage.id !== context.endedOutageId;
	if (merchantId === UNLINKED) return void say(draft, [selling.LINK_FIRST]);
	if (isDown || context.openOutage !== null || state.asking !== null || state.run !== null || state.sales.length > 0)
		return void say(draft, [preparing.NOT_NOW], [PAY, CANCEL]);
	const drill = {
		id: draw(moment.seed, "drill", 12),
		code: draw(moment.seed, "drill code", 12, BASE58),
		money: { minor: SMALL_UNITS * 10 ** (exponentOf(currency) ?? 2), currency },
		startedAtMs: moment.nowMs,
		...(draft.by === undefined ? {} : { by: draft.by }),
		seq: 0,
	};
	draft.state = { ...state, drill };
	say(draft, [preparing.imagine(drill.money)], [{ id: "drill:pay", label: texts.PAY }, CANCEL]);
}

/** The next step of it. */
export function goOnWithDrill(draft: Draft, step: string): void {
	const { drill } = draft.state;
	if (drill === undefined || draft.moment.nowMs - drill.startedAtMs > LIMIT_MS) beginDrill(draft);
	else if (step === "pay") say(draft, [preparing.DRILL_TAPPED], TAPPED);
	else if (step === "yes") say(draft, [preparing.DRILL_LOOK], TAPPED);
	else if (step === "no") showQr(draft, drill);
}

function showQr(draft: Draft, drill: Drill): void {
	const { id, storeId } = draft.state;
	const url = `${draft.context.publicUrl}/d/${drill.code}`;
	draft.writes.push({ kind: "drill", conversationId: id, storeId, drill: recordOf(drill), doneAtMs: null });
	const seq = say(draft, [preparing.drillScan(drill.money)], [CANCEL], {
		qr: { payload: url, caption: [] },
		link: url,
	});
	draft.state = { ...draft.state, drill: { ...drill, seq } };
}

/** Of a drill that is over already it says nothing. */
export function endDrill(draft: Draft, { id }: DrillPaid): void {
	const { drill: ended, ...rest } = draft.state;
	if (ended?.id !== id) return;
	const { nowMs } = draft.moment;
	draft.state = rest;
	const write = { conversationId: rest.id, storeId: rest.storeId, drill: recordOf(ended), doneAtMs: nowMs };
	draft.writes.push({ kind: "drill", ...write });
	const seconds = Math.max(1, Math.round((nowMs - ended.startedAtMs) / 1000));
	say(draft, [preparing.drillDone(seconds)], [], { replaces: ended.seq });
	const options = HARD.map((hard) => ({ id: `drill:${hard}:${id}`, label: preparing.HARD_LABELS[hard] }));
	say(draft, [preparing.WHAT_WAS_HARD], options);
}

/** The answer is kept with its drill. False for what is none. */
export function keepHard(draft: Draft, step: string, id: string): boolean {
	const hard = HARD.find((known) => known === step);
	if (hard === undefined) return false;
	draft.writes.push({ kind: "drill-hard", conversationId: draft.state.id, id, hard });
	const kit: Option = { id: "kit", label: preparing.KIT };
	say(draft, [preparing.HARD_ADVICE[hard]], [kit, ...MENU]);
	return true;
}

const recordOf = ({ id, code, money, startedAtMs, by }: Drill) => ({
	...{ id, code, money, startedAtMs },
	...(by === undefined ? {} : { by }),
});
