/** The amount pad: opens at once, with no word to the server, and works with a keyboard as well. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "../dialog.tsx";
import { Icon } from "../icon.tsx";
import { type Locale, sayMoney } from "../language.ts";
import { TEXTS } from "../texts.ts";
import { KEYS, type Key, keyOf, pressKey } from "./amount.ts";

type Props = {
	readonly locale: Locale;
	readonly currency: string;
	readonly onAmount: (minor: number) => void;
	readonly onClose: () => void;
};

export function AmountPad({ locale, currency, onAmount, onClose }: Props) {
	const [minor, setMinor] = useState(0);
	const done = useRef<HTMLButtonElement>(null);
	const amount = sayMoney({ minor, currency }, locale);
	const take = () => {
		if (minor > 0) onAmount(minor);
	};
	// Before the next key can come.
	useLayoutEffect(() => {
		done.current?.focus(); // Enter takes the amount, whatever was typed
		// Wherever the focus is in the pad, a keyboard types into it.
		const type = (event: KeyboardEvent) => {
			const key = keyOf(event.key);
			if (key === null || event.ctrlKey || event.metaKey || event.altKey) return;
			event.preventDefault();
			setMinor((before) => pressKey(before, key));
		};
		window.addEventListener("keydown", type);
		return () => window.removeEventListener("keydown", type);
	}, []);
	return (
		<Dialog kind="sheet" label={TEXTS.askAmount[locale]} onClose={onClose}>
			<div class="pad">
				<div class="pad-head">
					<h2>{TEXTS.askAmount[locale]}</h2>
					<button type="button" class="plain" aria-label={TEXTS.close[locale]} onClick={onClose}>
						<Icon name="close" />
					</button>
				</div>
				<output class="pad-amount" aria-label={TEXTS.amount[locale]}>
					{amount}
				</output>
				<div class="pad-keys">
					{KEYS.map((key) => (
						<PadKey key={key} of={key} locale={locale} onPress={() => setMinor((before) => pressKey(before, key))} />
					))}
				</div>
				<button ref={done} type="button" class="big" aria-disabled={minor === 0} onClick={take}>
					<Icon name="pay" />
					{TEXTS.take[locale]} {amount}
				</button>
			</div>
		</Dialog>
	);
}

function PadKey({ of, locale, onPress }: { readonly of: Key; readonly locale: Locale; readonly onPress: () => void }) {
	if (of !== "erase") {
		return (
			<button type="button" class="key" onClick={onPress}>
				{of}
			</button>
		);
	}
	return (
		<button type="button" class="key" aria-label={TEXTS.erase[locale]} onClick={onPress}>
			<Icon name="erase" />
		</button>
	);
}
