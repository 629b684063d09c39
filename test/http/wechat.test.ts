import { afterAll, beforeAll, expect, test } from "vitest";
import { type SentNotice, startWechat, type WechatServer } from "../support/wechat-server.ts";
import { type Chat, openChat, type Server, startServer } from "./server.ts";

/** An invented breakfast shop that takes WeChat Pay on two tills. */
const SHOP = {
	id: "zhou",
	name: "Zhou",
	stores: [{ id: "lane", name: "豆浆油条店", country: "CN", currency: "CNY", time_zone: "Asia/Shanghai" }],
	rails: [
		{ id: "weixin", scheme: "wechat" },
		{ id: "other", scheme: "wechat" },
	],
	people: [{ id: "lin", name: "Lin", role: "manager" }],
};

let wechat: WechatServer;
let server: Server;
const environmentOf = ({ settings }: WechatServer) => ({
	PUBLIC_URL: "https://shop.example",
	WECHAT_APP_ID: settings.appId,
	WECHAT_MCH_ID: settings.mchId,
	WECHAT_MCH_SERIAL: settings.mchSerial,
	WECHAT_PRIVATE_KEY: settings.privateKey,
	WECHAT_API_V3_KEY: settings.apiV3Key,
	WECHAT_PUBLIC_KEY_ID: settings.publicKeyId,
	WECHAT_PUBLIC_KEY: settings.publicKey,
	WECHAT_BASE_URL: settings.apiUrl ?? "",
});
beforeAll(async () => {
	wechat = await startWechat();
	afterAll(() => wechat.close());
	server = await startServer(environmentOf(wechat));
	await server.ask("POST", "/api/setup", { token: server.operatorToken, body: { merchants: [SHOP] } });
});

const said = (chat: Chat, text: string) => chat.reply((reply) => reply.text.includes(text));
const page = async (path: string): Promise<string> => (await server.ask("GET", path)).text;
const rowOf = async (path: string) => {
	await server.settle();
	const [row] = await server.database.query<{ state: string; by: string | null; number: string }>(
		"select state, paid_by as by, provider_id as number from payment where code = $1",
		[path.slice("/p/".length)],
	);
	return row!;
};
const stateOf = async (path: string) => (await rowOf(path)).state;
const notify = ({ body, headers }: SentNotice) => server.ask("POST", "/webhooks/wechat", { body, headers });

/** Sells to a customer who stands there with WeChat; gives what the QR says. */
async function sell(amount: string) {
	const chat = await openChat(server, "zhou/lane");
	const path = await chat.sell(amount);
	const { qr } = await chat.reply((reply) => reply.qr?.payload.startsWith("weixin:") === true);
	const { number } = await rowOf(path);
	return { chat, path, code: qr?.payload ?? "", number };
}

/** How often the chat was told, in the end, that this sale is paid. */
async function toldPaid(chat: Chat): Promise<number> {
	await server.settle();
	const { seq } = JSON.parse((await server.ask("GET", chat.path, { token: chat.token })).text);
	const lines = await chat.stream(seq);
	return lines.filter((line) => line.direction === "out" && line.body.text.includes("PAID.")).length;
}

test("a cashier takes 45 yuan: the QR appears, the customer pays in WeChat, and PAID stands in the chat and on the page", async () => {
	const { chat, path, code, number } = await sell("45.00");
	expect(wechat.orders.get(number)).toMatchObject({ amount: { total: 4500, currency: "CNY" }, codeUrl: code });
	const shown = await page(path);
	expect(shown).toContain("data:image/png");
	expect(shown).not.toContain(`${path}/checkout`); // such a code is scanned, not followed
	expect(await stateOf(path)).toBe("shown");

	expect(wechat.pay(code)).toBe(true);
	const answer = await notify(wechat.notices.at(-1)!);
	expect([answer.status, answer.text]).toEqual([200, '{"code":"SUCCESS"}']);
	await said(chat, "PAID.");
	expect(await rowOf(path)).toMatchObject({ state: "paid", by: "rail:wechat" });
	expect(await page(path)).toContain("PAID. Thank you.");
	const [sale] = await server.database.query<{ ref: string }>(
		"select s.ref from sale s join payment p on p.merchant_id = s.merchant_id and p.sale_id = s.id where p.provider_id = $1",
		[number],
	);
	expect(number.startsWith(sale?.ref ?? "none")).toBe(true);
});

test("a shop that no notification reaches learns of the payment by itself", async () => {
	const { chat, code } = await sell("46.00");
	expect(wechat.pay(code)).toBe(true);
	await said(chat, "PAID.");
});

test("notifications that come twice, late, before the payment and in the wrong order pay the sale once", async () => {
	const { chat, path, code, number } = await sell("47.00");
	expect((await notify(wechat.notice(number))).status).toBe(200); // of an order that is not paid
	expect(await stateOf(path)).toBe("shown");
	wechat.pay(code);
	const paid = wechat.notices.at(-1)!;
	for (const notice of [paid, paid, wechat.notice(number)]) expect((await notify(notice)).status).toBe(200);
	await said(chat, "PAID.");
	expect((await notify(paid)).status).toBe(200);
	expect(await toldPaid(chat)).toBe(1);
	expect(await stateOf(path)).toBe("paid");
	const { id } = JSON.parse(paid.body);
	const heard = await server.database.query("select 1 from inbox where event_key = $1", [`wechat ${id}`]);
	expect(heard).toHaveLength(1);
});

test("whatever WeChat Pay fails at while the order is placed, there is one order, and it is paid once", async () => {
	wechat.failPlacing("lost", "unsigned");
	const before = wechat.orders.size;
	const { chat, path, code } = await sell("48.00");
	expect(wechat.orders.size).toBe(before + 1);
	wechat.pay(code);
	wechat.fail("portal", "forged");
	await notify(wechat.notices.at(-1)!);
	await said(chat, "PAID.");
	expect(await stateOf(path)).toBe("paid");
	expect(await toldPaid(chat)).toBe(1);
});

test("forged, stale and foreign notifications are not even kept", async () => {
	const { path, number } = await sell("49.00");
	const heard = async () => (await server.database.query("select 1 from inbox where event_key like 'wechat %'")).length;
	const before = await heard();
	const nowS = Math.floor(Date.now() / 1_000);
	const notice = wechat.notice(number);
	const forged: readonly SentNotice[] = [
		wechat.notice(number, { isForged: true }),
		wechat.notice(number, { timestampS: nowS - 310 }),
		wechat.notice(number, { timestampS: nowS + 330 }),
		{ ...notice, body: notice.body.replace("SUCCESS", "CLOSED") },
		{ body: notice.body, headers: {} },
	];
	for (const sent of forged) {
		const { status, text } = await notify(sent);
		expect([status, text]).toEqual([400, expect.stringContaining("not signed by WeChat Pay")]);
	}
	expect((await notify(wechat.signed("{}"))).status).toBe(200);
	expect((await notify(wechat.notice(number, { apiV3Key: "another-key-another-key-another0" }))).status).toBe(200);
	expect(await heard()).toBe(before);
	expect(await stateOf(path)).toBe("shown");
});

test.each([
	["another amount", { amount: { total: 1, currency: "CNY" } }],
	["another currency", { amount: { total: 5000, currency: "HKD" } }],
	["another merchant", { mchid: "1900000002" }],
])(
	"an order that says %s is not the one we placed: nothing is paid, and the operator can see it",
	async (_name, change) => {
		const { path, code, number } = await sell("50.00");
		wechat.pay(code);
		const paid = wechat.notices.at(-1)!;
		wechat.change(number, change);
		await notify(paid);
		expect(await stateOf(path)).toBe("shown");
		expect(server.logged.some((line) => line.includes("foreign") && line.includes("another sale or amount"))).toBe(
			true,
		);
	},
);

test("cancelled in the chat, nobody can pay it in WeChat any more; money that was faster has arrived", async () => {
	const cancelled = await sell("51.00");
	await cancelled.chat.say("cancel");
	await said(cancelled.chat, "Cancelled.");
	await server.settle();
	expect(wechat.pay(cancelled.code)).toBe(false);
	const faster = await sell("52.00");
	await server.settle();
	wechat.pay(faster.code);
	await faster.chat.say("cancel");
	await said(faster.chat, "PAID.");
	expect(await stateOf(faster.path)).toBe("paid");
});

test("a customer who changes the way to pay can pay on the second code only", async () => {
	const { chat, path, code } = await sell("53.00");
	const { status, headers } = await server.ask("POST", `${path}/rails/other`);
	const next = headers.get("location") ?? "";
	expect([status, next]).toEqual([303, expect.stringMatching(/^\/p\/\w{12}$/)]);
	const { number } = await rowOf(next);
	const second = wechat.orders.get(number)?.codeUrl ?? "";
	expect(second).not.toBe(code);
	expect(wechat.pay(code)).toBe(false);
	expect(wechat.pay(second)).toBe(true);
	await notify(wechat.notices.at(-1)!);
	await said(chat, "PAID.");
	expect(await stateOf(path)).toBe("cancelled");
});

test("when WeChat Pay refuses, the chat hears it", async () => {
	wechat.failPlacing("refused");
	const chat = await openChat(server, "zhou/lane");
	await chat.say("pay 54.00");
	await said(chat, "already tap");
	await chat.say("no");
	await said(chat, "did not go through");
});

test("no key, no code and no signature is in the log", () => {
	const log = server.logged.join("\n");
	for (const secret of [wechat.settings.apiV3Key, "PRIVATE KEY", "bizpayurl", "WECHATPAY2"]) {
		expect(log).not.toContain(secret);
	}
	expect(log).toContain('"provider":"wechat"');
});

test("a server that WeChat Pay cannot call says so, offers it to nobody, and answers no notification", async () => {
	const plain = await startServer({ ...environmentOf(wechat), PUBLIC_URL: "http://192.168.0.7" });
	await plain.ask("POST", "/api/setup", { token: plain.operatorToken, body: { merchants: [SHOP] } });
	expect((await plain.ask("POST", "/webhooks/wechat", { body: "{}" })).status).toBe(404);
	const chat = await openChat(plain, "zhou/lane");
	await chat.say("pay 5.00");
	await said(chat, "already tap");
	await chat.say("no");
	await said(chat, "not set up on this server");
	expect(plain.logged.join()).toContain("PUBLIC_URL is not https");
});

test("an oversized notification is not even read", async () => {
	const { number } = await sell("55.00");
	const { body } = wechat.notice(number);
	expect((await notify(wechat.signed(body + " ".repeat(300 * 1_024)))).status).toBe(413);
	const { id } = JSON.parse(body);
	expect(await server.database.query("select 1 from inbox where event_key = $1", [`wechat ${id}`])).toEqual([]);
});
