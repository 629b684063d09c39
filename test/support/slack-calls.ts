/** How a call of the Web API comes in (form or JSON, a token) and what may go wrong with it on demand. */

import type { IncomingMessage } from "node:http";
import { isObject, type Json } from "./slack-rules.ts";

export type Answer = { readonly ok: boolean; readonly error?: string; readonly [name: string]: unknown };
export const no = (error: string, more: Json = {}): Answer => ({ ok: false, error, ...more });

/**
 * What goes wrong with a call. Done, and not heard: `lost` closes the connection, `held` never answers. Not done: `reset`
 * closes the connection before, `html` is a page with 200 as of a proxy, `status` a page with that status, `error` an
 * answer of Slack's, `rateLimitedS` a 429 that says how long to wait.
 */
export type Fault =
	| "lost"
	| "held"
	| "reset"
	| "html"
	| { readonly status: number }
	| { readonly error: string }
	| { readonly rateLimitedS: number };

export type Call = {
	readonly method: string;
	readonly args: Json;
	readonly atMs: number;
	/** `ok`, the error that was answered, or what went wrong on demand. */
	outcome: string;
};

const AS_JSON = ["blocks", "attachments", "metadata", "view", "files"];
const AS_BOOLEAN =
	/^(mrkdwn|unfurl_links|unfurl_media|reply_broadcast|link_names|inclusive|include_all_metadata|return_im)$/;

/** The arguments, or the error that Slack has for a body it cannot read. */
export function readArgs(type: string, body: string): Json | string {
	if (type.startsWith("application/json")) return parsed(body) ?? "invalid_json";
	if (!type.startsWith("application/x-www-form-urlencoded")) return "invalid_post_type";
	const args = new Map<string, unknown>();
	for (const [name, value] of new URLSearchParams(body)) {
		if (AS_JSON.includes(name)) {
			try {
				args.set(name, JSON.parse(value));
			} catch {
				return name === "blocks" ? "invalid_blocks_format" : "invalid_arguments";
			}
		} else args.set(name, AS_BOOLEAN.test(name) ? value === "true" || value === "1" : value);
	}
	return Object.fromEntries(args);
}

function parsed(body: string): Json | undefined {
	try {
		const value: unknown = JSON.parse(body);
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

type Standing = { readonly fault: Fault; readonly untilMs: number };
type Pace = { readonly count: number; readonly perMs: number };

export type Weather = {
	/** The next calls of this method go wrong so, one after the other. */
	fail(method: string, ...faults: readonly Fault[]): void;
	/** Every call of this method (`*`: of all) goes wrong, for so long by Slack's clock or until `mend`. */
	breakDown(method: string, fault: Fault, forMs?: number): void;
	mend(): void;
	/** So many calls of a method in so long, for each channel; one more is told to wait. */
	pace(method: string, count: number, perMs: number): void;
	/** What goes wrong with this call; asking uses it up. */
	faultOf(method: string, channel: string, atMs: number): Fault | undefined;
};

export function newWeather(nowMs: () => number): Weather {
	const next = new Map<string, Fault[]>();
	const standing = new Map<string, Standing>();
	const paces = new Map<string, Pace>();
	const times = new Map<string, number[]>();

	const tooFast = (method: string, channel: string, atMs: number): Fault | undefined => {
		const pace = paces.get(method);
		if (pace === undefined) return undefined;
		const key = `${method} ${channel}`;
		const recent = (times.get(key) ?? []).filter((each) => each > atMs - pace.perMs);
		const oldest = recent[0] ?? atMs;
		if (recent.length >= pace.count) return { rateLimitedS: Math.ceil((oldest + pace.perMs - atMs) / 1_000) };
		times.set(key, [...recent, atMs]);
		return undefined;
	};

	return {
		fail: (method, ...faults) => void next.set(method, [...(next.get(method) ?? []), ...faults]),
		breakDown: (method, fault, forMs = Number.POSITIVE_INFINITY) =>
			void standing.set(method, { fault, untilMs: nowMs() + forMs }),
		mend: () => standing.clear(),
		pace: (method, count, perMs) => void paces.set(method, { count, perMs }),
		faultOf: (method, channel, atMs) => {
			const once = next.get(method)?.shift();
			if (once !== undefined) return once;
			const lasting = standing.get(method) ?? standing.get("*");
			if (lasting !== undefined && atMs < lasting.untilMs) return lasting.fault;
			return tooFast(method, channel, atMs);
		},
	};
}

/** What a call with this fault is recorded as. */
export function nameOf(fault: Fault): string {
	if (typeof fault === "string") return fault;
	if ("error" in fault) return fault.error;
	return "status" in fault ? String(fault.status) : "ratelimited";
}
