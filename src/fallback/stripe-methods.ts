/** CORE. The ways to pay that a shop offers on Stripe's page. */

/** What is switched on at Stripe: the shop changes it there, and Stripe shows what fits the amount and the customer. */
export const DASHBOARD = "dashboard";

/**
 * Those that a customer at a counter can finish on a phone (no vouchers to pay elsewhere), and that a session with `payment` takes (Stripe's API
 * reference, checkout sessions, `payment_method_types`, November 2026). Bank debits are among them: they answer in days,
 * so the shop must name them itself.
 */
export const STRIPE_METHODS: ReadonlySet<string> = new Set(
	"card acss_debit alipay amazon_pay au_becs_debit bacs_debit bancontact blik cashapp eps fpx grabpay ideal kakao_pay kr_card link mb_way mobilepay naver_pay p24 pay_by_bank paynow paypal pix promptpay revolut_pay satispay sepa_debit swish twint us_bank_account".split(
		" ",
	),
);

export const isMethod = (name: string): boolean => STRIPE_METHODS.has(name);

/** What a session is asked to offer: cards, unless the shop says otherwise. */
export function methodsOf(methods = "card"): { readonly payment_method_types?: readonly string[] } {
	return methods === DASHBOARD ? {} : { payment_method_types: methods.split(",") };
}
