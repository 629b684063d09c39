import { describe, expect, test } from "vitest";
import { DeliveryError } from "../../src/errors.ts";
import { DATABASES } from "../support/databases.ts";
import { openFloor } from "./shop-floor.ts";

const SECOND_MS = 1_000;

/** A shop whose first reply fails; each try and each success with the seconds since the beginning. */
async function slowPlatform(database: Parameters<typeof openFloor>[0], failure: DeliveryError) {
	const tries: string[] = [];
	const floor = openFloor(database, {
		carry: async (_merchantId, effect) => {
			const { text } = effect as unknown as { readonly text: string };
			tries.push(`${text} at ${(floor.clock.nowMs - beganMs) / SECOND_MS}`);
			if (tries.length === 1) throw failure;
			return {};
		},
	});
	const beganMs = floor.clock.nowMs;
	const say = (text: string) => floor.tell("till-1", { kind: "order", effects: [{ kind: "send", to: "c1", text }] });
	return { floor, tries, say };
}

describe.each(DATABASES)("%s", (_name, fresh) => {
	test("a platform that asked to wait is not tried sooner because there is more to say", async () => {
		const { floor, tries, say } = await slowPlatform(await fresh(), new DeliveryError("rate-limited", 30 * SECOND_MS));
		await say("one");
		await floor.settle();
		await floor.pass(10, SECOND_MS);
		await say("two");
		await floor.settle();
		await floor.pass(30, SECOND_MS);
		expect(tries).toEqual(["one at 0", "one at 30", "two at 30"]);
		await floor.database.close();
	});

	test("after a delivery that got through, the next reply goes out at once", async () => {
		const { floor, tries, say } = await slowPlatform(await fresh(), new DeliveryError("unreachable", 0));
		await say("one");
		await floor.settle();
		await floor.pass(5, SECOND_MS);
		await say("two");
		await floor.settle();
		expect(tries).toEqual(["one at 0", "one at 1", "two at 5"]);
		await floor.database.close();
	});
});
