/** Empties one lane of the queue: one at a time, in order, until the server has it or refuses it. */

import { type Bell, sleep } from "./bell.ts";
import { needsPerson } from "./entry.ts";
import type { Kept } from "./keep.ts";
import { type Outcome, type Verdict, verdictOf } from "./verdict.ts";

export type SenderTools = {
	/** The next one, or undefined when there is nothing to send or nobody to send it to. */
	readonly next: () => Promise<Kept | undefined>;
	readonly send: (entry: Kept) => Promise<Outcome>;
	/** It is over: taken or refused. */
	readonly settle: (entry: Kept, verdict: Verdict & { kind: "done" | "refused" }) => Promise<void>;
	/** The conversation is over: nothing is sent until the bell rings. */
	readonly ended: () => void;
	/** Rings when something was added, and when the line may be back. */
	readonly bell: Bell;
};

export async function keepSending({ next, send, settle, ended, bell }: SenderTools): Promise<never> {
	let failures = 0;
	for (;;) {
		const rung = bell.rung(); // before looking: what is added in between wakes it
		const entry = await next();
		if (entry === undefined) {
			await rung;
			continue;
		}
		const verdict = verdictOf(await send(entry), failures, !needsPerson(entry.deed));
		switch (verdict.kind) {
			case "again":
				failures += 1;
				await (verdict.isFirm ? sleep(verdict.afterMs) : Promise.race([sleep(verdict.afterMs), bell.rung()]));
				break;
			case "ended":
				ended();
				await bell.rung();
				break;
			default:
				failures = 0;
				await settle(entry, verdict);
		}
	}
}
