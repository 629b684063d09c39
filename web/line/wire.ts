/** What the server answers, as the page reads it. */

import type { Money } from "../../src/fallback/money.ts";

export type Place = {
	readonly code: string;
	readonly merchant: { readonly name: string };
	readonly store: {
		readonly name: string;
		readonly country: string;
		readonly currency: string;
		readonly exponent: number;
		readonly locale: string;
		readonly timeZone: string;
		readonly isDemo: boolean;
		readonly hotline: string | null;
	};
	readonly terminal: { readonly tid: string; readonly vendor: string; readonly model: string } | null;
};

/** This phone's conversation with one store. */
export type Talking = { readonly id: string; readonly token: string };

/** Who may decide on this phone: by a personal link, or by a PIN until `endsAtMs`. */
export type PersonKey = {
	readonly token: string;
	readonly name: string;
	readonly role: string;
	readonly endsAtMs: number | null;
};

export type SaleLine = {
	readonly saleId: string;
	/** Somebody said once that it was paid. */
	readonly wasClaimed: boolean;
	/** The proof on the customer's page was right. */
	readonly isProven?: boolean;
	readonly ref: string;
	readonly money: Money;
	readonly state: string;
	readonly isPractice: boolean;
	/** What the shop wrote beside it; the copy that is kept for no connection may be older. */
	readonly note?: string | null;
	readonly atMs: number;
	readonly rail: string | null;
	readonly code: string | null;
};

export type Sales = {
	readonly sinceMs: number;
	readonly count: number;
	readonly lines: readonly SaleLine[];
	readonly paid: readonly Money[];
};
