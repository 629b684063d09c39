/** SHELL. What `standin doctor` says of refunds, in one line: where a manager could give money back now. */

import { type Check, leftOut, ok, unreachable, wrong } from "../check.ts";
import type { Config } from "../config.ts";
import type { Text } from "../text.ts";

/** Whether the accounts themselves answer stands in the lines of their providers. */
export async function examineRefunds({ stripe, alipay, wechat }: Config): Promise<readonly Check[]> {
	const names = [
		...(stripe?.refundKey ? ["Stripe"] : []),
		...(alipay?.mayRefund === true ? ["Alipay"] : []),
		...(wechat?.mayRefund === true ? ["WeChat Pay"] : []),
	];
	const list = names.join(", ");
	if (names.length === 0) return [leftOut({ en: "Refunds", zh: "退款", es: "Reembolsos" }, NOWHERE)];
	const what: Text = { en: `Refunds: ${list}`, zh: `退款：${list}`, es: `Reembolsos: ${list}` };
	if (!stripe?.refundKey) return [ok(what)];
	const { examineStripeRefunds } = await import("../fallback/rails/stripe-refund-doctor.ts");
	switch (await examineStripeRefunds(stripe, stripe.refundKey)) {
		case "ok":
			return [ok(what)];
		case "no-right":
			return [wrong(what, NO_RIGHT)];
		case "away":
			return [unreachable(what, AWAY)];
	}
}

const NOWHERE: Text = {
	en: "Managers refund in the provider's dashboard and record it here. To do it from here set STRIPE_REFUND_KEY, ALIPAY_REFUNDS=1 or WECHAT_REFUNDS=1.",
	zh: "店长在服务商后台退款并在此记录。如需在此直接退款，请设置 STRIPE_REFUND_KEY、ALIPAY_REFUNDS=1 或 WECHAT_REFUNDS=1。",
	es: "El encargado reembolsa en el panel del proveedor y lo anota aquí. Para hacerlo desde aquí defina STRIPE_REFUND_KEY, ALIPAY_REFUNDS=1 o WECHAT_REFUNDS=1.",
};
const NO_RIGHT: Text = {
	en: "Stripe does not let STRIPE_REFUND_KEY refund: at dashboard.stripe.com/apikeys make a restricted key with Refunds: Write.",
	zh: "Stripe 不允许 STRIPE_REFUND_KEY 退款：请在 dashboard.stripe.com/apikeys 创建受限密钥，将 Refunds 设为 Write。",
	es: "Stripe no deja reembolsar con STRIPE_REFUND_KEY: en dashboard.stripe.com/apikeys cree una clave restringida con Refunds: Write.",
};
const AWAY: Text = {
	en: "Stripe does not answer; check the network and status.stripe.com, then run this again.",
	zh: "Stripe 没有响应；请检查网络和 status.stripe.com，然后重试。",
	es: "Stripe no responde; revise la red y status.stripe.com, y repita.",
};
