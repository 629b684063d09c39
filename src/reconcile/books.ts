/** CORE. The books of one store: what people decided about findings, and the closing of its outages. */

import type { Address, Alarm, Decided, Mail } from "../actor.ts";
import { REFUND_REASONS, type RefundNotice } from "../fallback/refund.ts";
import type { SaleEvent } from "../fallback/sale.ts";
import type { Text } from "../text.ts";
import type { MatchOrder } from "./batch.ts";
import { type Act, actsOn } from "./decisions.ts";
import type { FindingClass } from "./report.ts";
import { inTheWay, type Standing } from "./standing.ts";

/** Who decides: `id` is kept with the decision, `name` is told in the chat. */
export type Decider = { readonly id: string; readonly name: string };

/** A payment, and a row that a person says belongs to it; without one, the payment alone is meant. */
export type Pin = { readonly paymentId: string; readonly row: string | null };

export type Books = {
	readonly storeId: string;
	/** What was decided lately, newest last: the tables show it only after the turn. */
	readonly recent: readonly { readonly findingId: string; readonly act: Act }[];
};
const RECENT_LIMIT = 100;

export type BooksEvent =
	| {
			readonly kind: "decide";
			readonly storeId: string;
			readonly findingId: string;
			readonly act: Act;
			readonly note: string | null;
			/** For `other_link` both, for `refund` and `refunded` the payment that is or was given back. */
			readonly pin: Pin | null;
			readonly person: Decider;
			readonly conversation: Address;
	  }
	| { readonly kind: "close"; readonly storeId: string; readonly person: Decider; readonly conversation: Address }
	/** The store was matched anew because of a decision. */
	| { readonly kind: "matched"; readonly open: number; readonly tell: Address | null }
	/** What became of a refund that was decided here, or about a sale. */
	| RefundNotice
	| { readonly kind: "not-delivered" };

/** What the deciding chat hears. */
export type BooksNotice = {
	readonly kind: "books";
	readonly did:
		| { readonly kind: "decided"; readonly act: Act; readonly by: string; readonly sentence: Text }
		| { readonly kind: "decided-already"; readonly sentence: Text }
		| { readonly kind: "matched"; readonly open: number }
		| {
				readonly kind: "refund";
				readonly came: Pick<RefundNotice, "ref" | "money" | "answer">;
				readonly isOpen: boolean;
		  }
		| { readonly kind: "closed"; readonly by: string }
		| { readonly kind: "not-closed"; readonly because: readonly Text[] };
};

export type BooksWrite =
	| {
			readonly kind: "decision";
			readonly storeId: string;
			readonly findingId: string;
			readonly act: Act;
			readonly note: string | null;
			readonly pin: Pin | null;
			readonly personId: string;
			readonly atMs: number;
	  }
	| { readonly kind: "closed"; readonly storeId: string; readonly personId: string; readonly atMs: number };

/** A finding as the tables have it now. */
export type OpenFinding = {
	readonly id: string;
	readonly class: FindingClass;
	readonly needsPerson: boolean;
	readonly paymentIds: readonly string[];
	/** Those that this server can give back. */
	readonly refundable: readonly string[];
	readonly saleIds: readonly string[];
	readonly sentence: Text;
	/** What was decided before, or null. */
	readonly decided: Act | null;
};

export type BooksContext = { readonly findings: readonly OpenFinding[]; readonly standing: Standing };

export type BooksEffect = Mail<BooksNotice> | Mail<SaleEvent> | MatchOrder;
type BooksDecided = Decided<Books | null, BooksWrite, BooksEffect>;

/** What becomes of a store's books by one event. What does not fit what was decided before changes nothing and says so. */
export function decideBooks(
	books: Books | null,
	event: BooksEvent | Alarm,
	nowMs: number,
	context: BooksContext,
): BooksDecided {
	switch (event.kind) {
		case "decide":
			return decide(books ?? { storeId: event.storeId, recent: [] }, event, nowMs, context);
		case "close":
			return close(books ?? { storeId: event.storeId, recent: [] }, event, nowMs, context.standing);
		case "matched":
			return unchanged(books, event.tell === null ? [] : tell(event.tell, { kind: "matched", open: event.open }));
		case "refund-came":
			return hearRefund(books ?? { storeId: event.storeId, recent: [] }, event, nowMs);
		default:
			return unchanged(books, []);
	}
}

type Decision = BooksEvent & { kind: "decide" };

function decide(books: Books, event: Decision, nowMs: number, { findings }: BooksContext): BooksDecided {
	const { findingId, act, note, pin, person, conversation } = event;
	const finding = findings.find(({ id }) => id === findingId);
	if (finding === undefined) return unchanged(books, tell(conversation, { kind: "decided-already", sentence: GONE }));
	const before = books.recent.findLast((one) => one.findingId === findingId)?.act ?? finding.decided;
	const canRefund = finding.refundable.length > 0;
	const isOther = act === "refund" && pin !== null && !finding.refundable.includes(pin.paymentId);
	if (isOther || !actsOn({ ...finding, canRefund }, before).includes(act)) {
		return unchanged(books, tell(conversation, { kind: "decided-already", sentence: finding.sentence }));
	}
	const { storeId } = books;
	return {
		state: { storeId, recent: [...books.recent, { findingId, act }].slice(-RECENT_LIMIT) },
		writes: [{ kind: "decision", storeId, findingId, act, note, pin, personId: person.id, atMs: nowMs }],
		effects: [
			...tell(conversation, { kind: "decided", act, by: person.name, sentence: finding.sentence }),
			...consequences(storeId, event, finding),
		],
		wakeAtMs: null,
	};
}

/** What a decision orders elsewhere. */
function consequences(storeId: string, event: Decision, finding: OpenFinding): readonly BooksEffect[] {
	const personId = event.person.id;
	switch (event.act) {
		case "other_link":
			return [{ kind: "match", to: storeId, batchId: null, tell: event.conversation }];
		case "accept":
			// Nothing was handed over and nothing is owed: nobody shall pay it any more.
			return finding.class === "unpaid" ? toSales(finding, { kind: "cancel" }) : [];
		case "lost_sale":
		case "write_off":
			return toSales(finding, { kind: "written-off", personId });
		case "refund": {
			const paymentId = event.pin?.paymentId ?? finding.refundable.at(-1);
			const { person, conversation, findingId } = event;
			const wish = { person, conversation, findingId };
			return toPayment(finding, paymentId, (id) => ({ kind: "refund", paymentId: id, wish }));
		}
		case "refunded": {
			const paymentId = event.pin?.paymentId ?? finding.paymentIds.at(-1);
			return toPayment(finding, paymentId, (id) => ({ kind: "refunded", paymentId: id, personId }));
		}
		default:
			return [];
	}
}

function toPayment(
	{ saleIds }: OpenFinding,
	paymentId: string | undefined,
	event: (id: string) => SaleEvent,
): readonly Mail<SaleEvent>[] {
	const saleId = saleIds.find((id) => paymentId?.startsWith(`${id}.`) === true);
	if (paymentId === undefined || saleId === undefined) return [];
	return [{ kind: "mail", to: `sale/${saleId}`, event: event(paymentId) }];
}

/** What became of a refund is kept with the finding it was decided on: settled, or open again for a person. */
function hearRefund(books: Books, event: RefundNotice, nowMs: number): BooksDecided {
	const { wish, answer, ref, money, paymentId } = event;
	const { person, findingId, conversation } = wish;
	const isOpen = findingId !== null && answer.standing === "refused";
	const told =
		conversation === null ? [] : tell(conversation, { kind: "refund", came: { ref, money, answer }, isOpen });
	if (findingId === null || answer.standing === "pending") return unchanged(books, told);
	const { storeId } = books;
	const act = answer.standing === "refused" ? "refund_failed" : "refunded";
	const note = answer.standing === "refused" ? REFUND_REASONS[answer.because].en : answer.id;
	const pin = { paymentId, row: null };
	return {
		state: { storeId, recent: [...books.recent, { findingId, act } as const].slice(-RECENT_LIMIT) },
		writes: [{ kind: "decision", storeId, findingId, act, note, pin, personId: person.id, atMs: nowMs }],
		effects: told,
		wakeAtMs: null,
	};
}

const toSales = ({ saleIds }: OpenFinding, event: SaleEvent): readonly Mail<SaleEvent>[] =>
	saleIds.map((id) => ({ kind: "mail", to: `sale/${id}`, event }));

function close(
	books: Books,
	{ person, conversation }: BooksEvent & { kind: "close" },
	nowMs: number,
	standing: Standing,
): BooksDecided {
	const because = inTheWay(standing);
	if (because.length > 0) return unchanged(books, tell(conversation, { kind: "not-closed", because }));
	const listeners = [...new Set([conversation, ...standing.conversations])];
	return {
		state: books,
		writes: [{ kind: "closed", storeId: books.storeId, personId: person.id, atMs: nowMs }],
		effects: listeners.flatMap((to) => tell(to, { kind: "closed", by: person.name })),
		wakeAtMs: null,
	};
}

const GONE: Text = {
	en: "that finding is not there any more; look at the list again",
	zh: "该项已不存在；请重新查看清单",
	es: "ese punto ya no está; mire la lista de nuevo",
};

const tell = (to: Address, did: BooksNotice["did"]): readonly Mail<BooksNotice>[] => [
	{ kind: "mail", to, event: { kind: "books", did } },
];

const unchanged = (state: Books | null, effects: readonly BooksEffect[]): BooksDecided => ({
	state,
	writes: [],
	effects,
	wakeAtMs: null,
});
