/** CORE. What a drill remembers, hears and writes. It is no sale: nothing of it is in a table of sales or payments. */

import type { Money } from "../fallback/money.ts";

export type Drill = {
	readonly id: string;
	/** Of its practice page. */
	readonly code: string;
	readonly money: Money;
	readonly startedAtMs: number;
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
	readonly drill: Pick<Drill, "id" | "code" | "money" | "startedAtMs">;
	readonly doneAtMs: number | null;
};

/** When the shop is next reminded of what keeps it ready. `isPutOff`: it asked to be, whatever another chat says. */
export type Remind = { readonly dueAtMs: number; readonly isPutOff: boolean };

/** What is known of the store when that is due. */
export type Readiness = { readonly drilledAtMs: number | null; readonly remindedAtMs: number | null };

/** The store was reminded, in whichever chat. */
export type RemindedWrite = { readonly kind: "reminded"; readonly storeId: string; readonly atMs: number };
