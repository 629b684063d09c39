/** The books of a store, as the server tells them. */

import type { Act } from "../../src/reconcile/decisions.ts";
import type { FindingView } from "../../src/reconcile/review.ts";
import type { SaleLine } from "../line/wire.ts";

export type Finding = FindingView;

export type Total = {
	readonly currency: string;
	readonly paidMinor: number;
	readonly paidCount: number;
	readonly matchedMinor: number;
	readonly matchedCount: number;
	readonly openMinor: number;
	readonly openCount: number;
	readonly decided: readonly {
		readonly act: Act;
		readonly label: string;
		readonly count: number;
		readonly minor: number;
	}[];
};

export type Books = {
	readonly store: {
		readonly name: string;
		readonly merchant: string;
		readonly currency: string;
		readonly timeZone: string;
		readonly isPractice: boolean;
	};
	readonly nowMs: number;
	readonly sinceMs: number;
	readonly outages: readonly {
		readonly id: string;
		readonly cause: string | null;
		readonly startedAtMs: number;
		readonly restoredAtMs: number | null;
		readonly closedAtMs: number | null;
		readonly closedBy: string | null;
	}[];
	readonly sales: readonly SaleLine[];
	readonly batches: readonly {
		readonly name: string;
		readonly state: "uploaded" | "read" | "refused";
		readonly format: string | null;
		readonly role: "terminal" | "money" | null;
		readonly rows: number;
		/** Why it was not taken. */
		readonly because: string | null;
		readonly uploadedAtMs: number;
	}[];
	readonly totals: readonly Total[];
	/** Absent in a copy that was kept for no connection by an older page. */
	readonly exposure?: {
		readonly lines: readonly { readonly text: string }[];
		readonly declined: { readonly text: string } | null;
	};
	readonly findings: readonly Finding[];
	/** What stands in the way of closing; empty when it may be closed. */
	readonly standing: readonly string[];
	readonly isClosed: boolean;
	/** Absent in a copy of an older page. */
	readonly drills?: readonly {
		readonly who: string;
		readonly startedAtMs: number;
		/** Null: not ended. */
		readonly tookMs: number | null;
		readonly hard: string | null;
	}[];
};
