/** What goes wrong on demand, and how often one may call: faults of single calls, and buckets that count. */

import { type Answer, Refusal } from "./call.ts";

/**
 * Not done: `reset` closes the connection before, `broken` is a 500, `bad-gateway` a 502 in HTML, the two rate limits
 * are 429. Done, and not heard: `lost` closes the connection after, `held` never answers.
 */
export type Fault =
	| "rate-limited"
	| "rate-limited-globally"
	| "broken"
	| "bad-gateway"
	| "unauthorized"
	| "reset"
	| "lost"
	| "held";

const RETRY_MS = 50;

const tooMany = (retryAfterMs: number, isGlobal: boolean, headers: Answer["headers"] = {}): Answer => ({
	status: 429,
	body: { message: "You are being rate limited.", retry_after: retryAfterMs / 1_000, global: isGlobal },
	headers: {
		...headers,
		"retry-after": String(retryAfterMs / 1_000),
		"x-ratelimit-scope": isGlobal ? "global" : "user",
		...(isGlobal ? { "x-ratelimit-global": "true" } : {}),
	},
});

/** The answer that a fault is; null for the faults of the connection. */
export function answerOf(fault: Fault): Answer | null {
	if (fault === "rate-limited" || fault === "rate-limited-globally")
		return tooMany(RETRY_MS, fault === "rate-limited-globally");
	if (fault === "broken") return Refusal.broken;
	if (fault === "bad-gateway") return Refusal.badGateway;
	return fault === "unauthorized" ? Refusal.unauthorized : null;
}

export type Faults = {
	/** The next `times` calls whose `METHOD /path` fits fail so. */
	fail(route: RegExp, fault: Fault, times?: number): void;
	take(route: string): Fault | null;
};

export function newFaults(): Faults {
	const planned: { readonly route: RegExp; readonly fault: Fault; left: number }[] = [];
	return {
		fail: (route, fault, times = 1) => void planned.push({ route, fault, left: times }),
		take(route) {
			const plan = planned.find((one) => one.left > 0 && one.route.test(route));
			if (plan === undefined) return null;
			plan.left--;
			return plan.fault;
		},
	};
}

export type Buckets = {
	/** At most `limit` calls of such a route in `perMs`, for each channel, server or webhook apart. */
	limit(route: RegExp, limit: number, perMs: number): void;
	limitGlobally(limit: number, perMs: number): void;
	/** Counts a call; the 429 when it is one too many, else the headers that tell how many are left. */
	admit(
		method: string,
		path: string,
	): { readonly refused: Answer | null; readonly headers: Readonly<Record<string, string>> };
};

type Window = { count: number; endsAtMs: number };

/** Buckets run on real time, as the client's waiting does. */
export function newBuckets(): Buckets {
	const rules: { readonly route: RegExp; readonly limit: number; readonly perMs: number }[] = [];
	let whole: { readonly limit: number; readonly perMs: number } | null = null;
	const windows = new Map<string, Window>();

	const count = (key: string, perMs: number): Window => {
		const nowMs = performance.now();
		const known = windows.get(key);
		const window = known === undefined || known.endsAtMs <= nowMs ? { count: 0, endsAtMs: nowMs + perMs } : known;
		windows.set(key, window);
		window.count++;
		return window;
	};
	const leftMs = (window: Window) => Math.max(1, Math.ceil(window.endsAtMs - performance.now()));

	return {
		limit: (route, limit, perMs) => void rules.unshift({ route, limit, perMs }),
		limitGlobally: (limit, perMs) => {
			whole = { limit, perMs };
		},
		admit(method, path) {
			// Answers to interactions do not count against the bot's global limit: docs, "Rate Limits".
			if (whole !== null && !/^\/(interactions|webhooks)\//.test(path)) {
				const window = count("global", whole.perMs);
				if (window.count > whole.limit) return { refused: tooMany(leftMs(window), true), headers: {} };
			}
			const rule = rules.find(({ route }) => route.test(`${method} ${path}`));
			if (rule === undefined) return { refused: null, headers: {} };
			const major = /^\/(?:channels|guilds|webhooks)\/\d+/.exec(path)?.[0] ?? "";
			const window = count(`${rule.route.source} ${major}`, rule.perMs);
			const headers = {
				"x-ratelimit-bucket": Buffer.from(rule.route.source).toString("hex").slice(0, 32),
				"x-ratelimit-limit": String(rule.limit),
				"x-ratelimit-remaining": String(Math.max(0, rule.limit - window.count)),
				"x-ratelimit-reset-after": String(leftMs(window) / 1_000),
			};
			return { refused: window.count > rule.limit ? tooMany(leftMs(window), false, headers) : null, headers };
		},
	};
}
