/** What every route declares in the same way: JSON in and out, its refusals, its tags in `/openapi.json`. */

import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "hono";
import { notUnderstood } from "./api-error.ts";

const WHAT_LIMIT_CHARACTERS = 200;

/** Names a message, an upload or a press of a button for ever: the same id is the same act, however often it is sent. */
export const requestId = z
	.string()
	.regex(/^[A-Za-z0-9_-]{8,64}$/, "8 to 64 letters, digits, dashes and underscores")
	.openapi({ description: "Made by the sender; the same id is the same act, however often it is sent." });

export const money = z
	.object({ minor: z.int(), currency: z.string() })
	.openapi("Money", { description: "Whole minor units, such as cents." });

/** 202: it is a row; what comes of it is said in the conversation. */
export const stored = z
	.object({ stored: z.literal(true), again: z.boolean().openapi({ description: "It was stored before." }) })
	.openapi("Stored");

const refusal = z
	.object({ error: z.string().openapi({ description: "One sentence in the language of Accept-Language." }) })
	.openapi("Refusal");

const REASONS = {
	400: "Not understood; nothing was taken.",
	401: "Not the right token, or an expired one.",
	403: "Not allowed.",
	404: "There is nothing at this address.",
	409: "It cannot be done any more.",
	413: "Too large; nothing was taken.",
	429: "Too often; `Retry-After` says in how many seconds to try again.",
} as const;
type RefusalStatus = keyof typeof REASONS;

/** An answer in JSON, for `responses` of a route. */
export const answer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
	description,
	content: { "application/json": { schema } },
});

type Answer<Schema extends z.ZodType> = ReturnType<typeof answer<Schema>>;

/** The refusals a route may answer with, for its `responses`. */
export function refusals<Status extends RefusalStatus>(...statuses: readonly Status[]) {
	const entries = statuses.map((status) => [status, answer(REASONS[status], refusal)]);
	return Object.fromEntries(entries) as Readonly<Record<Status, Answer<typeof refusal>>>;
}

/** A body in JSON, for `request` of a route; `readJson` before it bounds its size. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
	content: { "application/json": { schema } },
	required: true,
});

/** An app whose routes refuse what does not fit their schemas with one sentence that names the field. */
export const routeApp = <E extends Env = Env>(): OpenAPIHono<E> =>
	new OpenAPIHono<E>({
		defaultHook: (result) => {
			if (!result.success) throw notUnderstood(faultOf(result.error));
		},
	});

/** The first fault: the field and what it must be; for a body as a whole what its schema says of itself. */
function faultOf({ issues }: z.ZodError): string {
	const [issue] = issues;
	const place = issue?.path.map(String).join(".") ?? "";
	const what = `${place === "" ? "" : `${place}: `}${issue?.message ?? ""}`;
	return what.slice(0, WHAT_LIMIT_CHARACTERS);
}
