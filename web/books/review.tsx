/** The findings one by one: first those that leave something to do, below them what was decided. */

import { useState } from "preact/hooks";
import { sayMoney } from "../language.ts";
import type { Deed } from "../line/entry.ts";
import type { Phone } from "../phone-state.ts";
import { FindingCard } from "./finding.tsx";
import { TEXTS } from "./texts.ts";
import type { Books } from "./wire.ts";

export type DeciderProps = {
	readonly phone: Phone;
	readonly books: Books;
	readonly withPerson: (then: () => void) => void;
	readonly onDeed: (deed: Deed) => void;
};

/** Nothing was compared before a file was read. */
export const nothingTo = ({ batches }: Books): "nothingToCheck" | "sendFirst" =>
	batches.some(({ state }) => state === "read") ? "nothingToCheck" : "sendFirst";

export function Review({ phone, books, withPerson, onDeed }: DeciderProps) {
	const { locale, waiting } = phone;
	const [shown, setShown] = useState<string | null>(null);
	const open = books.findings.filter(({ isSettled }) => !isSettled);
	const settled = books.findings.filter(({ isSettled }) => isSettled);
	// By its id: a decision elsewhere takes findings out of the list while one is read.
	const at = Math.max(
		open.findIndex(({ id }) => id === shown),
		0,
	);
	const finding = open[at];
	const go = (by: number) => setShown(open[at + by]?.id ?? null);
	return (
		<>
			<h2>
				{TEXTS.toCheck[locale]} {open.length > 0 ? <span class="count">{open.length}</span> : null}
			</h2>
			{finding === undefined ? <p class="hint">{TEXTS[nothingTo(books)][locale]}</p> : null}
			{finding === undefined ? null : (
				<FindingCard
					key={finding.id}
					finding={finding}
					locale={locale}
					timeZone={books.store.timeZone}
					isWaiting={waiting.some(({ deed }) => deed.kind === "decision" && deed.findingId === finding.id)}
					onRecover={(choice, label) => onDeed({ kind: "choice", of: 1, choice, label })}
					onDecide={(deed) => withPerson(() => onDeed(deed))}
				/>
			)}
			{open.length > 1 ? (
				<nav class="paging" aria-label={TEXTS.toCheck[locale]}>
					<button type="button" class="button" disabled={at === 0} onClick={() => go(-1)}>
						{TEXTS.earlierFinding[locale]}
					</button>
					<span>
						{at + 1} {TEXTS.of[locale]} {open.length}
					</span>
					<button type="button" class="button" disabled={at === open.length - 1} onClick={() => go(1)}>
						{TEXTS.laterFinding[locale]}
					</button>
				</nav>
			) : null}
			{settled.length === 0 ? null : (
				<>
					<h2>{TEXTS.decided[locale]}</h2>
					<ul class="settled">
						{settled.map(({ id, title, money, sentence, decided }) => (
							<li key={id}>
								<b>
									{title} {sayMoney(money, locale)}
								</b>
								{decided === null ? null : `: ${decided.label} · ${decided.by}`}
								<br />
								<small>{sentence}</small>
							</li>
						))}
					</ul>
				</>
			)}
		</>
	);
}
