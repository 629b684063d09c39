/** CORE. What a maker allows the payments that its terminals store: figures, each with its source and date. */

import { z } from "zod";
import type { MoneyValue } from "./slots.ts";

const WINDOW_LIMIT_HOURS = 720;
const COUNT_LIMIT = 100_000;
const AMOUNT_LIMIT_MINOR = 999_999_999_999;

export const fact = <Value extends z.ZodType>(value: Value) =>
	z.strictObject({ value, source: z.string().optional(), reviewed: z.iso.date() });

const money = z.strictObject({
	minor: z.int().min(1).max(AMOUNT_LIMIT_MINOR),
	currency: z.string().regex(/^[A-Z]{3}$/),
});
const orUnknown = <Value extends z.ZodType>(value: Value) => fact(z.union([value, z.literal("unknown")]));

/** As a vendor's file writes them. */
export const limitFacts = {
	/** How long stored payments may wait. */
	window_hours: orUnknown(z.int().min(1).max(WINDOW_LIMIT_HOURS)).optional(),
	/** The most that one stored payment may be. */
	cap_payment: orUnknown(money).optional(),
	/** The most that may be stored at one time. */
	cap_total: orUnknown(money).optional(),
	/** How many may be stored at one time. */
	cap_count: orUnknown(z.int().min(1).max(COUNT_LIMIT)).optional(),
	/** Who bears what is declined, expired or disputed later. */
	risk: fact(z.enum(["merchant", "unknown"])).optional(),
};

/** Who says a figure, and when it was last looked up (ISO 8601 date). */
export type Sourced<Value> = { readonly value: Value; readonly source: string; readonly reviewed: string };

/** Null is not known. */
export type Limits = {
	readonly windowHours: Sourced<number> | null;
	readonly capPayment: Sourced<MoneyValue> | null;
	readonly capTotal: Sourced<MoneyValue> | null;
	readonly capCount: Sourced<number> | null;
	readonly risk: "merchant" | "unknown";
};

export const NO_LIMITS: Limits = {
	windowHours: null,
	capPayment: null,
	capTotal: null,
	capCount: null,
	risk: "unknown",
};

type Written<Value> = {
	readonly value: Value | "unknown";
	readonly source?: string | undefined;
	readonly reviewed: string;
};
type WrittenLimits = {
	readonly window_hours?: Written<number> | undefined;
	readonly cap_payment?: Written<MoneyValue> | undefined;
	readonly cap_total?: Written<MoneyValue> | undefined;
	readonly cap_count?: Written<number> | undefined;
	readonly risk?: { readonly value: "merchant" | "unknown" } | undefined;
};

export const limitsOf = (written: WrittenLimits): Limits => ({
	windowHours: sourced(written.window_hours),
	capPayment: sourced(written.cap_payment),
	capTotal: sourced(written.cap_total),
	capCount: sourced(written.cap_count),
	risk: written.risk?.value ?? "unknown",
});

function sourced<Value>(written: Written<Value> | undefined): Sourced<Value> | null {
	if (written === undefined || written.value === "unknown") return null;
	return { value: written.value as Value, source: written.source ?? "", reviewed: written.reviewed };
}
