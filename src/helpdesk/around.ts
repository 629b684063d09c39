/** CORE. What a playbook may know of the shop: its terminal, the makers, and how an amount is written there. */

import { showMoney } from "../fallback/money.ts";
import type { Terminal } from "../fallback/shop.ts";
import type { MoneyValue } from "../playbooks/slots.ts";
import type { Around } from "../playbooks/vendor.ts";
import type { Text } from "../text.ts";
import type { Draft } from "./draft.ts";
import { findAmount, isAmount, type TriageHints } from "./triage.ts";
import { dialectOf, findCode } from "./triage-codes.ts";

export const aroundOf = ({ context, state }: Draft): Around => ({
	terminal: terminalOf(context.shop.terminals, state.terminalId),
	vendors: context.vendors,
	readMoney: (text) => readShopMoney(text, context.shop.currency),
	showMoney,
});

/** What triage may know of the shop: its money, its playbooks, and how its acquirer writes codes. */
export function hintsOf({ context, state }: Draft): TriageHints {
	const { shop, knowledge, playbooks } = context;
	const own = shop.terminals.filter(({ id }) => id === state.terminalId);
	const dialects = new Set((own.length > 0 ? own : shop.terminals).map((one) => dialectOf(knowledge.codes, one)));
	const [dialect = null] = dialects;
	return {
		knowledge,
		currency: shop.currency,
		dialect: dialects.size === 1 ? dialect : null,
		playbooks: playbooks.map(({ id }) => id),
	};
}

/** What a code or screen text in a message means, as this shop's acquirer writes it; empty when there is none. */
export function meaningOfCode(draft: Draft, text: string): readonly Text[] {
	const { knowledge, dialect } = hintsOf(draft);
	const meaning = findCode(text, knowledge.codes, dialect ?? null)?.meaning;
	return meaning == null ? [] : [meaning.says];
}

/** The terminal whose sticker was scanned, or the store's only one; of several of one make that make. */
function terminalOf(terminals: readonly Terminal[], id: string | null): Around["terminal"] {
	const own = terminals.find((terminal) => terminal.id === id);
	const [first, ...others] = own === undefined ? terminals : [own];
	if (first === undefined || others.some(({ vendor }) => vendor !== first.vendor)) return null;
	const isOneModel = others.every(({ model }) => model === first.model);
	return { vendor: first.vendor, model: isOneModel ? first.model : null };
}

const AMOUNT_LIMIT_CHARS = 40;
const PAYMENT = /\b(?:pay|charge|collect|take|sell|cobr|pag)|[收付]|[?？¿]/i;

/** Whether a text is a figure of some kind. Who writes "pay" beside it wants to take a payment, and answers no question. */
export const isFigure = (text: string): boolean =>
	text.length <= AMOUNT_LIMIT_CHARS && /\p{N}/u.test(text) && !PAYMENT.test(text);

/** An amount in the shop's currency, and nothing but that. */
export function readShopMoney(text: string, currency: string): MoneyValue | null {
	if (!isFigure(text)) return null;
	const found = findAmount(text, currency);
	return found !== null && isAmount(found) && found.currency === currency ? found : null;
}
