/** Asks the manager whether the money of a claimed payment was seen in the bank's app. */

import type { Money } from "../../src/fallback/money.ts";
import { Dialog } from "../dialog.tsx";
import { type Locale, sayMoney } from "../language.ts";
import type { Deed } from "../line/entry.ts";
import { TEXTS as PAY_TEXTS } from "../pay/texts.ts";
import { TEXTS } from "./texts.ts";

/** `code` is that of its pay page. */
export type Claimed = { readonly ref: string; readonly money: Money; readonly code: string };

type Props = {
	readonly sale: Claimed;
	readonly locale: Locale;
	readonly onYes: (deed: Deed) => void;
	readonly onNo: () => void;
};

export function MoneyIsThere({ sale: { ref, money, code }, locale, onYes, onNo }: Props) {
	const label = `${PAY_TEXTS.moneyThere[locale]} · ${ref}`;
	return (
		<Dialog kind="sheet" label={PAY_TEXTS.moneyThere[locale]} onClose={onNo}>
			<div class="ask">
				<h2>{PAY_TEXTS.moneyThere[locale]}</h2>
				<p class="sale-amount">{sayMoney(money, locale)}</p>
				<p>
					{PAY_TEXTS.reference[locale]} <b class="reference">{ref}</b>
				</p>
				<p>{TEXTS.moneyThereSure[locale]}</p>
				<button type="button" class="big" onClick={() => onYes({ kind: "confirm", code, label })}>
					{TEXTS.yesThere[locale]}
				</button>
				<button type="button" class="button" onClick={onNo}>
					{TEXTS.notYet[locale]}
				</button>
			</div>
		</Dialog>
	);
}
