/** CORE. Amounts as people and banks write them, in the one style that a profile names; nothing is guessed. */

export type NumberStyle = {
	readonly decimal: "." | ",";
	/** Empty: none are written. */
	readonly thousands: "" | "." | "," | " " | "'";
	/** The currency's sign beside the amount, if one is written. */
	readonly symbol: string | undefined;
};

const MINUS = "[-\\u2212\\u2013\\uFF0D\\uFE63]";
/** Also bounds what the pattern may try: its blanks are optional in six places. */
const AMOUNT_LIMIT_CHARS = 48;

/**
 * A reader of written amounts: to what `parseMoney` takes (`-1234.50`), or null. Takes every minus (before, behind, in
 * brackets, U+2212), one of them at most, and groups of three digits where the style has any.
 */
export function amountReader({ decimal, thousands, symbol }: NumberStyle): (written: string) => string | null {
	const group = thousands === "'" ? "['\\u2019]" : thousands === " " ? "\\s" : escaped(thousands);
	const grouped = thousands === "" ? "" : `\\d{1,3}(?:${group}\\d{3})+|`;
	const sign = symbol === undefined ? "" : `\\s*(?:${escaped(symbol.trim())})?`;
	const pattern = new RegExp(
		`^(\\()?\\s*(${MINUS}|\\+)?${sign}\\s*(${MINUS})?\\s*(${grouped}\\d+)(?:${escaped(decimal)}(\\d+))?${sign}\\s*(${MINUS})?\\s*(\\))?$`,
	);
	return (written) => {
		const trimmed = written.trim();
		const parts = trimmed.length > AMOUNT_LIMIT_CHARS ? null : pattern.exec(trimmed);
		if (parts === null) return null;
		const [, open, before, inner, whole = "", fraction, behind, close] = parts;
		if ((open === undefined) !== (close === undefined)) return null;
		const signs = [open, before, inner, behind].filter((each) => each !== undefined);
		if (signs.length > 1) return null;
		const isNegative = signs.length === 1 && signs[0] !== "+";
		return `${isNegative ? "-" : ""}${whole.replace(/\D/g, "")}${fraction === undefined ? "" : `.${fraction}`}`;
	};
}

const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
