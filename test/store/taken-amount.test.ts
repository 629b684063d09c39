import { describe, expect, test } from "vitest";
import { readSetup } from "../../src/fallback/setup-file.ts";
import { claim } from "../../src/runtime/lease.ts";
import { receive } from "../../src/runtime/receive.ts";
import { takeTurn } from "../../src/runtime/turn.ts";
import { readFallbackPayments } from "../../src/store/batch.ts";
import { readPaidSums } from "../../src/store/books-view.ts";
import type { Database } from "../../src/store/database.ts";
import { listSales } from "../../src/store/sale-list.ts";
import { applySetup } from "../../src/store/setup.ts";
import { readShop } from "../../src/store/shop.ts";
import { readTakenAmounts } from "../../src/store/taken-amount.ts";
import { isRefusal } from "../../src/text.ts";
import { MERCHANT, openFloor } from "../runtime/shop-floor.ts";
import { DATABASES } from "../support/databases.ts";

const HOUR_MS = 3_600_000;
const PROXY = { proxy: "081-222-3333" };

async function openShop(database: Database) {
	const store = { name: "Noodles", country: "TH", currency: "THB", time_zone: "Asia/Bangkok" };
	const setup = readSetup({
		merchants: [
			{
				id: MERCHANT,
				name: "Noodles",
				stores: [
					{ ...store, id: "market" },
					{ ...store, id: "station" },
				],
				rails: [
					{ id: "promptpay", scheme: "promptpay", settings: { ...PROXY, satang: "unique" } },
					{ id: "biller", scheme: "promptpay-bill", settings: { biller: "010553600000001" } },
				],
			},
		],
	});
	if (isRefusal(setup)) throw new Error(setup.refused.en);
	await applySetup(database, setup);
	const floor = openFloor(database);
	let sent = 0;
	const tell = (id: string, event: object) => {
		sent++;
		const envelope = { merchantId: MERCHANT, to: `sale/${id}`, key: `test ${sent}`, event } as const;
		return receive(database, envelope, floor.clock.nowMs);
	};
	return {
		floor,
		tell,
		open: (id: string, minor = 4500, storeId = "market", railId: string | null = null) =>
			tell(id, { kind: "open", id, storeId, money: { minor, currency: "THB" }, askedBy: null, railId }),
		/** All turns that are due, at once: as many processes would. */
		turnsAtOnce: async (count: number) => {
			const actors = await claim(database, "actor", count, floor.clock.nowMs);
			await Promise.all(actors.map((actor) => takeTurn(floor.tools, actor)));
		},
		amounts: async (storeId = "market") => {
			const rows = await database.query<{ minor: number; id: string }>(
				`select p.amount_minor as minor, p.id from payment p join sale s on s.merchant_id = p.merchant_id and s.id = p.sale_id
				where s.store_id = $1 order by p.amount_minor, p.id`,
				[storeId],
			);
			return rows.map(({ minor }) => minor);
		},
		taken: async (id: string, minor = 4500) => {
			const shop = (await readShop(database, MERCHANT, "market"))!;
			const amounts = await readTakenAmounts(
				database,
				shop,
				{ id, money: { minor, currency: "THB" } },
				floor.clock.nowMs,
			);
			return [...amounts].sort((a, b) => a - b);
		},
	};
}

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("sales of one store that are opened at the same moment each ask for an amount of their own", async () => {
		const database = await fresh();
		const shop = await openShop(database);
		const ids = Array.from({ length: 8 }, (_, index) => `sale${index}`);
		await Promise.all(ids.map((id) => shop.open(id)));
		await shop.turnsAtOnce(ids.length);
		expect(await shop.amounts()).toEqual(ids.map((_, index) => 4500 + index));
		const sales = await database.query<{ minor: number }>("select distinct amount_minor as minor from sale");
		expect(sales).toEqual([{ minor: 4500 }]); // the price stays the price
		await database.close();
	});

	test("the sales list, the sums and what a batch is matched with say what each customer was asked for", async () => {
		const database = await fresh();
		const shop = await openShop(database);
		for (const id of ["a", "b"]) {
			await shop.open(id);
			await shop.floor.settle();
		}
		const { lines } = await listSales(database, MERCHANT, "market", 0, 10);
		expect(lines.map(({ money }) => money.minor).sort((a, b) => a - b)).toEqual([4500, 4501]);

		const [second] = await database.query<{ code: string }>("select code from payment where sale_id = 'b'");
		await shop.tell("b", { kind: "confirmed", code: second!.code, personId: "ana" });
		await shop.floor.settle();
		expect((await listSales(database, MERCHANT, "market", 0, 10)).paid).toEqual([{ minor: 4501, currency: "THB" }]);
		expect(await readPaidSums(database, MERCHANT, "market", 0, false)).toMatchObject([{ paidMinor: 4501 }]);
		expect(await readFallbackPayments(database, MERCHANT, "market", 0, false)).toMatchObject([
			{ amountMinor: 4500, status: "shown" },
			{ amountMinor: 4501, status: "paid" },
		]);
		await database.close();
	});

	test("another store, another rail and the sale itself take no amount away; a cancelled one does for a day, a claimed one longer", async () => {
		const database = await fresh();
		const shop = await openShop(database);
		await shop.open("elsewhere", 4500, "station");
		await shop.open("billed", 4500, "market", "biller");
		await shop.floor.settle();
		expect(await shop.taken("new")).toEqual([]);

		for (const id of ["cancelled", "claimed"]) {
			await shop.open(id);
			await shop.floor.settle();
		}
		expect(await shop.taken("new")).toEqual([4500, 4501]);
		expect(await shop.taken("claimed")).toEqual([4500]);
		expect(await shop.taken("new", 4501)).toEqual([4501]);

		const [payment] = await database.query<{ code: string }>("select code from payment where sale_id = 'claimed'");
		await shop.tell("claimed", { kind: "claimed", code: payment!.code, by: "customer" });
		await shop.tell("cancelled", { kind: "cancel" });
		await shop.floor.settle();
		shop.floor.clock.nowMs += 24 * HOUR_MS;
		expect(await shop.taken("new")).toEqual([4500, 4501]);
		shop.floor.clock.nowMs += 1;
		expect(await shop.taken("new")).toEqual([4501]);
		await database.close();
	});

	test("a sale that changes its rail to PromptPay keeps out of the amounts of the others", async () => {
		const database = await fresh();
		const shop = await openShop(database);
		await shop.open("a");
		await shop.open("b", 4500, "market", "biller");
		await shop.floor.settle();
		await shop.tell("b", { kind: "switch", railId: "promptpay" });
		await shop.floor.settle();
		expect(await shop.amounts()).toEqual([4500, 4500, 4501]);
		await database.close();
	});
});
