/** CORE. What a message can be about: intents and causes. */

export const INTENTS = [
	"outage",
	"take_payment",
	"payment_status",
	"reconcile",
	"human",
	"resolved",
	"question",
	"other",
] as const;
export type Intent = (typeof INTENTS)[number];

export const CAUSES = ["network", "processor", "software", "hardware", "maintenance", "card"] as const;
/** Why no cards are taken. `card` is no outage: one customer's card was refused, intent `question`. */
export type Cause = (typeof CAUSES)[number];

export type Label = {
	readonly intent: Intent;
	/** Null: not known. */
	readonly cause: Cause | null;
};

export const isSameLabel = (one: Label, other: Label): boolean =>
	one.intent === other.intent && one.cause === other.cause;
