/** How Discord counts: every text in UTF-16 units, the stricter of the two counts, and never half a character. */

/** One fault in a body: where it stands, and what is wrong there. */
export type Note = (where: string, what: string) => void;
export type Body = { readonly [name: string]: unknown };

export const isBody = (value: unknown): value is Body =>
	typeof value === "object" && value !== null && !Array.isArray(value);

export const bodiesOf = (value: unknown): readonly Body[] => (Array.isArray(value) ? value.filter(isBody) : []);

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A text that must be there, or one that may be left out (`minLength` 0). */
export function checkText(note: Note, where: string, value: unknown, minLength: number, maxLength: number): void {
	if (value === undefined || value === null) {
		if (minLength > 0) note(where, "is missing");
	} else if (typeof value !== "string") note(where, "is not a text");
	else if (value.length < minLength || value.length > maxLength)
		note(where, `has ${value.length} characters, allowed are ${minLength} to ${maxLength}`);
}

export function checkCount(note: Note, where: string, count: number, min: number, max: number): void {
	if (count < min || count > max) note(where, `holds ${count}, allowed are ${min} to ${max}`);
}

export function checkUnique(note: Note, where: string, values: readonly string[]): void {
	const seen = new Set<string>();
	for (const value of values) {
		if (seen.has(value)) note(where, `says ${JSON.stringify(value)} twice`);
		seen.add(value);
	}
}

/** Half of a surrogate pair anywhere: somebody cut a text inside a character. */
export function checkWhole(note: Note, where: string, value: unknown): void {
	if (typeof value === "string") {
		if (/\p{Surrogate}/u.test(value)) note(where, "is cut inside a character");
	} else if (Array.isArray(value)) for (const [at, item] of value.entries()) checkWhole(note, `${where}[${at}]`, item);
	else if (isBody(value)) for (const [name, item] of Object.entries(value)) checkWhole(note, `${where}.${name}`, item);
}
