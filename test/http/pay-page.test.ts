import { beforeAll, expect, test } from "vitest";
import { receive } from "../../src/runtime/receive.ts";
import { type Chat, openChat, type Server, sentence, startServer } from "./server.ts";

/** An invented baker who sells over a bank transfer, and a rival whose people have no say there. */
const BAKER = {
	id: "baker",
	name: "Baker",
	stores: [{ id: "mill", name: "Mill <b>Lane</b>", country: "DE", currency: "EUR", time_zone: "Europe/Berlin" }],
	rails: [
		{ id: "bank", scheme: "epc", settings: { name: "Mill Lane", iban: "DE89370400440532013000" } },
		{ id: "savings", scheme: "epc", settings: { name: "Mill Lane", iban: "GB29NWBK60161331926819" } },
	],
	people: [
		{ id: "ada", name: "Ada", role: "manager" },
		{ id: "bo", name: "Bo", role: "cashier" },
	],
};
const CHAI = {
	id: "chai",
	name: "Chai",
	stores: [{ id: "stall", name: "Stall", country: "IN", currency: "INR", time_zone: "Asia/Kolkata" }],
	rails: [{ id: "upi", scheme: "upi", settings: { vpa: "example.chai@examplebank", name: "A & B", mcc: "5812" } }],
};
const RIVAL = { ...BAKER, id: "rival", name: "Rival", people: [{ id: "eve", name: "Eve", role: "finance" }] };
const DEMO = {
	id: "demo",
	name: "Demo merchant",
	demo: true,
	stores: [{ id: "harbour-cafe", name: "Harbour Café (demo)", country: "US", currency: "USD", time_zone: "UTC" }],
	rails: [{ id: "practice", scheme: "practice" }],
	people: [{ id: "max", name: "Max", role: "manager" }],
};

let server: Server;
let demo: Chat;
const tokens = new Map<string, string>();
beforeAll(async () => {
	server = await startServer();
	const body = { merchants: [BAKER, RIVAL, DEMO, CHAI] };
	const { text } = await server.ask("POST", "/api/setup", { token: server.operatorToken, body });
	for (const { id, token } of JSON.parse(text).newPeople) tokens.set(id, token);
	demo = await openChat(server, "demo/harbour-cafe");
});

const page = async (path: string): Promise<string> => (await server.ask("GET", path)).text;
const press = (path: string) => server.ask("POST", path);
const said = (chat: Chat, text: string) => chat.reply((reply) => reply.text.includes(text));
const confirm = (path: string, token: string | null | undefined) =>
	server.ask("POST", `/api/sales/${path.slice("/p/".length)}/confirm`, { token: token ?? null });

test("a page that nobody made says so, whatever its code", async () => {
	for (const code of ["nobodysCode1", "constructor", "__proto__", "%3Cscript%3E", "x".repeat(2_000)]) {
		const { status, text } = await server.ask("GET", `/p/${code}`);
		expect(status, code).toBe(404);
		expect(text).toContain("There is no payment at this address. Ask the shop.");
		expect((await press(`/p/${code}`)).status).toBe(404);
	}
	const headers = { "accept-language": "zh-CN" };
	expect((await server.ask("GET", "/p/nobodysCode1", { headers })).text).toContain("没有付款");
	expect((await server.ask("GET", "/p/style.css")).headers.get("content-type")).toContain("text/css");
});

test("on the phone that shows the page a UPI code is a button into the customer's app; other codes are none", async () => {
	const upi = await openChat(server, "chai/stall");
	const shown = await page(await upi.sell("45.00"));
	const [, link = ""] = /<a class="button on-phone" href="(upi:[^"]+)">Pay with UPI<\/a>/.exec(shown) ?? [];
	const { searchParams } = new URL(link.replaceAll("&amp;", "&"));
	expect(searchParams.get("pa")).toBe("example.chai@examplebank");
	expect([searchParams.get("pn"), searchParams.get("am"), searchParams.get("cu")]).toEqual(["A & B", "45.00", "INR"]);
	expect(await page(await (await openChat(server, "baker/mill")).sell("9.00"))).not.toContain("on-phone");
	expect(await page("/p/style.css")).toContain("@media not (pointer: coarse) { .on-phone { display: none; } }");
});

test("a practice page says so, is pressed twice at once and paid once; then it thanks and asks for nothing", async () => {
	const path = await demo.sell("11.00");
	const open = await server.ask("GET", path);
	expect(open.text).toMatch(/PRACTICE: no money moves[\s\S]*11\.00 USD[\s\S]*Pay \(practice\)/);
	expect(open.headers.get("cache-control")).toBe("no-store");
	for (const { status, headers } of await Promise.all([press(path), press(path)])) {
		expect([status, headers.get("location")]).toEqual([303, path]);
	}
	await said(demo, "PAID.");
	expect((await press(path)).status).toBe(303);
	expect(await page(path)).toMatch(/PAID\. Thank you/);
	expect(await page(path)).not.toMatch(/<button|http-equiv="refresh"/);
	await server.settle();
	const payments = await server.database.query("select state from payment where code = $1", [path.slice("/p/".length)]);
	expect(payments).toEqual([{ state: "paid" }]);
	const { seq } = JSON.parse((await server.ask("GET", demo.path, { token: demo.token })).text);
	const told = (await demo.stream(seq)).filter((line) => line.direction === "out" && line.body.text.includes("PAID."));
	expect(told).toHaveLength(1);
});

test("a practice payment that the cashier called paid can still be pressed", async () => {
	const chat = await openChat(server, "demo/harbour-cafe");
	const path = await chat.sell("46.00");
	await chat.say("they paid");
	await said(chat, "not paid yet");
	expect(await page(path)).toContain("Pay (practice)");
	await press(path);
	await said(chat, "PAID.");
});

test("a customer who says they paid by bank has not paid until this shop's manager says so", async () => {
	const chat = await openChat(server, "baker/mill");
	const path = await chat.sell("12.00");
	const open = await page(path);
	expect(open).toMatch(/<img src="data:image\/png;base64,[\s\S]*I have paid/);
	expect(open).not.toContain("PRACTICE");
	expect(open).toContain("Mill &lt;b&gt;Lane&lt;/b&gt;");
	await press(path);
	await said(chat, "manager confirms it");
	const strangers = [null, chat.token, tokens.get("bo"), tokens.get("eve"), server.operatorToken];
	for (const token of strangers) expect((await confirm(path, token)).status).toBe(401);
	await server.settle();
	expect(await page(path)).toContain("waiting for the bank");
	for (let turn = 0; turn < 2; turn++) expect((await confirm(path, tokens.get("ada"))).status).toBe(202);
	await said(chat, "PAID.");
	await server.settle();
	expect(await page(path)).toContain("PAID. Thank you.");
	expect(await server.database.query("select act, person_id from decision")).toEqual([
		{ act: "confirm", person_id: "ada" },
	]);
});

test("a practice payment needs no manager", async () => {
	const path = await demo.sell("13.00");
	const refused = await confirm(path, tokens.get("max"));
	expect(refused.status).toBe(409);
	expect(sentence(refused)).toContain("no money moves");
});

test("a cancelled page asks nobody to pay, and a button still on a screen changes nothing", async () => {
	const path = await demo.sell("14.00");
	await page(path);
	await demo.say("cancel");
	await said(demo, "Cancelled.");
	expect(await page(path)).toMatch(/cancelled this payment\. Please do not pay/);
	expect(await page(path)).not.toContain("<button");
	expect((await press(path)).status).toBe(303);
	await server.settle();
	expect(await page(path)).toMatch(/cancelled this payment\. Please do not pay/);
});

test("a sale written off is asked for no more, a payment given back says so, and both stand among the store's decisions", async () => {
	const chat = await openChat(server, "baker/mill");
	const tell = async (path: string, event: object) => {
		const code = path.slice("/p/".length);
		const [sale] = await server.database.query<{ id: string; payment: string }>(
			"select sale_id as id, id as payment from payment where code = $1",
			[code],
		);
		const more = "paymentId" in event ? { paymentId: sale!.payment } : {};
		const to = `sale/${sale!.id}` as const;
		await receive(
			server.database,
			{ merchantId: "baker", to, key: `test ${code}`, event: { ...event, ...more } },
			Date.now(),
		);
		await server.settle();
		return server.database.query<{ readonly act: string }>(
			"select store_id, subject_kind, act, person_id from decision where subject_id = $1 order by id",
			[sale!.payment],
		);
	};
	const unpaid = await chat.sell("15.00");
	expect(await tell(unpaid, { kind: "written-off", personId: "ada" })).toEqual([
		{ store_id: "mill", subject_kind: "payment", act: "write-off", person_id: "ada" },
	]);
	expect(await page(unpaid)).toContain("cancelled this payment. Please do not pay");
	const paid = await chat.sell("16.00");
	await confirm(paid, tokens.get("ada"));
	await said(chat, "PAID.");
	const decisions = await tell(paid, { kind: "refunded", paymentId: "", personId: "ada" });
	expect(decisions.map(({ act }) => act)).toEqual(["confirm", "refund"]);
	expect(await page(paid)).toContain("This payment was refunded.");
	const states = await server.database.query(
		"select state from sale where amount_minor in (1500, 1600) order by amount_minor",
	);
	expect(states).toEqual([{ state: "written-off" }, { state: "refunded" }]);
});

test("the customer of a bank rail sees what to type in, and the shop's other rails; who says they paid is offered none", async () => {
	const chat = await openChat(server, "baker/mill");
	const path = await chat.sell("17.00");
	const open = await page(path);
	expect(open).toMatch(/To: Mill Lane[\s\S]*Account: DE89 3704[\s\S]*Amount: 17\.00 EUR[\s\S]*Reference: RF/);
	expect(open).toContain(`action="${path}/rails/savings"`);
	expect((await server.ask("GET", path, { headers: { "accept-language": "es" } })).text).toMatch(
		/lang="es"[\s\S]*Otras formas de pago/,
	);
	await press(path);
	expect(await page(path)).not.toContain("/rails/");
	const again = await chat.sell("18.00");
	await server.database.query(
		"update rail set settings = settings || '{\"iban\": \"GB29NWBK60161331926819\"}' where id = 'bank'",
	);
	// The code was made for another account: nobody shall be told to type that one in.
	expect(await page(again)).not.toContain("Account:");
});
