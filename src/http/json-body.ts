/** A JSON body of bounded size. */

import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { inert } from "../inert.ts";
import { notUnderstood, tooLarge } from "./api-error.ts";

export const MESSAGE_LIMIT_KILOBYTES = 64;

/** `object`: what a context knows already, it knows after it. */
type Before = MiddlewareHandler<object>;

export const limitKilobytes = (kilobytes: number): Before =>
	bodyLimit({
		maxSize: kilobytes * 1024,
		onError: () => {
			throw tooLarge(kilobytes < 1024 ? `${kilobytes} kB` : `${kilobytes / 1024} MB`);
		},
	});

/**
 * Reads a JSON body before the route's schema sees it, whatever its content type says. What its texts could do to a
 * shell, a page or the database is gone.
 */
export function readJson(kilobytes: number = MESSAGE_LIMIT_KILOBYTES): Before {
	const limit = limitKilobytes(kilobytes);
	return (c, next) =>
		limit(c, async () => {
			const headers = new Headers(c.req.raw.headers);
			headers.set("content-type", "application/json");
			headers.delete("content-length");
			c.req.raw = new Request(c.req.raw, { headers, body: await cleanJson(c) });
			await next();
		});
}

async function cleanJson(c: Context): Promise<string> {
	try {
		return JSON.stringify(
			JSON.parse(await c.req.raw.text(), (_field, value: unknown) =>
				typeof value === "string" ? inert(value) : value,
			),
		);
	} catch (error) {
		// A RangeError is the stack's: no message of ours is nested so deeply.
		if (error instanceof SyntaxError || error instanceof RangeError) throw notUnderstood("JSON");
		throw error;
	}
}
