/** Asks for the manager's PIN. It goes to the server and nowhere else. */

import { useState } from "preact/hooks";
import { Dialog } from "../dialog.tsx";
import { Icon } from "../icon.tsx";
import type { Locale } from "../language.ts";
import type { Rights } from "../line/rights.ts";
import { TEXTS as PAGE_TEXTS } from "../texts.ts";
import { TEXTS } from "./texts.ts";

const PIN_LIMIT_DIGITS = 12;

type Props = {
	readonly locale: Locale;
	readonly rights: Rights;
	readonly onOpen: () => void;
	readonly onClose: () => void;
};

export function PinDialog({ locale, rights, onOpen, onClose }: Props) {
	const [pin, setPin] = useState("");
	const [fault, setFault] = useState("");
	const [isAsking, setAsking] = useState(false);
	const unlock = async () => {
		setAsking(true);
		const sentence = await rights.unlock(pin);
		setAsking(false);
		if (sentence === null) return onOpen();
		setFault(sentence);
		setPin("");
	};
	return (
		<Dialog kind="sheet" label={TEXTS.pinTitle[locale]} onClose={onClose}>
			<form
				class="ask"
				onSubmit={(event) => {
					event.preventDefault();
					if (pin !== "" && !isAsking) void unlock();
				}}
			>
				<h2>{TEXTS.pinTitle[locale]}</h2>
				<p>{TEXTS.pinWhy[locale]}</p>
				<label for="pin">{TEXTS.pin[locale]}</label>
				<input
					id="pin"
					class="field pin"
					type="password"
					inputMode="numeric"
					autocomplete="off"
					maxLength={PIN_LIMIT_DIGITS}
					value={pin}
					onInput={(event) => setPin(event.currentTarget.value.replaceAll(/\D/g, ""))}
				/>
				<p class="fault" role="alert">
					{fault}
				</p>
				<button type="submit" class="big" disabled={pin === "" || isAsking}>
					<Icon name="lock" />
					{TEXTS.unlock[locale]}
				</button>
				<button type="button" class="button" onClick={onClose}>
					{PAGE_TEXTS.back[locale]}
				</button>
			</form>
		</Dialog>
	);
}
