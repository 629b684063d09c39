import { describe, expect, test } from "vitest";
import { deliverLane } from "../../src/runtime/deliver.ts";
import { claim, freeAllLeases } from "../../src/runtime/lease.ts";

import { failTurn, takeTurn } from "../../src/runtime/turn.ts";
import { DATABASES } from "../support/databases.ts";
import { gate, NOON_MS, openFloor, pause, tillAddress } from "./shop-floor.ts";

const RUN_OUT = "update actor set leased_until = now() - interval '1 second'";

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("workers that look at the same moment never get the same merchant", async () => {
		const floor = openFloor(await fresh());
		const tills = Array.from({ length: 30 }, (_, index) => `till-${index}`);
		for (const id of tills) await floor.tell(id, { kind: "note", text: "hello" });
		const claims = await Promise.all(Array.from({ length: 6 }, () => claim(floor.database, "actor", 10, NOON_MS)));
		await claim(floor.database, "actor", 30, NOON_MS).then((left) => claims.push(left));
		const ids = claims.flat().map(({ id }) => id);
		expect(ids.toSorted()).toEqual(tills.map(tillAddress).toSorted());
		await floor.database.close();
	});

	test("whoever has waited longest comes first, and whose time has not come is left alone", async () => {
		const floor = openFloor(await fresh());
		for (const [id, minutes] of [
			["late", 2],
			["early", 1],
			["not yet", 4],
		] as const) {
			floor.clock.nowMs = NOON_MS + minutes * 60_000;
			await floor.tell(id, { kind: "note", text: "hello" });
		}
		const at = NOON_MS + 3 * 60_000;
		const [first] = await claim(floor.database, "actor", 1, at);
		const rest = await claim(floor.database, "actor", 9, at);
		expect([first, ...rest].map((one) => one?.id)).toEqual(["early", "late"].map(tillAddress));
		await floor.database.close();
	});

	test("the merchant of a worker that died is taken over when its lease has run out, not before", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "note", text: "hello" });
		await floor.claimOne("actor"); // and that worker dies
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual([]);

		await floor.database.query(RUN_OUT);
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["hello"]);
		await floor.database.close();
	});

	test("a worker whose lease was taken over writes nothing, neither a turn nor its failure", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "note", text: "hello" });
		const slow = await floor.claimOne("actor");
		await floor.database.query(RUN_OUT);
		const taken = await floor.claimOne("actor");
		const before = await floor.database.query("select * from actor");

		expect(await takeTurn(floor.tools, slow)).toBe(0);
		expect(await failTurn(floor.tools, slow, "TypeError")).toEqual({ attempts: 0, setAside: false });
		expect(await floor.database.query("select * from actor")).toEqual(before);
		expect(await takeTurn(floor.tools, taken)).toBe(1);
		expect(await floor.heard("till-1")).toEqual(["hello"]);
		await floor.database.close();
	});

	test("while a slow delivery goes on, its worker keeps the lane however long it takes", async () => {
		const arrived = gate();
		const floor = openFloor(await fresh(), {
			carry: async () => {
				await arrived.passed;
				return {};
			},
		});
		await floor.tell("till-1", { kind: "order", effects: [{ kind: "send", to: "c1" }] });
		await takeTurn(floor.tools, await floor.claimOne("actor"));
		const lane = await floor.claimOne("lane");
		const delivering = deliverLane({ ...floor.tools, failed: () => {}, renewMs: 10 }, lane);
		await floor.database.query("update lane set leased_until = now() - interval '1 second'");
		const kept = () => floor.database.query("select 1 from lane where leased_until > now() + interval '50 seconds'");
		await expect.poll(kept).toHaveLength(1);
		expect(await claim(floor.database, "lane", 9, floor.clock.nowMs)).toEqual([]);
		arrived.open();
		expect(await delivering).toBe(1);
		await floor.database.close();
	});

	test("a server that starts again on its own data waits for no lease of its former life", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "order", effects: [{ kind: "send", to: "c1" }] });
		await takeTurn(floor.tools, await floor.claimOne("actor"));
		await floor.claimOne("lane");
		await floor.tell("till-1", { kind: "note", text: "hello" });
		await floor.claimOne("actor");
		await freeAllLeases(floor.database);
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["order", "hello"]);
		expect(await floor.database.query("select * from lane")).toEqual([]);
		await floor.database.close();
	});

	test("a message that is stored while a turn is under way is not stranded", async () => {
		let arriving: Promise<boolean> | undefined;
		const floor = openFloor(await fresh(), {
			meanWhile: async () => {
				// Without the lock on the actor it is stored at once, and the turn's end puts its wake-up out.
				arriving ??= floor.tell("till-1", { kind: "note", text: "second" });
				await Promise.race([arriving, pause(300)]);
			},
		});
		await floor.tell("till-1", { kind: "note", text: "first" });
		await floor.settle();
		expect(await arriving).toBe(true);
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["first", "second"]);
		await floor.database.close();
	});
});
