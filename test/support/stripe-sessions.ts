/** What Stripe keeps of checkout sessions, as far as we use it; modelled on docs.stripe.com/api/checkout/sessions. */

import { at, type Form, pathsOf } from "./stripe-form.ts";

export type Session = {
	readonly id: string;
	readonly object: "checkout.session";
	readonly mode: "payment";
	readonly status: "open" | "complete" | "expired";
	readonly payment_status: "unpaid" | "paid";
	readonly amount_total: number;
	readonly currency: string;
	readonly client_reference_id: string | null;
	readonly metadata: Form;
	readonly payment_intent: string | null;
	readonly expires_at: number;
	readonly created: number;
	readonly success_url: string;
	readonly cancel_url: string | null;
	readonly livemode: false;
	readonly url: string | null;
	/** Of a payment link; absent: made by a call of ours. */
	readonly payment_link?: string;
};

export type Refused = {
	readonly status: number;
	readonly error: { readonly type: string; readonly [name: string]: unknown };
};

const KNOWN = [
	/^(mode|client_reference_id|expires_at|success_url|cancel_url)$/,
	/^payment_method_types\[\d\]$/,
	/^adaptive_pricing\[enabled\]$/,
	/^(payment_intent_data\[)?\]?\[?metadata\]?\[\w{1,40}\]$/,
	/^line_items\[0\]\[(quantity|price_data\]\[(currency|unit_amount|product_data\]\[name))\]$/,
];
const CURRENCIES = ["eur", "usd", "gbp", "jpy", "isk", "kwd", "brl"];
const MINUTE_S = 60;

const wrong = (param: string, message: string, code = "parameter_invalid"): Refused => ({
	status: 400,
	error: { type: "invalid_request_error", code, param, message },
});

/** A new session as the form asks for it, or Stripe's refusal. */
export function newSession(form: Form, id: string, url: string, nowMs: number): Session | Refused {
	const unknown = pathsOf(form).find((path) => !KNOWN.some((known) => known.test(path)));
	if (unknown !== undefined) return wrong(unknown, `Received unknown parameter: ${unknown}`, "parameter_unknown");
	const price = at(form, "line_items", "0", "price_data") as Form | undefined;
	const amount = String(price?.["unit_amount"]);
	const currency = String(price?.["currency"]);
	const expires = Number(form["expires_at"] ?? nowMs / 1_000 + 24 * 60 * MINUTE_S);
	if (form["mode"] !== "payment") return wrong("mode", "only payment is spoken here");
	if (!CURRENCIES.includes(currency)) return wrong("line_items[0][price_data][currency]", "Invalid currency");
	if (!/^[1-9]\d{0,7}$/.test(amount)) return wrong("line_items[0][price_data][unit_amount]", "Invalid integer");
	if (typeof form["success_url"] !== "string") return wrong("success_url", "Missing required param: success_url.");
	const minutes = (expires - nowMs / 1_000) / MINUTE_S;
	if (minutes < 30 || minutes > 24 * 60)
		return wrong("expires_at", "The `expires_at` timestamp must be at least 30 minutes from now.");
	return {
		id,
		object: "checkout.session",
		mode: "payment",
		status: "open",
		payment_status: "unpaid",
		amount_total: Number(amount) * Number(at(form, "line_items", "0", "quantity")),
		currency,
		client_reference_id: (form["client_reference_id"] as string | undefined) ?? null,
		metadata: (form["metadata"] as Form | undefined) ?? {},
		payment_intent: null, // as at Stripe: made when the customer pays
		expires_at: expires,
		created: Math.floor(nowMs / 1_000),
		success_url: form["success_url"],
		cancel_url: (form["cancel_url"] as string | undefined) ?? null,
		livemode: false,
		url,
	};
}

/** A session at a moment: one that is open ends by itself. */
export const atMoment = (session: Session, nowMs: number): Session =>
	session.status === "open" && session.expires_at <= nowMs / 1_000 ? ended(session) : session;

export const ended = (session: Session): Session => ({ ...session, status: "expired", url: null });

export const paid = (session: Session): Session => ({
	...session,
	status: "complete",
	payment_status: "paid",
	payment_intent: `pi_${session.id.slice("cs_".length)}`,
	url: null,
});

/** Finished with a method whose bank answers later. */
export const handedIn = (session: Session): Session => ({ ...paid(session), payment_status: "unpaid" });

/** The payment of a session; of one that its bank refused Stripe says no more than of a new one. */
export const intentOf = ({ payment_intent, payment_status }: Session, isRefused: boolean) => ({
	id: payment_intent,
	object: "payment_intent",
	status: payment_status === "paid" ? "succeeded" : isRefused ? "requires_payment_method" : "processing",
});

/** A session that a customer opened by scanning a payment link, paid. */
export const linkSession = (id: string, reference: string, minor: number, nowMs: number): Session =>
	paid({
		...{ id, object: "checkout.session", mode: "payment", status: "open", payment_status: "unpaid", currency: "eur" },
		...{ amount_total: minor, client_reference_id: reference, metadata: {}, payment_intent: null, livemode: false },
		...{ created: Math.floor(nowMs / 1_000), expires_at: Math.floor(nowMs / 1_000) + 86_400, url: null },
		...{ success_url: "https://stripe.com", cancel_url: null, payment_link: "plink_standin" },
	});

export const notFound = (id: string): Refused => ({
	status: 404,
	error: { type: "invalid_request_error", code: "resource_missing", message: `No such checkout.session: '${id}'` },
});

export const notOpen = (): Refused =>
	wrong("session", 'Only Checkout Sessions with a status in ["open"] can be expired.', "resource_invalid");
