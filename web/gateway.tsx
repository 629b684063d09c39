/** When there is no conversation to show: one sentence, and the way on. */

import { useState } from "preact/hooks";
import type { Acts } from "./phone.ts";
import type { Phone } from "./phone-state.ts";
import { TEXTS } from "./texts.ts";

type Props = { readonly phone: Phone; readonly acts: Acts | null; readonly go: (path: string) => void };

export function Gateway({ phone, acts, go }: Props) {
	const { gate, locale } = phone;
	if (gate === "ended" && acts !== null) {
		return (
			<main class="gateway">
				<p role="alert">{TEXTS.ended[locale]}</p>
				<button type="button" class="big" onClick={acts.beginAnew}>
					{TEXTS.beginAnew[locale]}
				</button>
			</main>
		);
	}
	return (
		<main class="gateway">
			<p role={gate === "unknown" ? "alert" : undefined}>
				{TEXTS[gate === "unknown" ? "unknownCode" : "typeCode"][locale]}
			</p>
			<CodeForm phone={phone} go={go} />
		</main>
	);
}

const TYPED_LIMIT_CHARACTERS = 300;

/** The sticker's code in what was typed; its whole link may have been pasted. */
const codeOf = (typed: string): string => /\/s\/([^/?#\s]+)/.exec(typed)?.[1] ?? typed.trim();

function CodeForm({ phone: { locale }, go }: Pick<Props, "phone" | "go">) {
	const [code, setCode] = useState("");
	return (
		<form
			class="code-form"
			onSubmit={(event) => {
				event.preventDefault();
				const sticker = codeOf(code);
				if (sticker !== "") go(`/s/${encodeURIComponent(sticker)}`);
			}}
		>
			<label for="code">{TEXTS.code[locale]}</label>
			<input
				id="code"
				class="field"
				value={code}
				maxLength={TYPED_LIMIT_CHARACTERS}
				autocapitalize="none"
				autocomplete="off"
				spellcheck={false}
				onInput={(event) => setCode(event.currentTarget.value)}
			/>
			<button type="submit" class="big">
				{TEXTS.open[locale]}
			</button>
		</form>
	);
}
