/** After the outage: the batch file, each open finding, the report, the closing. */

import { useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { sayTime } from "../language.ts";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";
import { BatchButton } from "./batch-file.tsx";
import { Closing } from "./closing.tsx";
import { Pairing } from "./pairing.tsx";
import { Exposure, Report } from "./report.tsx";
import { Review } from "./review.tsx";
import { TEXTS } from "./texts.ts";
import { useLook } from "./use-look.ts";
import type { Books } from "./wire.ts";

type Props = {
	readonly phone: Phone;
	readonly acts: Acts;
	readonly withPerson: (then: () => void) => void;
};

export function BooksRoom({ phone, acts, withPerson }: Props) {
	const { locale } = phone;
	const books = useLook<Books>("books", phone, acts);
	const [isReport, setReport] = useState(false);
	if (books === null) return <p class="hint">{TEXTS.loading[locale]}</p>;
	const decide = { phone, books, withPerson, onDeed: acts.send };
	return (
		<>
			<nav class="pages">
				<button type="button" aria-current={isReport ? undefined : "page"} onClick={() => setReport(false)}>
					{TEXTS.check[locale]}
				</button>
				<button type="button" aria-current={isReport ? "page" : undefined} onClick={() => setReport(true)}>
					{TEXTS.report[locale]}
				</button>
			</nav>
			{isReport ? (
				<Report books={books} locale={locale} />
			) : (
				<section class="panel">
					<WhoDecides phone={phone} acts={acts} />
					<BatchButton acts={acts} locale={locale} isPractice={books.store.isPractice} />
					<Files books={books} phone={phone} />
					<Exposure books={books} locale={locale} />
					<Review {...decide} />
					<Closing {...decide} />
					<Pairing phone={phone} acts={acts} withPerson={withPerson} />
				</section>
			)}
		</>
	);
}

function WhoDecides({ phone: { person, locale, place }, acts }: { readonly phone: Phone; readonly acts: Acts }) {
	if (person === null) return null;
	const until = person.endsAtMs === null ? null : sayTime(person.endsAtMs, locale, place?.store.timeZone ?? "UTC");
	return (
		<p class="who">
			<Icon name="lock" />
			<span>
				<b>{person.name}</b> {TEXTS.decidesHere[locale]}
				{until === null ? null : ` · ${TEXTS.until[locale]} ${until}`}
			</span>
			<button type="button" class="button" onClick={() => void acts.rights.forget()}>
				{TEXTS.lock[locale]}
			</button>
		</p>
	);
}

function Files({ books: { batches, store }, phone: { locale } }: { readonly books: Books; readonly phone: Phone }) {
	return (
		<>
			<h2>{TEXTS.files[locale]}</h2>
			{batches.length === 0 ? <p class="hint">{TEXTS.noFiles[locale]}</p> : null}
			<ul class="files">
				{batches.map(({ name, state, role, rows, because, uploadedAtMs }) => (
					<li key={`${name} ${uploadedAtMs}`}>
						<Icon name={state === "read" ? "check" : state === "refused" ? "over" : "clock"} />
						<span>
							<b>{name}</b> · {TEXTS[state][locale]}
							{because === null ? null : `: ${because}`}
							{state === "read" ? ` · ${rows} ${TEXTS.rows[locale]}` : null}
							{role === null ? null : ` · ${TEXTS[role === "terminal" ? "roleTerminal" : "roleMoney"][locale]}`}
							{` · ${sayTime(uploadedAtMs, locale, store.timeZone)}`}
						</span>
					</li>
				))}
			</ul>
		</>
	);
}
