import { beforeAll, expect, test } from "vitest";
import { type Server, sentence, startServer } from "./server.ts";
import { setUp } from "./shops.ts";

/** An invented noodle shop whose sales each ask for an amount of their own. */
const NOODLES = {
	id: "noodles",
	name: "Noodles",
	stores: [{ id: "market", name: "Noodle Market", country: "TH", currency: "THB", time_zone: "Asia/Bangkok" }],
	rails: [
		{ id: "promptpay", scheme: "promptpay", settings: { proxy: "081-222-3333", satang: "unique" } },
		{ id: "biller", scheme: "promptpay-bill", settings: { biller: "010553600000001" } },
	],
};

let server: Server;
beforeAll(async () => {
	server = await startServer();
	await setUp(server, [NOODLES]);
});

const thb = (minor: number) => ({ minor, currency: "THB" });
const order = (id: string, minor = 4500, more: object = {}) =>
	server.ask("POST", "/api/sales", {
		token: server.operatorToken,
		body: { id, store: "market", money: thb(minor), ...more },
	});

test("the second sale of one price is told with what the customer is asked for, and is the same sale when it is asked for again", async () => {
	const first = JSON.parse((await order("noodles-0001")).text);
	expect(first).toMatchObject({ money: thb(4500), raisedMinor: 0 });
	const answer = await order("noodles-0002");
	const second = JSON.parse(answer.text);
	expect(second, answer.text).toMatchObject({ money: thb(4501), raisedMinor: 1, railId: "promptpay" });
	expect(second.qr).toContain("540545.01");
	await server.settle();
	expect(JSON.parse((await order("noodles-0002")).text)).toEqual(second);
	expect((await order("noodles-0002", 4501)).status).toBe(409); // its price was 45.00

	const { pathname } = new URL(second.url);
	const page = (await server.ask("GET", pathname)).text;
	expect(page).toContain('<p class="amount">45.01 THB</p>');
	expect(page).toContain("45.00 + 0.01: the extra satang tell this sale from others.");
	expect(page).toContain("Amount: 45.01 THB");
	expect((await server.ask("GET", new URL(first.url).pathname)).text).not.toContain("satang");

	// The other rail carries a reference, and asks for the price.
	await server.ask("POST", `${pathname}/rails/biller`);
	await server.settle();
	const look = await server.ask("GET", "/api/sales/noodles-0002?store=market", { token: server.operatorToken });
	expect(JSON.parse(look.text)).toMatchObject({ railId: "biller", money: thb(4500), raisedMinor: 0 });
});

test("when no amount is free the order is refused at once in one sentence, and another rail takes it", async () => {
	await server.database.query(
		`insert into sale (merchant_id, id, ref, store_id, amount_minor, currency, state, is_practice, created_at)
		select 'noodles', 'full' || n, 'full' || n, 'market', 9000, 'THB', 'cancelled', false, now() from generate_series(0, 99) n`,
	);
	await server.database.query(
		`insert into payment (merchant_id, id, sale_id, attempt, rail_id, code, state, amount_minor, currency, is_practice, payload, created_at)
		select 'noodles', 'full' || n, 'full' || n, 1, 'promptpay', 'full' || n, 'cancelled', 9000 + n, 'THB', false, '', now() from generate_series(0, 99) n`,
	);
	const refused = await order("noodles-0003", 9000, { railId: "promptpay" });
	expect(refused.status).toBe(400);
	expect(sentence(refused)).toMatch(/one more sale of 90\.00 THB .*; use another way to pay\.$/);
	expect(JSON.parse((await order("noodles-0004", 9000)).text)).toMatchObject({ railId: "biller", money: thb(9000) });
});
