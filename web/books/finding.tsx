/** One finding with both sides, its evidence, and what may be decided. */

import { useState } from "preact/hooks";
import { RECOVER, recoveryChoice } from "../../src/helpdesk/recovery-choice.ts";
import { Icon } from "../icon.tsx";
import { type Locale, sayDay, sayMoney } from "../language.ts";
import type { Deed } from "../line/entry.ts";
import { Evidence } from "./evidence.tsx";
import { TEXTS } from "./texts.ts";
import type { Finding } from "./wire.ts";

const NOTE_LIMIT_CHARACTERS = 500;

type Props = {
	readonly finding: Finding;
	readonly locale: Locale;
	readonly timeZone: string;
	/** A decision on it is on its way. */
	readonly isWaiting: boolean;
	readonly onDecide: (deed: Deed & { kind: "decision" }) => void;
	/** Asks the customer to pay it again; the link comes in the chat. */
	readonly onRecover: (choice: string, label: string) => void;
};

export function FindingCard({ finding, locale, timeZone, isWaiting, onDecide, onRecover }: Props) {
	const { id, title, sentence, money, decided } = finding;
	const mayRecover = finding.class === "declined_on_forward" && !finding.isSettled;
	return (
		<article class="finding" aria-label={title}>
			<h3>
				{title} <span class="finding-amount">{sayMoney(money, locale)}</span>
			</h3>
			<p>{sentence}</p>
			<Sides finding={finding} locale={locale} timeZone={timeZone} />
			<Evidence evidence={finding.evidence} locale={locale} />
			{decided === null ? null : (
				<p class="decided">
					<Icon name="check" />
					{TEXTS.decided[locale]}: <b>{decided.label}</b> · {decided.by} · {sayDay(decided.atMs, locale, timeZone)}
					{decided.note === null ? null : ` · ${decided.note}`}
				</p>
			)}
			{mayRecover ? (
				<button type="button" class="big" onClick={() => onRecover(recoveryChoice(id, money), RECOVER[locale])}>
					{RECOVER[locale]}
				</button>
			) : null}
			{isWaiting ? (
				<p class="hint" role="status">
					{TEXTS.decide[locale]}: {TEXTS.onItsWay[locale]}
				</p>
			) : (
				<Decisions key={finding.id} finding={finding} locale={locale} onDecide={onDecide} />
			)}
		</article>
	);
}

type SidesProps = Pick<Props, "finding" | "locale" | "timeZone">;

function Sides({ finding: { payments, rows }, locale, timeZone }: SidesProps) {
	return (
		<div class="sides">
			<div>
				<h4>{TEXTS.collected[locale]}</h4>
				{payments.length === 0 ? <p class="hint">{TEXTS.noPayment[locale]}</p> : null}
				{payments.map(({ id, ref, money, atMs, rail, status }) => (
					<p key={id}>
						<b>{sayMoney(money, locale)}</b> <span class="reference">{ref}</span>
						<br />
						{sayDay(atMs, locale, timeZone)} · {rail} · {status}
					</p>
				))}
			</div>
			<div>
				<h4>{TEXTS.inTheFile[locale]}</h4>
				{rows.length === 0 ? <p class="hint">{TEXTS.noRow[locale]}</p> : null}
				{rows.map(({ name, money, atMs, tender, last4, note, status }) => (
					<p key={name}>
						<b>{sayMoney(money, locale)}</b> {last4 === null ? null : `•••• ${last4}`}
						<br />
						{atMs === null ? null : `${sayDay(atMs, locale, timeZone)} · `}
						{tender} · {status}
						{note === "" ? null : ` · “${note}”`}
					</p>
				))}
			</div>
		</div>
	);
}

function Decisions({ finding, locale, onDecide }: Pick<Props, "finding" | "locale" | "onDecide">) {
	const [note, setNote] = useState("");
	const [other, setOther] = useState<Choice | null>(null);
	const [choosing, setChoosing] = useState<Act | null>(null);
	if (finding.acts.length === 0) return null;
	const choose = (act: Act) => {
		setOther(null);
		setChoosing(choosing === act ? null : act);
	};
	const decide = (act: Finding["acts"][number], chosen: Choice | null) =>
		onDecide({
			kind: "decision",
			findingId: finding.id,
			act: act.act,
			note: note.trim(),
			paymentId: chosen?.paymentId ?? null,
			row: chosen?.row ?? null,
			label: act.label,
		});
	return (
		<div class="decisions">
			<h3>{TEXTS.decide[locale]}</h3>
			{finding.acts.map((act) => {
				const choices = choicesOf(finding, act.act, locale);
				return (
					<div key={act.act} class="decision">
						<button
							type="button"
							class="button"
							aria-expanded={choices === null ? undefined : choosing === act.act}
							onClick={() => (choices === null ? decide(act, null) : choose(act.act))}
						>
							{act.label}
						</button>
						<p class="hint">{act.explains}</p>
						{choices !== null && choosing === act.act ? (
							<Alternatives
								alternatives={choices}
								legend={(act.act === "other_link" ? TEXTS.chooseOther : TEXTS.choosePayment)[locale]}
								locale={locale}
								chosen={other}
								onChoose={setOther}
								onDone={() => other !== null && decide(act, other)}
							/>
						) : null}
					</div>
				);
			})}
			<label class="note">
				{TEXTS.note[locale]}
				<input
					class="field"
					value={note}
					maxLength={NOTE_LIMIT_CHARACTERS}
					autocomplete="off"
					onInput={(event) => setNote(event.currentTarget.value)}
				/>
			</label>
		</div>
	);
}

type Act = Finding["acts"][number]["act"];
type Choice = { readonly paymentId: string; readonly row: string | null; readonly text: string };

/** What must be chosen for a decision: the pair that belongs together, or of several payments the one that goes back; null for nothing. */
function choicesOf({ alternatives, payments }: Finding, act: Act, locale: Locale): readonly Choice[] | null {
	if (act === "other_link") return alternatives;
	const back = payments.filter(({ canRefund }) => act === "refunded" || (act === "refund" && canRefund));
	if (back.length < 2) return null;
	return back.map(({ id, ref, money, rail }) => ({
		paymentId: id,
		row: null,
		text: `${ref} · ${sayMoney(money, locale)} · ${rail}`,
	}));
}

type AlternativesProps = {
	readonly alternatives: readonly Choice[];
	readonly legend: string;
	readonly locale: Locale;
	readonly chosen: Choice | null;
	readonly onChoose: (alternative: Choice) => void;
	readonly onDone: () => void;
};

function Alternatives({ alternatives, legend, locale, chosen, onChoose, onDone }: AlternativesProps) {
	if (alternatives.length === 0) return <p class="hint">{TEXTS.noAlternatives[locale]}</p>;
	return (
		<fieldset class="alternatives">
			<legend>{legend}</legend>
			{alternatives.map((alternative) => (
				<label key={`${alternative.paymentId} ${alternative.row}`}>
					<input
						type="radio"
						name="alternative"
						checked={chosen?.paymentId === alternative.paymentId && chosen.row === alternative.row}
						onChange={() => onChoose(alternative)}
					/>
					{alternative.text}
				</label>
			))}
			<button type="button" class="big" disabled={chosen === null} onClick={onDone}>
				{TEXTS.decide[locale]}
			</button>
		</fieldset>
	);
}
