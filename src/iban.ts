/** CORE. Bank account numbers (ISO 13616) and their check digits. */

/** Length by country of the SWIFT IBAN registry, release 99: a wrong length is no IBAN, however the check digits come out. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
	(
		"AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 " +
		"ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 " +
		"LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 " +
		"PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
	)
		.split(" ")
		.map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/**
 * Where an IBAN (ISO 13616) that begins at `start` ends, in one piece or in groups of four with single blanks;
 * `start` itself when none begins there. Looks at a bounded number of characters.
 */
export function ibanEnd(text: string, start: number): number {
	const length = LENGTHS.get(text.slice(start, start + 2).toUpperCase());
	if (length === undefined) return start;
	let bare = "";
	let at = start;
	while (bare.length < length) {
		const next = text.charAt(at++);
		if (/^[0-9A-Za-z]$/.test(next)) bare += next.toUpperCase();
		else if (!/^[ \u00a0\u202f]$/.test(next) || bare.length % 4 !== 0 || text.charAt(at - 2) === next) return start;
	}
	const endsHere = !/^[0-9A-Za-z]$/.test(text.charAt(at));
	return endsHere && isIban(bare) ? at : start;
}

/** Whether this is an IBAN: its country's length, and right check digits. `iban` is upper case without blanks. */
export const isIban = (iban: string): boolean =>
	LENGTHS.get(iban.slice(0, 2)) === iban.length && /^[A-Z]{2}[0-9]{2}[0-9A-Z]+$/.test(iban) && mod97(iban) === 1;

/**
 * ISO 7064 MOD 97-10 as ISO 13616 and ISO 11649 use it: the first four characters go to the end, letters count from
 * 10 (A) to 35 (Z). Digit by digit, because the whole number is no safe integer.
 */
export function mod97(text: string): number {
	let rest = 0;
	for (const symbol of text.slice(4) + text.slice(0, 4)) {
		const value = Number.parseInt(symbol, 36);
		rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
	}
	return rest;
}
