/** SHELL. What `standin doctor` says of each provider: whether it could take money now, and if not why. */

import { type Check, notConfigured, same, wrong } from "../check.ts";
import type { Config } from "../config.ts";
import type { Reliance } from "../store/look.ts";
import type { Text } from "../text.ts";

type Examined = {
	readonly scheme: string;
	readonly name: string;
	/** What is to be set first, and where it is found. */
	readonly variable: string;
	readonly from: string;
	/** Null: not configured, and its client library is not loaded. */
	examine(config: Config): Promise<readonly Check[] | null>;
};

const EXAMINED: readonly Examined[] = [
	{
		scheme: "stripe",
		name: "Stripe",
		variable: "STRIPE_SECRET_KEY",
		from: "dashboard.stripe.com/apikeys",
		examine: async ({ stripe }) => stripe && (await import("../fallback/rails/stripe-doctor.ts")).examineStripe(stripe),
	},
	{
		scheme: "wechat",
		name: "WeChat Pay",
		variable: "WECHAT_MCH_ID",
		from: "pay.weixin.qq.com",
		examine: async ({ wechat, publicUrl }) =>
			wechat && (await import("../fallback/rails/wechat-doctor.ts")).examineWechat(wechat, publicUrl),
	},
	{
		scheme: "alipay",
		name: "Alipay",
		variable: "ALIPAY_APP_ID",
		from: "open.alipay.com",
		examine: async ({ alipay }) => alipay && (await import("../fallback/rails/alipay-doctor.ts")).examineAlipay(alipay),
	},
];

/** Of each provider, its name and what was found. */
export const examineProviders = (
	config: Config,
	reliance: Reliance | null,
): readonly { readonly name: Text; readonly checks: Promise<readonly Check[]> }[] =>
	EXAMINED.map((one) => ({
		name: same(one.name),
		checks: one.examine(config).then((checks) => checks ?? [unused(one, reliance)]),
	}));

/** Merchants may list a rail of a provider that this server cannot talk to. */
function unused({ scheme, name, variable, from }: Examined, reliance: Reliance | null): Check {
	const merchants = (reliance?.rails ?? []).filter((rail) => rail.scheme === scheme);
	if (merchants.length === 0) return notConfigured(name, variable);
	const list = merchants.map(({ merchantId }) => merchantId).join(", ");
	return wrong(same(name), {
		en: `These merchants list a rail of ${name}, which cannot be used: ${list}. Set ${variable}, from ${from}.`,
		zh: `以下商户配置了 ${name} 收款，但无法使用：${list}。请设置 ${variable}，见 ${from}。`,
		es: `Estos comercios tienen una forma de pago ${name} que no se puede usar: ${list}. Defina ${variable}, de ${from}.`,
	});
}
