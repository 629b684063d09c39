/** The books of a store as JSON: what a review, the report and the closing need. */

import { z } from "@hono/zod-openapi";
import { ACTS } from "../reconcile/decisions.ts";
import { FINDING_CLASSES } from "../reconcile/report.ts";
import { money } from "./route.ts";
import { saleLine } from "./sale-lines.ts";

const atMs = z.int().openapi({ description: "Milliseconds since 1970 UTC." });
const act = z.enum(ACTS);

const finding = z
	.object({
		id: z.string(),
		class: z.enum(FINDING_CLASSES),
		title: z.string(),
		sentence: z.string(),
		money,
		evidence: z.array(
			z.object({
				label: z.string(),
				text: z.string(),
				weight: z.number().openapi({ description: "Natural-log odds: above zero it speaks for it, below against it." }),
			}),
		),
		payments: z.array(
			z.object({
				id: z.string(),
				ref: z.string(),
				money,
				atMs,
				rail: z.string(),
				status: z.string(),
				canRefund: z.boolean(),
			}),
		),
		rows: z.array(
			z.object({
				name: z.string(),
				money,
				atMs: atMs.nullable(),
				tender: z.string(),
				last4: z.string().nullable(),
				note: z.string(),
				status: z.string(),
			}),
		),
		acts: z.array(z.object({ act, label: z.string(), explains: z.string() })),
		alternatives: z.array(z.object({ paymentId: z.string(), row: z.string(), text: z.string() })),
		decided: z.object({ act, label: z.string(), by: z.string(), atMs, note: z.string().nullable() }).nullable(),
		isSettled: z.boolean().openapi({ description: "Nothing is left to do about it." }),
	})
	.openapi("Finding");

export const books = z
	.object({
		store: z.object({
			name: z.string(),
			merchant: z.string(),
			currency: z.string(),
			timeZone: z.string(),
			isPractice: z.boolean(),
		}),
		nowMs: atMs,
		sinceMs: atMs,
		outages: z.array(
			z.object({
				id: z.string(),
				cause: z.string().nullable(),
				startedAtMs: atMs,
				restoredAtMs: atMs.nullable(),
				closedAtMs: atMs.nullable(),
				closedBy: z.string().nullable(),
			}),
		),
		sales: z.array(saleLine),
		batches: z.array(
			z.object({
				name: z.string(),
				state: z.enum(["uploaded", "read", "refused"]),
				format: z.string().nullable(),
				role: z.enum(["terminal", "money"]).nullable(),
				rows: z.int(),
				because: z.string().nullable().openapi({ description: "Why it was not taken." }),
				uploadedAtMs: atMs,
			}),
		),
		totals: z.array(
			z.object({
				currency: z.string(),
				paidMinor: z.int(),
				paidCount: z.int(),
				matchedMinor: z.int(),
				matchedCount: z.int(),
				openMinor: z.int(),
				openCount: z.int(),
				decided: z.array(z.object({ act, label: z.string(), count: z.int(), minor: z.int() })),
			}),
		),
		exposure: z
			.object({
				lines: z.array(
					z.object({
						tid: z.string().nullable(),
						mostCount: z.int(),
						mostSums: z.array(money),
						count: z.int().openapi({ description: "Stored now." }),
						sums: z.array(money),
						windowHours: z.int().nullable(),
						hoursLeft: z.int().nullable(),
						capTotal: money.nullable(),
						text: z.string(),
					}),
				),
				declined: z.object({ count: z.int(), sums: z.array(money), text: z.string() }).nullable(),
			})
			.openapi({
				description: "Card payments that the terminals stored, and what of them was declined when it was sent.",
			}),
		findings: z.array(finding).openapi({ description: "Those that leave something to do come first." }),
		standing: z
			.array(z.string())
			.openapi({ description: "What stands in the way of closing, a sentence each; empty when it may be closed." }),
		isClosed: z.boolean(),
		drills: z
			.array(z.object({ who: z.string(), startedAtMs: atMs, tookMs: z.int().nullable(), hard: z.string().nullable() }))
			.openapi({
				description:
					"The newest drills of the store; `who` is the platform, and the person as it names them where it does.",
			}),
	})
	.openapi("Books");
