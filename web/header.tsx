/** Which store and terminal this is, the language, and whether the line is there. */

import { LANG_TAGS, LOCALE_FULL_NAMES, LOCALE_NAMES, LOCALES, type Locale } from "./language.ts";
import type { Acts } from "./phone.ts";
import type { Phone } from "./phone-state.ts";
import { TEXTS } from "./texts.ts";

type Props = {
	readonly phone: Phone;
	/** Null while no store is chosen. */
	readonly acts: Acts | null;
	readonly switchTo: (locale: Locale) => void;
};

export function Header({ phone, acts, switchTo }: Props) {
	const { place, locale } = phone;
	return (
		<header class="header">
			<div class="header-row">
				<div class="header-names">
					<h1>{place?.store.name ?? "Standin"}</h1>
					{acts === null ? null : <LineState phone={phone} />}
				</div>
				<Languages phone={phone} switchTo={switchTo} />
			</div>
			{place?.store.isDemo === true ? <p class="practice">{PRACTICE[locale]}</p> : null}
		</header>
	);
}

const PRACTICE = { en: "PRACTICE: no money moves", zh: "演练：不涉及真实资金", es: "PRÁCTICA: no se mueve dinero" };

/** The sticker's terminal, else whose store it is. */
function whatIsScanned({ place, locale }: Phone): string {
	if (place === null) return "";
	const { terminal, merchant } = place;
	return terminal === null ? merchant.name : `${TEXTS.terminal[locale]} ${terminal.tid} · ${terminal.model}`;
}

function Languages({ phone, switchTo }: Pick<Props, "phone" | "switchTo">) {
	return (
		<fieldset class="languages">
			<legend class="hidden">{TEXTS.language[phone.locale]}</legend>
			{LOCALES.map((locale) => (
				<button
					key={locale}
					type="button"
					lang={LANG_TAGS[locale]}
					aria-pressed={locale === phone.locale}
					onClick={() => switchTo(locale)}
				>
					<span aria-hidden="true">{LOCALE_NAMES[locale]}</span>
					<span class="hidden">{LOCALE_FULL_NAMES[locale]}</span>
				</button>
			))}
		</fieldset>
	);
}

/** Beside the terminal's name while all is well, in its place when not: nothing moves. */
function LineState({ phone }: { readonly phone: Phone }) {
	const { line, locale } = phone;
	const text = { open: TEXTS.connected, connecting: TEXTS.connecting, broken: TEXTS.noLine }[line][locale];
	const scanned = line === "broken" ? "" : whatIsScanned(phone);
	return (
		<p class={`line line-${line}`} role="status">
			<span class="line-sign" aria-hidden="true" />
			<span>
				{text}
				{scanned === "" ? null : ` · ${scanned}`}
			</span>
		</p>
	);
}
