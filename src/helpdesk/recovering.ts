/** CORE. A stored card that was declined afterwards: the customer is asked to pay again, by a sale of its own. */

import { draw } from "../chance.ts";
import type { Money } from "../fallback/money.ts";
import type { SaleEvent } from "../fallback/sale.ts";
import type { Text } from "../text.ts";
import { addressOf } from "./conversation-state.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { RECOVER, recoveryChoice } from "./recovery-choice.ts";
import type { ShownFinding } from "./shown-finding.ts";
import * as selling from "./texts-selling.ts";

/** The shop's own; the customer does not see it. */
const NOTE: Text = {
	en: "Stored card declined later",
	zh: "离线刷卡之后被拒",
	es: "Tarjeta guardada rechazada después",
};
const SEND_IT: Text = {
	en: "Send this link to the customer, if you have their phone or e-mail:",
	zh: "如果有顾客的电话或邮箱，把这个链接发给他们：",
	es: "Envíe este enlace al cliente, si tiene su teléfono o correo:",
};
const CHOICE = /^recover:(\d{1,12}):([A-Z]{3}):([0-9a-f]{16,64})$/;

/** The way to the money of a finding that has lost it; none for any other finding. */
export const recoveryOf = ({ id, lost }: ShownFinding): readonly Option[] =>
	lost === undefined ? [] : [{ id: recoveryChoice(id, lost), label: RECOVER }];

/** A pressed button of a recovery; false for the button of something else. One finding makes one sale, however often. */
export function recover(draft: Draft, choice: string): boolean {
	const [, minor, currency, findingId] = CHOICE.exec(choice) ?? [];
	if (minor === undefined || currency === undefined || findingId === undefined) return false;
	const money: Money = { minor: Number(minor), currency };
	const own = draft.context.shop.currency;
	if (money.minor === 0 || currency !== own) {
		say(draft, [selling.otherCurrency(currency, own)]);
		return true;
	}
	const { state } = draft;
	const id = draw(findingId, `recovery:${state.storeId}`, 12);
	const note = NOTE[state.locale];
	const event: SaleEvent = {
		kind: "open",
		id,
		storeId: state.storeId,
		money,
		askedBy: addressOf(state),
		railId: null,
		note,
	};
	say(draft, [SEND_IT]);
	draft.effects.push({ kind: "mail", to: `sale/${id}`, event });
	return true;
}
