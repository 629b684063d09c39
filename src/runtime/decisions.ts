/** Decisions about money that a chat platform's form brings: who may, what must be asked, and the event that is stored. */

import { createHash } from "node:crypto";
import type { DecisionFault, DecisionForm, DecisionGiven, DecisionTools, Holder } from "../bots/bot.ts";
import { showMoney } from "../fallback/money.ts";
import type { Refundable } from "../fallback/refund.ts";
import type { Shop } from "../fallback/shop.ts";
import { readWanted, type Wanted } from "../helpdesk/deciding.ts";
import type { Choice } from "../helpdesk/message.ts";
import * as deciding from "../helpdesk/texts-deciding.ts";
import type { BooksEvent, Pin } from "../reconcile/books.ts";
import { needsReason, SAY_WHY } from "../reconcile/decisions.ts";
import type { FindingView } from "../reconcile/review.ts";
import { findThread } from "../store/audience.ts";
import type { Database } from "../store/database.ts";
import { readPayPage } from "../store/pay-page.ts";
import { findByPin } from "../store/person.ts";
import { readShop } from "../store/shop.ts";
import { findUnlockOf, takePinTry, unlock } from "../store/unlock.ts";
import { isRefusal, type Locale, type Refusal, refuse, type Text } from "../text.ts";
import { receive, receiveFromOutside } from "./receive.ts";
import { readOpenReview } from "./review.ts";

const NOTE_LIMIT_CHARACTERS = 500;
const PICK_CHARACTERS = 16;
const PIN_PATTERN = /^\d{6,12}$/;

type Tools = {
	readonly database: Database;
	readonly platform: string;
	readonly nowMs: () => number;
	/** Where this server may give money back. */
	readonly refunds: Refundable;
	/** Makes the runtime look at once. */
	readonly nudge: () => void;
};

/** What may be decided now: the form's own part, and what each of its choices stands for. */
type Subject = {
	readonly conversationId: string;
	readonly shop: Shop;
	readonly wanted: Wanted;
	readonly form: Pick<DecisionForm, "title" | "text" | "pick" | "noteLabel">;
	readonly picks: ReadonlyMap<string, Pin>;
	readonly needsReason: boolean;
	/** For `confirm`: whose payment it is. */
	readonly saleId: string | null;
};

export function decisionTools(tools: Tools): DecisionTools {
	return {
		async ask(from, choice, locale) {
			const subject = await subjectOf(tools, from, choice, locale);
			if (isRefusal(subject)) return subject;
			const person = await findUnlockOf(
				tools.database,
				subject.shop.merchantId,
				subject.conversationId,
				holderOf(tools, from),
			);
			const pinLabel = person === null ? deciding.PIN[locale] : null;
			return { ...subject.form, pinLabel, submit: deciding.DECIDE[locale] };
		},
		async decide(from, choice, given, key) {
			const subject = await subjectOf(tools, from, choice, "en");
			if (isRefusal(subject)) return { field: "note", because: subject.refused };
			const pin = given.pick === null ? null : (subject.picks.get(given.pick) ?? null);
			if (subject.form.pick !== null && pin === null) return { field: "pick", because: deciding.PICK_ONE };
			if (subject.needsReason && (given.note ?? "").trim() === "") return { field: "note", because: SAY_WHY };
			const person = await personOf(tools, from, subject, given.pin);
			if ("because" in person) return person;
			await store(tools, subject, pin, given, person, key);
			tools.nudge();
			return "stored";
		},
	};
}

const holderOf = ({ platform }: Tools, { holder }: Holder): string => `${platform}:${holder}`;

/** What this choice is about in this thread, as the tables have it now. */
async function subjectOf(tools: Tools, from: Holder, choice: string, locale: Locale): Promise<Subject | Refusal> {
	const { database, platform, nowMs, refunds } = tools;
	const wanted = readWanted(choice);
	const known = await findThread(database, `${platform}:${from.thread}`);
	const shop = known === null ? null : await readShop(database, known.merchantId, known.storeId);
	if (wanted === null || known === null || shop === null) return refuse(deciding.GONE);
	const base = {
		conversationId: known.conversationId,
		shop,
		wanted,
		picks: new Map(),
		saleId: null,
		needsReason: false,
	};
	switch (wanted.kind) {
		case "close":
			return { ...base, form: plainForm(deciding.CLOSE[locale], deciding.CLOSING[locale]) };
		case "confirm": {
			const page = await readPayPage(database, wanted.code);
			const isHere = page?.merchantId === shop.merchantId && page.storeId === shop.storeId;
			if (page === null || !isHere) return refuse(deciding.GONE);
			if (page.isPractice) return refuse(deciding.PRACTICE_NEEDS_NOBODY);
			const about = `${page.ref} · ${showMoney(page.money, locale)}`;
			const text = deciding.confirming({ en: about, zh: about, es: about })[locale];
			return { ...base, saleId: page.saleId, form: plainForm(deciding.CONFIRM[locale], text) };
		}
		case "decide": {
			const open = await readOpenReview(database, shop, nowMs(), locale, refunds);
			const finding = open.find(({ id }) => id === wanted.findingId);
			const offer = finding?.acts.find(({ act }) => act === wanted.act);
			if (finding === undefined || offer === undefined) return refuse(deciding.GONE);
			const { pick, picks } = picksOf(finding, wanted.act, locale);
			const form = { title: offer.label, text: `${finding.sentence}\n${offer.explains}`, pick };
			const isReasoned = needsReason(finding.class, wanted.act);
			return { ...base, picks, needsReason: isReasoned, form: { ...form, noteLabel: deciding.NOTE[locale] } };
		}
	}
}

const plainForm = (title: string, text: string) => ({ title, text, pick: null, noteLabel: null });

/** What must be chosen: the pair that belongs together, or of several payments the one that is or was given back. */
function picksOf(
	finding: FindingView,
	act: string,
	locale: Locale,
): { readonly pick: DecisionForm["pick"]; readonly picks: ReadonlyMap<string, Pin> } {
	const refunding = finding.payments.filter(({ canRefund }) => act === "refunded" || (act === "refund" && canRefund));
	const pins: readonly (readonly [Pin, string])[] =
		act === "other_link"
			? finding.alternatives.map(({ paymentId, row, text }) => [{ paymentId, row }, text])
			: refunding.length > 1
				? refunding.map(({ id, ref, money, rail }) => [
						{ paymentId: id, row: null },
						`${ref} · ${showMoney(money, locale)} · ${rail}`,
					])
				: [];
	if (pins.length === 0) return { pick: null, picks: new Map() };
	const options = pins.map(([pin, label]): Choice => ({ id: pickId(pin), label }));
	const label = PICKING.get(act) ?? deciding.PICK_PAIR;
	return { pick: { label: label[locale], options }, picks: new Map(pins.map(([pin]) => [pickId(pin), pin])) };
}

const PICKING: ReadonlyMap<string, Text> = new Map([
	["refund", deciding.PICK_REFUND],
	["refunded", deciding.PICK_PAYMENT],
]);

/** Names of rows may be longer than a platform's choice; between asking and answering the order may change. */
const pickId = (pin: Pin): string =>
	createHash("sha256")
		.update(JSON.stringify([pin.paymentId, pin.row]))
		.digest("hex")
		.slice(0, PICK_CHARACTERS);

type Person = { readonly id: string; readonly name: string };

/** Who decides: by the PIN that came along, or by one that was typed here lately. */
async function personOf(
	tools: Tools,
	from: Holder,
	{ shop, conversationId }: Subject,
	pin: string | null,
): Promise<Person | DecisionFault> {
	const { database } = tools;
	const { merchantId } = shop;
	const holder = holderOf(tools, from);
	if (pin === null) {
		const known = await findUnlockOf(database, merchantId, conversationId, holder);
		return known ?? { field: "pin", because: deciding.WRONG_PIN };
	}
	const pinTry = await takePinTry(database, merchantId);
	if (!pinTry.isAllowed) return { field: "pin", because: deciding.tooManyPins(Math.ceil(pinTry.retryAfterS / 60)) };
	const found = PIN_PATTERN.test(pin) ? await findByPin(database, merchantId, pin) : null;
	if (found === null) return { field: "pin", because: deciding.WRONG_PIN };
	await unlock(database, merchantId, conversationId, found.id, pinTry.id, holder);
	return found;
}

async function store(
	{ database, nowMs }: Tools,
	{ conversationId, shop, wanted, saleId }: Subject,
	pin: Pin | null,
	{ note }: DecisionGiven,
	{ id, name }: Person,
	key: string,
): Promise<void> {
	const { merchantId, storeId } = shop;
	if (wanted.kind === "confirm") {
		const event = { kind: "confirmed", code: wanted.code, personId: id };
		await receive(database, { merchantId, to: `sale/${saleId}`, key: `confirmed ${wanted.code}`, event }, nowMs());
		return;
	}
	const asked = { storeId, person: { id, name }, conversation: `conversation/${conversationId}` as const };
	const kept = note === null || note.trim() === "" ? null : note.trim().slice(0, NOTE_LIMIT_CHARACTERS);
	const event: BooksEvent =
		wanted.kind === "close"
			? { kind: "close", ...asked }
			: { kind: "decide", ...asked, findingId: wanted.findingId, act: wanted.act, note: kept, pin };
	const envelope = { merchantId, to: `books/${storeId}`, key: `books ${conversationId} ${key}`, event } as const;
	await receiveFromOutside(database, envelope, nowMs());
}
