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

/** The body; of its texts, what the database cannot keep is gone: NULs, and halves of an emoji that was cut in two. */
export async function readJson(c: Context): Promise<unknown> {
	try {
		return JSON.parse(await c.req.text(), (_field, value: unknown) =>
			typeof value === "string" ? value.replaceAll("\u0000", "").replaceAll(/\p{Cs}/gu, "") : value,
		);
	} catch (error) {
		if (error instanceof SyntaxError) throw notUnderstood("JSON");
		throw error;
	}
}
