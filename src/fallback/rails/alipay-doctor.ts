/** Whether Alipay knows the app and its key, and lets it take money, so that it could do so now. Changes nothing there. */

import { type Check, ok, same, unreachable, wrong } from "../../check.ts";
import type { Text } from "../../text.ts";
import { type AlipaySettings, askAlipay } from "./alipay.ts";

const CALL_LIMIT_MS = 8_000;
/** Nobody's order: whoever may ask is told that it is not there. */
const NOBODYS = "standin_doctor";

const WHAT = same("Alipay");

export async function examineAlipay(settings: AlipaySettings): Promise<readonly Check[]> {
	const word = await askAlipay(settings, NOBODYS, CALL_LIMIT_MS);
	if (word === null) return [unreachable(WHAT, AWAY)];
	if (word === "ACQ.TRADE_NOT_EXIST") return [ok(WHAT)];
	return [wrong(WHAT, ADVICE.get(word) ?? refused(word))];
}

const AWAY: Text = {
	en: "Alipay does not answer; check the network, then run this again.",
	zh: "支付宝没有响应；请检查网络，然后重试。",
	es: "Alipay no responde; revise la red y repita.",
};
const UNSIGNED: Text = {
	en: "It does not accept our signature: give open.alipay.com the public key that belongs to ALIPAY_PRIVATE_KEY.",
	zh: "支付宝不接受我方签名：请在 open.alipay.com 设置与 ALIPAY_PRIVATE_KEY 对应的应用公钥。",
	es: "No acepta nuestra firma: dé a open.alipay.com la clave pública que corresponde a ALIPAY_PRIVATE_KEY.",
};
const OTHER_KEY: Text = {
	en: "Its answer is signed with another key: take ALIPAY_PUBLIC_KEY (Alipay's, not the app's) anew from open.alipay.com.",
	zh: "其应答由另一把密钥签名：请从 open.alipay.com 重新获取 ALIPAY_PUBLIC_KEY（支付宝公钥，不是应用公钥）。",
	es: "Su respuesta está firmada con otra clave: tome de nuevo ALIPAY_PUBLIC_KEY (la de Alipay, no la de la app) de open.alipay.com.",
};
const NO_APP: Text = {
	en: "It does not know the app: check ALIPAY_APP_ID, and ALIPAY_GATEWAY if it is set.",
	zh: "支付宝不认识此应用：请检查 ALIPAY_APP_ID，以及 ALIPAY_GATEWAY（如已设置）。",
	es: "No conoce la app: revise ALIPAY_APP_ID, y ALIPAY_GATEWAY si está puesta.",
};
const NO_RIGHT: Text = {
	en: "The app may not take payments yet: at open.alipay.com add 当面付 (face to face payment) to it.",
	zh: "此应用尚不能收款：请在 open.alipay.com 为其开通当面付。",
	es: "La app aún no puede cobrar: en open.alipay.com añádale 当面付 (pago en persona).",
};

const ADVICE: ReadonlyMap<string, Text> = new Map([
	["isv.invalid-signature", UNSIGNED],
	["isv.missing-signature-key", UNSIGNED],
	["isv.invalid-app-id", NO_APP],
	["isv.insufficient-isv-permissions", NO_RIGHT],
	["ACQ.ACCESS_FORBIDDEN", NO_RIGHT],
	["other key", OTHER_KEY],
]);

const refused = (word: string): Text => ({
	en: `It refuses with ${word}: look it up at open.alipay.com.`,
	zh: `支付宝拒绝并返回 ${word}：请在 open.alipay.com 查询。`,
	es: `Rechaza con ${word}: búsquelo en open.alipay.com.`,
});
