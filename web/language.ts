/** The reader's language in the browser: which one, and every text of the page in it. */

import { showMoney } from "../src/fallback/money.ts";
import { LOCALES, type Locale } from "../src/text.ts";

export { LOCALES, type Locale };

/** A text of the page; a missing language does not compile. */
export type Words = Readonly<Record<Locale, string>>;

export const LOCALE_NAMES: Words = { en: "EN", zh: "中文", es: "ES" };
export const LOCALE_FULL_NAMES: Words = { en: "English", zh: "简体中文", es: "Español" };

/** What `lang` says, so that a screen reader and the line breaking know. */
export const LANG_TAGS: Words = { en: "en", zh: "zh-CN", es: "es" };

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);

/** The stored choice, else the browser's first language we have, else the store's, else English. */
export function chooseLocale(stored: unknown, ofBrowser: readonly string[], ofStore: unknown): Locale {
	if (isLocale(stored)) return stored;
	for (const tag of ofBrowser) {
		const primary = tag.toLowerCase().split("-")[0];
		if (isLocale(primary)) return primary;
	}
	return isLocale(ofStore) ? ofStore : "en";
}

export const sayMoney = showMoney;

/** Hour and minute at the store. */
export const sayTime = (atMs: number, locale: Locale, timeZone: string): string =>
	new Intl.DateTimeFormat(LANG_TAGS[locale], { hour: "2-digit", minute: "2-digit", timeZone }).format(atMs);

/** True when all of it was on one day at the store. */
export const isOneDay = (atMs: readonly number[], timeZone: string): boolean => {
	const day = new Intl.DateTimeFormat("en", { dateStyle: "short", timeZone });
	return new Set(atMs.map((at) => day.format(at))).size <= 1;
};

/** Day, hour and minute at the store. */
export const sayDay = (atMs: number, locale: Locale, timeZone: string): string =>
	new Intl.DateTimeFormat(LANG_TAGS[locale], { dateStyle: "medium", timeStyle: "short", timeZone }).format(atMs);
