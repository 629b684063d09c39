import { afterAll, expect, test } from "vitest";
import { DeliveryError } from "../../../src/errors.ts";
import { alipayBody, chinaTime } from "../../../src/fallback/alipay-profile.ts";
import type { CreateOrder, SessionOrder } from "../../../src/fallback/checkout.ts";
import { type AlipaySettings, alipayRail } from "../../../src/fallback/rails/alipay.ts";
import { type AlipayServer, type Fault, startAlipay } from "../../support/alipay-server.ts";

let alipay: AlipayServer;
const started = startAlipay().then((one) => {
	alipay = one;
});
await started;
afterAll(() => alipay.close());

const MONEY = { minor: 4500, currency: "CNY" };
let made = 0;

/** A sale of its own, and what it orders. */
function sale(nowMs = Date.now()) {
	made++;
	const asked = { saleId: `sale${made}`, code: `code${made}`, money: MONEY };
	const common = {
		kind: "checkout",
		provider: "alipay",
		to: asked.saleId,
		subject: `${asked.saleId}.1`,
		account: null,
	} as const;
	const body = alipayBody({
		...{ ...asked, merchantId: "zhou", storeName: "豆浆/油条=店", ref: "K7M2Q2", attempt: 1, nowMs },
		pageUrl: `https://shop.example/p/${asked.code}`,
		webhookUrl: "https://shop.example/webhooks/alipay",
	});
	const key = `cs:zhou:${asked.saleId}:1`;
	const create: CreateOrder = { ...common, order: "create", body, apiVersion: "1.0", key };
	const about = (order: "look" | "close", sessionId: string): SessionOrder => ({ ...common, order, sessionId, asked });
	return { create, about };
}

const rail = (change: Partial<AlipaySettings> = {}) => alipayRail({ ...alipay.settings, ...change });

async function open() {
	const { create, about } = sale();
	const { id, url } = await rail().create(create);
	const look = () => rail().look("zhou", about("look", id));
	const close = () => rail().close("zhou", about("close", id));
	return { id, url, look, close };
}

const failure = async (doing: Promise<unknown>): Promise<DeliveryError> => {
	const error = await doing.then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof DeliveryError)) throw new Error("no DeliveryError");
	return error;
};

test("an order is placed in yuan, under a number that holds the reference, for an hour of China's clock", async () => {
	const nowMs = Date.now();
	const { create } = sale(nowMs);
	const { id, url } = await rail().create(create);
	expect(id).toMatch(/^K7M2Q2_[0-9a-z]{20}$/);
	expect(url).toMatch(/^https:\/\/qr\.alipay\.com\/bax/);
	expect(alipay.calls.at(-1)?.content).toEqual({
		out_trade_no: id,
		total_amount: "45.00",
		subject: "豆浆 油条 店 · K7M2Q2",
		time_expire: chinaTime(nowMs + 3_600_000),
	});
	expect(alipay.orders.get(id)?.notifyUrl).toBe("https://shop.example/webhooks/alipay");
	expect(Math.abs(Date.parse(`${alipay.calls.at(-1)?.timestamp.replace(" ", "T")}+08:00`) - nowMs)).toBeLessThan(
		60_000,
	);
});

test("an order that is placed again after a crash is the same one, with the same code", async () => {
	const { create } = sale();
	const first = await rail().create(create);
	expect(await rail().create(JSON.parse(JSON.stringify(create)))).toEqual(first);
	const other: CreateOrder = { ...create, body: create.body.replace("45.00", "46.00") };
	expect((await failure(rail().create(other))).code).toBe("rejected");
	expect(alipay.orders.get(first.id)?.total_amount).toBe("45.00");
});

test.each<[string, Fault, DeliveryError["code"]]>([
	["closes the connection before it has done anything", "reset", "unreachable"],
	["does what was asked and is not heard", "lost", "unreachable"],
	["asks to wait", "rate-limited", "rate-limited"],
	["says that it was called too often", "called-too-often", "rate-limited"],
	["breaks", "broken", "unreachable"],
	["is busy", "busy", "unreachable"],
	["is a captive portal", "portal", "unreachable"],
	["answers without end", "endless", "unreachable"],
	["is a proxy that answers JSON", "proxy", "unreachable"],
	["does not sign", "unsigned", "unreachable"],
	["is somebody else, with another key", "forged", "unreachable"],
	["is changed on the way", "changed", "unreachable"],
	["answers what was asked before", "replayed", "unreachable"],
	["refuses", "refused", "rejected"],
])("when Alipay %s, the deliverer knows what to do next, and no order is believed", async (_name, fault, code) => {
	const session = await open();
	alipay.scan(session.url);
	// The client itself asks once more when the connection breaks.
	const isBroken = fault === "reset" || fault === "lost";
	for (const doing of [() => rail().create(sale().create), session.look]) {
		alipay.fail(...(isBroken ? [fault, fault] : [fault]));
		const error = await failure(doing());
		expect(error.code).toBe(code);
		expect(error.code === "rate-limited" ? error.retryAfterMs : 0).toBe(code === "rate-limited" ? 3_000 : 0);
		expect(String(error.cause)).not.toMatch(/sign=|PRIVATE|out_trade_no/);
	}
	expect(alipay.sent.pages).toBeLessThan(1000); // 16 MB, most of which waits on the way and is not read
	expect(await session.look()).toBe("open");
});

test("an order is open before and after its code is scanned, and paid when Alipay says so", async () => {
	const session = await open();
	expect(await session.look()).toBe("open"); // Alipay knows of no order yet
	alipay.scan(session.url);
	expect(await session.look()).toBe("open");
	alipay.pay(session.url);
	expect(await session.look()).toBe("paid");
	alipay.change(session.id, { trade_status: "TRADE_FINISHED" });
	expect(await session.look()).toBe("paid");
});

test("an order of another amount is not ours, and an answer about another order is not believed", async () => {
	const session = await open();
	alipay.pay(session.url);
	for (const total_amount of ["45.01", "4500", "0.45", "-45.00", "4.5e1"]) {
		alipay.change(session.id, { total_amount });
		expect(await session.look(), total_amount).toBe("foreign");
	}
	alipay.change(session.id, { total_amount: "45.00", out_trade_no: "K7M2Q2_somebodyelses" });
	expect((await failure(session.look())).code).toBe("unreachable");
});

test("a scanned order is ended; one that nobody has scanned cannot be, and stays open; money that was faster has arrived", async () => {
	const unscanned = await open();
	expect(await unscanned.close()).toBe("open");
	const scanned = await open();
	alipay.scan(scanned.url);
	expect([await scanned.close(), await scanned.close()]).toEqual(["expired", "expired"]);
	expect(alipay.pay(scanned.url)).toBe(false);
	const faster = await open();
	alipay.pay(faster.url);
	expect(await faster.close()).toBe("paid");
	expect(await faster.look()).toBe("paid"); // and nothing was given back
});

test("an order that waited for more than its hour is refused, by Alipay's clock too", async () => {
	expect((await failure(rail().create(sale(Date.now() - 61 * 60_000).create))).code).toBe("rejected");
	alipay.clock.aheadMs = 5 * 60_000;
	expect((await rail().create(sale().create)).url).toContain("https://");
	alipay.clock.aheadMs = 0;
});

test("a server that is not there is unreachable", async () => {
	expect((await failure(rail({ gateway: "http://127.0.0.1:9/gateway.do" }).create(sale().create))).code).toBe(
		"unreachable",
	);
});

test.each([
	["https://qr.alipay.com/bax0001", true],
	["http://qr.alipay.com/bax0001", false],
	["https://qr.alipay.com.evil.example/bax", false],
	["https://qr.alipay.com@evil.example/", false],
	["javascript:alert(1)", false],
])("whether a customer may be sent to %s: %s", (url, may) => {
	expect(rail().isCheckout(url)).toBe(may);
});

test("a notification is Alipay's own and meant for this app, or it is forged", async () => {
	const { id } = await open();
	const { webhook } = rail();
	const read = (body: string) => webhook!.read(body, () => undefined, Date.now());
	expect(read(alipay.notice(id))).toEqual({ id: expect.any(String), sessionId: id, money: MONEY });
	const good = alipay.notice(id);
	const forged = [
		"",
		"sign=x&sign_type=RSA2",
		good.replace("45.00", "46.00"),
		`${good}&total_amount=46.00`,
		`${good}&extra=1`,
		alipay.notice(id, {}, { isForged: true }),
		alipay.notice(id, { app_id: "2021000000000002" }),
		alipay.notice(id, { sign_type: "RSA" }, { algorithm: "RSA-SHA1" }),
		alipay.notice(id, { sign_type: "constructor" }),
	];
	for (const body of forged) expect(read(body), body).toBe("forged");
	expect(read(alipay.notice(id, { notify_type: "open_app_auth_notify" }))).toBe("other");
	expect(read(alipay.notice(id, { out_trade_no: "../x" }))).toBe("other");
});
