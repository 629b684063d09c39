/** CORE. Whether a sale could be asked for at all, before anybody is told that it was. */

import { isRefusal, type Refusal, refuse } from "../text.ts";
import type { Money } from "./money.ts";
import type { Configured } from "./provider.ts";
import { railPayload } from "./rail.ts";
import { NO_RAIL } from "./sale-offer.ts";
import { freeRaise, hasUniqueAmounts } from "./satang.ts";
import type { Shop } from "./shop.ts";

/** Of the length of any other; what they say decides nothing. */
const SOME_REF = "222222";
const SOME_URL = "https://shop.example/p/222222222222";

/**
 * Why no rail of the shop, or not the one that is asked for, would take this amount; null when one would.
 * `takenMinor` as for the sale itself.
 */
export function whyNoRail(
	money: Money,
	railId: string | null,
	shop: Shop,
	providers: Pick<Configured, "has">,
	takenMinor: readonly number[] = [],
): Refusal | null {
	if (money.currency !== shop.currency) return refuse(otherCurrency(money.currency, shop.currency));
	const rails = railId === null ? shop.rails : shop.rails.filter(({ id }) => id === railId);
	if (railId !== null && rails.length === 0)
		return refuse(
			noRail(
				railId,
				shop.rails.map(({ id }) => id),
			),
		);
	let refused: Refusal = refuse(NO_RAIL);
	for (const rail of rails) {
		const raise = hasUniqueAmounts(rail) ? freeRaise(money, takenMinor) : 0;
		const place = { isDemo: shop.isDemo, providers };
		const encoded = typeof raise === "number" ? railPayload(rail, place, money, SOME_REF, SOME_URL) : raise;
		if (!isRefusal(encoded)) return null;
		refused = encoded;
	}
	return refused;
}

const otherCurrency = (written: string, own: string) => ({
	en: `This store takes ${own}, not ${written}; give the amount in ${own}.`,
	zh: `本店收 ${own}，不收 ${written}；请改用 ${own} 金额。`,
	es: `Esta tienda cobra en ${own}, no en ${written}; indique el importe en ${own}.`,
});

const noRail = (written: string, own: readonly string[]) => ({
	en: `This store has no rail “${written.slice(0, 40)}”; it has: ${own.join(", ") || "none yet"}.`,
	zh: `本店没有收款方式“${written.slice(0, 40)}”；现有：${own.join("、") || "暂无"}。`,
	es: `Esta tienda no tiene la forma de pago “${written.slice(0, 40)}”; tiene: ${own.join(", ") || "ninguna todavía"}.`,
});
