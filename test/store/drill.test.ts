import { describe, expect, test } from "vitest";
import { addConversation, writeConversation } from "../../src/store/conversation.ts";
import type { Database } from "../../src/store/database.ts";
import { listDrills, readDrillPage, readReadiness } from "../../src/store/drill.ts";
import { DATABASES } from "../support/databases.ts";

const AT_MS = Date.UTC(2026, 10, 23, 18);
const MERCHANT = "bakery";
const drill = {
	id: "drill1",
	code: "abcdefghijkm",
	money: { minor: 500, currency: "EUR" },
	startedAtMs: AT_MS,
};
const begun = { kind: "drill", conversationId: "chat1", storeId: "market" } as const;
const listed = { merchantId: MERCHANT, storeId: "market", platform: "slack" };
const write = (database: Database, doneAtMs: number | null) =>
	writeConversation(database, MERCHANT, [
		{ kind: "drill", conversationId: "chat1", storeId: "market", drill, doneAtMs },
	]);

async function addStores(database: Database): Promise<void> {
	await database.query("insert into merchant (id, name) values ($1, 'Bäckerei')", [MERCHANT]);
	for (const id of ["market", "station"])
		await database.query(
			`insert into store (merchant_id, id, code, name, country, currency, time_zone, locale)
			values ($1, $2, $2, 'Am Markt', 'DE', 'EUR', 'Europe/Berlin', 'en')`,
			[MERCHANT, id],
		);
}

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("a drill is recorded from its QR to its end, once, and belongs to its store", async () => {
		const database = await fresh();
		await addStores(database);
		await write(database, null);
		expect(await readDrillPage(database, drill.code)).toMatchObject({
			id: "drill1",
			conversationId: "chat1",
			storeName: "Am Markt",
			money: drill.money,
			startedAtMs: AT_MS,
			isDone: false,
		});
		expect(await readReadiness(database, MERCHANT, "market")).toEqual({
			...{ drilledAtMs: null, remindedAtMs: null, hasThread: false },
		});
		await write(database, AT_MS + 60_000);
		await write(database, AT_MS + 90_000);
		expect(await readDrillPage(database, drill.code)).toMatchObject({ isDone: true });
		const readiness = await readReadiness(database, MERCHANT, "market");
		expect(readiness).toEqual({ drilledAtMs: AT_MS + 60_000, remindedAtMs: null, hasThread: false });
		expect(await readReadiness(database, MERCHANT, "station")).toEqual({
			...{ drilledAtMs: null, remindedAtMs: null, hasThread: false },
		});
		expect(await readDrillPage(database, "market")).toBeNull();
		await database.close();
	});

	test("a store's drills are listed with who practised, how long it took and what was hard, which only their own chat says", async () => {
		const database = await fresh();
		await addStores(database);
		await addConversation(database, {
			...{ merchantId: MERCHANT, id: "chat1", storeId: "market", terminalId: null, platform: "slack", thread: "C1/1" },
			tokenHash: "x",
		});
		await writeConversation(database, MERCHANT, [
			{ ...begun, drill: { ...drill, by: "user/U1" }, doneAtMs: null },
			{ ...begun, drill: { ...drill, by: "user/U1" }, doneAtMs: AT_MS + 60_000 },
			{ ...begun, drill: { ...drill, id: "drill2", code: "abcdefghijkn", startedAtMs: AT_MS + 1 }, doneAtMs: null },
			{ kind: "drill-hard", conversationId: "chat1", id: "drill1", hard: "scan" },
			{ kind: "drill-hard", conversationId: "another", id: "drill1", hard: "slow" },
		]);
		expect(await listDrills(database, MERCHANT, "market", 10)).toEqual([
			{ ...listed, person: null, startedAtMs: AT_MS + 1, tookMs: null, hard: null },
			{ ...listed, person: "user/U1", startedAtMs: AT_MS, tookMs: 60_000, hard: "scan" },
		]);
		expect(await listDrills(database, MERCHANT, "station", 10)).toEqual([]);
		expect(await readReadiness(database, MERCHANT, "market")).toMatchObject({ hasThread: true });
		expect((await readReadiness(database, MERCHANT, "market")).sinceMs).toBeGreaterThan(0);
		await database.close();
	});

	test("that one chat was reminded, every chat of the store knows", async () => {
		const database = await fresh();
		await addStores(database);
		await writeConversation(database, MERCHANT, [{ kind: "reminded", storeId: "market", atMs: AT_MS }]);
		expect(await readReadiness(database, MERCHANT, "market")).toEqual({
			...{ drilledAtMs: null, remindedAtMs: AT_MS, hasThread: false },
		});
		expect(await readReadiness(database, MERCHANT, "station")).toEqual({
			...{ drilledAtMs: null, remindedAtMs: null, hasThread: false },
		});
		await database.close();
	});
});
