/** The whole page: what stands in the way, else the chat with sales and books beside it. */

import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Gateway } from "./gateway.tsx";
import { Header } from "./header.tsx";
import { LANG_TAGS, type Locale } from "./language.ts";
import type { Acts } from "./phone.ts";
import type { Phone } from "./phone-state.ts";
import { Rooms } from "./rooms.tsx";
import type { Store } from "./store.ts";

type Props = {
	readonly store: Store<Phone>;
	readonly acts: Acts | null;
	readonly switchTo: (locale: Locale) => void;
	/** Leaves for another page. */
	readonly go: (path: string) => void;
};

export function App({ store, acts, switchTo, go }: Props) {
	const [phone, setPhone] = useState(store.get());
	useLayoutEffect(() => {
		const look = () => setPhone(store.get());
		look(); // what changed since this was drawn
		return store.listen(look);
	}, [store]);
	useLayoutEffect(() => {
		document.documentElement.lang = LANG_TAGS[phone.locale];
	}, [phone.locale]);
	const { place } = phone;
	useEffect(() => {
		document.title = place === null ? "Standin" : `${place.store.name} · Standin`;
	}, [place]);
	return (
		<div class="page">
			<Header phone={phone} acts={acts} switchTo={switchTo} />
			{acts === null || place === null || phone.gate !== "open" ? (
				<Gateway phone={phone} acts={acts} go={go} />
			) : (
				<Rooms phone={phone} acts={acts} place={place} />
			)}
		</div>
	);
}
