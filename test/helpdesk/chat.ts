/** One conversation for tests: what happens goes in, what was said and ordered comes back. */

import { join } from "node:path";
import { loadAnswers } from "../../src/answers/load.ts";
import { type ModelAbilities, NO_MODEL } from "../../src/answers/model-ask.ts";
import { HOME } from "../../src/config.ts";
import type { Sale, SaleEvent, SaleNotice } from "../../src/fallback/sale.ts";
import { decideSale } from "../../src/fallback/sale-decision.ts";
import { askedFor } from "../../src/fallback/satang.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import { decideConversation } from "../../src/helpdesk/conversation.ts";
import type { ConversationEffect } from "../../src/helpdesk/conversation-order.ts";
import type {
	Conversation,
	ConversationContext,
	ConversationEvent,
	ConversationWrite,
} from "../../src/helpdesk/conversation-state.ts";
import type { EscalationEvent } from "../../src/helpdesk/escalation-event.ts";
import type { Reply } from "../../src/helpdesk/message.ts";
import { loadTriage } from "../../src/knowledge/load.ts";
import type { Playbook } from "../../src/playbooks/format.ts";
import { loadPlaybooks } from "../../src/playbooks/load.ts";
import { loadVendors } from "../../src/playbooks/load-vendors.ts";
import type { Locale } from "../../src/text.ts";

const PLAYBOOKS = await loadPlaybooks(join(HOME, "knowledge/playbooks"));
const VENDORS = await loadVendors(join(HOME, "knowledge/vendors"));
const KNOWLEDGE = await loadTriage(join(HOME, "knowledge"));
const ANSWERS = await loadAnswers(join(HOME, "knowledge/articles"));
const START_MS = Date.UTC(2026, 10, 23, 18);
const PUBLIC_URL = "http://shop.example";

type Event = ConversationEvent | { readonly kind: "alarm" };

/** What one event led to. */
export type Heard = {
	readonly replies: readonly Reply[];
	/** All that was said, joined. */
	readonly text: string;
	/** Labels of the choices that were offered last. */
	readonly labels: readonly string[];
	readonly effects: readonly ConversationEffect[];
	readonly toSale: readonly SaleEvent[];
	readonly toDesk: readonly EscalationEvent[];
	readonly writes: readonly ConversationWrite[];
};

/** A chat with a shop that has just been opened. */
export function openChat(
	shop: Shop,
	locale: Locale = "en",
	playbooks: readonly Playbook[] = PLAYBOOKS,
	platform = "web",
	thread: string | null = null,
	model: ModelAbilities = NO_MODEL,
) {
	let state: Conversation | null = null;
	let nowMs = START_MS;
	let turn = 0;
	const seed = () => {
		turn++;
		return turn.toString(16).padStart(32, "0");
	};
	const sales = new Map<string, Sale | null>();

	let outages: Pick<ConversationContext, "openOutage" | "endedOutageId" | "habit" | "readiness"> = {
		openOutage: null,
		endedOutageId: null,
	};
	const tell = (event: Event): Heard => {
		const context = {
			shop,
			...outages,
			publicUrl: PUBLIC_URL,
			playbooks,
			vendors: VENDORS,
			knowledge: KNOWLEDGE,
			answers: ANSWERS,
			model,
		};
		const told = decideConversation(state, event, { nowMs, seed: seed() }, context);
		state = told.state;
		const replies = told.effects.flatMap((effect) => (effect.kind === "send" ? [effect.said.reply] : []));
		const mail = told.effects.flatMap((effect) => (effect.kind === "mail" ? [effect] : []));
		return {
			replies,
			text: replies.map(({ text }) => text).join("\n"),
			labels: replies.findLast(({ choices }) => choices.length > 0)?.choices.map(({ label }) => label) ?? [],
			effects: told.effects,
			writes: told.writes,
			toSale: mail.flatMap(({ to, event: sent }) => (to.startsWith("sale/") ? [sent as SaleEvent] : [])),
			toDesk: mail.flatMap(({ to, event: sent }) => (to.startsWith("escalation/") ? [sent as EscalationEvent] : [])),
		};
	};
	const opened = tell({
		kind: "opened",
		id: "chat1",
		storeId: shop.storeId,
		terminalId: null,
		thread,
		platform,
		locale,
	});

	/** Gives the sales what they were sent, and the conversation what they answer, until nobody has mail. */
	const settle = (heard: Heard): readonly Heard[] => {
		const all: Heard[] = [];
		const waiting = [...heard.effects];
		for (let effect = waiting.shift(); effect !== undefined; effect = waiting.shift()) {
			if (effect.kind !== "mail" || !effect.to.startsWith("sale/")) continue;
			for (const notice of tellSale(effect.to.slice("sale/".length), effect.event as SaleEvent)) {
				const next = tell(notice);
				all.push(next);
				waiting.push(...next.effects);
			}
		}
		return all;
	};
	const tellSale = (id: string, event: SaleEvent | { readonly kind: "alarm" }): readonly SaleNotice[] => {
		const others = [...sales.values()].filter((sale) => sale !== null && sale.id !== id);
		const takenMinor = others.flatMap((sale) =>
			(sale?.payments ?? []).map((payment) => askedFor(sale!.money, payment).minor),
		);
		const providers = new Map([["stripe", "2026-10-28.endive"]]);
		const context = { shop, publicUrl: PUBLIC_URL, providers, takenMinor };
		const told = decideSale(sales.get(id) ?? null, event, { nowMs, seed: seed() }, context);
		sales.set(id, told.state);
		return told.effects.flatMap((effect) =>
			effect.kind === "mail" && effect.event.kind !== "refund-came" ? [effect.event] : [],
		);
	};

	return {
		opened,
		tell,
		settle,
		state: (): Conversation => state!,
		/** Goes on from a state that the database kept. */
		resume: (kept: Conversation) => {
			state = kept;
		},
		/** What other chats of the store have done meanwhile. */
		meanwhile: (known: typeof outages) => {
			outages = known;
		},
		wait: (minutes: number) => {
			nowMs += minutes * 60_000;
		},
		say: (text: string) => tell({ kind: "message", text }),
		/** Presses the button of the newest reply that has it, or of the one at `of`. */
		press: (choice: string, of = state!.offered.seq) => tell({ kind: "choice", of, choice }),
		/** Types `pay <amount>`, answers that no card was tapped, and gets to the QR. */
		sell: (amount: string): { readonly sale: Sale; readonly shown: Heard } => {
			tell({ kind: "message", text: `pay ${amount}` });
			const [shown] = settle(tell({ kind: "message", text: "no" }));
			const sale = [...sales.values()].at(-1);
			if (shown === undefined || sale == null) throw new Error(`no sale of ${amount}`);
			return { sale, shown };
		},
		/** Something happens to a sale elsewhere, and the conversation hears of it. */
		happens: (id: string, event: SaleEvent): readonly Heard[] =>
			tellSale(id, event).flatMap((notice) => {
				const heard = tell(notice);
				return [heard, ...settle(heard)];
			}),
		sale: (id: string): Sale => sales.get(id)!,
	};
}

/** What a chat must answer at once: words, or an order whose outcome it will tell. */
export const isAnswer = ({ replies, effects }: Heard): boolean =>
	replies.length > 0 ||
	effects.some((effect) => effect.kind === "look-up" || (effect.kind === "mail" && effect.to.startsWith("sale/")));
