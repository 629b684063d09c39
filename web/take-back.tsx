/** What waits to be sent can be taken back, as long as it waits. */

import { useEffect, useState } from "preact/hooks";
import type { Waiting } from "./line/entry.ts";
import type { Acts } from "./phone.ts";
import type { Phone } from "./phone-state.ts";
import { TEXTS } from "./texts.ts";

/** On a good line everything is sent before a button for it could be pressed. */
const LATE_MS = 1_500;

type Props = { readonly entry: Waiting; readonly phone: Phone; readonly acts: Acts };

export function TakeBack({ entry, phone: { locale, line }, acts }: Props) {
	const [isLate, setLate] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setLate(true), LATE_MS);
		return () => clearTimeout(timer);
	}, []);
	if (entry.isSent || (line === "open" && !isLate)) return null;
	return (
		<button type="button" class="button take-back" onClick={() => acts.takeBack(entry.key)}>
			{TEXTS.takeBack[locale]}
		</button>
	);
}

/** What was pressed about something, and where it stands. */
export function WaitingAct(props: Props & { readonly label: string }) {
	const { entry, phone, label } = props;
	return (
		<p class="waiting-act" role="status">
			<span>
				{label} <small>{TEXTS[entry.isSent ? "sent" : "waiting"][phone.locale]}</small>
			</span>
			<TakeBack {...props} />
		</p>
	);
}
