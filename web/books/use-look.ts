/** What the server says of sales or books, looked at again whenever it may have changed. */

import { useEffect, useState } from "preact/hooks";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";

/** News comes in bursts: a decision is told, the list changes, a sum with it. */
const SETTLE_MS = 250;
/** The matching is told a moment before its tables are read anew; a second look is cheap. */
const LOOK_AGAIN_MS = 20_000;

/** Null until there was an answer; an answer stays while the next one is fetched. */
export function useLook<T>(what: "sales" | "books", phone: Phone, acts: Acts): T | null {
	const [seen, setSeen] = useState<T | null>(null);
	const { news, locale, line } = phone;
	const occasion = `${news} ${locale} ${line}`;
	useEffect(() => {
		if (occasion === "") return;
		let isGone = false;
		const look = async () => {
			const answer = await acts.look(what);
			if (!isGone && answer !== null) setSeen(answer as T);
		};
		const first = setTimeout(() => void look(), SETTLE_MS);
		const again = setInterval(() => void look(), LOOK_AGAIN_MS);
		return () => {
			isGone = true;
			clearTimeout(first);
			clearInterval(again);
		};
	}, [what, occasion, acts]);
	return seen;
}
