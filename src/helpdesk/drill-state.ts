/** CORE. What a drill remembers, hears and writes. It is no sale: nothing of it is in a table of sales or payments. */

import type { Money } from "../fallback/money.ts";

export type Drill = {
	readonly id: string;
	/** Of its practice page. */
	readonly code: string;
	readonly money: Money;
	readonly startedAtMs: number;
	/** Who practises, as the platform names them; absent where it does not say. */
	readonly by?: string;
	/** The place of the reply that shows its QR; 0 before that. */
	readonly seq: number;
};

/** Somebody has pressed the button of the practice page. */
export type DrillPaid = { readonly kind: "drill-paid"; readonly id: string };

/** A drill that has begun, or is done. */
export type DrillWrite = {
	readonly kind: "drill";
	readonly conversationId: string;
	readonly storeId: string;
	readonly drill: Pick<Drill, "id" | "code" | "money" | "startedAtMs" | "by">;
	readonly doneAtMs: number | null;
};

/** When the shop is next reminded of what keeps it ready. `isPutOff`: it asked to be, whatever another chat says. */
export type Remind = { readonly dueAtMs: number; readonly isPutOff: boolean };

/** What is known of the store when that is due. */
export type Readiness = {
	readonly drilledAtMs: number | null;
	readonly remindedAtMs: number | null;
	/** When its first chat began. Absent: not known. */
	readonly sinceMs?: number;
	/** A thread of a platform is reminded; no page of the web chat needs to be. */
	readonly hasThread?: boolean;
};

/** The store was reminded, in whichever chat. */
export type RemindedWrite = { readonly kind: "reminded"; readonly storeId: string; readonly atMs: number };

/** What whoever practised found hard. */
export const HARD = ["nothing", "steps", "scan", "slow"] as const;
export type Hard = (typeof HARD)[number];
export type HardWrite = {
	readonly kind: "drill-hard";
	readonly conversationId: string;
	readonly id: string;
	readonly hard: Hard;
};
