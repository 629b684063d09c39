/** Carries out what sales order of refunds. What may have been done is looked up, and asked again only when the provider knows of none. */

import { DeliveryError } from "../errors.ts";
import type { Providers } from "../fallback/rails/providers.ts";
import type { RefundOrder, RefundSeen, Refunds } from "../fallback/refund.ts";
import type { SaleEvent } from "../fallback/sale.ts";
import type { Log } from "../log.ts";
import type { Carrier } from "./deliver.ts";
import type { Effect } from "./kind.ts";

/** `providers` is by scheme. */
export const refundCarrier =
	(providers: Providers, nowMs: () => number, log: Log): Carrier =>
	async (merchantId, effect, _key, isRepeat) => {
		const order = effect as Effect & RefundOrder;
		const refunds = providers.get(order.provider)?.refunds ?? null;
		const seen = await carryOut(refunds, order, isRepeat, nowMs());
		const { subject: payment, number } = order;
		const facts = { merchantId, payment, order: order.order, outcome: seen.standing };
		log.info(seen.standing === "refused" ? { ...facts, because: seen.because } : facts, "refund");
		const event: SaleEvent = { kind: "refund-seen", number, seen };
		return { event };
	};

async function carryOut(
	refunds: Refunds | null,
	order: RefundOrder,
	isRepeat: boolean,
	nowMs: number,
): Promise<RefundSeen> {
	const isMade = isRepeat || order.order === "look";
	if (refunds === null) {
		// The right was taken away since; whether it was done before that only the provider can say.
		if (isMade) throw new DeliveryError("unreachable", 0);
		return { standing: "refused", because: "no-right" };
	}
	if (isMade) {
		const found = await refunds.look(order);
		if (order.order === "look" || found.standing !== "none") return found;
	}
	// Providers forget numbers after a day; and whoever decided has gone home.
	if (nowMs > order.untilMs) return { standing: "refused", because: "late" };
	return refunds.make(order);
}
