/** CORE. What a playbook may know of the shop: its terminal, the makers, and how an amount is written there. */

import { showMoney } from "../fallback/money.ts";
import type { Terminal } from "../fallback/shop.ts";
import type { MoneyValue } from "../playbooks/slots.ts";
import type { Around } from "../playbooks/vendor.ts";
import type { Draft } from "./draft.ts";
import { findAmount, isAmount } from "./triage.ts";

export const aroundOf = ({ context, state }: Draft): Around => ({
	terminal: terminalOf(context.shop.terminals, state.terminalId),
	vendors: context.vendors,
	readMoney: (text) => readShopMoney(text, context.shop.currency),
	showMoney,
});

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
