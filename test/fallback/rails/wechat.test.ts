import { afterAll, beforeAll, expect, test } from "vitest";
import { DeliveryError } from "../../../src/errors.ts";
import type { CreateOrder, SessionOrder } from "../../../src/fallback/checkout.ts";
import { openWechat, wechatRail } from "../../../src/fallback/rails/wechat.ts";
import { WECHAT, wechatBody } from "../../../src/fallback/wechat-profile.ts";
import type { Fault } from "../../support/wechat-faults.ts";
import { startWechat, type WechatServer } from "../../support/wechat-server.ts";

let wechat: WechatServer;
beforeAll(async () => {
	wechat = await startWechat();
});
afterAll(() => wechat.close());

const MONEY = { minor: 4500, currency: "CNY" };
const rail = () => wechatRail(wechat.settings);
let made = 0;

/** A sale of its own, and what it orders. */
function sale() {
	made++;
	const asked = { saleId: `sale${made}`, code: `code${made}`, money: MONEY };
	const common = { kind: "checkout", provider: WECHAT, to: asked.saleId, subject: `${asked.saleId}.1` } as const;
	const key = `cs:bakery:${asked.saleId}:1`;
	const body = wechatBody({
		...asked,
		...{ merchantId: "bakery", storeName: "豆浆油条店", ref: "K7M2Q2", attempt: 1, nowMs: Date.now() },
		pageUrl: `https://shop.example/p/${asked.code}`,
		webhookUrl: "https://shop.example/webhooks/wechat",
	});
	const create: CreateOrder = { ...common, account: null, order: "create", body, apiVersion: "v3", key };
	const about = (sessionId: string): SessionOrder => ({ ...common, account: null, order: "look", sessionId, asked });
	return { create, about };
}

async function open() {
	const { create, about } = sale();
	const { id, url } = await rail().create(create);
	return {
		id,
		url,
		look: () => rail().look("bakery", about(id)),
		close: () => rail().close("bakery", about(id)),
		pay: () => wechat.pay(url),
	};
}

const failure = async (doing: Promise<unknown>): Promise<DeliveryError> => {
	const error = await doing.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof DeliveryError)) throw new Error("no DeliveryError", { cause: error });
	return error;
};

test("an order is placed as it was written down, under a number that begins with the sale reference", async () => {
	const { id, url } = await open();
	expect(id).toMatch(/^K7M2Q2_[a-z0-9]{20}$/);
	expect(url).toMatch(/^weixin:\/\/wxpay\/bizpayurl\?pr=/);
	const { body } = wechat.calls.at(-1)!;
	expect(JSON.parse(body)).toMatchObject({
		appid: wechat.settings.appId,
		mchid: wechat.settings.mchId,
		description: "豆浆油条店 · K7M2Q2",
		notify_url: "https://shop.example/webhooks/wechat",
		amount: { total: 4500, currency: "CNY" },
	});
});

test("after a crash between placing and recording, the same order is byte for byte the same and has the same QR", async () => {
	const { create } = sale();
	const before = wechat.orders.size;
	const first = await rail().create(create);
	const again = await rail().create(JSON.parse(JSON.stringify(create)));
	expect(again).toEqual(first);
	expect(wechat.orders.size).toBe(before + 1);
	const [one, two] = wechat.calls.slice(-2);
	expect(two).toEqual(one);
});

test("an order that says something else under the same number is refused for good", async () => {
	const { create } = sale();
	await rail().create(create);
	const other = { ...create, body: create.body.replace("4500", "4600") };
	expect((await failure(rail().create(other))).code).toBe("rejected");
});

test.each<[string, Fault, DeliveryError["code"], number]>([
	["closes the connection before it has done anything", "reset", "unreachable", 0],
	["does what was asked and is not heard", "lost", "unreachable", 0],
	["asks to wait", "rate-limited", "rate-limited", 3_000],
	["breaks", "broken", "unreachable", 0],
	["is a captive portal", "portal", "unreachable", 0],
	["is a captive portal's redirect", "moved", "unreachable", 0],
	["is a proxy that answers JSON of its own", "proxy", "unreachable", 0],
	["answers without a signature", "unsigned", "unreachable", 0],
	["is somebody else who signs", "forged", "unreachable", 0],
	["answers with a signature of more than five minutes ago", "stale", "unreachable", 0],
	["is changed on the way", "changed", "unreachable", 0],
	["refuses", "refused", "rejected", 0],
])(
	"when WeChat Pay %s, the deliverer knows what to do next, and asking again places no second order",
	async (_name, fault, code, retryAfterMs) => {
		const before = wechat.orders.size;
		wechat.fail(fault);
		const calls = wechat.calls.length;
		const { create } = sale();
		const error = await failure(rail().create(create));
		expect([error.code, error.retryAfterMs]).toEqual([code, retryAfterMs]);
		expect(error.cause).toBeInstanceOf(Error);
		expect(wechat.calls).toHaveLength(calls + 1); // nothing of it went anywhere else
		expect(await rail().create(create)).toMatchObject({ url: expect.stringMatching(/^weixin:/) });
		expect(wechat.orders.size).toBe(before + 1);
	},
);

test("an answer to another question is not believed, though WeChat Pay has signed it", async () => {
	const [paid, other] = [await open(), await open()];
	paid.pay();
	expect(await paid.look()).toBe("paid");
	wechat.fail("replayed");
	expect((await failure(other.look())).code).toBe("unreachable");
	expect(await other.look()).toBe("open");
});

test.each([
	["ahead", 5.5 * 60_000],
	["behind", -5.5 * 60_000],
])(
	"a clock five minutes %s takes no order, and the same order goes through once it is set right",
	async (_name, aheadMs) => {
		const { create } = sale();
		wechat.clock.aheadMs = aheadMs;
		const error = await failure(rail().create(create));
		wechat.clock.aheadMs = 0;
		expect(error.code).toBe("rejected"); // WeChat says that our signature is none
		expect(await rail().create(create)).toMatchObject({ url: expect.stringMatching(/^weixin:/) });
	},
);

test("a wrong key is refused, and a server that is not there is unreachable", async () => {
	const stranger = await startWechat();
	const { privateKey } = stranger.settings;
	await stranger.close();
	expect((await failure(wechatRail({ ...wechat.settings, privateKey }).create(sale().create))).code).toBe("rejected");
	const nowhere = wechatRail({ ...wechat.settings, apiUrl: "http://127.0.0.1:9" });
	expect((await failure(nowhere.create(sale().create))).code).toBe("unreachable");
});

test("what went wrong carries no key, no signature and nothing of the request", async () => {
	wechat.fail("broken");
	const { cause } = await failure(rail().create(sale().create));
	expect(JSON.stringify(cause, Object.getOwnPropertyNames(cause))).not.toMatch(/PRIVATE|signature|豆浆/);
	expect(Object.keys(cause as object)).toEqual([]);
});

test("an order is open until it is paid; closed it stays closed, and nobody can pay it", async () => {
	const order = await open();
	expect(await order.look()).toBe("open");
	expect(await order.close()).toBe("expired");
	expect(await order.close()).toBe("expired");
	expect(order.pay()).toBe(false);
	expect(await order.look()).toBe("expired");
});

test("an order that was paid before it could be closed is paid", async () => {
	const order = await open();
	expect(order.pay()).toBe(true);
	expect(await order.close()).toBe("paid");
});

test("an order that WeChat will not close yet is still open, not given up", async () => {
	const order = await open();
	wechat.fail("refused");
	expect(await order.close()).toBe("open");
	expect(await order.close()).toBe("expired");
});

test.each([
	["USERPAYING", "pending"],
	["SUCCESS", "paid"],
	["REFUND", "paid"],
	["REVOKED", "expired"],
	["PAYERROR", "expired"],
] as const)("what WeChat calls %s is %s", async (trade_state, standing) => {
	const order = await open();
	wechat.change(order.id, { trade_state });
	expect(await order.look()).toBe(standing);
});

test.each([
	["another amount", { amount: { total: 4501, currency: "CNY" } }],
	["another currency", { amount: { total: 4500, currency: "HKD" } }],
	["another merchant", { mchid: "1900000002" }],
	["another app", { appid: "wxsomebodyelse00001" }],
])("an order with %s is not the one we placed, paid or not", async (_name, change) => {
	const order = await open();
	wechat.change(order.id, { ...change, trade_state: "SUCCESS" });
	expect(await order.look()).toBe("foreign");
});

test("an order that WeChat Pay does not know is refused, and a state without a name here is no answer", async () => {
	expect((await failure(rail().look("bakery", sale().about("K7M2Q2_nobodys")))).code).toBe("rejected");
	const order = await open();
	wechat.change(order.id, { trade_state: "constructor" as never });
	expect((await failure(order.look())).code).toBe("unreachable");
});

test("where WeChat Pay could not call us it takes no orders, so the rail is not there, and the log says why", () => {
	const warned: string[] = [];
	const log = { info: () => {}, warn: (_facts: object, what: string) => void warned.push(what), error: () => {} };
	expect(openWechat(wechat.settings, "http://192.168.0.7:4747", log)).toBeNull();
	expect(warned.join()).toContain("PUBLIC_URL is not https");
	expect(openWechat(wechat.settings, "https://shop.example", log)).not.toBeNull();
	expect(warned).toHaveLength(1);
});

test("a code is scanned in WeChat: no customer is sent anywhere", () => {
	for (const url of ["weixin://wxpay/bizpayurl?pr=1", "https://pay.weixin.qq.com/", ""]) {
		expect(rail().isCheckout(url)).toBe(false);
	}
});
