/** CORE. Money back through the rail that took it: what is ordered of a provider, what it answers, and who hears of it. Only a person's act orders it. */

import type { Address } from "../actor.ts";
import type { Text } from "../text.ts";
import type { Money } from "./money.ts";

/** After that nobody waits for a provider that cannot be reached: if it knows of no refund, a person decides again. */
const MAKE_MINUTES = 60;
const LOOK_FIRST_MS = 5_000;
const LOOK_SLOWEST_MS = 6 * 60 * 60_000;

/** `unknown`: nobody can say whether the money went back; every other one says that it did not. */
export type RefundReason =
	| "already"
	| "no-balance"
	| "no-right"
	| "gone"
	| "customer-account"
	| "late"
	| "unknown"
	| "other";

/** `pending`: the provider has taken it, and the customer's bank may take days. */
export type RefundAnswer =
	| { readonly standing: "refunded" | "pending"; readonly id: string }
	| { readonly standing: "refused"; readonly because: RefundReason };

/** Of a refund that the provider knows nothing of. */
export type RefundSeen = RefundAnswer | { readonly standing: "none" };

/** What a refund of a payment is asked with, in full, before anybody calls the provider. */
export type RefundAsk = {
	/** Ours, of one decision: what is repeated under it gives the money back once. */
	readonly number: string;
	/** What was paid in one piece, as the provider knows it. */
	readonly sessionId: string;
	readonly paid: Money;
	readonly backMinor: number;
	/** Where the provider may call us. */
	readonly webhookUrl: string;
};

/** An order for whoever talks to the provider. Those of one sale go out one after the other. */
export type RefundOrder = {
	readonly kind: "refund";
	/** `look` only asks what became of it. */
	readonly order: "make" | "look";
	/** The scheme of the rail. */
	readonly provider: string;
	/** The sale. */
	readonly to: string;
	/** The payment. */
	readonly subject: string;
	readonly account: string | null;
	readonly apiVersion: string;
	/** The whole request, JSON; repeated byte for byte under its number after any failure. */
	readonly body: string;
	/** Not begun later than this. */
	readonly untilMs: number;
} & Omit<RefundAsk, "webhookUrl">;

/** May be called again with the same order, and throws only `DeliveryError`; *unreachable* is one that may have been done. */
export type Refunds = {
	make(order: RefundOrder): Promise<RefundAnswer>;
	look(order: RefundOrder): Promise<RefundSeen>;
};

/** The schemes that this server may give money back on. */
export type Refundable = ReadonlySet<string>;
export const NO_REFUNDS: Refundable = new Set();

/** What a payment knows of its refund. */
export type PaymentRefund = {
	readonly number: string;
	/** Which number of this payment it is: 0 is the first. */
	readonly nth: number;
	readonly minor: number;
	readonly state: "asked" | "pending" | "refunded" | "refused";
	/** The provider's. */
	readonly id: string | null;
	readonly because: RefundReason | null;
	readonly wish: RefundWish;
	readonly askedAtMs: number;
	/** The provider was asked, and its answer is still to come. */
	readonly isAsked: boolean;
	readonly lookAtMs: number | null;
};

/** Who wants a payment's money given back, because of what, and where they hear of it. */
export type RefundWish = {
	readonly person: { readonly id: string; readonly name: string };
	readonly findingId: string | null;
	readonly conversation: Address | null;
};

/** What the books of the store hear of a refund. */
export type RefundNotice = {
	readonly kind: "refund-came";
	readonly storeId: string;
	readonly paymentId: string;
	readonly ref: string;
	readonly money: Money;
	readonly wish: RefundWish;
	readonly answer: RefundAnswer;
};

export const refundUntilMs = (askedAtMs: number): number => askedAtMs + MAKE_MINUTES * 60_000;

/** When to look next at one that was asked for then: after a tenth of the time it took so far. */
export const lookAtRefundMs = (askedAtMs: number, nowMs: number): number =>
	nowMs + Math.min(Math.max((nowMs - askedAtMs) / 10, LOOK_FIRST_MS), LOOK_SLOWEST_MS);

/** It may still become one, or is one. */
export const isUnderWay = (refund: PaymentRefund | undefined): refund is PaymentRefund =>
	refund?.state === "asked" || refund?.state === "pending";

/** Why a provider gave nothing back, and what to do about it. */
export const REFUND_REASONS: Readonly<Record<RefundReason, Text>> = {
	already: {
		en: "This payment was given back already, whole or in part; look into the provider's dashboard.",
		zh: "这笔付款已全部或部分退款；请到服务商后台查看。",
		es: "Este pago ya se devolvió, entero o en parte; mire el panel del proveedor.",
	},
	"no-balance": {
		en: "The shop's balance at the provider is too low; top it up, then refund again.",
		zh: "服务商账户余额不足；请充值后再退款。",
		es: "El saldo de la tienda en el proveedor no alcanza; recárguelo y reembolse otra vez.",
	},
	"no-right": {
		en: "This server has no right to refund there; refund in the provider's dashboard, then record it here.",
		zh: "此服务器没有退款权限；请在服务商后台退款，然后在这里记录。",
		es: "Este servidor no puede reembolsar ahí; hágalo en el panel del proveedor y anótelo aquí.",
	},
	gone: {
		en: "The provider cannot give this payment back any more; pay the customer another way.",
		zh: "服务商已无法退回这笔付款；请用其他方式还给顾客。",
		es: "El proveedor ya no puede devolver este pago; devuélvalo al cliente de otra forma.",
	},
	"customer-account": {
		en: "The customer's card or account takes nothing back; pay them another way.",
		zh: "顾客的卡或账户无法收款；请用其他方式还给顾客。",
		es: "La tarjeta o cuenta del cliente no admite la devolución; devuélvalo de otra forma.",
	},
	late: {
		en: "The provider could not be reached for an hour, and nothing was given back; refund again.",
		zh: "一小时内无法连接服务商，未退款；请再次退款。",
		es: "No se pudo contactar con el proveedor en una hora y no se devolvió nada; reembolse otra vez.",
	},
	unknown: {
		en: "Nobody knows whether it went through; look into the provider's dashboard before anything else.",
		zh: "不确定是否已退款；请先到服务商后台查看。",
		es: "No se sabe si se hizo; mire el panel del proveedor antes de nada.",
	},
	other: {
		en: "The provider refused; look into its dashboard.",
		zh: "服务商拒绝退款；请到其后台查看。",
		es: "El proveedor lo rechazó; mire su panel.",
	},
};
