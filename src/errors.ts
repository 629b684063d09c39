/** Every error class of the program. Expected outcomes are return values (`Refusal`); what is thrown is here. */

import type { Text } from "./text.ts";

/** The process's exit codes, a contract of the command line. */
export const EXIT = { done: 0, needsPerson: 1, wrongUse: 2, outsideFailed: 3 } as const;

/** Wrong use or bad input: caught once, at the edge, and shown as its one sentence. Nothing has changed. */
export class UserError extends Error {
	override readonly name = "UserError";
	readonly text: Text;
	constructor(text: Text, options?: ErrorOptions) {
		super(text.en, options);
		this.text = text;
	}
}

/** Something outside the program failed (network, database, another process); trying again later may help. */
export class OutsideError extends Error {
	override readonly name = "OutsideError";
	readonly text: Text;
	constructor(text: Text, options?: ErrorOptions) {
		super(text.en, options);
		this.text = text;
	}
}

/**
 * Why the outside did not do what it was asked: it asked to wait, was never reached, or refused. The deliverer's whole
 * policy is a `switch` over these words; bots and rails translate into them at their edge, always with the cause.
 * `isClosed`: it refused because nothing may be said there any more, whatever it is.
 */
export class DeliveryError extends Error {
	override readonly name = "DeliveryError";
	readonly code: "rate-limited" | "unreachable" | "rejected";
	readonly retryAfterMs: number;
	readonly isClosed: boolean;
	constructor(
		code: DeliveryError["code"],
		retryAfterMs: number,
		{ isClosed = false, ...options }: ErrorOptions & { readonly isClosed?: boolean } = {},
	) {
		super(`the outside answered: ${code}`, options);
		this.code = code;
		this.retryAfterMs = retryAfterMs;
		this.isClosed = isClosed;
	}
}
