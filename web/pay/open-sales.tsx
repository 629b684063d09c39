/** Every payment that a customer still owes, one tap away. */

import { type SaleView, standingOf } from "../chat/talk.ts";
import { type Locale, sayMoney } from "../language.ts";
import { TEXTS } from "./texts.ts";

type Props = {
	readonly sales: readonly SaleView[];
	readonly locale: Locale;
	readonly onShow: (saleId: string) => void;
};

export function OpenSales({ sales, locale, onShow }: Props) {
	if (sales.length === 0) return null;
	const newestFirst = [...sales].reverse();
	return (
		<nav class="open-sales" aria-label={TEXTS.openSales[locale]}>
			{newestFirst.map(({ card }) => (
				<button
					key={card.saleId}
					type="button"
					class={`open-sale standing-${standingOf(card)}`}
					onClick={() => onShow(card.saleId)}
				>
					<b>{sayMoney(card.money, locale)}</b> <span class="reference">{card.ref}</span>
				</button>
			))}
		</nav>
	);
}
