/** Who may decide about money on this phone: a manager by their personal link, or by a PIN for some minutes. */

import type { Phone } from "../phone-state.ts";
import type { Store } from "../store.ts";
import { TEXTS } from "../texts.ts";
import { ask } from "./ask.ts";
import type { Lane } from "./entry.ts";
import type { Keep } from "./keep.ts";
import type { PersonKey, Talking } from "./wire.ts";

export type Rights = {
	/** Null when nobody has a right here, or it has run out. */
	readonly token: () => string | null;
	/** Null when it opened, else the sentence to show. */
	readonly unlock: (pin: string) => Promise<string | null>;
	readonly forget: () => Promise<void>;
	/** A code that links another chat to the store, or the sentence that says why there is none. */
	readonly pair: () => Promise<{ readonly code: string; readonly endsAtMs: number } | string>;
	/** Asks the server whose right this is: of a link that was just opened, or of the one kept here. */
	readonly check: (personLink: string | null) => Promise<void>;
};

type Tools = {
	readonly keep: Keep;
	readonly store: Store<Phone>;
	readonly place: string;
	readonly talking: () => Talking | null;
	readonly complain: (about: string, sentence: string, lane: Lane) => void;
};

const isOver = (key: PersonKey): boolean => key.endsAtMs !== null && key.endsAtMs <= Date.now();

export function createRights({ keep, store, place, talking, complain }: Tools): Rights {
	const kept = `person ${place}`;
	const show = (person: PersonKey | null) => store.change((before) => ({ ...before, person }));
	const words = () => store.get().locale;

	const forget = async () => {
		await keep.remove(kept); // first: a phone that says it is locked stays so, whatever happens next
		show(null);
	};
	const use = async (key: PersonKey) => {
		show(key);
		await keep.write(kept, key);
	};
	return {
		token: () => {
			const { person } = store.get();
			return person === null || isOver(person) ? null : person.token;
		},
		forget,
		pair: async () => {
			const own = talking();
			const personToken = store.get().person?.token;
			if (own === null || personToken === undefined) return TEXTS.noLineNow[words()];
			const path = `/api/conversations/${own.id}/pairings`;
			const { outcome, body } = await ask(path, { method: "POST", token: own.token, personToken, locale: words() });
			if (outcome.kind === "no-answer") return TEXTS.noLineNow[words()];
			if (outcome.status !== 201) return outcome.sentence || TEXTS.notTaken[words()];
			return body as { readonly code: string; readonly endsAtMs: number };
		},
		unlock: async (pin) => {
			const own = talking();
			if (own === null) return TEXTS.noLineNow[words()];
			const path = `/api/conversations/${own.id}/unlock`;
			const body = JSON.stringify({ pin });
			const answer = await ask(path, { method: "POST", body, token: own.token, locale: words() });
			if (answer.outcome.kind === "no-answer") return TEXTS.noLineNow[words()];
			if (answer.outcome.status !== 200 && answer.outcome.status !== 201) {
				return answer.outcome.sentence || TEXTS.wrongPin[words()];
			}
			const { token, person, endsAtMs } = answer.body as {
				readonly token: string;
				readonly person: { readonly name: string; readonly role: string };
				readonly endsAtMs: number;
			};
			await use({ token, name: person.name, role: person.role, endsAtMs });
			return null;
		},
		check: async (personLink) => {
			const before = (await keep.read(kept)) as PersonKey | undefined;
			const token = personLink ?? before?.token;
			const own = talking();
			if (token === undefined || own === null) return;
			if (personLink === null && before !== undefined) {
				if (isOver(before)) return forget();
				show(before);
				if (before.endsAtMs !== null) return;
			}
			// Kept before it is checked: the line may break now, and the address has forgotten it.
			const guess = before?.token === token ? before : { token, name: "", role: "", endsAtMs: null };
			await keep.write(kept, guess);
			const path = `/api/conversations/${own.id}/person`;
			const answer = await ask(path, { token: own.token, personToken: token, locale: words() });
			if (answer.outcome.kind === "no-answer") return show(guess);
			if (answer.outcome.status === 200) {
				const { name, role } = answer.body as { readonly name: string; readonly role: string };
				return use({ token, name, role, endsAtMs: null });
			}
			if (answer.outcome.status >= 500) return;
			await forget();
			complain("", TEXTS.linkNotGood[words()], "talk");
		},
	};
}
