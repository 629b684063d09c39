/** CORE. What a conversation says of a QR in a picture that the merchant sent. */

import { isOwnPage, type SeenCode, whoseCode } from "../fallback/seen-code.ts";
import type { Text } from "../text.ts";
import type { ConversationContext } from "./conversation-state.ts";
import * as pictures from "./texts-pictures.ts";

/** One line each, what to do last. */
export function codeLines(
	code: SeenCode,
	{ shop, publicUrl }: Pick<ConversationContext, "shop" | "publicUrl">,
): readonly Text[] {
	switch (code.kind) {
		case "payment":
			return paymentLines(code, whoseCode(code, shop.rails));
		case "wallet":
			return [pictures.wallet(code.title)];
		case "link":
			return [isOwnPage(code, publicUrl) ? pictures.OWN_PAGE : pictures.LINK];
		case "other":
			return [pictures.NO_PAYMENT];
		case "unread":
			return [code.refused];
	}
}

const OWNERS = { own: pictures.OWN, other: pictures.NOT_OWN, unknown: pictures.UNKNOWN_OWNER } as const;

function paymentLines(code: SeenCode & { kind: "payment" }, whose: keyof typeof OWNERS): readonly Text[] {
	const { title, payee, account, amount, currency, faults, warnings } = code;
	const names = [payee, account].filter((name) => name !== null);
	return [
		pictures.payment(title),
		...(names.length === 0 ? [] : [pictures.paysTo(names.join(" · "))]),
		amount === null ? pictures.NO_AMOUNT : pictures.amount(`${amount} ${currency ?? ""}`.trimEnd()),
		...(faults.length === 0 ? [] : [pictures.FAULTY, ...faults]),
		...warnings,
		OWNERS[whose],
	];
}
