/** CORE. What a conversation hears and says, the same on every platform. All of it is JSON. */

import type { Money } from "../fallback/money.ts";
import type { PaymentState } from "../fallback/payment.ts";
import type { SaleState } from "../fallback/sale.ts";
import type { SeenCode } from "../fallback/seen-code.ts";
import type { Locale } from "../text.ts";
import type { Paylink } from "./paylink.ts";

export type Choice = {
	/** Stable: a button pressed after a restart, or words said next week, mean the same. */
	readonly id: string;
	readonly label: string;
};

/** A picture to scan, with what it says below for those who cannot. */
export type Qr = { readonly payload: string; readonly caption: readonly string[] };

/** Where a sale stands, for a screen that shows more than words. */
export type SaleCard = {
	readonly saleId: string;
	readonly ref: string;
	/** What the customer is asked for. */
	readonly money: Money;
	/** Of it what is above the price, so that the amount tells this sale from others. Absent: nothing. */
	readonly raisedMinor?: number;
	readonly state: SaleState;
	/** Of the newest payment, or of the one that was paid. */
	readonly payment: PaymentState;
	/** Of its pay page. */
	readonly code: string;
	/** What people call the rail, in the reader's language. */
	readonly rail: string;
	readonly isPractice: boolean;
	/** The customer's bank has or had to confirm it. */
	readonly isAtBank?: true;
	/** Four digits for the cashier's eyes: the customer's page shows them only once it is paid. Said once, with the QR. */
	readonly proof?: string;
};

/** A file that a merchant and an agent passed on to one another. `type` is one of `FILE_TYPES`, by its first bytes. */
export type FileCard = {
	readonly id: string;
	readonly name: string;
	readonly type: FileType;
	readonly bytes: number;
};
export const FILE_TYPES = ["image/png", "image/jpeg", "image/webp", "application/pdf", "text/plain"] as const;
export type FileType = (typeof FILE_TYPES)[number];
export const FILE_LIMIT_BYTES = 5 * 1024 * 1024;

export type Reply = {
	readonly text: string;
	/** Numbered from 1 where there are no buttons. */
	readonly choices: readonly Choice[];
	readonly qr: Qr | null;
	/** An address to open or to send to the customer. */
	readonly link: string | null;
	/** The place of an earlier reply that this one takes the place of, where a platform can edit. */
	readonly replaces: number | null;
	/** The sale it tells of. */
	readonly sale: SaleCard | null;
	/** From an agent. Absent: none. */
	readonly file?: FileCard;
	/** A request to the support desk is open, so that a photo has somebody to see it. Absent: none is. */
	readonly isWithDesk?: true;
};

/** What a person did on a platform. `masked` says that card numbers were taken out before it was stored. */
export type Inbound =
	| {
			readonly kind: "message";
			readonly text: string;
			readonly masked?: boolean;
			/** What the platform calls it, so that an edit of it finds it. Absent where nothing is edited. */
			readonly name?: string;
			/** Sent with the command for an outage: whatever it says, the terminal is down. */
			readonly isReport?: boolean;
			/** As for a choice. */
			readonly by?: string;
	  }
	/** `of` is the place of the reply whose button was pressed, `by` who pressed it, as the platform names them; that is not kept in the line. */
	| { readonly kind: "choice"; readonly of: number; readonly choice: string; readonly by?: string }
	/** A payment link that staff ordered with one command; the amount was checked where it was typed. */
	| ({ readonly kind: "paylink"; readonly masked?: boolean } & Paylink)
	/** The message of this name says something else now, or is gone: for the agent who reads along. It answers nothing. */
	| { readonly kind: "edited"; readonly name: string; readonly text: string; readonly masked?: boolean }
	| { readonly kind: "deleted"; readonly name: string }
	/** For the agent; its bytes are stored. `code` is what a QR in it says, which is told and not kept in the line. */
	| { readonly kind: "file"; readonly file: FileCard; readonly code?: SeenCode }
	/** The reader wants to go on in this language. */
	| { readonly kind: "language"; readonly locale: Locale };

export const TEXT_LIMIT_CHARACTERS = 4_000;

/** One line of a conversation as the database keeps it. */
export type Line =
	| { readonly seq: number; readonly direction: "in"; readonly body: Inbound }
	| { readonly seq: number; readonly direction: "out"; readonly body: Reply };
