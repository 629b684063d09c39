/** What stands for a sale: sign, word and colour, never colour alone. */

import type { Standing } from "../chat/talk.ts";
import { Icon, type IconName } from "../icon.tsx";
import type { Locale } from "../language.ts";
import { TEXTS } from "./texts.ts";

const SIGNS: Readonly<Record<Standing, IconName>> = {
	shown: "clock",
	claimed: "ask",
	bank: "clock",
	paid: "check",
	twice: "warn",
	over: "over",
};

export function StandingChip({ standing, locale }: { readonly standing: Standing; readonly locale: Locale }) {
	return (
		<p class={`standing standing-${standing}`}>
			<Icon name={SIGNS[standing]} />
			<span>{TEXTS[standing][locale]}</span>
		</p>
	);
}
