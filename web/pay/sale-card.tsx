/** A sale within the conversation: what it is, where it stands, the way to its QR. */

import { isWaiting, type SaleView, standingOf } from "../chat/talk.ts";
import { Icon } from "../icon.tsx";
import { type Locale, sayMoney } from "../language.ts";
import { ExtraSatang } from "./extra-satang.tsx";
import { StandingChip } from "./standing.tsx";
import { TEXTS } from "./texts.ts";

type Props = { readonly sale: SaleView; readonly locale: Locale; readonly onShow: () => void };

export function SaleCardView({ sale, locale, onShow }: Props) {
	const { card } = sale;
	return (
		<div class="sale-card">
			{card.isPractice ? <p class="practice">{TEXTS.practice[locale]}</p> : null}
			<p class="sale-amount">{sayMoney(card.money, locale)}</p>
			<ExtraSatang card={card} locale={locale} className="sale-facts" />
			<p class="sale-facts">
				{TEXTS.reference[locale]} <b class="reference">{card.ref}</b> · {card.rail}
			</p>
			<StandingChip standing={standingOf(card)} locale={locale} />
			{isWaiting(sale) && card.proof !== undefined ? (
				<p class="sale-proof">
					{TEXTS.proof[locale]} <b class="reference">{card.proof}</b> · {TEXTS.proofTells[locale]}
				</p>
			) : null}
			{isWaiting(sale) ? (
				<button type="button" class="big" onClick={onShow}>
					<Icon name="pay" />
					{TEXTS.show[locale]}
				</button>
			) : null}
		</div>
	);
}
