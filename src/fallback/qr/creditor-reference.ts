/** CORE. Check digits modulo 97 of bank accounts (ISO 13616) and of the creditor reference (ISO 11649): `RF` and 21 characters. */

/** What an RF reference may hold beside `RF` and its check digits. */
const BODY = /^[0-9A-Z]{1,21}$/;

/** Whether an IBAN has its check digits right. `iban` is upper case without blanks. */
export const isIban = (iban: string): boolean => /^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$/.test(iban) && mod97(iban) === 1;

/** Whether this is an RF reference with right check digits. */
export const isCreditorReference = (text: string): boolean =>
	/^RF[0-9]{2}/.test(text) && BODY.test(text.slice(4)) && mod97(text) === 1;

/** The RF reference of a shop's own reference, or null when that has no room in one. `539007547034` is RF18539007547034. */
export function creditorReference(body: string): string | null {
	if (!BODY.test(body)) return null;
	return `RF${String(98 - mod97(`RF00${body}`)).padStart(2, "0")}${body}`;
}

/** ISO 7064: the first four characters go to the end, letters count from 10 (A) to 35 (Z). */
function mod97(text: string): number {
	const digits = [...text.slice(4), ...text.slice(0, 4)].map((symbol) => Number.parseInt(symbol, 36)).join("");
	return Number(BigInt(digits) % 97n);
}
