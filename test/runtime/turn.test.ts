import { describe, expect, test } from "vitest";
import { receive, receiveFromOutside } from "../../src/runtime/receive.ts";
import { DATABASES } from "../support/databases.ts";
import { MERCHANT, NOON_MS, openFloor, pause, tillAddress } from "./shop-floor.ts";

const MINUTE_MS = 60_000;

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("what a platform sends twice is decided once, at the same moment or a day later", async () => {
		const floor = openFloor(await fresh());
		const copies = Array.from({ length: 5 }, () => floor.tell("till-1", { kind: "note", text: "paid" }, "slack 17"));
		expect((await Promise.all(copies)).filter((isNew) => isNew)).toHaveLength(1);
		await floor.settle();

		floor.clock.nowMs += 24 * 60 * MINUTE_MS;
		expect(await floor.tell("till-1", { kind: "note", text: "paid" }, "slack 17")).toBe(false);
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["paid"]);
		await floor.database.close();
	});

	test("one merchant's messages are decided in the order they came, more of them than one turn takes", async () => {
		const floor = openFloor(await fresh());
		const texts = Array.from({ length: 45 }, (_, index) => `message ${index}`);
		for (const text of texts) await floor.tell("till-1", { kind: "note", text });
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(texts);
		await floor.database.close();
	});

	test("a message never overtakes one that is still being stored", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "note", text: "hello" });
		await floor.settle();
		let second: Promise<boolean> | undefined;
		let between: Promise<void> | undefined;
		await floor.database.transaction(async (tx) => {
			const event = { kind: "note", text: "first" };
			await receive(tx, { merchantId: MERCHANT, to: tillAddress("till-1"), key: "k1", event }, NOON_MS);
			second = floor.tell("till-1", { kind: "note", text: "second" });
			await Promise.race([second, pause(200)]);
			between = floor.settle();
			await Promise.race([between, pause(200)]);
		});
		await second;
		await between;
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["hello", "first", "second"]);
		await floor.database.close();
	});

	test("an alarm rings once its time has come, and a message before that neither rings nor loses it", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "remind", atMs: NOON_MS + 10 * MINUTE_MS });
		await floor.settle();
		floor.clock.nowMs = NOON_MS + 5 * MINUTE_MS;
		await floor.tell("till-1", { kind: "note", text: "still here" });
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["remind", "still here"]);

		floor.clock.nowMs = NOON_MS + 10 * MINUTE_MS - 1;
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["remind", "still here"]);
		floor.clock.nowMs = NOON_MS + 10 * MINUTE_MS;
		await floor.settle();
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["remind", "still here", "alarm"]);
		await floor.database.close();
	});

	test("an alarm that rings early changes nothing", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "remind", atMs: NOON_MS + 10 * MINUTE_MS });
		await floor.settle();
		await floor.database.query("update actor set wake_at = $1::timestamptz", [new Date(NOON_MS).toISOString()]);
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["remind"]);
		await floor.pass(1, 10 * MINUTE_MS);
		expect(await floor.heard("till-1")).toEqual(["remind", "alarm"]);
		await floor.database.close();
	});

	test("a message from a machine whose clock runs ahead does not put an alarm off", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "remind", atMs: NOON_MS + 10 * MINUTE_MS });
		await floor.settle();
		const envelope = {
			merchantId: MERCHANT,
			to: tillAddress("till-1"),
			key: "k1",
			event: { kind: "note", text: "hm" },
		};
		await receive(floor.database, envelope, NOON_MS + 60 * MINUTE_MS);
		await floor.pass(1, 10 * MINUTE_MS);
		expect(await floor.heard("till-1")).toContain("alarm");
		await floor.database.close();
	});

	test("two merchants with the same names and keys do not hear each other", async () => {
		const floor = openFloor(await fresh());
		const event = { kind: "note", text: "ours" };
		const other = { merchantId: "corner-books", to: tillAddress("till-1"), key: "k1", event };
		expect(await receive(floor.database, other, NOON_MS)).toBe(true);
		expect(await floor.tell("till-1", { kind: "note", text: "theirs" }, "k1")).toBe(true);
		await floor.settle();
		const states = await floor.database.query("select state -> 'heard' as heard from actor order by merchant_id");
		expect(states).toEqual([{ heard: ["theirs"] }, { heard: ["ours"] }]);
		await floor.database.close();
	});

	test("a card number is masked before it is stored, wherever in the event it stands", async () => {
		const floor = openFloor(await fresh());
		const event = { kind: "note", text: "it is 4111 1111 1111 1111", more: { note: ["4111111111111111"] } };
		await receiveFromOutside(
			floor.database,
			{ merchantId: MERCHANT, to: tillAddress("till-1"), key: "k1", event },
			NOON_MS,
		);
		const [stored] = await floor.database.query<{ payload: object }>("select payload from inbox");
		expect(JSON.stringify(stored)).not.toMatch(/4111.?1111.?1111/);
		expect(stored?.payload).toMatchObject({ kind: "note", masked: true });
		await floor.database.close();
	});
});
