/** CORE. After the outage: what to key into the POS, and what the terminal's batch says of it. */

import { showMoney } from "../fallback/money.ts";
import type { BatchOutcome } from "../reconcile/batch.ts";
import type { BooksNotice } from "../reconcile/books.ts";
import { ACT_NAMES } from "../reconcile/decisions.ts";
import type { Text } from "../text.ts";
import type { LookUp } from "./conversation-order.ts";
import type { ConversationEvent, SaleLine } from "./conversation-state.ts";
import { AFTERWARDS, decidesHere, lookUpFindings } from "./deciding.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { mailDesk } from "./handing-over.ts";
import { endReading } from "./reading-batch.ts";
import { afterwards, exposureLine } from "./storing.ts";
import * as closing from "./texts-closing.ts";
import { refundCame } from "./texts-refunds.ts";
import * as selling from "./texts-selling.ts";

const WITHOUT_OUTAGE_MS = 24 * 60 * 60_000;

/** Opens the list of findings where a platform can show one. */
const REVIEW: Option = { id: "review", label: closing.REVIEW };

/** It works again: the outage ends, the checks stop, and the sales to key in are fetched. */
export function restore(draft: Draft): void {
	const { state, moment } = draft;
	const outage =
		state.outage === null ? null : { ...state.outage, restoredAtMs: state.outage.restoredAtMs ?? moment.nowMs };
	if (outage !== null) draft.writes.push({ kind: "outage", conversationId: state.id, storeId: state.storeId, outage });
	const { walked: _, ...rest } = state;
	draft.state = { ...rest, run: null, asking: null, outage };
	mailDesk(draft, { kind: "restored" });
	lookUpSales(draft, "restored");
}

/** Asks for the store's fallback sales of this outage, or of the last day; they come back as an event. */
export function lookUpSales(draft: Draft, why: LookUp["why"]): void {
	const { state, moment } = draft;
	const sinceMs = state.outage?.startedAtMs ?? moment.nowMs - WITHOUT_OUTAGE_MS;
	draft.effects.push({ kind: "look-up", to: state.id, why, storeId: state.storeId, sinceMs });
}

/** Says the sales that were looked up: as a list, or after the outage as the sheet to key in. */
export function listSales(draft: Draft, listed: ConversationEvent & { kind: "sales-listed" }): void {
	const { lines, count, paid, why } = listed;
	const earlier = count > lines.length ? [closing.earlierSales(count - lines.length)] : [];
	const isPractice = paid.length === 0 && lines.some((line) => line.isPractice && isPaid(line));
	const sum = isPractice ? [closing.SUM_PRACTICE] : [closing.sumPaid(paid)];
	if (why === "asked") {
		say(
			draft,
			[
				closing.soldSoFar(count),
				...earlier,
				...lines.map(saleLine),
				...(count === 0 ? [] : sum),
				...exposureLine(draft),
			],
			AFTERWARDS,
		);
		return;
	}
	const toKey = lines.filter(isPaid);
	const others = lines.filter((line) => !isPaid(line));
	const held = afterwards(draft);
	say(
		draft,
		[
			closing.restored(toKey.length),
			...earlier,
			...toKey.map(saleLine),
			...(toKey.length === 0 ? [] : sum),
			...(others.length === 0 ? [] : [closing.DO_NOT_KEY, ...others.map(saleLine)]),
			...held.lines,
			closing.sendBatch(draft.state.platform),
		],
		[...held.options, ...AFTERWARDS],
	);
}

/** Money is there: only that belongs in the POS. A sale that is paid twice was still one sale. */
const isPaid = ({ state }: SaleLine): boolean => state === "paid" || state === "overpaid";

function saleLine(line: SaleLine): Text {
	const state = closing.SALE_STATES.get(closing.standingOf(line)) ?? { en: line.state, zh: line.state, es: line.state };
	const note = line.note === null ? "" : ` · ${line.note}`;
	const mark = (text: string) => (line.isPractice ? ` (${text})${note}` : note);
	return {
		en: `${line.ref}  ${showMoney(line.money, "en")}  ${state.en}${mark(selling.PRACTICE_MARK.en)}`,
		zh: `${line.ref}  ${showMoney(line.money, "zh")}  ${state.zh}${mark(selling.PRACTICE_MARK.zh)}`,
		es: `${line.ref}  ${showMoney(line.money, "es")}  ${state.es}${mark(selling.PRACTICE_MARK.es)}`,
	};
}

/** What came of a batch file. */
export function hearBatch(draft: Draft, notice: BatchOutcome): void {
	const place = endReading(draft, notice.name);
	if (notice.kind === "batch-refused") {
		say(draft, [closing.batchRefused(notice.name, notice.because)], [], place);
		return;
	}
	const mark = notice.isPractice ? [selling.PRACTICE_MARK] : [];
	const head = closing.batchRead(notice.name, notice.matched, notice.payments);
	const rest = notice.open > notice.lines.length ? [closing.more(notice.open - notice.lines.length)] : [];
	const body = notice.open === 0 ? [closing.ALL_ACCOUNTED] : [closing.toCheck(notice.open), ...notice.lines, ...rest];
	say(
		draft,
		[...mark, head, ...(notice.remarks ?? []), ...body],
		notice.open === 0 ? AFTERWARDS : [REVIEW, ...AFTERWARDS],
		place,
	);
}

/** What became of a decision, or of the closing. */
export function hearBooks(draft: Draft, { did }: BooksNotice): void {
	switch (did.kind) {
		case "decided":
			say(draft, [closing.decided(ACT_NAMES[did.act], did.by), did.sentence]);
			if (decidesHere(draft.state.platform)) lookUpFindings(draft, null);
			return;
		case "decided-already":
			say(draft, [closing.DECIDED_ALREADY, did.sentence]);
			return;
		case "matched":
			say(draft, [did.open === 0 ? closing.ALL_ACCOUNTED : closing.stillToCheck(did.open)]);
			return;
		case "refund":
			say(draft, [refundCame(did.came, did.isOpen)]);
			if (decidesHere(draft.state.platform) && did.isOpen) lookUpFindings(draft, null);
			return;
		case "closed":
			draft.state = { ...draft.state, outage: null };
			say(draft, [closing.closed(did.by)], AFTERWARDS, bookLink(draft));
			return;
		case "not-closed":
			say(draft, [closing.NOT_CLOSED, ...did.because], [REVIEW, ...AFTERWARDS]);
	}
}

/** Where findings are decided; a chat that can show them does so by itself. */
export function sayWhereToReview(draft: Draft): void {
	say(draft, [closing.REVIEW_THERE], AFTERWARDS, { link: storeLink(draft) });
}

const storeLink = ({ context: { publicUrl, shop } }: Draft): string => `${publicUrl}/s/${shop.storeCode}`;
/** Where the report is printed from; the web chat has a page for it. */
const bookLink = (draft: Draft) => (decidesHere(draft.state.platform) ? { link: storeLink(draft) } : {});
