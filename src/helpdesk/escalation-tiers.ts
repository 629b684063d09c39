/** CORE. Who is called, and how long they have. */

import type { Severity } from "./escalation-state.ts";
import type { SupportFile, Tier } from "./support-file.ts";

/** The last one where there are fewer: the file may have lost a tier since it was called. */
export const tierAt = ({ tiers }: SupportFile, at: number): Tier => tiers[at] ?? tiers.at(-1) ?? tiers[0];

export const acknowledgeMinutes = (support: SupportFile, at: number, severity: Severity): number =>
	(severity === "urgent" ? support.urgentAcknowledgeMinutes : null) ?? tierAt(support, at).acknowledgeMinutes;
