import { describe, expect, test } from "vitest";
import { DeliveryError } from "../../src/errors.ts";
import { type Carrier, deliverLane } from "../../src/runtime/deliver.ts";
import { takeTurn } from "../../src/runtime/turn.ts";
import { DATABASES } from "../support/databases.ts";
import { gate, openFloor, pause, tillAddress } from "./shop-floor.ts";

type Carried = { readonly to: string; readonly text: string; readonly key: string; readonly atMs: number };

/** A carrier that writes down every try, and fails as `fails` says. */
function messenger(nowMs: () => number, fails: (text: string, tries: number) => Error | null = () => null) {
	const tries: Carried[] = [];
	const carry: Carrier = async (_merchantId, effect, key) => {
		const { to, text } = effect as unknown as Carried;
		tries.push({ to, text, key, atMs: nowMs() });
		const error = fails(text, tries.filter((one) => one.text === text).length);
		if (error !== null) throw error;
		return {};
	};
	return { tries, carry };
}

const send = (to: string, ...texts: readonly string[]) => texts.map((text) => ({ kind: "send", to, text }));

describe.each(DATABASES)("%s", (_name, fresh) => {
	async function shop(fails?: (text: string, tries: number) => Error | null) {
		const clock = { read: () => 0 };
		const { tries, carry } = messenger(() => clock.read(), fails);
		const floor = openFloor(await fresh(), { carry });
		const beganMs = floor.clock.nowMs;
		clock.read = () => (floor.clock.nowMs - beganMs) / 1_000;
		const secondsOf = (text: string) => tries.filter((one) => one.text === text).map(({ atMs }) => atMs);
		return { floor, tries, secondsOf };
	}

	test("replies of one conversation go out once and in order, more of them than one delivery takes", async () => {
		const { floor, tries } = await shop();
		const texts = Array.from({ length: 45 }, (_, index) => `reply ${index}`);
		await floor.tell("till-1", { kind: "order", effects: [...send("c1", ...texts), ...send("c2", "elsewhere")] });
		await floor.settle();
		expect(tries.filter(({ to }) => to === "c1").map(({ text }) => text)).toEqual(texts);
		expect(tries).toHaveLength(46);
		expect(new Set(tries.map(({ key }) => key)).size).toBe(46);
		expect(await floor.database.query("select * from lane")).toEqual([]);
		await floor.database.close();
	});

	test("a platform that asks to wait is left alone for so long, and then gets the same reply under the same key", async () => {
		const { floor, tries, secondsOf } = await shop((text, times) =>
			text === "one" && times === 1 ? new DeliveryError("rate-limited", 5_000) : null,
		);
		await floor.tell("till-1", { kind: "order", effects: send("c1", "one", "two") });
		await floor.settle();
		await floor.pass(10, 1_000);
		expect(secondsOf("one")).toEqual([0, 5]);
		expect(secondsOf("two")).toEqual([5]);
		expect(tries[0]?.key).toBe(tries[1]?.key);
		await floor.database.close();
	});

	test("a platform that cannot be reached is tried for ever, ever more slowly, at last once a minute", async () => {
		const { floor, secondsOf } = await shop((_text, times) =>
			times < 10 ? new DeliveryError("unreachable", 0) : null,
		);
		await floor.tell("till-1", { kind: "order", effects: send("c1", "one") });
		await floor.settle();
		await floor.pass(320, 1_000);
		expect(secondsOf("one")).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
		expect(await floor.heard("till-1")).toEqual(["order"]);
		await floor.database.close();
	});

	test("a reply that is refused is given up at once, its actor hears of it, and the next one goes out", async () => {
		const { floor, secondsOf } = await shop((text) => (text === "one" ? new DeliveryError("rejected", 0) : null));
		await floor.tell("till-1", { kind: "order", effects: send("c1", "one", "two") });
		await floor.settle();
		expect(secondsOf("one")).toEqual([0]);
		expect(secondsOf("two")).toEqual([0]);
		expect(await floor.heard("till-1")).toEqual(["order", "not-delivered rejected"]);
		const given = await floor.database.query("select failure from outbox where failure is not null");
		expect(given).toEqual([{ failure: "rejected" }]);
		await floor.database.close();
	});

	test("a bug of ours gets five tries for each reply, also for the one behind a reply that was given up", async () => {
		const { floor, secondsOf } = await shop((text) => (text === "three" ? null : new TypeError("a bug")));
		await floor.tell("till-1", { kind: "order", effects: send("c1", "one", "two", "three") });
		await floor.settle();
		await floor.pass(40, 1_000);
		expect(secondsOf("one")).toEqual([0, 1, 3, 7, 15]);
		expect(secondsOf("two")).toEqual([15, 16, 18, 22, 30]);
		expect(secondsOf("three")).toEqual([30]);
		expect(await floor.heard("till-1")).toEqual(["order", "not-delivered failed", "not-delivered failed"]);
		await floor.database.close();
	});

	test("tries of a reply that got through in the end are not held against the next one", async () => {
		const { floor, secondsOf } = await shop((text, times) =>
			(text === "one" && times < 5) || (text === "two" && times === 1) ? new TypeError("a bug") : null,
		);
		await floor.tell("till-1", { kind: "order", effects: send("c1", "one", "two") });
		await floor.settle();
		await floor.pass(20, 1_000);
		expect(secondsOf("one")).toEqual([0, 1, 3, 7, 15]);
		expect(secondsOf("two")).toEqual([15, 16]);
		expect(await floor.heard("till-1")).toEqual(["order"]);
		await floor.database.close();
	});

	test("a conversation that cannot be reached holds up no other", async () => {
		const { floor, secondsOf } = await shop((text) => (text === "one" ? new DeliveryError("unreachable", 0) : null));
		await floor.tell("till-1", { kind: "order", effects: [...send("c1", "one"), ...send("c2", "two")] });
		await floor.settle();
		expect(secondsOf("two")).toEqual([0]);
		await floor.database.close();
	});

	test("a crash between sending and ticking off repeats the reply under the same key, and its outcome is told once", async () => {
		const keys: string[] = [];
		const floor = openFloor(await fresh(), {
			carry: async (_merchantId, _effect, key) => {
				keys.push(key);
				if (keys.length === 1) throw new Error("crashed after it was sent");
				return { event: { kind: "note", text: "sent" } };
			},
		});
		await floor.tell("till-1", { kind: "order", effects: send("c1", "one") });
		await floor.settle();
		await floor.pass(3, 1_000);
		expect(keys).toEqual([keys[0], keys[0]]);
		expect(await floor.heard("till-1")).toEqual(["order", "sent"]);
		await floor.database.close();
	});

	test("a worker that comes back after another has taken its lane over writes no outcome a second time", async () => {
		const slow = gate();
		let carried = 0;
		let written = 0;
		const floor = openFloor(await fresh(), {
			carry: async () => {
				carried += 1;
				const mine = carried;
				if (mine === 1) await slow.passed;
				return {
					event: { kind: "note", text: `sent by worker ${mine}` },
					write: async () => {
						written += 1;
					},
				};
			},
		});
		await floor.tell("till-1", { kind: "order", effects: send("c1", "one") });
		await takeTurn(floor.tools, await floor.claimOne("actor"));
		const first = deliverLane({ ...floor.tools, failed: () => {} }, await floor.claimOne("lane"));
		await expect.poll(() => carried).toBe(1);
		await floor.database.query("update lane set leased_until = now() - interval '1 second'");
		await floor.settle();
		slow.open();
		await first;
		await floor.settle();
		expect({ carried, written }).toEqual({ carried: 2, written: 1 });
		expect(await floor.heard("till-1")).toEqual(["order", "sent by worker 2"]);
		await floor.database.close();
	});

	test("a worker that was so slow that another has its lane now sends nothing more", async () => {
		const sent: string[] = [];
		const floor = openFloor(await fresh(), {
			carry: async (_merchantId, effect) => {
				sent.push((effect as unknown as Carried).text);
				await floor.database.query("update lane set lease = gen_random_uuid()"); // another worker's by now
				return {};
			},
		});
		await floor.tell("till-1", { kind: "order", effects: send("c1", "one", "two", "three") });
		await takeTurn(floor.tools, await floor.claimOne("actor"));
		await deliverLane({ ...floor.tools, failed: () => {} }, await floor.claimOne("lane"));
		expect(sent).toEqual(["one"]);
		await floor.database.close();
	});

	test("a reply that is written while its lane is being emptied is not stranded", async () => {
		const carrying = gate();
		let carried = 0;
		const floor = openFloor(await fresh(), {
			carry: async () => {
				carried += 1;
				if (carried === 1) await carrying.passed;
				return {};
			},
		});
		await floor.tell("till-1", { kind: "order", effects: send("c1", "one") });
		await takeTurn(floor.tools, await floor.claimOne("actor"));
		const emptied = deliverLane({ ...floor.tools, failed: () => {} }, await floor.claimOne("lane"));
		await floor.tell("till-1", { kind: "order", effects: send("c1", "two") });
		const { transaction } = floor.database;
		// A second turn has written its reply and is about to commit while the first reply is ticked off.
		const slowly = {
			...floor.database,
			transaction: <T>(work: Parameters<typeof transaction<T>>[0]) =>
				transaction(async (tx) => {
					const result = await work(tx);
					carrying.open();
					await Promise.race([emptied, pause(300)]);
					return result;
				}),
		};
		await takeTurn({ ...floor.tools, database: slowly }, await floor.claimOne("actor"));
		await emptied;
		await floor.settle();
		expect(carried).toBe(2);
		await floor.database.close();
	});

	test("mail between actors arrives once and in the order it was written", async () => {
		const { floor } = await shop();
		const mail = (text: string) => ({ kind: "mail", to: tillAddress("till-2"), event: { kind: "note", text } });
		const texts = Array.from({ length: 25 }, (_, index) => `letter ${index}`);
		await floor.tell("till-1", { kind: "order", effects: texts.map(mail) });
		await floor.settle();
		expect(await floor.heard("till-2")).toEqual(texts);
		await floor.database.close();
	});

	test("an order that nobody knows how to carry out is given up and its actor hears of it", async () => {
		const { floor } = await shop();
		await floor.tell("till-1", { kind: "order", effects: [{ kind: "fax", to: "c1" }] });
		await floor.settle();
		await floor.pass(20, 1_000);
		expect(await floor.heard("till-1")).toEqual(["order", "not-delivered failed"]);
		await floor.database.close();
	});
});
