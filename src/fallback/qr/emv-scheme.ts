/** CORE. Which scheme an EMVCo payload is of: told by the identifiers in its account templates, never by its looks. */

/** Identifier in 00 of a template → scheme; compared without regard to capitals. */
const BY_IDENTIFIER: ReadonlyMap<string, string> = new Map([
	["br.gov.bcb.pix", "pix"],
	["sg.sgqr", "sgqr"],
	["sg.paynow", "paynow"],
	["a000000677010111", "promptpay"],
	["a000000677010112", "promptpay-bill"],
	["hk.com.hkicl", "fps"],
	["a000000727", "vietqr"],
	["id.co.qris.www", "qris"],
	["a0000006150001", "duitnow"],
	["com.p2pqrpay", "qrph"],
	["ph.ppmi.p2m", "qrph"],
	["ph.ppmi.qrph", "qrph"],
	["jp.or.paymentsjapan", "jpqr"],
	["a000000524", "bharatqr"],
]);
/** A code of several schemes is named after the one that frames them. */
const FRAMES: readonly string[] = ["sgqr", "qris", "jpqr", "bharatqr"];

/** What a scheme prescribes. `needs`: objects without which its apps refuse; EMVCo's own list is the usual one. */
export type EmvRule = { readonly currencies: readonly string[]; readonly needs: readonly string[] };

const FULL = ["52", "53", "58", "59", "60"] as const;
/** Thai and Vietnamese codes leave out what the bank's register knows. */
const SHORT = ["53", "58"] as const;

const RULES: ReadonlyMap<string, EmvRule> = new Map([
	["pix", { currencies: ["BRL"], needs: FULL }],
	["sgqr", { currencies: ["SGD"], needs: FULL }],
	["paynow", { currencies: ["SGD"], needs: FULL }],
	["promptpay", { currencies: ["THB"], needs: SHORT }],
	["promptpay-bill", { currencies: ["THB"], needs: SHORT }],
	["fps", { currencies: ["HKD", "CNY"], needs: FULL }],
	["vietqr", { currencies: ["VND"], needs: SHORT }],
	["khqr", { currencies: ["USD", "KHR"], needs: FULL }],
	["qris", { currencies: ["IDR"], needs: FULL }],
	["duitnow", { currencies: ["MYR"], needs: FULL }],
	["qrph", { currencies: ["PHP"], needs: FULL }],
	["jpqr", { currencies: ["JPY"], needs: FULL }],
	["bharatqr", { currencies: ["INR"], needs: FULL }],
]);
/** Any other code, cards' for instance: whatever currency. */
const ANY: EmvRule = { currencies: [], needs: FULL };

export const ruleOf = (scheme: string): EmvRule => RULES.get(scheme) ?? ANY;

/** `fields`: place → value, such as `26-00`. A well-formed payload of an unknown scheme is `emvco`. */
export function schemeOfFields(fields: ReadonlyMap<string, string>): string {
	const found = new Set<string>();
	for (const [place, value] of fields) {
		if (!/^(?:2[6-9]|[34][0-9]|5[01])-00$/.test(place)) continue;
		const scheme = BY_IDENTIFIER.get(value.toLowerCase());
		if (scheme !== undefined) found.add(scheme);
	}
	const frame = FRAMES.find((scheme) => found.has(scheme));
	const [first] = found;
	if (frame !== undefined || first !== undefined) return frame ?? first ?? "emvco";
	// These two carry the account, or each acquirer's own name, where others carry the scheme's identifier.
	const isBakong = /^[^@]+@[^@]+$/.test(fields.get("29-00") ?? fields.get("30-00") ?? "");
	if (fields.get("58") === "KH" && isBakong) return "khqr";
	return fields.get("58") === "ID" && fields.get("53") === "360" ? "qris" : "emvco";
}

/** Where each scheme carries the reference of one payment, the likeliest place first. */
export function referencePlaces(scheme: string): readonly string[] {
	if (scheme === "promptpay") return [];
	if (scheme === "promptpay-bill") return ["30-03", "30-02"];
	if (scheme === "bharatqr") return ["27-01", "62-05", "62-01"];
	return scheme === "vietqr" ? ["62-08"] : ["62-05", "62-01", "62-08"];
}
