import { describe, expect, test } from "vitest";
import type { ActorKind } from "../../src/actor.ts";
import type { BoundKind } from "../../src/runtime/kind.ts";
import { listEscalations, readEscalation } from "../../src/store/escalation.ts";
import { DATABASES } from "../support/databases.ts";
import { type Floor, MERCHANT, openFloor } from "./shop-floor.ts";

/** Longer than all the waits between five tries. */
const fiveTries = (floor: Floor) => floor.pass(12, 2_000);

const setAside = (floor: Floor) =>
	floor.database.query("select payload ->> 'kind' as kind, failure from inbox where failure is not null order by id");

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("a message that cannot be handled is set aside, shown to a person and apologised for; the rest goes on", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "note", text: "before" });
		await floor.tell("till-1", { kind: "poison", text: "my PIN is 1234" });
		await floor.tell("till-1", { kind: "note", text: "after" });
		await floor.tell("till-2", { kind: "note", text: "next door" });
		await floor.settle();
		await floor.pass(1, 200); // now one message at a time
		expect(await floor.heard("till-1")).toEqual(["before"]);
		expect(await floor.heard("till-2")).toEqual(["next door"]);

		await fiveTries(floor);
		expect((await floor.heard("till-1")).toSorted()).toEqual(["after", "before", "set-aside"]);
		expect(await setAside(floor)).toEqual([{ kind: "poison", failure: "TypeError" }]);
		const [listed, ...others] = await listEscalations(floor.database, 10);
		expect(others).toEqual([]);
		const shown = await readEscalation(floor.database, listed?.escalation.id ?? "");
		expect(shown?.escalation.timeline.find(({ kind }) => kind === "set-aside")?.text).toBe(
			"conversation/till-1: TypeError",
		);
		expect(JSON.stringify([listed, shown])).not.toContain("1234");
		await floor.database.close();
	});

	test("it is tried five times, ever more slowly", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "poison", text: "?" });
		const tries: number[] = [];
		const began = floor.clock.nowMs;
		for (let tenths = 0; tenths <= 40; tenths++) {
			floor.clock.nowMs = began + tenths * 100;
			await floor.settle();
			const [actor] = await floor.database.query<{ attempts: number }>(
				"select attempts from actor where id = 'conversation/till-1'",
			);
			if (actor?.attempts === tries.length + 1) tries.push(tenths * 100);
		}
		// The fifth, after 1.6 s more, sets it aside and counts anew.
		expect(tries).toEqual([0, 200, 600, 1_400]);
		expect(await floor.heard("till-1")).toEqual(["set-aside"]);
		await floor.database.close();
	});

	test("one that fails now and then is handled in the end and nobody is troubled", async () => {
		let failures = 3;
		const floor = openFloor(await fresh(), {
			meanWhile: async () => {
				if (failures-- > 0) throw new Error("the disk was busy");
			},
		});
		await floor.tell("till-1", { kind: "note", text: "one" });
		await floor.tell("till-1", { kind: "note", text: "two" });
		await floor.settle();
		await fiveTries(floor);
		expect(await floor.heard("till-1")).toEqual(["one", "two"]);
		expect(await listEscalations(floor.database, 10)).toEqual([]);
		const [actor] = await floor.database.query("select attempts, lease from actor");
		expect(actor).toEqual({ attempts: 0, lease: null });
		await floor.database.close();
	});

	test("nothing of a turn that fails is kept: no state, no effect, no message ticked off", async () => {
		const sent: string[] = [];
		const floor = openFloor(await fresh(), {
			carry: async (_merchantId, { to }) => {
				sent.push(to);
				return {};
			},
		});
		await floor.tell("till-1", { kind: "order", effects: [{ kind: "send", to: "c1" }] });
		await floor.tell("till-1", { kind: "poison", text: "?" });
		await expect(floor.settle()).resolves.toBeUndefined();
		await fiveTries(floor);
		expect(sent).toEqual(["c1"]);
		expect(await floor.heard("till-1")).toEqual(["order", "set-aside"]);
		await floor.database.close();
	});

	test("an apology that fails too is set aside without another", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "break" });
		await floor.tell("till-1", { kind: "poison", text: "?" });
		await floor.settle();
		await floor.pass(40, 2_000);
		expect((await setAside(floor)).map((row) => (row as { kind: string }).kind)).toEqual(["poison", "set-aside"]);
		expect(await listEscalations(floor.database, 10)).toHaveLength(2);
		await floor.tell("till-1", { kind: "note", text: "life goes on" });
		await floor.settle();
		expect(await floor.heard("till-1")).toEqual(["break", "life goes on"]);
		await floor.database.close();
	});

	test("a poison message that finds its actor's alarm failing for long is set aside all the same", async () => {
		const floor = openFloor(await fresh(), {
			meanWhile: async () => {
				throw new RangeError("cannot even load");
			},
		});
		await floor.database.query(
			"insert into actor (merchant_id, id, wake_at) values ($1, 'conversation/till-1', '2000-01-01Z')",
			[MERCHANT],
		);
		await floor.settle();
		await floor.pass(20, 2_000); // the alarm alone, more than five times: a person was told once
		expect(await listEscalations(floor.database, 10)).toHaveLength(1);
		await floor.tell("till-1", { kind: "poison", text: "?" });
		await floor.settle();
		await floor.pass(4, 200_000);
		expect(((await setAside(floor))[0] as { kind: string }).kind).toBe("poison");
		await floor.database.close();
	});

	test("when escalations themselves cannot be written, they do not breed", async () => {
		const floor = openFloor(await fresh());
		const broken: BoundKind = async () => {
			throw new RangeError("no escalation can be written");
		};
		const kinds = floor.tools.kinds as Map<ActorKind, BoundKind>;
		kinds.set("escalation", broken);
		await floor.tell("till-1", { kind: "poison", text: "?" });
		await floor.settle();
		await floor.pass(60, 2_000);
		expect(await setAside(floor)).toEqual([
			{ kind: "poison", failure: "TypeError" },
			{ kind: "set-aside", failure: "RangeError" },
		]);
		expect(await floor.database.query("select id from actor where id like 'escalation/%'")).toHaveLength(1);
		await floor.database.close();
	});
});
