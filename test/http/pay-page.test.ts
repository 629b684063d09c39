import { afterAll, expect, test } from "vitest";
import { SHOPS, startTestServer } from "./server.ts";

const server = await startTestServer();
afterAll(server.stop);
const { ask } = server;
const setUp = await ask("POST", "/api/setup", { token: server.operatorToken, body: SHOPS });
const { newPeople } = setUp.body as { newPeople: readonly { id: string; token: string }[] };
const tokenOf = (id: string) => newPeople.find((person) => person.id === id)!.token;

test("a page that nobody made says so, whatever its code", async () => {
	for (const code of ["nobodysCode1", "constructor", "%3Cscript%3E", "x".repeat(2_000)]) {
		const { status, body } = await ask("GET", `/p/${code}`);
		expect(status).toBe(404);
		expect(body).toContain("There is no payment at this address");
		expect((await ask("POST", `/p/${code}`)).status).toBe(404);
	}
	expect((await ask("GET", "/p/nobodysCode1", { headers: { "accept-language": "zh-CN" } })).body).toContain("没有付款");
});

test("a practice page is pressed twice and paid once; then it thanks and asks for nothing", async () => {
	const chat = await server.openChat();
	const page = await server.sell(chat, "45");
	const open = await ask("GET", page);
	expect(open.body).toMatch(/PRACTICE: no money moves[\s\S]*45\.00 USD[\s\S]*Pay \(practice\)/);
	expect(open.headers.get("cache-control")).toBe("no-store");
	for (let press = 0; press < 2; press++) {
		expect(await ask("POST", page)).toMatchObject({ status: 303 });
	}
	await server.hear(chat, /PAID\./);
	const paid = await ask("GET", page);
	expect(paid.body).toMatch(/PAID\. Thank you/);
	expect(paid.body).not.toMatch(/<button|http-equiv="refresh"/);
	expect((await ask("POST", page)).status).toBe(303);
	await server.settle();
	const payments = await server.database.query("select state from payment where code = $1", [page.slice("/p/".length)]);
	expect(payments).toEqual([{ state: "paid" }]);
});

test("a practice payment that the cashier called paid can still be pressed", async () => {
	const chat = await server.openChat();
	const page = await server.sell(chat, "46");
	await server.say(chat, "they paid");
	await server.hear(chat, /not paid yet/);
	expect((await ask("GET", page)).body).toContain("Pay (practice)");
	await ask("POST", page);
	await server.hear(chat, /PAID\./);
});

test("a cancelled page asks nobody to pay", async () => {
	const chat = await server.openChat();
	const page = await server.sell(chat, "45");
	await server.say(chat, "cancel");
	await server.hear(chat, /Cancelled/);
	const { body } = await ask("GET", page);
	expect(body).toMatch(/cancelled this payment\. Please do not pay/);
	expect(body).not.toContain("<button");
});

test("a bank payment is paid when the shop's manager says so, and for nobody else's word", async () => {
	const chat = await server.openChat("bakery/market");
	const page = await server.sell(chat, "45");
	const confirm = `/api/sales/${page.slice("/p/".length)}/confirm`;
	expect((await ask("GET", page)).body).toMatch(/<img src="data:image\/png[\s\S]*I have paid/);
	await ask("POST", page);
	await server.hear(chat, /manager confirms it/);
	for (const token of [chat.token, tokenOf("tom"), tokenOf("eva"), server.operatorToken]) {
		expect((await ask("POST", confirm, { token })).status).toBe(401);
	}
	expect((await ask("GET", page)).body).toContain("waiting for the bank");
	expect(await ask("POST", confirm, { token: tokenOf("ana") })).toMatchObject({
		status: 202,
		body: { confirmed: true },
	});
	await server.hear(chat, /PAID\./);
	expect((await ask("POST", confirm, { token: tokenOf("ana") })).status).toBe(202);
	await server.settle();
	expect(await server.database.query("select act, person_id from decision")).toEqual([
		{ act: "confirm", person_id: "ana" },
	]);
});
