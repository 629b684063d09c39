/** What the bot says while the chat is out of sight: why a file was refused, what became of a decision. */

import { useEffect, useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import type { Phone } from "../phone-state.ts";
import { scrollable } from "../scrollable.ts";
import { TEXTS } from "../texts.ts";

/** It stands in the chat too, and must not lie over the books for long. */
const GONE_MS = 15_000;

/** Begins where it is first shown: what was said before that was seen in the chat. */
export function BotNews({ phone: { talk, locale } }: { readonly phone: Phone }) {
	const { seq } = talk;
	const [fromSeq, setFromSeq] = useState(seq);
	const last = talk.items.findLast((item) => item.from === "bot");
	const text = last !== undefined && last.from === "bot" && last.seq > fromSeq ? last.text : "";
	useEffect(() => {
		if (text === "") return;
		const timer = setTimeout(() => setFromSeq(seq), GONE_MS);
		return () => clearTimeout(timer);
	}, [text, seq]);
	return (
		<div class="bot-news" role="status">
			{text === "" ? null : (
				<div class="bot-news-inside">
					<p ref={scrollable}>{text}</p>
					<button type="button" class="plain" aria-label={TEXTS.close[locale]} onClick={() => setFromSeq(seq)}>
						<Icon name="close" />
					</button>
				</div>
			)}
		</div>
	);
}
