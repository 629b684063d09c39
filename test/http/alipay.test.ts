import { afterAll, beforeAll, expect, test } from "vitest";
import { type AlipayServer, startAlipay } from "../support/alipay-server.ts";
import { type Chat, openChat, type Server, startServer } from "./server.ts";

/** An invented noodle shop that takes Alipay on two tills. */
const SHOP = {
	id: "zhou",
	name: "Zhou",
	stores: [{ id: "lane", name: "兰州拉面", country: "CN", currency: "CNY", time_zone: "Asia/Shanghai" }],
	rails: [
		{ id: "zhifubao", scheme: "alipay" },
		{ id: "other", scheme: "alipay" },
	],
	people: [{ id: "lin", name: "Lin", role: "manager" }],
};

let alipay: AlipayServer;
let server: Server;
beforeAll(async () => {
	alipay = await startAlipay();
	afterAll(() => alipay.close());
	const { appId, privateKey, publicKey, gateway } = alipay.settings;
	server = await startServer({
		ALIPAY_APP_ID: appId,
		ALIPAY_PRIVATE_KEY: privateKey.replaceAll("\n", "\\n"),
		ALIPAY_PUBLIC_KEY: publicKey.split("\n").slice(1, -1).join(""), // as Alipay's own tool writes it
		ALIPAY_GATEWAY: gateway ?? "",
	});
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
const notify = (body: string) =>
	server.ask("POST", "/webhooks/alipay", { body, headers: { "content-type": "application/x-www-form-urlencoded" } });

/** Asks for an amount; gives the path of our page, which is there at once. */
async function askFor(amount: string) {
	const chat = await openChat(server, "zhou/lane");
	await chat.say(`pay ${amount}`);
	await said(chat, "already tap");
	await chat.say("no");
	const { link } = await chat.reply((reply) => reply.link !== null && reply.text.includes(amount));
	return { chat, path: new URL(link ?? "").pathname };
}

/** The same, with the code that the customer scans. */
async function sell(amount: string) {
	const { chat, path } = await askFor(amount);
	const { qr } = await chat.reply((reply) => reply.qr?.payload.startsWith("https://qr.alipay.com/") === true);
	return { chat, path, code: qr?.payload ?? "", number: (await rowOf(path)).number };
}

/** How often the chat was told, in the end, that this sale is paid. */
async function toldPaid(chat: Chat): Promise<number> {
	await server.settle();
	const { seq } = JSON.parse((await server.ask("GET", chat.path, { token: chat.token })).text);
	const lines = await chat.stream(seq);
	return lines.filter((line) => line.direction === "out" && line.body.text.includes("PAID.")).length;
}

test("a cashier takes 45 yuan: the QR appears, the customer pays in Alipay, and PAID stands in the chat and on the page", async () => {
	const { chat, path, code, number } = await sell("45.00");
	expect(alipay.orders.get(number)).toMatchObject({ total_amount: "45.00", qrCode: code });
	const shown = await page(path);
	expect(shown).toContain("data:image/png");
	expect(shown).toContain("Pay with Alipay");
	expect(shown).not.toContain("I have paid"); // Alipay says so, not the customer
	const away = await server.ask("GET", `${path}/checkout`);
	expect([away.status, away.headers.get("location")]).toEqual([303, code]);
	expect((await rowOf(path)).state).toBe("shown");

	expect(alipay.pay(code)).toBe(true);
	const answer = await notify(alipay.notices.at(-1)!);
	expect([answer.status, answer.text]).toEqual([200, "success"]);
	await said(chat, "PAID.");
	expect(await rowOf(path)).toMatchObject({ state: "paid", by: "rail:alipay" });
	expect(await page(path)).toContain("PAID. Thank you.");
});

test("while Alipay is being asked the chat and the page say so, and the code then stands in the same place", async () => {
	alipay.failPlacing("broken", "portal");
	const { chat, path } = await askFor("46.00");
	const first = await chat.reply(({ text }) => text.includes("46.00") && text.includes("code is being made"));
	expect([first.qr, first.replaces]).toEqual([null, null]);
	const later = await chat.reply(({ qr }) => qr !== null);
	expect(later.replaces).not.toBeNull();
	expect(await page(path)).toContain("data:image/png");
});

test("a shop that no notification reaches learns of the payment by itself", async () => {
	const { chat, code } = await sell("46.50");
	alipay.pay(code);
	await said(chat, "PAID.");
});

test("notifications that come twice, before the payment, late and in the wrong order pay the sale once", async () => {
	const { chat, path, code } = await sell("47.00");
	alipay.scan(code);
	const scanned = alipay.notices.at(-1)!;
	expect((await notify(scanned)).text).toBe("success");
	expect((await rowOf(path)).state).toBe("shown");
	alipay.pay(code);
	const paid = alipay.notices.at(-1)!;
	for (const notice of [paid, paid, scanned]) expect((await notify(notice)).text).toBe("success");
	await said(chat, "PAID.");
	expect((await notify(paid)).status).toBe(200);
	expect(await toldPaid(chat)).toBe(1);
	const kept = await server.database.query("select 1 from inbox where event_key = $1", [
		`alipay ${new URLSearchParams(paid).get("notify_id")}`,
	]);
	expect(kept).toHaveLength(1);
});

test("whatever Alipay fails at, there is one order, and it is paid once", async () => {
	alipay.failPlacing("lost", "unsigned");
	const before = alipay.orders.size;
	const { chat, path, code } = await sell("48.00");
	expect(alipay.orders.size).toBe(before + 1);
	alipay.pay(code);
	alipay.fail("portal", "forged", "rate-limited");
	await notify(alipay.notices.at(-1)!);
	await said(chat, "PAID.");
	expect((await rowOf(path)).state).toBe("paid");
	expect(await toldPaid(chat)).toBe(1);
});

test("forged and foreign notifications are not even kept, and one of another amount is refused", async () => {
	const { path, number } = await sell("49.00");
	const heard = async () => (await server.database.query("select 1 from inbox where event_key like 'alipay %'")).length;
	const before = await heard();
	const forged = [
		alipay.notice(number, {}, { isForged: true }),
		alipay.notice(number, { app_id: "2021000000000002" }),
		alipay.notice(number, { total_amount: "0.49" }),
		alipay.notice(number).replace("49.00", "50.00"),
	];
	for (const body of forged) {
		const { status, text } = await notify(body);
		expect([status, text]).toEqual([400, expect.stringContaining("not signed by Alipay")]);
	}
	expect((await notify(alipay.notice(number, { out_trade_no: "K7M2Q2_nobodysorder" }))).text).toBe("success");
	expect(await heard()).toBe(before);
	expect((await rowOf(path)).state).toBe("shown");
});

test("an order that says another amount is not the one we placed: nothing is paid, and the operator can see it", async () => {
	const { path, code, number } = await sell("50.00");
	alipay.pay(code);
	const paid = alipay.notices.at(-1)!;
	alipay.change(number, { total_amount: "0.01" });
	await notify(paid);
	expect((await rowOf(path)).state).toBe("shown");
	expect(server.logged.some((line) => line.includes("another sale or amount"))).toBe(true);
});

test("cancelled in the chat, a scanned order is ended; money that was faster has arrived", async () => {
	const cancelled = await sell("51.00");
	alipay.scan(cancelled.code);
	await cancelled.chat.say("cancel");
	await said(cancelled.chat, "Cancelled.");
	await server.settle();
	expect(alipay.pay(cancelled.code)).toBe(false);
	const faster = await sell("52.00");
	await server.settle();
	alipay.pay(faster.code);
	await faster.chat.say("cancel");
	await said(faster.chat, "PAID.");
	expect((await rowOf(faster.path)).state).toBe("paid");
});

test("a code that nobody had scanned when the sale was cancelled may still be paid: that money is seen", async () => {
	const { chat, path, code } = await sell("53.00");
	await chat.say("cancel");
	await said(chat, "Cancelled.");
	await server.settle();
	expect(alipay.pay(code)).toBe(true);
	await notify(alipay.notices.at(-1)!);
	await said(chat, "PAID.");
	expect((await rowOf(path)).state).toBe("paid");
});

test("when Alipay refuses, the chat hears it", async () => {
	alipay.failPlacing("refused");
	const { chat } = await askFor("54.00");
	await said(chat, "did not go through");
});

test("no key, no code and no signature is in the log", () => {
	const log = server.logged.join("\n");
	for (const secret of ["PRIVATE KEY", "qr.alipay.com", "sign="]) expect(log).not.toContain(secret);
	expect(log).toContain('"provider":"alipay"');
});

test("a program that orders a sale gets the code, or our page while Alipay does not answer", async () => {
	const order = (id: string) =>
		server.ask("POST", "/api/sales", {
			token: server.operatorToken,
			body: { id, store: "zhou/lane", money: { minor: 4500, currency: "CNY" } },
		});
	expect(JSON.parse((await order("order-of-tests-1")).text).qr).toMatch(/^https:\/\/qr\.alipay\.com\//);
	alipay.failPlacing("held");
	const { qr, url } = JSON.parse((await order("order-of-tests-2")).text);
	expect(qr).toBe(url);
});

test("an oversized notification is not even read", async () => {
	expect((await notify("x".repeat(300 * 1_024))).status).toBe(413);
});
