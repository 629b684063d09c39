/** What goes wrong between us and Alipay, in the words the deliverer knows. */

import { z } from "zod";
import { DeliveryError } from "../../errors.ts";

/** Alipay says that it was called too often, but not how long to wait. */
const CALL_AGAIN_MS = 3_000;

/** What every answer has: opendocs.alipay.com/common/02km9f. */
export const common = z.looseObject({
	code: z.string().regex(/^\d{5}$/),
	sub_code: z.string().max(100).optional(),
});
export type Answer = z.infer<typeof common>;

export const DONE = "10000";
const CALLED_TOO_OFTEN = "40005";
/** Wrong or missing arguments, no right to, business refusal. */
const REFUSALS = new Set(["20001", "40001", "40002", "40004", "40006"]);
/** Said with a refusal's code, and gone a moment later. */
const PASSING = new Set(["ACQ.SYSTEM_ERROR", "SYSTEM_ERROR", "isp.unknow-error", "aop.unknow-error"]);

/** An answer that is no success, as the deliverer's error. */
export function refusal({ code, sub_code = "none" }: Answer): DeliveryError {
	const cause = new Error(`Alipay: ${code} ${/^[\w.-]{1,60}$/.test(sub_code) ? sub_code : "other"}`);
	if (code === CALLED_TOO_OFTEN) return new DeliveryError("rate-limited", CALL_AGAIN_MS, { cause });
	return new DeliveryError(REFUSALS.has(code) && !PASSING.has(sub_code) ? "rejected" : "unreachable", 0, { cause });
}

/** What the client throws. Its messages hold the whole answer; only the status goes on. */
export function asDeliveryError(error: unknown): DeliveryError {
	if (error instanceof DeliveryError) return error;
	const status = /status: (\d{3})/.exec(error instanceof Error ? error.message : "")?.[1] ?? "none";
	const cause = new Error(`Alipay: no answer that can be believed, status ${status}`);
	return status === "429"
		? new DeliveryError("rate-limited", CALL_AGAIN_MS, { cause })
		: new DeliveryError("unreachable", 0, { cause });
}

/** What is signed, and still no answer to what was asked. */
export const notAnAnswer = (): DeliveryError =>
	new DeliveryError("unreachable", 0, { cause: new Error("not an answer of Alipay's to what was asked") });
