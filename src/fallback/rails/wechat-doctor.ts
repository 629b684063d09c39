/** Whether WeChat Pay knows the account and signs as we expect, so that it could take money now. Changes nothing there. */

import { z } from "zod";
import { type Check, ok, same, unreachable, wrong } from "../../check.ts";
import type { Text } from "../../text.ts";
import { callLimit, type WechatSettings, wechatClient } from "./wechat.ts";

const CALL_LIMIT_MS = 8_000;
/** Nobody's order: whoever may ask is told that it is not there. */
const NOBODYS = "standin-doctor";

const WHAT = same("WeChat Pay");

/** `publicUrl` null: it is an address in the shop's network. */
export async function examineWechat(settings: WechatSettings, publicUrl: string | null): Promise<readonly Check[]> {
	if (publicUrl?.startsWith("https://") !== true) return [wrong(WHAT, NOT_HTTPS)];
	const word = await askAbout(settings);
	if (word === "ORDER_NOT_EXIST") return [ok(WHAT)];
	if (word === null) return [unreachable(WHAT, AWAY)];
	return [wrong(WHAT, ADVICE.get(word) ?? refused(word))];
}

const refusal = z.object({ code: z.string().regex(/^[A-Z_]{1,64}$/) });
const failed = z.object({ code: z.string().optional(), response: z.object({ data: z.unknown() }).optional() });

/** What WeChat Pay answers, in its own word, or what is wrong with the answer in the client's; null: no answer of WeChat's. */
async function askAbout(settings: WechatSettings): Promise<string | null> {
	const params = { mchid: settings.mchId };
	// So that the client checks the signature of a refusal too.
	const options = {
		params,
		validateStatus: (status: number) => status < 500 && status !== 429,
		...callLimit(CALL_LIMIT_MS),
	};
	try {
		const answer = await wechatClient(settings).get(`v3/pay/transactions/out-trade-no/${NOBODYS}`, options);
		return refusal.safeParse(answer.data).data?.code ?? null;
	} catch (error) {
		const read = failed.safeParse(error);
		const said = refusal.safeParse(jsonOf(read.data?.response?.data)).data?.code;
		// Whether every refusal is signed is not written anywhere.
		if (said === undefined || read.data?.code === "EV3_RES_HEADERS_INCOMPLATE") return said ?? null;
		return read.data?.code ?? null;
	}
}

function jsonOf(text: unknown): unknown {
	try {
		return JSON.parse(String(text));
	} catch {
		return null; // a page of somebody on the way
	}
}

const NOT_HTTPS: Text = {
	en: "It needs an https address that it may call: set PUBLIC_URL to one.",
	zh: "微信支付需要一个可回调的 https 地址：请将 PUBLIC_URL 设为 https 地址。",
	es: "Necesita una dirección https a la que pueda llamar: ponga una en PUBLIC_URL.",
};
const AWAY: Text = {
	en: "WeChat Pay does not answer; check the network, then run this again.",
	zh: "微信支付没有响应；请检查网络，然后重试。",
	es: "WeChat Pay no responde; revise la red y repita.",
};
const UNSIGNED: Text = {
	en: "It does not accept our signature: check WECHAT_MCH_SERIAL, WECHAT_PRIVATE_KEY and this machine's clock.",
	zh: "微信支付不接受我方签名：请检查 WECHAT_MCH_SERIAL、WECHAT_PRIVATE_KEY 和本机时钟。",
	es: "No acepta nuestra firma: revise WECHAT_MCH_SERIAL, WECHAT_PRIVATE_KEY y el reloj de este equipo.",
};
const OTHER_KEY: Text = {
	en: "Its answer is signed with another key: take WECHAT_PUBLIC_KEY and WECHAT_PUBLIC_KEY_ID anew from pay.weixin.qq.com.",
	zh: "其应答由另一把密钥签名：请从 pay.weixin.qq.com 重新获取 WECHAT_PUBLIC_KEY 和 WECHAT_PUBLIC_KEY_ID。",
	es: "Su respuesta está firmada con otra clave: tome de nuevo WECHAT_PUBLIC_KEY y WECHAT_PUBLIC_KEY_ID de pay.weixin.qq.com.",
};
const CLOCK: Text = {
	en: "This machine's clock is more than five minutes off: set it right.",
	zh: "本机时钟误差超过五分钟：请校准。",
	es: "El reloj de este equipo difiere más de cinco minutos: póngalo en hora.",
};
const MERCHANT: Text = {
	en: "It does not know the merchant: check WECHAT_MCH_ID.",
	zh: "微信支付不认识此商户：请检查 WECHAT_MCH_ID。",
	es: "No conoce al comercio: revise WECHAT_MCH_ID.",
};

const ADVICE: ReadonlyMap<string, Text> = new Map([
	["SIGN_ERROR", UNSIGNED],
	["EV3_RES_HEADER_SIGNATURE_DIGEST", OTHER_KEY],
	["EV3_RES_HEADER_PLATFORM_SERIAL", OTHER_KEY],
	["EV3_RES_HEADER_TIMESTAMP_OFFSET", CLOCK],
	["MCH_NOT_EXISTS", MERCHANT],
	["PARAM_ERROR", MERCHANT],
]);

const refused = (word: string): Text => ({
	en: `It refuses with ${word}: look at pay.weixin.qq.com whether Native payment is switched on for this merchant.`,
	zh: `微信支付拒绝并返回 ${word}：请在 pay.weixin.qq.com 确认此商户已开通 Native 支付。`,
	es: `Rechaza con ${word}: mire en pay.weixin.qq.com si el pago Native está activado para este comercio.`,
});
