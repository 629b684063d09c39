import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { progressLine, startProgress } from "../../src/commands/progress.ts";
import { LOCALES } from "../../src/text.ts";

afterEach(() => {
	vi.useRealTimers();
});

/** What work of 100 records shows that has done `done` after `ms`, step by step, and what stands there when it ends. */
function shownOf(steps: readonly (readonly [ms: number, done: number])[]): readonly string[] {
	vi.useFakeTimers({ toFake: ["performance"] });
	const lines: string[] = [];
	const progress = startProgress(100, { locale: "en", status: (line) => lines.push(line) });
	for (const [ms, done] of steps) {
		vi.advanceTimersByTime(ms);
		progress.advance(done);
	}
	progress.end();
	progress.end();
	return lines;
}

test("the bar says how far the work is and how long it will still take, in the reader's language", () => {
	expect(progressLine(40, 100, 2_000, "en")).toBe("[############                  ]  40 %  3 s left");
	expect(progressLine(40, 100, 2_000, "zh")).toBe("[############                  ]  40 %  还需 3 秒");
	expect(progressLine(40, 100, 2_000, "es")).toBe("[############                  ]  40 %  quedan 3 s");
	expect(progressLine(100, 100, 2_000, "en")).toBe("[##############################] 100 %  0 s left");
});

test("the line keeps its width and never says more than everything, whatever the numbers", () => {
	fc.assert(
		fc.property(
			fc.nat(),
			fc.nat(),
			fc.nat({ max: 86_400_000 }),
			fc.constantFrom(...LOCALES),
			(done, all, ms, locale) => {
				const line = progressLine(done, all, ms, locale);
				expect(line).toMatch(/^\[#{0,30} {0,30}\] [ \d]{3} % {2}\S/);
				expect(line.indexOf("]")).toBe(31);
				expect(line).not.toMatch(/NaN|Infinity/);
			},
		),
	);
});

test("work that is done soon shows nothing", () => {
	expect(
		shownOf([
			[300, 50],
			[300, 50],
		]),
	).toEqual([]);
});

test("long work is shown no more than five times a second, and its line is taken away once at the end", () => {
	const lines = shownOf([
		[800, 10],
		[50, 10],
		[50, 10],
		[100, 10],
		[200, 10],
	]);
	expect(lines.map((line) => line.slice(32))).toEqual(["  10 %  8 s left", "  40 %  2 s left", "  50 %  2 s left", ""]);
});
