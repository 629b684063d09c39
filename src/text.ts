/** CORE. Words for people: every text exists in every language, or it does not compile. */

export const LOCALES = ["en", "zh", "es"] as const;
/** BCP 47 primary language; `zh` is written in simplified characters. */
export type Locale = (typeof LOCALES)[number];

/** One text in every language. Values are put in where it is written: `{ en: `Line ${n}: …`, zh: `第 ${n} 行：…` }`. */
export type Text = Readonly<Record<Locale, string>>;

/** What a core function gives back when it cannot take an input: one sentence that says what to do. Nothing has changed. */
export type Refusal = { readonly refused: Text };

export const refuse = (refused: Text): Refusal => ({ refused });

export const isRefusal = <T extends object>(value: T | Refusal): value is Refusal => "refused" in value;

/** The language to answer in: the first known one of a list such as `zh-CN,en;q=0.8` or `zh_CN.UTF-8`, else English. */
export function localeOf(tag: string | undefined): Locale {
	for (const part of (tag ?? "").slice(0, 200).toLowerCase().split(",")) {
		const primary = part.trim().split(/[-_.;]/)[0];
		const known = LOCALES.find((locale) => locale === primary);
		if (known !== undefined) return known;
	}
	return "en";
}
