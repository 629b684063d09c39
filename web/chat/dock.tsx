/** What always works, below the conversation: the three acts of an outage, and a field for anything else. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { TEXT_LIMIT_CHARACTERS } from "../../src/helpdesk/message.ts";
import { Icon } from "../icon.tsx";
import type { Locale } from "../language.ts";
import { TEXTS } from "../texts.ts";

type ActsProps = {
	readonly locale: Locale;
	/** Nothing was said yet: they fill the screen. */
	readonly isFirst: boolean;
	readonly onPay: () => void;
	readonly onDown: () => void;
	readonly onRestored: () => void;
};

export function MainActs({ locale, isFirst, onPay, onDown, onRestored }: ActsProps) {
	const words = (long: keyof typeof TEXTS, short: keyof typeof TEXTS) => TEXTS[isFirst ? long : short][locale];
	return (
		<div class={isFirst ? "acts acts-first" : "acts"}>
			<button type="button" class="act act-pay" onClick={onPay}>
				<Icon name="pay" />
				<span>{words("pay", "payShort")}</span>
			</button>
			<button type="button" class="act" onClick={onDown}>
				<Icon name="down" />
				<span>{words("down", "downShort")}</span>
			</button>
			<button type="button" class="act" onClick={onRestored}>
				<Icon name="works" />
				<span>{words("restored", "restoredShort")}</span>
			</button>
		</div>
	);
}

type ComposerProps = {
	readonly locale: Locale;
	/** What else may be sent. */
	readonly attach: ComponentChildren;
	/** The place of the question whose buttons count; 0 when there is none. */
	readonly askedSeq: number;
	readonly onText: (text: string) => void;
	/** Somebody goes to the field or leaves it. */
	readonly onTyping: (isTyping: boolean) => void;
};

/** A keyboard of glass lies over what is to be pressed. */
const TOUCH = "(pointer: coarse)";

export function Composer({ locale, attach, askedSeq, onText, onTyping }: ComposerProps) {
	const [text, setText] = useState("");
	const field = useRef<HTMLInputElement>(null);
	// The words were answered by a question with buttons: the keyboard makes room for them, unless more is being typed.
	useEffect(() => {
		if (askedSeq > 0 && field.current?.value === "" && matchMedia(TOUCH).matches) field.current.blur();
	}, [askedSeq]);
	return (
		<form
			class="composer"
			onSubmit={(event) => {
				event.preventDefault();
				if (text.trim() === "") return;
				onText(text.trim());
				setText("");
			}}
		>
			{attach}
			<label class="hidden" for="text">
				{TEXTS.write[locale]}
			</label>
			<input
				ref={field}
				id="text"
				class="field"
				value={text}
				maxLength={TEXT_LIMIT_CHARACTERS}
				placeholder={TEXTS.write[locale]}
				autocomplete="off"
				enterkeyhint="send"
				onFocus={() => onTyping(true)}
				onBlur={() => onTyping(false)}
				onInput={(event) => setText(event.currentTarget.value)}
			/>
			<button type="submit" class="send" aria-label={TEXTS.send[locale]}>
				<Icon name="send" />
			</button>
		</form>
	);
}
