/** This phone's conversation with a store, before anything can be said. It survives the page and a dead line. */

import type { Locale } from "../language.ts";
import { ask } from "./ask.ts";
import { type Bell, sleep } from "./bell.ts";
import type { Keep } from "./keep.ts";
import { pauseMs } from "./verdict.ts";
import type { Talking } from "./wire.ts";

type Tools = { readonly keep: Keep; readonly code: string; readonly locale: () => Locale; readonly bell: Bell };

/** The conversation of this phone, made when there is none yet. Waits for the line as long as it takes. */
export async function openTalk({ keep, code, locale, bell }: Tools): Promise<Talking> {
	const known = (await keep.read(`talk ${code}`)) as Talking | undefined;
	if (known !== undefined) return known;
	for (let failures = 0; ; failures += 1) {
		const body = JSON.stringify({ store: code, locale: locale(), platform: "web" });
		const answer = await ask("/api/conversations", { method: "POST", body, locale: locale() });
		if (answer.outcome.kind === "answered" && answer.outcome.status === 201) {
			const { id, token } = answer.body as Talking;
			await keep.write(`talk ${code}`, { id, token });
			return { id, token };
		}
		const asked = answer.outcome.kind === "answered" ? answer.outcome.retryAfterMs : null;
		if (asked !== null) await sleep(asked);
		else await Promise.race([sleep(pauseMs(failures)), bell.rung()]);
	}
}
