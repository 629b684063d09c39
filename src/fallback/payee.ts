/**
 * CORE. Whom a payment code pays, so that a code on the counter can be compared with the shop's own: a sticker over the
 * shop's QR is a known fraud, and only the account tells it, never the name.
 */

import { exponentOf } from "./money.ts";
import { decodeQr } from "./qr/decode.ts";
import type { Decoded } from "./qr/decoded.ts";
import { SCHEMES } from "./qr/scheme.ts";
import type { Rail } from "./shop.ts";
import { STATIC } from "./static-qr.ts";

/** Where these templates write the account; what else they hold differs from sale to sale. Others are taken whole. */
const ACCOUNT_OBJECTS: ReadonlyMap<string, readonly string[]> = new Map([
	["br.gov.bcb.pix", ["01"]],
	["sg.paynow", ["01", "02"]],
	["hk.com.hkicl", ["02", "03", "04"]],
	["a000000727", ["01"]],
	["a000000677010112", ["01"]],
]);
/** Says which label of the shop it is, and no account. */
const LABEL = "sg.sgqr";
const ACCOUNTS_LIMIT = 50;

/** Every account that a code pays into, written the same way for the same account; null where the code does not tell. */
export function accountsOf({ scheme, fields }: Pick<Decoded, "scheme" | "fields">): readonly string[] | null {
	const all = (name: string) => fields.flatMap(([place, value]) => (place === name ? [value] : []));
	const named = [
		...all("iban"),
		...all("ACC").map((account) => account.split("+")[0] ?? ""),
		...all("pa").map((account) => account.toLowerCase()),
	];
	const found =
		scheme === null || named.length > 0 ? named.map((account) => account.replace(/\s/g, "")) : inEmv(fields);
	return found === null || found.length === 0 ? null : [...new Set(found)].slice(0, ACCOUNTS_LIMIT);
}

function inEmv(fields: Decoded["fields"]): readonly string[] | null {
	const templates = new Map<string, [place: string, value: string][]>();
	for (const [place, value] of fields) {
		const [id = "", ...inner] = place.split("-");
		if (!/^\d\d$/.test(id) || Number(id) < 2 || Number(id) > 51) continue;
		templates.set(id, [...(templates.get(id) ?? []), [inner.join("-"), value]]);
	}
	const accounts: string[] = [];
	for (const parts of templates.values()) {
		const identifier = parts.find(([place]) => place === "00")?.[1].toLowerCase() ?? "";
		if (identifier === LABEL) continue;
		const places = ACCOUNT_OBJECTS.get(identifier);
		const told = parts.filter(([place]) => place !== "00" && (places?.includes(place.slice(0, 2)) ?? true));
		// A PIX code of a provider names the provider's address, which is another one for every charge.
		if (told.length === 0 && identifier.includes("pix")) return null;
		accounts.push([identifier, ...told.map(([, value]) => value.trim())].join(" "));
	}
	return accounts;
}

/** The accounts of the shop's own codes; empty where it has none. */
export function ownAccounts(rails: readonly Rail[]): ReadonlySet<string> {
	return new Set(rails.flatMap((rail) => accountsOf(decodeQr(codeOf(rail))) ?? []));
}

/** A code of the rail, whichever: some schemes make none without an amount. */
function codeOf({ scheme, settings }: Rail): string {
	if (scheme === STATIC) return settings["payload"] ?? "";
	const own = SCHEMES.get(scheme);
	if (own === undefined) return "";
	const fields = new Map(Object.entries(settings));
	const bare = own.encode(fields, null, null, 0);
	if ("payload" in bare) return bare.payload;
	const currency = settings["currency"] ?? own.currencies[0];
	const filled = own.encode(fields, { minor: 10 ** (exponentOf(currency) ?? 0), currency }, "K7M2Q2", 0);
	return "payload" in filled ? filled.payload : "";
}
