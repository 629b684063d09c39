/** Why an amount is a little more than the price, before somebody asks. */

import { extraSatang } from "../../src/fallback/satang-texts.ts";
import type { SaleCard } from "../../src/helpdesk/message.ts";
import type { Locale } from "../language.ts";

type Props = { readonly card: SaleCard; readonly locale: Locale; readonly className: string };

export function ExtraSatang({ card, locale, className }: Props) {
	return extraSatang(card.money, card.raisedMinor).map((why) => (
		<p key={why.en} class={className}>
			{why[locale]}
		</p>
	));
}
