/** Where the page begins: which sticker was scanned, which language, whose link it is. */

import "./style.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { watchBack } from "./back.ts";
import { chooseLocale, type Locale } from "./language.ts";
import { openKeep } from "./line/keep.ts";
import type { Place } from "./line/wire.ts";
import { type Acts, startPhone } from "./phone.ts";
import { firstState } from "./phone-state.ts";
import { createStore } from "./store.ts";

const PERSON_LINK = /^#person=([!-~]{10,200})$/;

async function begin(root: HTMLElement): Promise<void> {
	const code = /^\/s\/([^/]{1,100})\/?$/.exec(location.pathname)?.[1] ?? null;
	const personLink = PERSON_LINK.exec(location.hash)?.[1] ?? null;
	// The address is what others see, bookmark and send on.
	if (personLink !== null) history.replaceState(null, "", location.pathname);
	const place = JSON.parse(root.dataset["place"] ?? "null") as Place | null;
	const keep = await openKeep();
	const locale = chooseLocale(await keep.read("locale"), navigator.languages, place?.store.locale);
	const gate = place !== null ? "open" : code === null ? "no-code" : "unknown";
	const store = createStore(firstState(locale, place, gate));
	const acts: Acts | null = place === null ? null : startPhone(place.code, keep, store, personLink);
	let written = Promise.resolve();
	const remember = (next: Locale) => {
		store.change((before) => ({ ...before, locale: next }));
		written = keep.write("locale", next);
	};
	// Not before the language is kept: leaving the page would take it along.
	const go = (path: string) => void written.then(() => location.assign(path));
	watchBack();
	root.textContent = "";
	render(<App store={store} acts={acts} switchTo={acts?.switchTo ?? remember} go={go} />, root);
}

const root = document.getElementById("app");
if (root !== null) void begin(root);
