/** CORE. Text that does nothing where it is shown: on a page, in a shell, in a log. */

// Controls move a shell's cursor or end a database's text; overrides and isolates turn an amount behind a name round;
// halves of an emoji are no text at all. Line ends and tabs stay.
const ACTIVE = /[\u202a-\u202e\u2066-\u2069]|\p{Cs}|(?![\n\t])\p{Cc}/gu;

/** The text without what would act on whoever shows it. */
export const inert = (text: string): string => text.replaceAll(ACTIVE, "");
