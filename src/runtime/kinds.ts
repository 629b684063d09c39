/** The kinds of actors: for each its decision, what it may know, and the tables it writes. */

import type { ActorKind } from "../actor.ts";
import { type ModelAbilities, NO_MODEL } from "../answers/model-ask.ts";
import { type Answers, NO_ANSWERS } from "../answers/search.ts";
import { type Configured, NO_PROVIDERS } from "../fallback/provider.ts";
import { offeredRails, railRefunds } from "../fallback/rail.ts";
import { NO_REFUNDS, type Refundable } from "../fallback/refund.ts";
import type { Sale, SaleEvent, SaleWrite } from "../fallback/sale.ts";
import { decideSale } from "../fallback/sale-decision.ts";
import type { SaleContext } from "../fallback/sale-outcome.ts";
import { decideConversation } from "../helpdesk/conversation.ts";
import type {
	Conversation,
	ConversationContext,
	ConversationEvent,
	ConversationWrite,
} from "../helpdesk/conversation-state.ts";
import { decideEscalation } from "../helpdesk/escalation.ts";
import type { EscalationContext } from "../helpdesk/escalation-draft.ts";
import type { EscalationEvent } from "../helpdesk/escalation-event.ts";
import type { EscalationWrite } from "../helpdesk/escalation-order.ts";
import type { Escalation } from "../helpdesk/escalation-state.ts";
import { ALWAYS_THERE, type SupportFile } from "../helpdesk/support-file.ts";
import { NOTHING_KNOWN, type TriageKnowledge } from "../helpdesk/triage-knowledge.ts";
import type { Playbook } from "../playbooks/format.ts";
import type { Vendor } from "../playbooks/vendor.ts";
import { type Batch, type BatchEvent, type BatchWrite, decideBatch } from "../reconcile/batch.ts";
import { type Books, type BooksContext, type BooksEvent, type BooksWrite, decideBooks } from "../reconcile/books.ts";
import { writeRefusedBatch } from "../store/batch.ts";
import { readStanding, writeBooks } from "../store/books.ts";
import { writeConversation } from "../store/conversation.ts";
import { readReadiness } from "../store/drill.ts";
import { writeEscalation } from "../store/escalation.ts";
import { readOpenFindings } from "../store/finding.ts";
import { readHabit } from "../store/habit.ts";
import { readOpenOutage } from "../store/outage.ts";
import { readPlaybook } from "../store/playbook.ts";
import { readProofSecret } from "../store/proof-secret.ts";
import { writeSale } from "../store/sale.ts";
import { readShop } from "../store/shop.ts";
import { readStoredReports } from "../store/stored-payment.ts";
import { reserveAmounts } from "../store/taken-amount.ts";
import { type BoundKind, bindKind, type Kind } from "./kind.ts";

export type KindTools = {
	/** Where links in QR codes lead. */
	readonly publicUrl: string;
	/** The providers that this server can talk to. */
	readonly providers?: Configured;
	/** Those of them that it may give money back on. */
	readonly refunds?: Refundable;
	/** The newest of each. */
	readonly playbooks: readonly Playbook[];
	/** What is known of the makers of terminals. */
	readonly vendors?: readonly Vendor[];
	/** What free text is understood with. */
	readonly knowledge?: TriageKnowledge;
	/** What questions are answered with. */
	readonly answers?: Answers;
	/** What a language model can be asked now. */
	readonly model?: () => ModelAbilities;
	/** When the support desk is there, and whom it calls. */
	readonly support?: SupportFile;
	readonly nowMs: () => number;
};

export function actorKinds(tools: KindTools): ReadonlyMap<ActorKind, BoundKind> {
	return new Map<ActorKind, BoundKind>([
		["conversation", bindKind(conversationKind(tools))],
		["sale", bindKind(saleKind(tools))],
		["escalation", bindKind(escalationKind(tools))],
		["batch", bindKind(batchKind)],
		["books", bindKind(booksKind(tools))],
	]);
}

type ConversationKind = Kind<Conversation, ConversationEvent, ConversationContext | null, ConversationWrite>;

function conversationKind(tools: KindTools): ConversationKind {
	const { publicUrl, playbooks, vendors = [], knowledge = NOTHING_KNOWN, providers = NO_PROVIDERS, nowMs } = tools;
	const { answers = NO_ANSWERS, model = () => NO_MODEL } = tools;
	return {
		load: async (tx, merchantId, state, events) => {
			const opened = events.find((event) => event.kind === "opened");
			const storeId = state?.storeId ?? opened?.storeId;
			const shop = storeId === undefined ? null : await readShop(tx, merchantId, storeId);
			const hash = state?.run?.hash;
			const isOld = hash !== undefined && playbooks.every((playbook) => playbook.hash !== hash);
			const pinned = isOld ? await readPlaybook(tx, hash) : null;
			const openOutage = shop && (await readOpenOutage(tx, merchantId, shop.storeId));
			const own = state?.outage ?? null;
			const isDue = state?.remind !== undefined && state.remind.dueAtMs <= nowMs();
			const readiness = shop && isDue ? await readReadiness(tx, merchantId, shop.storeId) : null;
			const habit = shop && (await readHabit(tx, merchantId, shop.storeId, shop.currency));
			return (
				shop && {
					...(habit === null ? {} : { habit }),
					...(readiness === null ? {} : { readiness }),
					shop: { ...shop, rails: offeredRails(shop, providers) },
					openOutage,
					endedOutageId: own !== null && own.id !== openOutage?.id ? own.id : null,
					stored: await readStoredReports(tx, merchantId, shop.storeId, nowMs()),
					publicUrl,
					vendors,
					knowledge,
					answers,
					model: model(),
					playbooks: pinned === null ? playbooks : [...playbooks, pinned],
				}
			);
		},
		decide: (state, event, moment, context) =>
			context === null ? asItWas(state) : decideConversation(state, event, moment, context),
		write: writeConversation,
	};
}

function saleKind({
	publicUrl,
	nowMs,
	providers = NO_PROVIDERS,
	refunds = NO_REFUNDS,
}: KindTools): Kind<Sale, SaleEvent, SaleContext | null, SaleWrite> {
	return {
		load: async (tx, merchantId, state, events) => {
			const opened = events.find((event) => event.kind === "open" || event.kind === "arrived");
			const storeId = state?.storeId ?? opened?.storeId;
			const shop = storeId === undefined ? null : await readShop(tx, merchantId, storeId);
			const proofSecret = await readProofSecret(tx, merchantId);
			const isAsking = events.some((event) => event.kind === "open" || event.kind === "switch");
			const sale = state ?? opened;
			const takenMinor = shop && sale && isAsking ? await reserveAmounts(tx, shop, sale, nowMs()) : [];
			return shop && { shop, publicUrl, providers, refunds, proofSecret, takenMinor };
		},
		decide: (state, event, moment, context) =>
			context === null ? asItWas(state) : decideSale(state, event, moment, context),
		write: async (tx, merchantId, writes) => {
			for (const write of writes) await writeSale(tx, merchantId, write, nowMs());
		},
	};
}

type EscalationKind = Kind<Escalation, EscalationEvent, EscalationContext, EscalationWrite>;

function escalationKind({ support = ALWAYS_THERE, model = () => NO_MODEL }: KindTools): EscalationKind {
	return {
		load: async (tx, merchantId, state, events) => {
			const opened = events.find((event) => event.kind === "open");
			const storeId = state?.storeId ?? opened?.storeId ?? null;
			const shop = storeId === null ? null : await readShop(tx, merchantId, storeId);
			return { support, model: model(), storeTimeZone: shop?.timeZone ?? null };
		},
		decide: decideEscalation,
		write: async (tx, merchantId, writes) => {
			for (const write of writes) await writeEscalation(tx, merchantId, write);
		},
	};
}

const batchKind: Kind<Batch, BatchEvent, null, BatchWrite> = {
	load: async () => null,
	decide: (state, event) => decideBatch(state, event),
	write: async (tx, merchantId, writes) => {
		for (const { id, because } of writes) await writeRefusedBatch(tx, merchantId, id, because);
	},
};

function booksKind({ nowMs, refunds = NO_REFUNDS }: KindTools): Kind<Books, BooksEvent, BooksContext, BooksWrite> {
	return {
		load: async (tx, merchantId, state, events) => {
			const asked = events.flatMap((event) => (event.kind === "decide" || event.kind === "close" ? [event] : []));
			const storeId = state?.storeId ?? events.find((event) => "storeId" in event)?.storeId ?? "";
			const shop = await readShop(tx, merchantId, storeId);
			const ids = asked.flatMap((event) => (event.kind === "decide" ? [event.findingId] : []));
			return {
				findings: await readOpenFindings(
					...([tx, merchantId, storeId, ids, shop?.timeZone ?? "UTC"] as const),
					railRefunds(shop, refunds),
				),
				standing: await readStanding(tx, merchantId, storeId, nowMs()),
			};
		},
		decide: (state, event, moment, context) => decideBooks(state, event, moment.nowMs, context),
		write: writeBooks,
	};
}

// Mail for somebody who does not exist, of a store that is gone: nothing to decide on.
const asItWas = <State>(state: State) => ({ state, writes: [], effects: [], wakeAtMs: null });
