import { createPublicKey } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { wechatRail } from "../../../src/fallback/rails/wechat.ts";
import { wechatWebhook } from "../../../src/fallback/rails/wechat-notice.ts";
import { wechatBody } from "../../../src/fallback/wechat-profile.ts";
import { type SentNotice, startWechat, type WechatServer } from "../../support/wechat-server.ts";

let wechat: WechatServer;
let number = "";
beforeAll(async () => {
	wechat = await startWechat();
	const money = { minor: 4500, currency: "CNY" };
	const body = wechatBody({
		...{ saleId: "sale1", code: "code1", money, merchantId: "bakery", storeName: "早餐店", ref: "K7M2Q2", attempt: 1 },
		pageUrl: "https://shop.example/p/code1",
		webhookUrl: "https://shop.example/webhooks/wechat",
		nowMs: Date.now(),
	});
	const common = { kind: "checkout", to: "sale1", subject: "sale1.1", account: null, apiVersion: "v3" } as const;
	await wechatRail(wechat.settings).create({ ...common, order: "create", body, key: "cs:bakery:sale1:1" });
	number = [...wechat.orders.keys()][0]!;
});
afterAll(() => wechat.close());

type Headers = Readonly<Record<string, string | undefined>>;
const webhook = () => wechatWebhook({ ...wechat.settings, publicKey: createPublicKey(wechat.settings.publicKey) });
const readAt = (nowMs: number, { body, headers }: { readonly body: string; readonly headers: Headers }) =>
	webhook().read(body, (name) => headers[name], nowMs);
/** What is changed is a header by the end of its name. */
const read = ({ body, headers }: SentNotice, change: Headers = {}, text = body) => {
	const changed = Object.entries(change).map(([name, value]) => [`wechatpay-${name}`, value]);
	return readAt(Date.now(), { body: text, headers: { ...headers, ...Object.fromEntries(changed) } });
};
const nowS = () => Math.floor(Date.now() / 1_000);

test("a notification of WeChat Pay's names the order it is about, however often it comes", () => {
	const sent = wechat.notice(number, { id: "EV-1" });
	expect(read(sent)).toEqual({ id: "EV-1", sessionId: number });
	expect(read(sent)).toEqual({ id: "EV-1", sessionId: number });
	expect(JSON.stringify(sent)).not.toContain(number); // it is encrypted
});

test.each<[string, (sent: SentNotice) => unknown]>([
	["signed by somebody else", () => read(wechat.notice(number, { isForged: true }))],
	["signed under another key's name", () => read(wechat.notice(number, { serial: "PUB_KEY_ID_01" }))],
	["of more than five minutes ago", () => read(wechat.notice(number, { timestampS: nowS() - 302 }))],
	["of five minutes ahead", () => read(wechat.notice(number, { timestampS: nowS() + 302 }))],
	["whose time was changed", (sent) => read(sent, { timestamp: String(nowS() + 10) })],
	["whose time is none", (sent) => read(sent, { timestamp: "NaN" })],
	["whose nonce was changed", (sent) => read(sent, { nonce: "0".repeat(32) })],
	["whose body was changed", (sent) => read(sent, {}, sent.body.replace("SUCCESS", "success"))],
	["whose body was written anew", (sent) => read(sent, {}, JSON.stringify(JSON.parse(sent.body), null, 1))],
	["without a signature", (sent) => read(sent, { signature: undefined })],
	["with an empty signature", (sent) => read(sent, { signature: "" })],
	[
		"with the signature by which WeChat tries us",
		(sent) => read(sent, { signature: `WECHATPAY/SIGNTEST/${"x".repeat(300)}` }),
	],
	["without a serial", (sent) => read(sent, { serial: undefined })],
])("a notification %s is forged", (_name, reading) => {
	expect(reading(wechat.notice(number))).toBe("forged");
});

test("a signature that was good lately is good for its five minutes only", () => {
	const sent = wechat.notice(number);
	expect(readAt(Date.now() + 290_000, sent)).toMatchObject({ sessionId: number });
	expect(readAt(Date.now() + 302_000, sent)).toBe("forged");
});

test("what is authentic and not about an order of ours is nothing to follow", () => {
	expect(read(wechat.notice(number, { apiV3Key: "another-key-another-key-another0" }))).toBe("other");
	const event = JSON.parse(wechat.notice(number).body);
	const bodies = [
		"",
		"null",
		"not JSON",
		JSON.stringify({ ...event, event_type: "PAYSCORE.USER_PAID" }),
		JSON.stringify({ ...event, id: "<script>" }),
		JSON.stringify({ ...event, resource: { ...event.resource, ciphertext: "AAAAAAAA" } }),
		JSON.stringify({ ...event, resource: { ...event.resource, associated_data: "refund" } }),
		JSON.stringify({ ...event, resource: { ...event.resource, algorithm: "AEAD_SM4_GCM" } }),
	];
	for (const body of bodies) expect(read(wechat.signed(body)), body).toBe("other");
	wechat.change(number, { mchid: "1900000002" });
	expect(read(wechat.notice(number))).toBe("other");
	wechat.change(number, { mchid: wechat.settings.mchId, appid: "wxsomebodyelse00001" });
	expect(read(wechat.notice(number))).toBe("other");
	wechat.change(number, { appid: wechat.settings.appId });
	expect(read(wechat.notice(number))).toMatchObject({ sessionId: number });
});

test("a refund that WeChat Pay tells of hints at the order it gives back, and one of another merchant's at none", () => {
	const refund = { out_trade_no: number, out_refund_no: "K7M2Q2R1", status: "SUCCESS" } as const;
	expect(read(wechat.refundNotice(refund))).toMatchObject({ sessionId: number });
	expect(read(wechat.refundNotice({ ...refund, mchid: "1900000002" }))).toBe("other");
});
