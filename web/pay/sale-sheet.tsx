/** The screen that is turned to the customer: a QR to scan, the amount, and what became of it, live. */

import { useEffect, useRef, useState } from "preact/hooks";
import { isWaiting, type SaleView, standingOf } from "../chat/talk.ts";
import { Dialog } from "../dialog.tsx";
import { Icon } from "../icon.tsx";
import { type Locale, sayMoney } from "../language.ts";
import { PassOn } from "./pass-on.tsx";
import { QrCode } from "./qr-code.tsx";
import { StandingChip } from "./standing.tsx";
import { TEXTS } from "./texts.ts";

type Props = {
	readonly sale: SaleView;
	readonly storeName: string;
	readonly locale: Locale;
	/** Said when the line is broken: what stands here may be old. */
	readonly staleText: string | null;
	readonly onChoice: (choice: string, label: string) => void;
	/** A person says that the money of a bank payment has come. */
	readonly onConfirm: () => void;
	readonly onNext: () => void;
	readonly onClose: () => void;
};

export function SaleSheet(props: Props) {
	const { sale, storeName, locale, onClose, onNext } = props;
	const { card, payload } = sale;
	const standing = standingOf(card);
	const isOpen = isWaiting(sale);
	const state = useRef<HTMLDivElement>(null);
	// The button that was pressed may be gone: whoever moves by keyboard goes on at what has changed.
	useEffect(() => {
		if (standing !== "shown" && document.activeElement === document.body) state.current?.focus();
	}, [standing]);
	return (
		<Dialog kind="full" label={TEXTS.sheet[locale]} onClose={onClose}>
			<div class={`customer customer-${standing}`}>
				<div class="customer-head">
					<button type="button" class="plain" onClick={onClose}>
						<Icon name="back" />
						{TEXTS.toChat[locale]}
					</button>
				</div>
				{card.isPractice ? <p class="practice">{TEXTS.practice[locale]}</p> : null}
				<p class="customer-shop">{storeName}</p>
				<p class="customer-amount">{sayMoney(card.money, locale)}</p>
				<p class="customer-reference">
					{TEXTS.reference[locale]} <b class="reference">{card.ref}</b>
				</p>
				<div class="customer-state" role="status" tabIndex={-1} ref={state}>
					<StandingChip standing={standing} locale={locale} />
				</div>
				{isOpen && payload !== null ? (
					<>
						<QrCode payload={payload} label={TEXTS.qrOf[locale]} />
						<p class="customer-rail">
							{TEXTS.scan[locale]} · {card.rail}
						</p>
					</>
				) : null}
				{props.staleText === null ? null : <p class="customer-stale">{props.staleText}</p>}
				{isOpen ? (
					<OpenSaleActs {...props} />
				) : (
					<div class="customer-acts">
						<p class="customer-told">{sale.text}</p>
						<button type="button" class="big" onClick={onNext}>
							<Icon name="pay" />
							{TEXTS.next[locale]}
						</button>
					</div>
				)}
			</div>
		</Dialog>
	);
}

function OpenSaleActs({ sale, locale, onChoice, onConfirm }: Props) {
	const [isCancelling, setCancelling] = useState(false);
	const { card, rails, link } = sale;
	const theyPaid = TEXTS.theyPaid[locale];
	const cancel = TEXTS.cancel[locale];
	return (
		<div class="customer-acts">
			{card.payment === "claimed" ? (
				<>
					<p class="customer-told">{sale.text}</p>
					{card.isPractice ? null : (
						<button type="button" class="button" onClick={onConfirm}>
							<Icon name="check" />
							{TEXTS.moneyThere[locale]}
						</button>
					)}
				</>
			) : (
				<button type="button" class="button" onClick={() => onChoice(`claimed:${card.saleId}`, theyPaid)}>
					{theyPaid}
				</button>
			)}
			{link === null ? null : <PassOn link={link} locale={locale} />}
			{rails.map(({ id, label }) => (
				<button key={id} type="button" class="button" onClick={() => onChoice(id, label)}>
					{label}
				</button>
			))}
			{isCancelling ? (
				<div class="sure" role="alertdialog" aria-label={TEXTS.cancelSure[locale]}>
					<p>{TEXTS.cancelSure[locale]}</p>
					<button type="button" class="button danger" onClick={() => onChoice(`cancel:${card.saleId}`, cancel)}>
						{cancel}
					</button>
					<button type="button" class="button" onClick={() => setCancelling(false)}>
						{TEXTS.keep[locale]}
					</button>
				</div>
			) : (
				<button type="button" class="button quiet" onClick={() => setCancelling(true)}>
					{cancel}
				</button>
			)}
		</div>
	);
}
