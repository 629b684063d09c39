/** The report of the outage: to read, to print, to file. */

import { SALE_STATES } from "../../src/helpdesk/texts-closing.ts";
import { Icon } from "../icon.tsx";
import { isOneDay, type Locale, sayDay, sayMoney, sayTime } from "../language.ts";
import { TEXTS as PAY_TEXTS } from "../pay/texts.ts";
import { nothingTo } from "./review.tsx";
import { TEXTS } from "./texts.ts";
import type { Books, Total } from "./wire.ts";

type Props = { readonly books: Books; readonly locale: Locale };

export function Report({ books, locale }: Props) {
	const { store } = books;
	const day = (atMs: number) => sayDay(atMs, locale, store.timeZone);
	const isToClose = books.outages.some(({ closedAtMs }) => closedAtMs === null);
	return (
		<article class="panel report" aria-labelledby="report-title">
			<button type="button" class="big no-print" onClick={() => window.print()}>
				<Icon name="print" />
				{TEXTS.print[locale]}
			</button>
			<header>
				<h2 id="report-title">{TEXTS.reportTitle[locale]}</h2>
				<p>
					<b>{store.name}</b> · {store.merchant}
				</p>
				{store.isPractice ? <p class="practice">{PAY_TEXTS.practice[locale]}</p> : null}
				<p>
					{TEXTS.since[locale]} {day(books.sinceMs)} · {TEXTS.made[locale]} {day(books.nowMs)} · {store.timeZone}
				</p>
			</header>
			<Outages books={books} locale={locale} />
			<h3>{TEXTS.totals[locale]}</h3>
			{books.totals.map((total) => (
				<Totals key={total.currency} total={total} locale={locale} />
			))}
			<Exposure books={books} locale={locale} />
			<SalesTable books={books} locale={locale} />
			<h3>{TEXTS.files[locale]}</h3>
			{books.batches.length === 0 ? <p>{TEXTS.noFiles[locale]}</p> : null}
			<ul>
				{books.batches.map(({ name, state, rows, because, uploadedAtMs }) => (
					<li key={`${name} ${uploadedAtMs}`}>
						{name} · {TEXTS[state][locale]}
						{because === null ? null : `: ${because}`}
						{state === "read" ? ` · ${rows} ${TEXTS.rows[locale]}` : null} · {day(uploadedAtMs)}
					</li>
				))}
			</ul>
			<h3>{TEXTS.findings[locale]}</h3>
			{books.findings.length === 0 ? <p>{TEXTS[nothingTo(books)][locale]}</p> : null}
			<ol>
				{books.findings.map(({ id, title, sentence, money, decided }) => (
					<li key={id}>
						<b>
							{title} · <span class="number">{sayMoney(money, locale)}</span>
						</b>
						<br />
						{sentence}
						<br />
						{decided === null ? (
							<b>{TEXTS.open[locale]}</b>
						) : (
							`${TEXTS.decided[locale]}: ${decided.label} · ${decided.by} · ${day(decided.atMs)}${decided.note === null ? "" : ` · ${decided.note}`}`
						)}
					</li>
				))}
			</ol>
			<Drills books={books} locale={locale} />
			{books.standing.length === 0 || !isToClose ? null : (
				<>
					<h3>{TEXTS.inTheWay[locale]}</h3>
					<ul>
						{books.standing.map((sentence) => (
							<li key={sentence}>{sentence}</li>
						))}
					</ul>
				</>
			)}
		</article>
	);
}

function Outages({ books: { outages, store }, locale }: Props) {
	const day = (atMs: number) => sayDay(atMs, locale, store.timeZone);
	if (outages.length === 0) return <p>{TEXTS.noOutage[locale]}</p>;
	return (
		<ul>
			{outages.map(({ id, startedAtMs, restoredAtMs, closedAtMs, closedBy }) => (
				<li key={id}>
					{TEXTS.began[locale]} {day(startedAtMs)} ·{" "}
					{restoredAtMs === null ? TEXTS.stillDown[locale] : `${TEXTS.works[locale]} ${day(restoredAtMs)}`}
					{closedAtMs === null ? null : ` · ${TEXTS.closed[locale]} ${day(closedAtMs)} · ${closedBy ?? ""}`}
				</li>
			))}
		</ul>
	);
}

/** What the terminals had stored; nothing where they never did. */
export function Exposure({ books: { exposure }, locale }: Props) {
	const lines = [...(exposure?.lines ?? []), ...(exposure?.declined == null ? [] : [exposure.declined])];
	if (lines.length === 0) return null;
	return (
		<>
			<h3>{TEXTS.stored[locale]}</h3>
			<ul class="stored">
				{lines.map(({ text }) => (
					<li key={text}>{text}</li>
				))}
			</ul>
		</>
	);
}

/** Nothing where nobody has practised. */
function Drills({ books: { drills = [], store }, locale }: Props) {
	if (drills.length === 0) return null;
	const took = (ms: number | null) =>
		ms === null ? TEXTS.drillNotEnded[locale] : `${Math.max(1, Math.round(ms / 1_000))} s`;
	return (
		<>
			<h3>{TEXTS.drills[locale]}</h3>
			<ul>
				{drills.map(({ who, startedAtMs, tookMs, hard }) => (
					<li key={startedAtMs}>
						{sayDay(startedAtMs, locale, store.timeZone)} · {who} · {took(tookMs)}
						{hard === null ? null : ` · ${TEXTS.drillHard[locale]} ${hard}`}
					</li>
				))}
			</ul>
		</>
	);
}

function Totals({ total, locale }: { readonly total: Total; readonly locale: Locale }) {
	const { currency, paidMinor, paidCount, matchedMinor, matchedCount, openMinor, openCount, decided } = total;
	const lines = [
		{ label: TEXTS.paidSum[locale], count: paidCount, minor: paidMinor },
		{ label: TEXTS.matched[locale], count: matchedCount, minor: matchedMinor },
		{ label: TEXTS.openSum[locale], count: openCount, minor: openMinor },
		...decided,
	];
	return (
		<table>
			<tbody>
				{lines.map(({ label, count, minor }) => (
					<tr key={label}>
						<th scope="row">{label}</th>
						<td class="number">{count}</td>
						<td class="number">{sayMoney({ minor, currency }, locale)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function SalesTable({ books: { sales, store }, locale }: Props) {
	if (sales.length === 0) return <p>{TEXTS.noSales[locale]}</p>;
	const times = sales.map(({ atMs }) => atMs);
	const say = isOneDay(times, store.timeZone) ? sayTime : sayDay;
	return (
		<>
			<h3>{TEXTS.salesOf[locale]}</h3>
			<table class="sales-table">
				<thead>
					<tr>
						<th scope="col">{TEXTS.time[locale]}</th>
						<th scope="col">{PAY_TEXTS.reference[locale]}</th>
						<th scope="col">{TEXTS.state[locale]}</th>
						<th scope="col" class="number">
							{TEXTS.amount[locale]}
						</th>
					</tr>
				</thead>
				<tbody>
					{sales.map(({ saleId, ref, atMs, state, rail, money }) => (
						<tr key={saleId}>
							<td class="time">{say(atMs, locale, store.timeZone)}</td>
							<td class="reference">{ref}</td>
							<td class="state">
								{SALE_STATES.get(state)?.[locale] ?? state} · {rail}
							</td>
							<td class="number">{sayMoney(money, locale)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</>
	);
}
