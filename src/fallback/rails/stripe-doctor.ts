/** Whether Stripe knows the key, and lets it make checkouts. */

import Stripe from "stripe";
import { type Check, ok, unreachable, wrong } from "../../check.ts";
import type { Text } from "../../text.ts";
import { endpoint, type StripeSettings } from "./stripe.ts";

const CALL_LIMIT_MS = 8_000;
/** Nobody's checkout: whoever may end one is told that it is not there. */
const NOBODYS = "cs_test_standin_doctor";

/** Changes nothing at Stripe. */
export async function examineStripe({ secretKey, apiUrl }: StripeSettings): Promise<readonly Check[]> {
	const isTest = secretKey.includes("_test_");
	const key: Text = isTest
		? {
				en: "Stripe, key: test, no money moves",
				zh: "Stripe 密钥：测试，不产生真实扣款",
				es: "Stripe, clave: de prueba, no mueve dinero",
			}
		: { en: "Stripe, key: live", zh: "Stripe 密钥：正式", es: "Stripe, clave: real" };
	const stripe = new Stripe(secretKey, {
		...endpoint(apiUrl),
		timeout: CALL_LIMIT_MS,
		maxNetworkRetries: 0,
		telemetry: false,
	});
	try {
		await stripe.checkout.sessions.expire(NOBODYS);
		return [away(key)]; // no answer of Stripe's: there is no such checkout
	} catch (error) {
		return [readRefusal(error, key)];
	}
}

function readRefusal(error: unknown, key: Text): Check {
	if (error instanceof Stripe.errors.StripePermissionError) return wrong(key, forbidden(error.message));
	if (error instanceof Stripe.errors.StripeAuthenticationError) return wrong(key, UNKNOWN);
	const isKnown = error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
	return isKnown ? ok(key) : away(key);
}

/** Stripe's sentence names the permission, and a part of the key beside it: only the name is taken. */
function forbidden(message: string): Text {
	const name = /\brak_[a-z_]{1,60}\b/.exec(message)?.[0] ?? "rak_checkout_session_write";
	return {
		en: `The key lacks the permission ${name}: at dashboard.stripe.com/apikeys edit the restricted key, Checkout Sessions: Write.`,
		zh: `密钥缺少权限 ${name}：请在 dashboard.stripe.com/apikeys 编辑受限密钥，将 Checkout Sessions 设为 Write。`,
		es: `A la clave le falta el permiso ${name}: en dashboard.stripe.com/apikeys edite la clave restringida, Checkout Sessions: Write.`,
	};
}

const UNKNOWN: Text = {
	en: "Stripe does not know this key: take it anew from dashboard.stripe.com/apikeys and set STRIPE_SECRET_KEY.",
	zh: "Stripe 不认识此密钥：请从 dashboard.stripe.com/apikeys 重新获取并设置 STRIPE_SECRET_KEY。",
	es: "Stripe no conoce esta clave: tómela de nuevo de dashboard.stripe.com/apikeys y póngala en STRIPE_SECRET_KEY.",
};
const away = (key: Text): Check =>
	unreachable(key, {
		en: "Stripe does not answer; check the network and status.stripe.com, then run this again.",
		zh: "Stripe 没有响应；请检查网络和 status.stripe.com，然后重试。",
		es: "Stripe no responde; revise la red y status.stripe.com, y repita.",
	});
