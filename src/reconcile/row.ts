/** CORE. The canonical words of reconciliation: a payment, a row of a batch, an upload. All of it survives JSON. */

/** What a file is a witness of: `terminal`, what the POS says was sold; `money`, what a processor or a bank says arrived. */
export const ROLES = ["terminal", "money"] as const;
export type Role = (typeof ROLES)[number];

export type RowKind = "sale" | "refund" | "void";
/** `other`: what the POS calls another tender, where fallback sales are keyed. `none`: a gift card, a wallet, or nothing. */
export type Tender = "card" | "other" | "cash" | "none";
export type Entry = "online" | "offline" | "keyed";
export type RowStatus = "approved" | "declined" | "pending" | "expired";

/** A moment a file gives. `zone`: `known`, or `repeated` where the clock was set back and the hour occurs twice (the first is taken). */
export type Instant = { readonly atMs: number; readonly zone: "known" | "repeated" };

/** One line of a batch. An empty field is null; times are milliseconds since 1970 UTC; money is in minor units of `currency`. */
export type Row = {
	readonly rowId: string;
	readonly uploadId: string;
	readonly merchantId: string | null;
	readonly terminalId: string | null;
	readonly batchNo: string | null;
	readonly stan: string | null;
	readonly rrn: string | null;
	readonly authCode: string | null;
	readonly kind: RowKind;
	readonly tender: Tender;
	readonly entry: Entry | null;
	/** Without the tip; negative for a refund. */
	readonly amountMinor: number;
	readonly tipMinor: number;
	readonly currency: string;
	/** The terminal's own clock: may be wrong by minutes or by a whole hour. */
	readonly terminalTime: Instant | null;
	readonly processedAt: Instant | null;
	readonly status: RowStatus;
	readonly cardLast4: string | null;
	readonly staffId: string | null;
	readonly orderId: string | null;
	/** What staff typed; card numbers in it are masked. */
	readonly note: string;
};

/** One file as it was read: the rows of one or several uploads, all in one role. */
export type Upload = {
	readonly fileName: string;
	readonly format: string;
	readonly role: Role;
	readonly rows: readonly Row[];
};

export const PAYMENT_STATUSES = ["paid", "shown", "claimed", "expired", "cancelled", "refunded"] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** One attempt to collect over a fallback rail. `amountMinor` is what was collected or asked for, tip included. */
export type FallbackPayment = {
	readonly paymentId: string;
	readonly merchantId: string | null;
	readonly storeId: string | null;
	readonly terminalId: string | null;
	readonly staffId: string | null;
	readonly saleRef: string | null;
	readonly orderId: string | null;
	readonly rail: string | null;
	readonly amountMinor: number;
	readonly tipMinor: number;
	readonly currency: string;
	readonly createdAtMs: number;
	readonly paidAtMs: number | null;
	readonly status: PaymentStatus;
	readonly cardLast4: string | null;
};

/** What the customer gave for this row, tip included. */
export const rowTotalMinor = (row: Row): number => row.amountMinor + row.tipMinor;

/** When the sale happened for all we know: the terminal's clock, else the processor's; null when the row has no time. */
export const rowTimeMs = (row: Row): number | null => row.terminalTime?.atMs ?? row.processedAt?.atMs ?? null;

/** How the report names a row. */
export const rowName = (row: Row): string => `${row.uploadId}/${row.rowId}`;
