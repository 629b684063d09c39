import { describe, expect, test } from "vitest";
import { type Runtime, startRuntime } from "../../src/runtime/worker.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { DATABASES, freshPostgresUrl } from "../support/databases.ts";
import { type Floor, gate, openFloor } from "./shop-floor.ts";

describe.each(DATABASES)("%s", (_name, fresh) => {
	const close = async (floor: Floor, runtime: Runtime) => {
		await runtime.stop();
		await floor.database.close();
	};

	test("a message is decided and its reply sent without anybody looking", async () => {
		const sent: string[] = [];
		const floor = openFloor(await fresh(), {
			carry: async (_merchantId, { to }) => {
				sent.push(to);
				return { event: { kind: "note", text: "sent" } };
			},
		});
		const runtime = startRuntime(floor.tools);
		await floor.tell("till-1", { kind: "order", effects: [{ kind: "send", to: "c1" }] });
		runtime.nudge();
		await expect.poll(() => floor.heard("till-1")).toEqual(["order", "sent"]);
		expect(sent).toEqual(["c1"]);
		await close(floor, runtime);
	});

	test("what was left behind by another process is found without a nudge", async () => {
		const floor = openFloor(await fresh());
		await floor.tell("till-1", { kind: "note", text: "left behind" });
		const runtime = startRuntime(floor.tools);
		await expect.poll(() => floor.heard("till-1")).toEqual(["left behind"]);
		await floor.tell("till-1", { kind: "note", text: "not nudged" });
		await expect.poll(() => floor.heard("till-1")).toEqual(["left behind", "not nudged"]);
		await close(floor, runtime);
	});

	test("a message that cannot be handled disturbs no other merchant, and the log names it without its text", async () => {
		const floor = openFloor(await fresh());
		const hurried = () => {
			floor.clock.nowMs += 100;
			return floor.clock.nowMs;
		};
		const runtime = startRuntime({ ...floor.tools, nowMs: hurried });
		await floor.tell("till-1", { kind: "poison", text: "my PIN is 1234" });
		const others = Array.from({ length: 20 }, (_, index) => `till-${index + 2}`);
		for (const id of others) await floor.tell(id, { kind: "note", text: "hello" });
		runtime.nudge();
		await expect.poll(() => floor.heard("till-1")).toEqual(["set-aside"]);
		for (const id of others) expect(await floor.heard(id)).toEqual(["hello"]);
		expect(floor.logged.map(({ what }) => what)).toEqual([...Array(4).fill("turn failed"), "event set aside"]);
		expect(floor.logged.at(-1)?.facts).toMatchObject({ actor: "conversation/till-1", error: "TypeError" });
		expect(JSON.stringify(floor.logged)).not.toContain("1234");
		await close(floor, runtime);
	});

	test("a platform that does not answer holds up no other conversation", async () => {
		const silent = gate();
		const sent: string[] = [];
		const floor = openFloor(await fresh(), {
			carry: async (_merchantId, { to }) => {
				if (to === "silent") await silent.passed;
				sent.push(to);
				return {};
			},
		});
		const runtime = startRuntime(floor.tools);
		await floor.tell("till-1", { kind: "order", effects: [{ kind: "send", to: "silent" }] });
		await floor.tell("till-2", { kind: "order", effects: [{ kind: "send", to: "c2" }] });
		runtime.nudge();
		await expect.poll(() => sent).toEqual(["c2"]);
		silent.open();
		await close(floor, runtime);
		expect(sent).toEqual(["c2", "silent"]);
	});

	test("a shutdown waits for the turn that is under way, and takes nothing new on", async () => {
		const entered = gate();
		const leave = gate();
		const floor = openFloor(await fresh(), {
			meanWhile: async () => {
				entered.open();
				await leave.passed;
			},
		});
		const runtime = startRuntime(floor.tools);
		await floor.tell("till-1", { kind: "note", text: "hello" });
		runtime.nudge();
		await entered.passed;
		let hasStopped = false;
		const stopped = runtime.stop().then(() => {
			hasStopped = true;
		});
		const late = floor.tell("till-2", { kind: "note", text: "too late" });
		await new Promise(setImmediate);
		expect(hasStopped).toBe(false);
		leave.open();
		await stopped;
		await late;
		expect(await floor.heard("till-1")).toEqual(["hello"]);
		expect(await floor.heard("till-2")).toEqual([]);
		expect(await floor.database.query("select id from actor where lease is not null")).toEqual([]);
		await floor.settle();
		expect(await floor.heard("till-2")).toEqual(["too late"]);
		await floor.database.close();
	});

	test("a shutdown waits for the reply that is under way", async () => {
		const entered = gate();
		const leave = gate();
		const floor = openFloor(await fresh(), {
			carry: async () => {
				entered.open();
				await leave.passed;
				return {};
			},
		});
		const runtime = startRuntime(floor.tools);
		await floor.tell("till-1", { kind: "order", effects: [{ kind: "send", to: "c1" }] });
		runtime.nudge();
		await entered.passed;
		const stopped = runtime.stop();
		leave.open();
		await stopped;
		expect(await floor.database.query("select id from outbox where sent_at is null")).toEqual([]);
		expect(await floor.database.query("select id from lane")).toEqual([]);
		await floor.database.close();
	});
});

test("two workers and four senders on one PostgreSQL: every message is decided once and in order, none is stranded", async () => {
	const floor = openFloor(await openPostgres(await freshPostgresUrl(), () => {}));
	const workers = [startRuntime(floor.tools), startRuntime(floor.tools)];
	const tills = Array.from({ length: 8 }, (_, index) => `till-${index}`);
	// Each sender writes to every till, in its own order.
	const sender = async (name: number) => {
		for (let message = 0; message < 25; message++) {
			for (const till of tills) {
				await floor.tell(till, { kind: "note", text: `${name} ${message}` });
				workers[message % 2]?.nudge();
			}
		}
	};
	await Promise.all([0, 1, 2, 3].map(sender));
	const waiting = () => floor.database.query("select id from inbox where handled_at is null");
	await expect.poll(waiting).toEqual([]);
	for (const worker of workers) await worker.stop();
	for (const till of tills) {
		const heard = (await floor.heard(till)).map((text) => text.split(" ").map(Number));
		expect(heard).toHaveLength(100);
		for (const name of [0, 1, 2, 3]) {
			const own = heard.filter(([from]) => from === name).map(([, message]) => message);
			expect(own).toEqual(Array.from({ length: 25 }, (_, index) => index));
		}
	}
	await floor.database.close();
});
