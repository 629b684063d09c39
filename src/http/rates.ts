/**
 * How often somebody may do what. Counted in the memory of this process: several processes allow as many times as much,
 * and a restart forgets. What must not be forgotten, wrong PINs, is counted in the database.
 */

import { isIP, isIPv6 } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Log } from "../log.ts";
import { tooOften } from "./api-error.ts";

/** Far above what a queue of people needs: they stop programs that have gone wild, not cashiers. */
const LIMITS = {
	/** Conversations opened by a sticker's code, from one address; the operator's are not counted. */
	opening: { points: 120, duration: 60 },
	/** Messages and pressed buttons of one conversation. */
	message: { points: 600, duration: 60 },
	/** Files of one conversation, up to 10 MB each. */
	upload: { points: 30, duration: 600 },
	/** Files read in one conversation, up to 5 MB each. */
	download: { points: 300, duration: 60 },
	/** PINs tried in one conversation, right ones too: each costs a processor some time. */
	unlock: { points: 60, duration: 900 },
	/** Presses of the button of one pay page, from one address. */
	payPage: { points: 30, duration: 60 },
	/** Tokens and codes that are nobody's, from one address. */
	wrong: { points: 120, duration: 60 },
} as const;

export type Rates = {
	/** Throws `tooOften` when `key` has used its limit up. */
	take(limit: keyof typeof LIMITS, key: string): Promise<void>;
	/** Where a request comes from, as a key: of IPv6 the network, of which one household has one. */
	addressOf(c: Context): string;
	/** Wrong tokens and codes are answered with "too often" in the end. Who has the right one is never kept out by a neighbour. */
	readonly wrongOnes: MiddlewareHandler;
};

/** `trustProxy`: a proxy of ours stands before the server, and its last X-Forwarded-For is who asks. */
export function openRates(trustProxy: boolean, log: Log): Rates {
	const limiters = new Map(Object.entries(LIMITS).map(([name, limit]) => [name, new RateLimiterMemory(limit)]));
	let hasWarned = false;

	const take: Rates["take"] = async (limit, key) => {
		try {
			await limiters.get(limit)?.consume(key);
		} catch (result) {
			if (!(result instanceof RateLimiterRes)) throw result;
			throw tooOften(Math.max(1, Math.ceil(result.msBeforeNext / 1_000)));
		}
	};
	const addressOf = (c: Context): string => {
		const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
		if (trustProxy && isIP(forwarded) !== 0) return network(forwarded);
		if (!trustProxy && forwarded !== "" && !hasWarned) {
			hasWarned = true;
			log.warn({}, "requests come through a proxy: set TRUST_PROXY=1, or all who use it share one limit");
		}
		return network(getConnInfo(c).remote.address ?? "");
	};
	return {
		take,
		addressOf,
		wrongOnes: async (c, next) => {
			await next();
			if (c.res.status === 401 || c.res.status === 404) await take("wrong", addressOf(c));
		},
	};
}

/** An IPv4 address as it is; of an IPv6 address its first 64 bits. */
function network(address: string): string {
	const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
	if (mapped !== undefined) return mapped;
	if (!isIPv6(address)) return address;
	const [left = "", right] = address.split("::");
	const groups = left === "" ? [] : left.split(":");
	const tail = right === undefined || right === "" ? [] : right.split(":");
	const zeros = right === undefined ? [] : Array.from({ length: 8 - groups.length - tail.length }, () => "0");
	return [...groups, ...zeros, ...tail].slice(0, 4).join(":");
}
