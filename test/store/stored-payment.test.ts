import { describe, expect, test } from "vitest";
import { exposureOf, type StoredReport } from "../../src/fallback/exposure.ts";
import { writeConversation } from "../../src/store/conversation.ts";
import type { Database } from "../../src/store/database.ts";
import { readStoredReports } from "../../src/store/stored-payment.ts";
import { DATABASES } from "../support/databases.ts";

const AT_MS = Date.UTC(2026, 10, 23, 18);
const DAY_MS = 86_400_000;
const MERCHANT = "bakery";

async function addStore(database: Database, id: string): Promise<void> {
	await database.query("insert into merchant (id, name) values ($1, 'Bäckerei') on conflict do nothing", [MERCHANT]);
	await database.query(
		`insert into store (merchant_id, id, code, name, country, currency, time_zone, locale)
		values ($1, $2, $2, 'Am Markt', 'DE', 'EUR', 'Europe/Berlin', 'en')`,
		[MERCHANT, id],
	);
}

const report = (id: string, more: Partial<StoredReport> = {}): StoredReport => ({
	id,
	kind: "took",
	terminalId: "t1",
	count: 1,
	sum: { minor: 4_500, currency: "EUR" },
	saidAtMs: AT_MS,
	oldestAtMs: AT_MS - 60_000,
	...more,
});
const write = (database: Database, storeId: string, ...reports: readonly StoredReport[]) =>
	writeConversation(
		database,
		MERCHANT,
		reports.map((one) => ({ kind: "stored", conversationId: "chat1", storeId, outageId: null, report: one }) as const),
	);

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("what one chat of a store counted, its other chats read as it was said; another store does not", async () => {
		const database = await fresh();
		await addStore(database, "market");
		await addStore(database, "station");
		const said = [
			report("a"),
			report("b", { saidAtMs: AT_MS + 1, sum: null, terminalId: null }),
			report("c", { saidAtMs: AT_MS + 2, kind: "shown", count: 0, sum: null }),
		];
		await write(database, "market", ...said);
		expect(await readStoredReports(database, MERCHANT, "market", AT_MS)).toEqual(said);
		expect(await readStoredReports(database, MERCHANT, "station", AT_MS)).toEqual([]);
		await database.close();
	});

	test("a report that is written again stays as it was first said, and is counted once", async () => {
		const database = await fresh();
		await addStore(database, "market");
		await write(database, "market", report("a"));
		await write(database, "market", report("a", { count: 9 }));
		const read = await readStoredReports(database, MERCHANT, "market", AT_MS);
		expect(exposureOf(read)).toMatchObject({ count: 1, sums: [{ minor: 4_500, currency: "EUR" }] });
		await database.close();
	});

	test("after a month it is over, one way or the other", async () => {
		const database = await fresh();
		await addStore(database, "market");
		await write(database, "market", report("a"));
		expect(await readStoredReports(database, MERCHANT, "market", AT_MS + 29 * DAY_MS)).toHaveLength(1);
		expect(await readStoredReports(database, MERCHANT, "market", AT_MS + 31 * DAY_MS)).toHaveLength(0);
		await database.close();
	});
});
