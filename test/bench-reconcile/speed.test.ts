import { expect, test } from "vitest";
import { runNode } from "../../bench/reconcile/measured-process.ts";
import { measureSpeed, speedOptions } from "../../bench/reconcile/speed.ts";

test("the speed is measured on files that DuckDB and the program both read whole, and on shops' days", async () => {
	const section = await measureSpeed({ rows: 400, runs: 1, days: 3 });
	expect(section).toMatch(/^\| \d+ \| \d+ \| \d+\.\d\d \| \d+\.\d\d \| \*\*\d+\.\d\d\*\* \| [\d,]+ \| \S+ \| \S+ \|$/m);
	expect(section).toMatch(/^\| all \| 3 \| (4[5-9]|5[0-4])\d \| \d+ \| \d+\.\d \| \d+\.\d \|$/m);
});

test("memory that a process gave back before its end is counted, and memory of whoever started it is not", async () => {
	const own = Buffer.alloc(600_000_000, 1);
	const small = await runNode(["-e", ""]);
	const givesBack = "let held = Buffer.alloc(300_000_000, 1); held = null; gc(); setTimeout(() => {}, 500)";
	const large = await runNode(["--expose-gc", "-e", givesBack]);
	expect(own.at(-1)).toBe(1);
	// Only Linux tells.
	expect(small.peakMb ?? 0).toBeLessThan(300);
	expect(large.peakMb ?? Number.POSITIVE_INFINITY).toBeGreaterThan(300);
});

test("the section is asked for with fewer rows and with five times as many", () => {
	expect(speedOptions(["--rows", "20000", "--linear"])).toEqual({ rows: 20_000, linear: true });
	expect(speedOptions([])).toEqual({});
});
