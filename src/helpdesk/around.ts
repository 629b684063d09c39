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
/** Who writes one of these wants to take a payment, and does not answer how much the terminal has stored. */
const PAYMENT = /\b(?:pay|charge|collect|take|sell|cobr|pag)|[收付]|[?？¿]/i;

/** An amount in the shop's currency, and nothing but that. */
export function readShopMoney(text: string, currency: string): MoneyValue | null {
	if (text.length > AMOUNT_LIMIT_CHARS || PAYMENT.test(text)) return null;
	const found = findAmount(text, currency);
	return found !== null && isAmount(found) && found.currency === currency ? found : null;
}
