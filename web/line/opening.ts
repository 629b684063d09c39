/** Before anything can be said: which store this is, and this phone's conversation with it. Both survive a dead line. */

import type { Locale } from "../language.ts";
import { ask } from "./ask.ts";
import { type Bell, sleep } from "./bell.ts";
import type { Keep } from "./keep.ts";
import { pauseMs } from "./verdict.ts";
import type { Place, Talking } from "./wire.ts";

type Tools = { readonly keep: Keep; readonly code: string; readonly locale: () => Locale; readonly bell: Bell };

/** The store and the terminal of a sticker, or null when there is none; `show` gets what was known from last time. */
export async function findPlace({
	keep,
	code,
	locale,
	bell,
	show,
}: Tools & { readonly show: (known: Place) => void }): Promise<Place | null> {
	const known = (await keep.read(`place ${code}`)) as Place | undefined;
	if (known !== undefined) show(known);
	for (let failures = 0; ; failures += 1) {
		const { outcome, body } = await ask(`/api/places/${encodeURIComponent(code)}`, { locale: locale() });
		if (outcome.kind === "answered" && outcome.status === 200) {
			await keep.write(`place ${code}`, body);
			return body as Place;
		}
		if (outcome.kind === "answered" && outcome.status === 404) return null;
		if (known !== undefined) return known;
		await Promise.race([sleep(pauseMs(failures)), bell.rung()]);
	}
}

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
