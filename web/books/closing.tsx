/** Closes the outage, or says what stands in the way. */

import { useState } from "preact/hooks";
import { Icon } from "../icon.tsx";
import { sayDay } from "../language.ts";
import { TEXTS as PAGE_TEXTS } from "../texts.ts";
import type { DeciderProps } from "./review.tsx";
import { TEXTS } from "./texts.ts";

export function Closing({ phone, books, withPerson, onDeed }: DeciderProps) {
	const { locale, waiting } = phone;
	const [isSure, setSure] = useState(false);
	const label = TEXTS.close[locale];
	const isWaiting = waiting.some(({ deed }) => deed.kind === "closing");
	const isInTheWay = books.standing.length > 0 && books.outages.some(({ closedAtMs }) => closedAtMs === null);
	if (books.outages.length === 0) return <p class="hint">{TEXTS.noOutage[locale]}</p>;
	return (
		<>
			<h2>{TEXTS.outage[locale]}</h2>
			<ul class="files">
				{books.outages.map((outage) => (
					<li key={outage.id}>
						<Icon name={outage.closedAtMs === null ? "clock" : "check"} />
						<span>
							{sayDay(outage.startedAtMs, locale, books.store.timeZone)} –{" "}
							{outage.restoredAtMs === null
								? TEXTS.stillDown[locale]
								: sayDay(outage.restoredAtMs, locale, books.store.timeZone)}
							{outage.closedAtMs === null ? null : ` · ${TEXTS.closed[locale]} · ${outage.closedBy ?? ""}`}
						</span>
					</li>
				))}
			</ul>
			{books.isClosed ? <p class="decided">{TEXTS.isClosed[locale]}</p> : null}
			{isInTheWay ? (
				<div class="in-the-way">
					<h3>{TEXTS.inTheWay[locale]}</h3>
					<ul>
						{books.standing.map((sentence) => (
							<li key={sentence}>{sentence}</li>
						))}
					</ul>
				</div>
			) : null}
			{books.isClosed || books.standing.length > 0 ? null : isWaiting ? (
				<p class="hint" role="status">
					{label}: {TEXTS.onItsWay[locale]}
				</p>
			) : isSure ? (
				<div class="sure">
					<p>{TEXTS.closeSure[locale]}</p>
					<button
						type="button"
						class="big"
						onClick={() => {
							setSure(false);
							withPerson(() => onDeed({ kind: "closing", label }));
						}}
					>
						{label}
					</button>
					<button type="button" class="button" onClick={() => setSure(false)}>
						{PAGE_TEXTS.back[locale]}
					</button>
				</div>
			) : (
				<button type="button" class="big" onClick={() => setSure(true)}>
					{label}
				</button>
			)}
		</>
	);
}
