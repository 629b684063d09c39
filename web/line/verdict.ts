/** What becomes of a request: done, again later, or refused. Pure; the sender obeys it. */

export type Outcome =
	| { readonly kind: "no-answer" }
	| {
			readonly kind: "answered";
			readonly status: number;
			/** Null when the server does not say. */
			readonly retryAfterMs: number | null;
			/** The server's sentence; empty when there is none. */
			readonly sentence: string;
			/** The server had it already. */
			readonly isAgain: boolean;
	  };

export type Verdict =
	| { readonly kind: "done"; readonly isAgain: boolean }
	/** `isFirm`: the server asked for it, so nothing shortens the pause. */
	| { readonly kind: "again"; readonly afterMs: number; readonly isFirm: boolean }
	| { readonly kind: "refused"; readonly sentence: string; readonly status: number }
	/** The conversation's token is not good any more: nothing else will be taken either. */
	| { readonly kind: "ended" };

const FIRST_PAUSE_MS = 500;
const PAUSE_LIMIT_MS = 30_000;
const RETRY_AFTER_LIMIT_MS = 10 * 60_000;
const TOO_MANY_PAUSE_MS = 5_000;

/** Doubles with every attempt that failed. */
export const pauseMs = (failures: number): number =>
	Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), PAUSE_LIMIT_MS);

/** `failures` is how often this was tried in vain before; `endsTalk` says that a 401 means the conversation itself. */
export function verdictOf(outcome: Outcome, failures: number, endsTalk: boolean): Verdict {
	if (outcome.kind === "no-answer") return { kind: "again", afterMs: pauseMs(failures), isFirm: false };
	const { status, retryAfterMs, sentence } = outcome;
	if (status >= 200 && status < 300) return { kind: "done", isAgain: outcome.isAgain };
	if (status === 429) {
		const afterMs = Math.min(retryAfterMs ?? TOO_MANY_PAUSE_MS, RETRY_AFTER_LIMIT_MS);
		return { kind: "again", afterMs, isFirm: true };
	}
	if (status >= 500 || status === 408) {
		return { kind: "again", afterMs: Math.max(pauseMs(failures), retryAfterMs ?? 0), isFirm: false };
	}
	if (status === 401 && endsTalk) return { kind: "ended" };
	return { kind: "refused", sentence, status };
}
