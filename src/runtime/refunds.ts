/** What the support desk's finance role records about a store: that a customer who paid twice got their money back. Append-only, as a manager's decision is. */

import { createHash } from "node:crypto";
import type { FoundEscalation } from "../bots/support.ts";
import { showMoney } from "../fallback/money.ts";
import type { Shop } from "../fallback/shop.ts";
import type { EscalationEvent } from "../helpdesk/escalation-event.ts";
import type { Agent } from "../helpdesk/escalation-state.ts";
import type { Choice } from "../helpdesk/message.ts";
import * as deciding from "../helpdesk/texts-deciding.ts";
import type { BooksEvent, Pin } from "../reconcile/books.ts";
import type { Act } from "../reconcile/decisions.ts";
import type { FindingView } from "../reconcile/review.ts";
import type { Database } from "../store/database.ts";
import { readShop } from "../store/shop.ts";
import { type Refusal, refuse } from "../text.ts";
import { receiveFromOutside } from "./receive.ts";
import { readOpenReview } from "./review.ts";

const NOTE_LIMIT_CHARACTERS = 500;
const LABEL_LIMIT_CHARACTERS = 75;
const CHOICES_LIMIT = 100;
const CHOICE_CHARACTERS = 16;

/** One payment of a finding, and the decisions that are missing until it counts as given back. */
type Refund = Choice & {
	readonly findingId: string;
	readonly sentence: string;
	readonly pin: Pin;
	readonly acts: readonly Act[];
};

/** The payments of the store's open findings that a refund would settle. */
export async function refundsOf(database: Database, found: FoundEscalation, nowMs: number): Promise<readonly Choice[]> {
	return (await readRefunds(database, found, nowMs)).map(({ id, label }) => ({ id, label }));
}

type Given = { readonly choice: string; readonly note: string; readonly key: string };

/** Records that an agent gave a payment back, once for each key; refuses what is not open any more. */
export async function recordRefund(
	database: Database,
	found: FoundEscalation,
	by: Agent,
	{ choice, note, key }: Given,
	nowMs: number,
): Promise<boolean | Refusal> {
	const { merchantId, escalation } = found;
	const { id, storeId, conversation } = escalation;
	const name = `refund ${id} ${key}`;
	if (await isThere(database, merchantId, name)) return false;
	const refund = (await readRefunds(database, found, nowMs)).find((one) => one.id === choice);
	if (refund === undefined || storeId === null || conversation === null) return refuse(deciding.GONE);
	const { findingId, pin, acts, label } = refund;
	const kept = note.trim() === "" ? null : note.trim().slice(0, NOTE_LIMIT_CHARACTERS);
	return database.transaction(async (tx) => {
		let isNew = false;
		for (const act of acts) {
			const about = { storeId, findingId, act, note: kept, pin: act === "refunded" ? pin : null };
			const event: BooksEvent = { kind: "decide", ...about, person: by, conversation };
			const key = act === "refunded" ? name : `${name} ${act}`;
			isNew = await receiveFromOutside(tx, { merchantId, to: `books/${storeId}`, key, event }, nowMs);
		}
		if (!isNew) return false;
		const event: EscalationEvent = { kind: "noted", text: `${by.name} recorded a refund: ${label}` };
		await receiveFromOutside(tx, { merchantId, to: `escalation/${id}`, key: `${name} noted`, event }, nowMs);
		return true;
	});
}

/** A finding that was decided meanwhile by this very act is no reason to refuse it. */
async function isThere(database: Database, merchantId: string, key: string): Promise<boolean> {
	const rows = await database.query("select 1 from inbox where merchant_id = $1 and event_key = $2", [merchantId, key]);
	return rows.length > 0;
}

async function readRefunds(database: Database, { merchantId, escalation }: FoundEscalation, nowMs: number) {
	const { storeId, conversation } = escalation;
	// Whoever decides is heard in a chat of the store: without one nothing is decided.
	const shop = storeId === null || conversation === null ? null : await readShop(database, merchantId, storeId);
	if (shop === null) return [];
	const open = await readOpenReview(database, shop, nowMs, "en");
	return open.flatMap((finding) => refundsIn(finding, shop)).slice(0, CHOICES_LIMIT);
}

function refundsIn(finding: FindingView, shop: Shop): readonly Refund[] {
	const acts = missingActs(finding);
	if (acts.length === 0) return [];
	const { id: findingId, sentence, title } = finding;
	return finding.payments.map((payment) => {
		const label = [title, payment.ref, showMoney(payment.money, "en"), payment.rail, shop.storeName].join(" · ");
		const pin: Pin = { paymentId: payment.id, row: null };
		return {
			id: choiceId(findingId, payment.id),
			label: label.slice(0, LABEL_LIMIT_CHARACTERS),
			findingId,
			sentence,
			pin,
			acts,
		};
	});
}

/** Whoever gave the money back has also said that it was taken twice. */
function missingActs({ acts }: FindingView): readonly Act[] {
	if (acts.some(({ act }) => act === "refunded")) return ["refunded"];
	return acts.some(({ act }) => act === "charged_twice") ? ["charged_twice", "refunded"] : [];
}

/** Ids of payments may be longer than a platform's choice; between asking and answering the order may change. */
const choiceId = (findingId: string, paymentId: string): string =>
	createHash("sha256")
		.update(JSON.stringify([findingId, paymentId]))
		.digest("hex")
		.slice(0, CHOICE_CHARACTERS);
