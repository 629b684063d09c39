/** CORE. An escalation as its card in the support channel shows it. */

import { addWorkingMinutes } from "./escalation-hours.ts";
import type { Shown } from "./escalation-order.ts";
import type { Escalation } from "./escalation-state.ts";
import { acknowledgeMinutes, tierAt } from "./escalation-tiers.ts";
import type { SupportFile } from "./support-file.ts";

export function shownOf(escalation: Escalation, support: SupportFile): Shown {
	const { timeline: _, chain, claim: _c, isPosted: _p, lastTier, replies: _r, translating: _t, ...rest } = escalation;
	return {
		...rest,
		claimDueAtMs: claimDueAtMs(escalation, support),
		tier: lastTier === undefined ? null : tierAt(support, lastTier).name,
	};
}

function claimDueAtMs({ chain, severity }: Escalation, support: SupportFile): number | null {
	if (chain === null || chain.dueAtMs === null) return null;
	if (chain.isCalled) return chain.dueAtMs;
	return addWorkingMinutes(support.hours, chain.dueAtMs, acknowledgeMinutes(support, chain.tier, severity));
}
