/** The code that links a Slack or Discord chat to this store. Shown once, to whoever may decide. */

import { useState } from "preact/hooks";
import { sayDay } from "../language.ts";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";
import { TEXTS } from "./texts.ts";

type Props = { readonly phone: Phone; readonly acts: Acts; readonly withPerson: (then: () => void) => void };

export function Pairing({ phone: { locale, place }, acts, withPerson }: Props) {
	const [made, setMade] = useState<{ readonly code: string; readonly endsAtMs: number } | string | null>(null);
	const make = async () => setMade(await acts.rights.pair());
	return (
		<>
			<h2>{TEXTS.otherChats[locale]}</h2>
			<p class="hint">{TEXTS.pairingWhy[locale]}</p>
			<div role="status">
				{typeof made === "string" ? <p class="fault">{made}</p> : null}
				{made === null || typeof made === "string" ? null : (
					<p>
						<b class="reference">link {made.code}</b>
						<br />
						{TEXTS.pairingUntil[locale]} {sayDay(made.endsAtMs, locale, place?.store.timeZone ?? "UTC")}
					</p>
				)}
			</div>
			<button type="button" class="button" onClick={() => withPerson(() => void make())}>
				{TEXTS.makePairing[locale]}
			</button>
		</>
	);
}
