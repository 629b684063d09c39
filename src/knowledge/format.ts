/** CORE. The schemas of what support people write for triage: phrases, codes, utterances. */

import { z } from "zod";
import { ACTORS } from "../helpdesk/triage-codes.ts";
import { CAUSES, INTENTS } from "../helpdesk/triage-label.ts";
import { TOPICS } from "../helpdesk/triage-phrases.ts";
import { LOCALES, type Locale } from "../text.ts";

const PHRASE_LIMIT_CHARS = 80;
const PHRASES_LIMIT = 2000;
const UTTERANCE_LIMIT_CHARS = 400;
const UTTERANCES_LIMIT = 3000;
const CODE_LIMIT_CHARS = 60;
const ENTRIES_LIMIT = 300;
/** One short sentence, or two: it stands above what to do. */
const SAYS_LIMIT_CHARS = 160;

const phrases = z
	.string()
	.transform((written) => written.split(/[,，、]/).map((phrase) => phrase.trim()))
	.pipe(z.array(z.string().min(1).max(PHRASE_LIMIT_CHARS)).max(PHRASES_LIMIT));
/** `knowledge/phrases/<locale>.yaml`: the phrases of each topic, between commas. As a YAML list thousands take long to read. */
export const phraseFile = z.partialRecord(z.enum(TOPICS), phrases);

const sentence = z.string().min(1).max(SAYS_LIMIT_CHARS);
const sentences = z.strictObject({ en: sentence, zh: sentence, es: sentence } satisfies Record<
	Locale,
	typeof sentence
>);
const written = z.array(z.string().min(1).max(CODE_LIMIT_CHARS)).max(ENTRIES_LIMIT).default([]);
const codeEntry = z
	.strictObject({
		codes: written,
		screens: written,
		cause: z.enum(CAUSES).nullable(),
		actor: z.enum(ACTORS),
		says: sentences,
		/** Kind of source and who: `vendor: …`, `reseller: …`, `table: …`, `unsourced`. */
		source: z.string().regex(/^(?:vendor|reseller|table|unsourced)\b/),
	})
	.refine(({ codes, screens }) => codes.length + screens.length > 0, { path: ["codes"] });
/** `knowledge/codes/<dialect>.yaml`: what an acquirer means by its codes. */
export const codeFile = z.strictObject({
	id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
	name: z.string().min(1).max(CODE_LIMIT_CHARS),
	speakers: z.array(z.string().min(2).max(CODE_LIMIT_CHARS)).max(ENTRIES_LIMIT).default([]),
	reviewed: z.iso.date(),
	entries: z.array(codeEntry).min(1).max(ENTRIES_LIMIT),
});

const utterance = z.strictObject({
	text: z.string().min(1).max(UTTERANCE_LIMIT_CHARS),
	intent: z.enum(INTENTS),
	cause: z.enum(CAUSES).nullable().default(null),
});
/** `knowledge/utterances/<locale>.yaml`: messages as merchants write them, with what they mean. */
export const utteranceFile = z.array(utterance).max(UTTERANCES_LIMIT);

/** Every locale has a file of phrases and one of utterances. */
export const LOCALE_FILES: readonly string[] = LOCALES.map((locale) => `${locale}.yaml`);
