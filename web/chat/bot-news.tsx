/** What the bot says while the chat is out of sight: why a file was refused, what became of a decision. */

import { useEffect, useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import type { Phone } from "../phone-state.ts";
import { TEXTS } from "../texts.ts";
import { newsAfter } from "./talk.ts";

/** It stands in the chat too. */
const GONE_MS = 8_000;

/** Begins where it is first shown: what was said before that was seen in the chat. */
export function BotNews({ phone: { talk, locale } }: { readonly phone: Phone }) {
	const { seq } = talk;
	const [fromSeq, setFromSeq] = useState(seq);
	const text = newsAfter(talk, fromSeq);
	useEffect(() => {
		if (text === "") return;
		const timer = setTimeout(() => setFromSeq(seq), GONE_MS);
		return () => clearTimeout(timer);
	}, [text, seq]);
	return (
		<div class="bot-news" role="status">
			{text === "" ? null : (
				<div class="bot-news-inside">
					<p>{text}</p>
					<button type="button" class="plain" aria-label={TEXTS.close[locale]} onClick={() => setFromSeq(seq)}>
						<Icon name="close" />
					</button>
				</div>
			)}
		</div>
	);
}
