/** A JSON body of bounded size. */

import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { notUnderstood, tooLarge } from "./api-error.ts";

const MESSAGE_LIMIT_KILOBYTES = 64;

export const limitKilobytes = (kilobytes: number): MiddlewareHandler =>
	bodyLimit({
		maxSize: kilobytes * 1024,
		onError: () => {
			throw tooLarge(kilobytes < 1024 ? `${kilobytes} kB` : `${kilobytes / 1024} MB`);
		},
	});

/** For what a person types. */
export const limitMessage = limitKilobytes(MESSAGE_LIMIT_KILOBYTES);

export async function readJson(c: Context): Promise<unknown> {
	try {
		return await c.req.json();
	} catch (error) {
		if (error instanceof SyntaxError) throw notUnderstood("JSON");
		throw error;
	}
}
