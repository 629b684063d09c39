/** What goes wrong between us and WeChat Pay, in the words the deliverer knows. Nothing of a request goes on: it holds keys. */

import { z } from "zod";
import { DeliveryError } from "../../errors.ts";

const RETRY_LIMIT_MS = 10 * 60_000;

/** WeChat's own words for *not like this*; whatever else comes with such a status came from somebody on the way. */
const REFUSALS = new Set([
	"PARAM_ERROR",
	"INVALID_REQUEST",
	"SIGN_ERROR",
	"NO_AUTH",
	"APPID_MCHID_NOT_MATCH",
	"MCH_NOT_EXISTS",
	"ORDER_NOT_EXIST",
	"ORDER_CLOSED",
	"ORDERPAID",
	"OUT_TRADE_NO_USED",
	"RULE_LIMIT",
	"TRADE_ERROR",
	"ACCOUNT_ERROR",
	"NOT_ENOUGH",
	"RESOURCE_NOT_EXISTS",
	"USER_ACCOUNT_ABNORMAL",
]);

const answered = z.object({
	response: z.object({
		status: z.number(),
		data: z.unknown(),
		headers: z.object({ "retry-after": z.unknown().optional() }),
	}),
});
/** The client has parsed it where it is JSON of a refusal, and left it a text where it has not. */
const refusal = z.object({ code: z.string().regex(/^[A-Z_]{1,64}$/) });

/** How WeChat Pay refused, in its own word, signed or not; null for everything else that can go wrong. */
export function refusalOf(error: unknown): { readonly status: number; readonly code: string } | null {
	const read = answered.safeParse(error);
	if (!read.success) return null;
	const { status, data } = read.data.response;
	const said = refusal.safeParse(data);
	return status >= 400 && status < 500 && said.success ? { status, code: said.data.code } : null;
}

/** The client's error as the deliverer's; one that is already stays as it is. */
export function asDeliveryError(error: unknown): DeliveryError {
	if (error instanceof DeliveryError) return error;
	const cause = withoutRequest(error);
	const read = answered.safeParse(error);
	if (!read.success) return new DeliveryError("unreachable", 0, { cause });
	const { status, headers } = read.data.response;
	if (status === 429) return new DeliveryError("rate-limited", waitMs(headers["retry-after"]), { cause });
	const code = refusalOf(error)?.code ?? "";
	return new DeliveryError(REFUSALS.has(code) ? "rejected" : "unreachable", 0, { cause });
}

/** What is not an answer of WeChat Pay's to what was asked, signed or not. */
export const notAnAnswer = (): DeliveryError =>
	new DeliveryError("unreachable", 0, { cause: new Error("not an answer of WeChat Pay to what was asked") });

/** The client's error holds the whole request, with the signature and the key that made it. */
function withoutRequest(error: unknown): Error {
	const { code } = (error ?? {}) as { readonly code?: unknown };
	const status = answered.safeParse(error).data?.response.status;
	return new Error(`WeChat Pay: ${typeof code === "string" ? code : "no code"}, status ${status ?? "none"}`);
}

/** Seconds, where it is said; 0 when it is not. */
function waitMs(retryAfter: unknown): number {
	const seconds = Number(retryAfter ?? 0);
	return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, RETRY_LIMIT_MS) : 0;
}
