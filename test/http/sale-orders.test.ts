import { beforeAll, expect, test } from "vitest";
import { type Server, sentence, startServer } from "./server.ts";
import { bakery, florist, openBakery, setUp } from "./shops.ts";

let server: Server;
let codes: ReadonlyMap<string, string>;
beforeAll(async () => {
	server = await startServer({ PUBLIC_URL: "https://pay.example" });
	({ codes } = await setUp(server, [bakery(), florist()]));
});

const order = (body: object, token: string | null = server.operatorToken) =>
	server.ask("POST", "/api/sales", { token, body });
const look = (id: string, store: string) =>
	server.ask("GET", `/api/sales/${id}?store=${store}`, { token: server.operatorToken });
const eur = (minor: number) => ({ minor, currency: "EUR" });
const salesOf = async (store: string) => {
	const [row] = await server.database.query<{ count: number }>(
		"select count(*) as count from sale where store_id = $1",
		[store],
	);
	return row?.count;
};

test("an ordered sale has its QR, its page and its reference at once, and is one sale however often it is asked for", async () => {
	const body = { id: "order-0001", store: "bakery-main", money: eur(1250), note: "table 4" };
	const [first, second] = await Promise.all([order(body), order(body)]);
	expect(first?.status, first?.text).toBe(200);
	const sale = JSON.parse(first?.text ?? "");
	expect(sale).toMatchObject({ id: "order-0001", state: "shown", railId: "bank", money: eur(1250), note: "table 4" });
	expect(sale.qr).toMatch(/^BCD\n/);
	expect(sale.qr).toContain("EUR12.5");
	expect(sale.qr).toContain(sale.ref);
	expect(sale.url).toMatch(/^https:\/\/pay\.example\/p\/\w{12}$/);
	expect(JSON.parse(second?.text ?? "").ref).toBe(sale.ref);
	await server.settle();
	expect(JSON.parse((await order(body)).text)).toEqual(sale);
	expect(await salesOf("bakery-main")).toBe(1);
	const { pathname } = new URL(sale.url);
	expect((await server.ask("GET", pathname)).text).toContain(sale.ref);
	await server.ask("POST", pathname);
	await server.settle();
	expect(JSON.parse((await look("order-0001", "bakery-main")).text)).toEqual({ ...sale, state: "claimed" });
});

test("an id is one sale's: another amount, note or store under it is refused", async () => {
	const body = { id: "order-0002", store: "bakery-main", money: eur(700) };
	expect((await order(body)).status).toBe(200);
	for (const other of [{ money: eur(701) }, { note: "x" }]) {
		const answer = await order({ ...body, ...other });
		expect(answer.status).toBe(409);
		expect(sentence(answer)).toContain("another sale's");
	}
	expect((await look("order-0002", "florist-main")).status).toBe(404); // another merchant's
});

test("a store is named by its id, with its merchant, or by its sticker; without a name where there are several it is asked for", async () => {
	const before = Number(await salesOf("florist-main"));
	const names = ["florist-main", "florist/florist-main", codes.get("florist-main"), codes.get("florist-1")];
	for (const [index, store] of names.entries()) {
		const answer = await order({ id: `florist-order-${index}`, store, money: eur(500) });
		expect(answer.status, answer.text).toBe(200);
	}
	expect(await salesOf("florist-main")).toBe(before + names.length);
	for (const store of [undefined, "nowhere", "constructor"]) {
		const answer = await order({ id: "order-0003", money: eur(500), ...(store === undefined ? {} : { store }) });
		expect(answer.status).toBe(400);
		expect(sentence(answer)).toContain("florist/florist-main");
	}
});

test("what the store cannot take is refused in one sentence, and no sale is begun", async () => {
	const before = await salesOf("bakery-main");
	const cases = [
		[{ money: { minor: 500, currency: "USD" } }, 400, "takes EUR, not USD"],
		[{ railId: "card" }, 400, "no rail “card”; it has: bank"],
		[{ railId: "constructor" }, 400, "no rail “constructor”"],
		[{ money: eur(99_999_999_999 + 1) }, 400, "999"], // what a European credit transfer can carry
		[{ money: eur(0) }, 400, "money.minor"],
		[{ money: eur(-1) }, 400, "money.minor"],
		[{ money: eur(1.5) }, 400, "money.minor"],
		[{ money: { minor: 1, currency: "EURO" } }, 400, "ISO 4217"],
		[{ note: "x".repeat(141) }, 400, "note"],
		[{ surprise: true }, 400, "id, store, money"],
	] as const;
	for (const [change, status, words] of cases) {
		const answer = await order({ id: "order-0004", store: "bakery-main", money: eur(500), ...change });
		expect(answer.status, JSON.stringify(change)).toBe(status);
		expect(sentence(answer)).toContain(words);
	}
	expect(await salesOf("bakery-main")).toBe(before);
});

test("a cashier, a manager and a stranger order no sale over the API", async () => {
	const chat = await openBakery(server);
	for (const token of [null, chat.token, "x".repeat(43)]) {
		const answer = await order({ id: "order-0005", store: "bakery-main", money: eur(500) }, token);
		expect(answer.status).toBe(401);
	}
	expect((await server.ask("GET", "/api/sales/order-0001?store=bakery-main")).status).toBe(401);
});

test("an amount that is unusual for the shop is asked about, and taken when it is said again that it is meant", async () => {
	const body = { id: "order-0006", store: "bakery-main", money: eur(450_000) };
	const asked = await order(body);
	expect(asked.status).toBe(409);
	expect(sentence(asked)).toMatch(/^4,500\.00 EUR\? That is unusual for this shop\. .*--yes/);
	expect((await look("order-0006", "bakery-main")).status).toBe(404);
	expect((await order({ ...body, isConfirmed: true })).status).toBe(200);
	expect((await order(body)).status).toBe(200); // it is there
});

test("what is usual is learnt from the shop's own last sales, of which ones called off say nothing", async () => {
	for (let count = 0; count < 20; count++)
		expect((await order({ id: `usual-${count}-order`, store: "florist-main", money: eur(1_000) })).status).toBe(200);
	await server.settle();
	const state = async (id: string, minor: number) =>
		(await order({ id, store: "florist-main", money: eur(minor) })).status;
	expect(await state("usual-high-1", 3_001)).toBe(409);
	await server.database.query(
		"update sale set state = 'cancelled' where store_id = 'florist-main' and id in (select id from sale where store_id = 'florist-main' limit 6)",
	);
	expect(await state("usual-high-1", 3_001)).toBe(200); // too few are left to know
});

test("a card number in a note is masked before it is kept", async () => {
	const answer = await order({
		id: "order-0007",
		store: "bakery-main",
		money: eur(500),
		note: `card ${"4111 1111"} ${"1111 1111"}`,
	});
	expect(answer.status).toBe(200);
	expect(JSON.parse(answer.text).note).toMatch(/^card •.*1111$/);
	expect(JSON.stringify(await server.database.query("select payload from inbox"))).not.toContain("4111 1111");
});
