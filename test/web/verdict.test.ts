import { expect, test } from "vitest";
import { type Outcome, pauseMs, verdictOf } from "../../web/line/verdict.ts";

const answered = (status: number, more: Partial<Outcome & { kind: "answered" }> = {}): Outcome => ({
	kind: "answered",
	status,
	retryAfterMs: null,
	sentence: "",
	isAgain: false,
	...more,
});

test("what the server has is done, the second time too", () => {
	expect(verdictOf(answered(202), 0, true)).toEqual({ kind: "done", isAgain: false });
	expect(verdictOf(answered(202, { isAgain: true }), 3, true)).toEqual({ kind: "done", isAgain: true });
});

test("a dead line is tried again with growing pauses, but never more than half a minute apart", () => {
	const pauses = [0, 1, 2, 3, 50].map((failures) => verdictOf({ kind: "no-answer" }, failures, true));
	expect(pauses).toEqual(
		[500, 1_000, 2_000, 4_000, 30_000].map((afterMs) => ({ kind: "again", afterMs, isFirm: false })),
	);
	expect(pauseMs(10_000)).toBe(30_000);
});

test("a server that has a fault of its own is asked again", () => {
	for (const status of [500, 502, 503, 408]) expect(verdictOf(answered(status), 0, true).kind).toBe("again");
	const named = verdictOf(answered(503, { retryAfterMs: 7_000 }), 0, true);
	expect(named).toEqual({ kind: "again", afterMs: 7_000, isFirm: false });
});

test("too many requests wait as long as the server says, whatever else happens", () => {
	expect(verdictOf(answered(429, { retryAfterMs: 42_000 }), 0, true)).toEqual({
		kind: "again",
		afterMs: 42_000,
		isFirm: true,
	});
	expect(verdictOf(answered(429, { retryAfterMs: 9e9 }), 0, true)).toMatchObject({ afterMs: 600_000 });
	expect(verdictOf(answered(429), 0, true)).toMatchObject({ kind: "again", isFirm: true });
});

test("what the server does not take is said and not sent again", () => {
	const verdict = verdictOf(answered(413, { sentence: "Too large." }), 0, true);
	expect(verdict).toEqual({ kind: "refused", sentence: "Too large.", status: 413 });
});

test("a conversation that is over ends the sending; a wrong person's right does not", () => {
	expect(verdictOf(answered(401), 0, true)).toEqual({ kind: "ended" });
	expect(verdictOf(answered(401), 0, false).kind).toBe("refused");
});
