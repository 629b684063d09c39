import { expect, test } from "vitest";
import { matchThreads } from "../../src/runtime/match-thread.ts";
import { matchWork } from "../../src/runtime/match-work.ts";
import { largeBatch } from "./large-batch.ts";

const END_MS = Date.UTC(2026, 10, 23, 20);
const files = (rows: number) => ({
	file: { name: "till.csv", content: largeBatch(rows, END_MS) },
	currency: "EUR",
	timeZone: "Europe/Berlin",
	earlier: [],
});
const NO_SALES = { payments: [], pins: [], sinceMs: 0, isPractice: false };

/** How often the server's own thread could have done something else before `work` was done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
	let isDone = false;
	let turns = 0;
	const done = () => {
		isDone = true;
	};
	work.then(done, done);
	while (!isDone) {
		await new Promise<void>((next) => setImmediate(next));
		turns++;
	}
	return turns;
}

test("while a large file is read and matched, the server's own thread goes on; the result is that of a small one", async () => {
	const matching = await matchThreads()(3_000_000);
	const given = files(30_000);
	const reading = matching.read(given);
	expect(await turnsDuring(reading)).toBeGreaterThan(10);
	const matched = matching.match(NO_SALES);
	expect(await turnsDuring(matched)).toBeGreaterThan(10);
	const here = matchWork();
	expect(await reading).toEqual(here.read(given));
	expect(await matched).toEqual(here.match(NO_SALES));
	await matching.end();
});

test("a small file is read at once, without a thread", async () => {
	const matching = await matchThreads()(1_000);
	expect(await turnsDuring(matching.read(files(10)))).toBe(1);
	await matching.end();
});

test("a thread without enough memory fails the matching, and not the server", async () => {
	const matching = await matchThreads(0, 12)(1);
	await expect(matching.read(files(60_000))).rejects.toThrow("memory limit");
	await expect(matching.match(NO_SALES)).rejects.toThrow("memory limit");
	await matching.end();
});

test("a thread that is ended while it works fails the matching", async () => {
	const matching = await matchThreads(0)(1);
	const reading = matching.read(files(60_000));
	await matching.end();
	await expect(reading).rejects.toThrow("the thread of a matching ended early");
});
