/** Folds the lines of a conversation into what the page shows. Pure: the same lines give the same page, in any pieces. */

import type { Choice, FileCard, Inbound, Line, Reply, SaleCard } from "../../src/helpdesk/message.ts";

export type Item =
	/** `label` is what stood on the button that was pressed, when a reply had it. */
	| { readonly seq: number; readonly from: "me"; readonly said: Inbound; readonly label: string | null }
	| {
			readonly seq: number;
			readonly from: "bot";
			readonly text: string;
			readonly choices: readonly Choice[];
			readonly link: string | null;
			readonly saleId: string | null;
			readonly file: FileCard | null;
	  };

/** A sale as its newest line tells it. */
export type SaleView = {
	readonly card: SaleCard;
	/** Where it was shown last. */
	readonly seq: number;
	/** Null when there is nothing to scan any more. */
	readonly payload: string | null;
	readonly link: string | null;
	/** What the bot says of it now. */
	readonly text: string;
	/** Other ways to pay, as the bot offered them. */
	readonly rails: readonly Choice[];
};

export type Talk = {
	/** The place of the last line heard. */
	readonly seq: number;
	readonly items: readonly Item[];
	readonly sales: readonly SaleView[];
	/** Somebody at the support desk would see a photo. */
	readonly isWithDesk: boolean;
};

export const NOTHING_SAID: Talk = { seq: 0, items: [], sales: [], isWithDesk: false };

/** A line that was heard before changes nothing. */
export function hearLine(talk: Talk, line: Line): Talk {
	if (line.seq <= talk.seq) return talk;
	if (line.direction === "in") {
		const said = line.body;
		const label = said.kind === "choice" ? labelOf(talk, said) : null; // now: an edited reply has no buttons any more
		const item: Item = { seq: line.seq, from: "me", said, label };
		return { ...talk, seq: line.seq, items: [...talk.items, item] };
	}
	return {
		seq: line.seq,
		items: withReply(talk.items, line.seq, line.body),
		sales: withSale(talk.sales, line.seq, line.body),
		isWithDesk: line.body.isWithDesk === true,
	};
}

function withReply(items: readonly Item[], seq: number, reply: Reply): readonly Item[] {
	const { text, choices, link, replaces } = reply;
	const saleId = reply.sale?.saleId ?? null;
	const said = { from: "bot", text, choices, link, saleId, file: reply.file ?? null } as const;
	const replaced = replaces === null ? -1 : items.findIndex((item) => item.from === "bot" && item.seq === replaces);
	if (replaced === -1) return [...items, { ...said, seq }];
	return items.map((item, index) => {
		if (index !== replaced || item.from === "me") return item;
		// An edit comes unasked and offers nothing: what was offered beside the sale's own buttons still counts.
		const kept = choices.length > 0 ? choices : item.choices.filter((choice) => !isOfSale(choice));
		return { ...said, choices: kept, seq: item.seq };
	});
}

function withSale(sales: readonly SaleView[], seq: number, reply: Reply): readonly SaleView[] {
	const { sale: card, text, qr, link, choices, replaces } = reply;
	if (card === null || card === undefined) return sales;
	const known = sales.find((sale) => sale.card.saleId === card.saleId);
	const offered = choices.filter(({ id }) => id.startsWith("rail:"));
	// Said once, with the QR of that payment.
	const earlier = known?.card.code === card.code ? known.card : card;
	const view: SaleView = {
		card: { ...earlier, ...card },
		seq: replaces ?? seq,
		payload: qr?.payload ?? null,
		link,
		text,
		rails: choices.length === 0 ? (known?.rails ?? []) : offered,
	};
	if (known === undefined) return [...sales, view];
	return sales.map((sale) => (sale === known ? view : sale));
}

/** Somebody may still pay it. */
export const isWaiting = ({ card }: SaleView): boolean => card.payment !== "paid" && isUnsettled(card);

const isUnsettled = ({ state, payment }: SaleCard): boolean =>
	(state === "open" || state === "part-paid") && ["created", "shown", "claimed"].includes(payment);

/** What stands for a sale in one word, and in one sign and colour. */
export type Standing = "shown" | "claimed" | "bank" | "paid" | "twice" | "over";

export function standingOf({ state, payment, isAtBank }: SaleCard): Standing {
	if (state === "overpaid") return "twice";
	if (state === "paid") return "paid";
	if (state === "refunded" || state === "written-off" || state === "cancelled") return "over";
	if (payment === "claimed") return isAtBank === true ? "bank" : "claimed";
	return payment === "created" || payment === "shown" ? "shown" : "over";
}

/** Choices that the page has buttons of its own for. */
const IN_THE_DOCK: ReadonlySet<string> = new Set(["pay", "down", "restored"]);
/** True when the pressed button answers the question at `seq`. A sale's own buttons beside it answer nothing. */
export const isAnswer = ({ of, choice }: { readonly of: number; readonly choice: string }, seq: number): boolean =>
	of === seq && !isOfSale({ id: choice });

const isOfSale = ({ id }: Pick<Choice, "id">): boolean => /^(?:claimed|cancel|rail):/.test(id);

/**
 * The place whose buttons count: the newest question. News of a sale may come below a question that is still open;
 * the sale's own buttons stand on its card.
 */
export function openQuestion(talk: Talk): { readonly seq: number; readonly choices: readonly Choice[] } | null {
	// Who has asked for a person need not be offered one.
	const buttonsOf = (item: Item) => buttonsIn(item).filter(({ id }) => !(talk.isWithDesk && id === "person"));
	const asked = talk.items.findLast((item) => item.from === "bot" && buttonsOf(item).length > 0);
	if (asked === undefined || asked.from === "me") return null;
	const isAnswered = talk.items.some(
		(item) => item.from === "me" && item.said.kind === "choice" && isAnswer(item.said, asked.seq),
	);
	return isAnswered ? null : { seq: asked.seq, choices: buttonsOf(asked) };
}

/** The bot's newest words after a place; empty when they are only what a switch of the language or the menu repeats. */
export function newsAfter({ items }: Talk, fromSeq: number): string {
	const at = items.findLastIndex((item) => item.from === "bot" && item.seq > fromSeq && !MENU.has(item.text));
	const last = items[at];
	if (last === undefined || last.from === "me") return "";
	const before = items[at - 1];
	return before?.from === "me" && before.said.kind === "language" ? "" : last.text;
}

/** The bot's words above its menu; a test holds them to it. */
const MENU: ReadonlySet<string> = new Set(["What do you need?", "您需要什么？", "¿Qué necesita?"]);

const buttonsIn = (item: Item): readonly Choice[] =>
	item.from === "me" ? [] : item.choices.filter((choice) => !isOfSale(choice) && !IN_THE_DOCK.has(choice.id));

function labelOf({ items }: Talk, { of, choice }: Inbound & { kind: "choice" }): string | null {
	const offers = (item: Item) => item.from === "bot" && item.choices.some(({ id }) => id === choice);
	const asked = items.find((item) => item.seq === of && offers(item)) ?? items.findLast(offers);
	if (asked === undefined || asked.from === "me") return null;
	return asked.choices.find(({ id }) => id === choice)?.label ?? null;
}
