/** Ids that a phone makes. `crypto.randomUUID` is not there on a page without TLS, `getRandomValues` is. */

const BYTES = 16;

export function newId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
