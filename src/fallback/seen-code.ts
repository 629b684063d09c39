/** CORE. What a conversation is told of a QR that somebody photographed: what it pays, and never what else it holds. */

import { maskCardNumbers } from "../card-data.ts";
import { draw } from "../chance.ts";
import { inert } from "../inert.ts";
import type { Refusal, Text } from "../text.ts";
import { accountsOf, ownAccounts } from "./payee.ts";
import { decodeQr } from "./qr/decode.ts";
import { SCHEMES } from "./qr/scheme.ts";
import type { Rail } from "./shop.ts";

/** All of it is JSON, and short enough to be said. */
export type SeenCode =
	| {
			readonly kind: "payment";
			readonly title: Text;
			readonly payee: string | null;
			/** An account that a person can read. */
			readonly account: string | null;
			/** As the code writes it. */
			readonly amount: string | null;
			readonly currency: string | null;
			/** What is wrong with it, then what is odd. */
			readonly faults: readonly Text[];
			readonly warnings: readonly Text[];
			/** Marks of the accounts that it pays into, to compare; null where it does not tell. */
			readonly marks: readonly string[] | null;
	  }
	/** A wallet's own code: who is paid stands nowhere in it. */
	| { readonly kind: "wallet"; readonly title: Text }
	/** `site` is a mark of whose link it is. */
	| { readonly kind: "link"; readonly site: string }
	| { readonly kind: "other" }
	/** A code that cannot be read, or a picture that cannot be looked at. */
	| ({ readonly kind: "unread" } & Refusal);

const VALUE_LIMIT_CHARS = 60;
const FAULTS_LIMIT = 2;
const PAYEE = ["59", "name", "RN", "pn"];
const ACCOUNT = [
	"iban",
	"ACC",
	"pa",
	"26-02",
	"26-03",
	"26-04",
	"26-01",
	"29-00",
	"30-00",
	"29-01",
	"29-02",
	"38-01-01",
];
const RECOGNISED: ReadonlyMap<string, string> = new Map([
	["sgqr", "SGQR"],
	["qris", "QRIS"],
	["duitnow", "DuitNow QR"],
	["qrph", "QR Ph"],
	["jpqr", "JPQR"],
	["bharatqr", "BharatQR"],
	["emvco", "EMV QR"],
]);
const WALLETS: readonly (readonly [start: RegExp, title: Text])[] = [
	[/^(?:wxp:\/\/|weixin:\/\/wxpay\/)/i, { en: "WeChat Pay", zh: "微信支付", es: "WeChat Pay" }],
	[/^https:\/\/qr\.alipay\.com\//i, { en: "Alipay", zh: "支付宝", es: "Alipay" }],
	[/^https:\/\/qr\.95516\.com\//i, { en: "UnionPay", zh: "银联", es: "UnionPay" }],
];

/** What a payload is about. `today` (YYYY-MM-DD) lets passed days be told. */
export function seeCode(payload: string, today: string): SeenCode {
	const read = decodeQr(payload, today);
	if (read.scheme === null) return seeOther(payload);
	const values = new Map(read.fields);
	const first = (places: readonly string[]): string | null => {
		const place = places.find((candidate) => (values.get(candidate) ?? "") !== "");
		return place === undefined ? null : shown(values.get(place) ?? "");
	};
	const { amount, currency, scheme } = read;
	const recognised = RECOGNISED.get(scheme) ?? scheme;
	return {
		kind: "payment",
		title: SCHEMES.get(scheme)?.title ?? { en: recognised, zh: recognised, es: recognised },
		payee: first(PAYEE),
		account: first(ACCOUNT),
		amount: amount === null ? null : shown(amount),
		currency,
		faults: read.faults.slice(0, FAULTS_LIMIT).map(({ text }) => masked(text)),
		warnings: read.warnings.slice(0, FAULTS_LIMIT).map(masked),
		marks: accountsOf(read)?.map(markOf) ?? null,
	};
}

function seeOther(payload: string): SeenCode {
	const wallet = WALLETS.find(([start]) => start.test(payload));
	if (wallet !== undefined) return { kind: "wallet", title: wallet[1] };
	const site = /^https?:\/\//i.test(payload) && URL.canParse(payload) ? markOf(new URL(payload).origin) : null;
	return site === null ? { kind: "other" } : { kind: "link", site };
}

/** Whose a payment code is. `unknown`: it does not tell, or the shop has no code of its own to compare. */
export function whoseCode(
	{ marks }: SeenCode & { kind: "payment" },
	rails: readonly Rail[],
): "own" | "other" | "unknown" {
	const own = new Set([...ownAccounts(rails)].map(markOf));
	if (marks === null || own.size === 0) return "unknown";
	return marks.every((mark) => own.has(mark)) ? "own" : "other";
}

/** Whether a link leads to a page of this server. */
export const isOwnPage = ({ site }: SeenCode & { kind: "link" }, publicUrl: string): boolean =>
	URL.canParse(publicUrl) && site === markOf(new URL(publicUrl).origin);

/** An account may look like a card number, and what may be one is kept nowhere; its mark can be compared all the same. */
const markOf = (account: string): string => draw(account, "mark of an account", 22);

const shown = (value: string): string =>
	[...maskCardNumbers(inert(value)).text.replaceAll(/\s+/g, " ")].slice(0, VALUE_LIMIT_CHARS).join("");

const masked = ({ en, zh, es }: Text): Text => ({
	en: maskCardNumbers(inert(en)).text,
	zh: maskCardNumbers(inert(zh)).text,
	es: maskCardNumbers(inert(es)).text,
});
