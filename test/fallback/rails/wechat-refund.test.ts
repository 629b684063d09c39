import { afterAll, beforeAll, expect, test } from "vitest";
import { DeliveryError } from "../../../src/errors.ts";
import { wechatRail } from "../../../src/fallback/rails/wechat.ts";
import { type Refund, refundWechat } from "../../../src/fallback/rails/wechat-refund.ts";
import { wechatBody } from "../../../src/fallback/wechat-profile.ts";
import type { Fault } from "../../support/wechat-faults.ts";
import { startWechat, type WechatServer } from "../../support/wechat-server.ts";

let wechat: WechatServer;
beforeAll(async () => {
	wechat = await startWechat();
});
afterAll(() => wechat.close());

const PAID = { minor: 4500, currency: "CNY" };
let made = 0;

/** An order that a customer has paid; gives how to give its money back. */
async function paidOrder() {
	made++;
	const asked = { saleId: `sale${made}`, code: `code${made}`, money: PAID };
	const shop = { merchantId: "bakery", storeName: "早餐店", ref: "K7M2Q2", attempt: 1, nowMs: Date.now() };
	const addresses = { pageUrl: "https://shop.example/p/1", webhookUrl: "https://shop.example/webhooks/wechat" };
	const body = wechatBody({ ...asked, ...shop, ...addresses });
	const common = {
		kind: "checkout",
		to: asked.saleId,
		subject: "1",
		account: null,
		apiVersion: "v3",
		key: "",
	} as const;
	const { id: number, url } = await wechatRail(wechat.settings).create({ ...common, order: "create", body });
	wechat.pay(url);
	const refund = (change: Partial<Refund> = {}) =>
		refundWechat(wechat.settings, { number, paid: PAID, backMinor: 4500, key: `act ${made}`, ...change });
	return { number, refund };
}

const failure = async (doing: Promise<unknown>): Promise<string> => {
	const error = await doing.catch((reason: unknown) => reason);
	if (!(error instanceof DeliveryError)) throw new Error("no DeliveryError", { cause: error });
	return error.code;
};

test("one act of a person gives the money back once, however often it is carried out", async () => {
	const { number, refund } = await paidOrder();
	expect([await refund(), await refund()]).toEqual(["pending", "pending"]);
	wechat.settleRefunds("SUCCESS");
	expect(await refund()).toBe("refunded");
	const given = [...wechat.refunds.values()].filter((one) => one.out_trade_no === number);
	expect(given.map(({ amount }) => amount)).toEqual([{ refund: 4500, total: 4500 }]);
});

test.each<Fault>(["lost", "broken", "unsigned", "forged", "portal"])(
	"a refund whose answer is not to be had (%s) is asked again under its key, and the money goes back once",
	async (fault) => {
		const { number, refund } = await paidOrder();
		wechat.fail(fault);
		expect(await failure(refund())).toBe("unreachable");
		expect(await refund()).toBe("pending");
		expect([...wechat.refunds.values()].filter((one) => one.out_trade_no === number)).toHaveLength(1);
	},
);

test("two acts give back two parts, and never more than was paid", async () => {
	const { refund } = await paidOrder();
	expect(await refund({ backMinor: 2000, key: "first" })).toBe("pending");
	expect(await refund({ backMinor: 2500, key: "second" })).toBe("pending");
	expect(await failure(refund({ backMinor: 1, key: "third" }))).toBe("rejected");
	for (const backMinor of [0, -1, 1.5, 4501, Number.NaN]) {
		const calls = wechat.calls.length;
		expect(await failure(refund({ backMinor, key: `none ${backMinor}` })), String(backMinor)).toBe("rejected");
		expect(wechat.calls).toHaveLength(calls);
	}
});

test("the same act with another amount is refused, and what WeChat cannot give back has failed", async () => {
	const { refund } = await paidOrder();
	await refund({ backMinor: 2000 });
	expect(await failure(refund({ backMinor: 2001 }))).toBe("rejected");
	for (const status of ["CLOSED", "ABNORMAL"] as const) {
		wechat.settleRefunds(status);
		expect(await refund({ backMinor: 2000 })).toBe("failed");
	}
});

test("an answer about another refund is not believed, though WeChat Pay has signed it", async () => {
	const [one, other] = [await paidOrder(), await paidOrder()];
	await one.refund();
	wechat.fail("replayed");
	expect(await failure(other.refund({ key: "another act" }))).toBe("unreachable");
	const parts = await paidOrder();
	await parts.refund({ backMinor: 2000, key: "one part" });
	wechat.fail("replayed");
	expect(await failure(parts.refund({ backMinor: 2000, key: "the other part" }))).toBe("unreachable");
});
