/** Copies or shares the link. Over plain HTTP a browser may offer neither; then the link stands there, selected. */

import { useRef, useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import type { Locale } from "../language.ts";
import { TEXTS } from "./texts.ts";

const COPIED_MS = 2_000;

/** The types say it is always there; on a page without TLS it is not. */
const canShare = (): boolean => typeof navigator.share === "function";

export function PassOn({ link, locale }: { readonly link: string; readonly locale: Locale }) {
	const [how, setHow] = useState<"idle" | "copied" | "by-hand">("idle");
	const field = useRef<HTMLInputElement>(null);
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(link);
			setHow("copied");
			setTimeout(() => setHow("idle"), COPIED_MS);
		} catch {
			// Not there, or not allowed.
			setHow("by-hand");
			setTimeout(() => field.current?.select());
		}
	};
	const share = () => {
		navigator.share({ url: link }).catch(() => undefined); // closed without sharing
	};
	return (
		<>
			<div class="pass-on">
				<button type="button" class="button" onClick={() => void copy()}>
					<Icon name={how === "copied" ? "check" : "copy"} />
					<span aria-live="polite">{TEXTS[how === "copied" ? "copied" : "copy"][locale]}</span>
				</button>
				{canShare() ? (
					<button type="button" class="button" onClick={share}>
						<Icon name="share" />
						{TEXTS.share[locale]}
					</button>
				) : null}
			</div>
			{how === "by-hand" ? (
				<label class="by-hand">
					{TEXTS.copyBySelf[locale]}
					<input ref={field} class="field" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
				</label>
			) : null}
		</>
	);
}
