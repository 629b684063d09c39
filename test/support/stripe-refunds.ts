/** What Stripe keeps of refunds, as far as we use it; modelled on docs.stripe.com/api/refunds. */

import { type Form, pathsOf, readForm } from "./stripe-form.ts";
import type { Refused, Session } from "./stripe-sessions.ts";

/** A restricted key with the right to refund, and no other. */
export const REFUND_KEY = "rk_test_standin_refunds";

export type StripeRefund = {
	readonly id: string;
	readonly object: "refund";
	readonly amount: number;
	readonly currency: string;
	readonly payment_intent: string;
	readonly status: "succeeded" | "pending" | "failed";
	readonly metadata: Form;
};

const KNOWN = /^(payment_intent|amount|metadata\[\w{1,40}\])$/;
const refuse = (code: string, message: string, status = 400): Refused => ({
	status,
	error: { type: "invalid_request_error", code, message },
});

/** A new refund as the form asks for it, or Stripe's refusal. */
export function newRefund(
	body: string,
	sessions: Iterable<Session>,
	refunds: ReadonlyMap<string, StripeRefund>,
	status: StripeRefund["status"],
): StripeRefund | Refused {
	const form = readForm(body);
	const unknown = pathsOf(form).find((path) => !KNOWN.test(path));
	if (unknown !== undefined) return refuse("parameter_unknown", `Received unknown parameter: ${unknown}`);
	const intent = String(form["payment_intent"]);
	const session = [...sessions].find((one) => one.payment_intent === intent && one.payment_status === "paid");
	if (session === undefined) return refuse("resource_missing", `No such payment_intent: '${intent}'`, 404);
	const amount = Number(form["amount"]);
	const before = listed(refunds, intent).filter(({ status }) => status !== "failed");
	const left = session.amount_total - before.reduce((sum, one) => sum + one.amount, 0);
	if (left === 0) return refuse("charge_already_refunded", "Charge has already been refunded.");
	if (amount > left)
		return { status: 400, error: { type: "invalid_request_error", message: "Refund amount is greater" } };
	const metadata = (form["metadata"] as Form | undefined) ?? {};
	const about = { amount, currency: session.currency, payment_intent: intent, metadata };
	return { id: `re_${intent.slice(3, 17)}${refunds.size}`, object: "refund", ...about, status };
}

export const listed = (refunds: ReadonlyMap<string, StripeRefund>, intent: string): readonly StripeRefund[] =>
	[...refunds.values()].filter((one) => one.payment_intent === intent).reverse();

export const refusedKey = (permission: string): Refused => ({
	status: 403,
	error: { type: "invalid_request_error", message: `The key does not have the required permission ${permission}.` },
});
