/** CORE. The providers that can collect a sale: what each can take, what it is asked for, and how people call it. */

import type { Refusal, Text } from "../text.ts";
import { ALIPAY, alipayProfile } from "./alipay-profile.ts";
import { type Attempt, STRIPE } from "./checkout.ts";
import type { Money } from "./money.ts";
import type { RefundAsk } from "./refund.ts";
import { stripeProfile } from "./stripe-profile.ts";
import { WECHAT, wechatProfile } from "./wechat-profile.ts";

export type ProviderProfile = {
	readonly title: Text;
	/** The QR's text comes from the provider with the session; else the QR leads to our own page, which leads on. */
	readonly givesCode: boolean;
	/** Why this server cannot use it. */
	readonly notHere: Refusal;
	/** Why it cannot take an amount, or null. */
	whyNot(money: Money): Refusal | null;
	/** What is wrong with a rail's settings. */
	settingsFault(settings: ReadonlyMap<string, string>): Text | undefined;
	/** The whole request that makes a session, JSON. The amount is one it can take. */
	body(attempt: Attempt): string;
	readonly refund: {
		/** The whole request that gives money back, JSON, but for whose it is. */
		body(ask: RefundAsk): string;
		/** After a refusal: the provider answers an old number as it did before. Where not, the old one is asked again. */
		readonly isNewEachTime: boolean;
	};
};

/** By the scheme of the rail. */
export const PROVIDERS: ReadonlyMap<string, ProviderProfile> = new Map([
	[STRIPE, stripeProfile],
	[WECHAT, wechatProfile],
	[ALIPAY, alipayProfile],
]);

/** Which of them this server can talk to, by scheme, and the version of each one's API. */
export type Configured = ReadonlyMap<string, string>;
export const NO_PROVIDERS: Configured = new Map();
