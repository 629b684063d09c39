import { describe, expect, test } from "vitest";
import type { FromPlatform } from "../../src/bots/bot.ts";
import { readSetup } from "../../src/fallback/setup-file.ts";
import { hearFromPlatform, linkByCode, takeFileFromPlatform, unlink } from "../../src/runtime/platform.ts";
import { addPairing } from "../../src/store/audience.ts";
import type { Database } from "../../src/store/database.ts";
import { applySetup, hasMerchants } from "../../src/store/setup.ts";
import { listStores } from "../../src/store/shop.ts";
import { isRefusal } from "../../src/text.ts";
import { DATABASES } from "../support/databases.ts";

const NOON_MS = Date.UTC(2026, 10, 24, 12);
const HOUR_MS = 60 * 60_000;

const merchant = (id: string) => ({
	id,
	name: id,
	stores: [{ id: `${id}-main`, name: `${id} main`, country: "IE", currency: "EUR", time_zone: "Europe/Dublin" }],
});

async function shops(database: Database, ...ids: readonly string[]): Promise<void> {
	const setup = readSetup({ merchants: ids.map(merchant) });
	if (isRefusal(setup)) throw new Error(setup.refused.en);
	await applySetup(database, setup);
}

const said = (key: string, more: Partial<FromPlatform> = {}): FromPlatform => ({
	platform: "slack",
	thread: "T1/D1",
	audiences: ["T1/U1", "T1/D1", "T1"],
	locale: "en",
	key,
	inbound: { kind: "message", text: "the terminal is down" },
	isCommand: false,
	...more,
});

const conversations = (database: Database) =>
	database.query<{ merchant: string; store: string; thread: string }>(
		"select merchant_id as merchant, store_id as store, thread from conversation order by created_at, id",
	);

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("a thread is one conversation, opened once, whatever comes in at the same time", async () => {
		const database = await fresh();
		const stored = await Promise.all(
			Array.from({ length: 8 }, (_, index) => hearFromPlatform(database, said(`message ${index}`), NOON_MS)),
		);
		expect(stored).toEqual(Array(8).fill(true));
		expect(await conversations(database)).toEqual([{ merchant: "unlinked", store: "unlinked", thread: "T1/D1" }]);
		const [mail] = await database.query<{ count: number }>("select count(*) as count from inbox");
		expect(mail?.count).toBe(9); // opened, and eight messages
		await database.close();
	});

	test("the same message again is stored once, and the same words in another thread are another message", async () => {
		const database = await fresh();
		expect(await hearFromPlatform(database, said("m1"), NOON_MS)).toBe(true);
		expect(await hearFromPlatform(database, said("m1"), NOON_MS)).toBe(false);
		expect(await hearFromPlatform(database, said("m1", { thread: "T1/C1/9.1" }), NOON_MS)).toBe(true);
		await database.close();
	});

	test("card numbers are masked before they are stored", async () => {
		const database = await fresh();
		await hearFromPlatform(
			database,
			said("m1", { inbound: { kind: "message", text: "4111 1111 1111 1111" } }),
			NOON_MS,
		);
		const rows = await database.query<{ payload: object }>("select payload from inbox order by id");
		expect(JSON.stringify(rows)).not.toContain("4111 1111");
		expect(rows.at(-1)?.payload).toMatchObject({ masked: true });
		await database.close();
	});

	test("a manager's code links a channel to the store, and from then on its threads are the store's", async () => {
		const database = await fresh();
		await shops(database, "bakery", "florist");
		await hearFromPlatform(database, said("m1"), NOON_MS);
		const bakery = { merchantId: "bakery", storeId: "bakery-main" };
		await addPairing(database, "abcd-efgh", bakery, "mara", NOON_MS);
		expect(await linkByCode(database, "slack", "T1/D1", "no-such-code", NOON_MS)).toBeNull();
		expect(await linkByCode(database, "slack", "T1/D1", "abcd-efgh", NOON_MS)).toMatchObject({
			...bakery,
			storeName: "bakery main",
		});
		await hearFromPlatform(database, said("m2"), NOON_MS);
		await hearFromPlatform(database, said("m3"), NOON_MS);
		expect((await conversations(database)).map(({ merchant: id }) => id)).toEqual(["unlinked", "bakery"]);
		const kept = await database.query("select name, store_id, linked_by from audience");
		expect(kept).toEqual([{ name: "slack:T1/D1", store_id: "bakery-main", linked_by: "mara" }]);

		expect(await unlink(database, "slack", "T1/D1")).toBe(true);
		expect(await unlink(database, "slack", "T1/D1")).toBe(false);
		await hearFromPlatform(database, said("m4"), NOON_MS);
		expect((await conversations(database)).map(({ merchant: id }) => id)).toEqual(["unlinked", "bakery", "unlinked"]);
		await database.close();
	});

	test("the narrowest audience counts, a link may be changed, and one platform's names are not another's", async () => {
		const database = await fresh();
		await shops(database, "bakery", "florist");
		await addPairing(database, "to-the-bakery", { merchantId: "bakery", storeId: "bakery-main" }, "mara", NOON_MS);
		await addPairing(database, "to-the-florist", { merchantId: "florist", storeId: "florist-main" }, "flo", NOON_MS);
		await linkByCode(database, "slack", "T1", "to-the-bakery", NOON_MS);
		await linkByCode(database, "slack", "T1/U1", "to-the-florist", NOON_MS);
		await hearFromPlatform(database, said("m1"), NOON_MS);
		await hearFromPlatform(database, said("m1", { thread: "T1/D2", audiences: ["T1/U2", "T1"] }), NOON_MS);
		await hearFromPlatform(database, said("m1", { platform: "discord" }), NOON_MS);
		expect((await conversations(database)).map(({ merchant: id }) => id).sort()).toEqual([
			"bakery",
			"florist",
			"unlinked",
		]);
		await linkByCode(database, "slack", "T1/U1", "to-the-bakery", NOON_MS);
		await hearFromPlatform(database, said("m2"), NOON_MS);
		expect((await conversations(database)).filter(({ thread }) => thread === "T1/D1")).toHaveLength(3); // discord's too
		await database.close();
	});

	test("a batch file is taken for the store once; from nowhere's thread, or when it is no text, the thread hears why not", async () => {
		const database = await fresh();
		await shops(database, "bakery");
		const { inbound: _said, ...from } = said("file1");
		const csv = new TextEncoder().encode("a,b\n1,2\n");
		const take = (key: string, bytes = csv) =>
			takeFileFromPlatform(database, { ...from, key }, "/tmp/z.csv", bytes, NOON_MS);
		expect(await take("f0")).toBe(true);
		await addPairing(database, "to-the-bakery", { merchantId: "bakery", storeId: "bakery-main" }, "mara", NOON_MS);
		await linkByCode(database, "slack", "T1/D1", "to-the-bakery", NOON_MS);
		expect([await take("f1"), await take("f1"), await take("f2", new Uint8Array([0xff, 0]))]).toEqual([
			true,
			false,
			true,
		]);
		const kept = await database.query("select merchant_id, name, state from batch");
		expect(kept).toEqual([{ merchant_id: "bakery", name: "z.csv", state: "uploaded" }]);
		const told = await database.query<{ text: string }>(
			"select payload -> 'because' ->> 'en' as text from inbox where payload ->> 'kind' = 'batch-refused' order by id",
		);
		expect(told.map(({ text }) => text)).toEqual([
			expect.stringContaining("/standin link"),
			expect.stringContaining("not a text file"),
		]);
		await database.close();
	});

	test("a code ends after a day", async () => {
		const database = await fresh();
		await shops(database, "bakery");
		const { endsAtMs } = await addPairing(
			database,
			"for-a-day",
			{ merchantId: "bakery", storeId: "bakery-main" },
			"mara",
			NOON_MS,
		);
		expect(endsAtMs).toBe(NOON_MS + 24 * HOUR_MS);
		expect(await linkByCode(database, "slack", "T1", "for-a-day", endsAtMs + 1)).toBeNull();
		expect(await linkByCode(database, "slack", "T1", "for-a-day", endsAtMs - 1)).not.toBeNull();
		await database.close();
	});

	test("nobody's store is no shop of anybody: it is in no list and makes no database look used", async () => {
		const database = await fresh();
		expect(await hasMerchants(database)).toBe(false);
		expect(await listStores(database, 10)).toEqual([]);
		const setup = readSetup({ merchants: [merchant("unlinked")] });
		expect(isRefusal(setup)).toBe(true);
		await database.close();
	});
});
