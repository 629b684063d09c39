/** The screen that is turned to the customer: a QR to scan, the amount, and what became of it, live. */

import { useEffect, useRef, useState } from "preact/hooks";
import { isWaiting, type SaleView, standingOf } from "../chat/talk.ts";
import { Dialog } from "../dialog.tsx";
import { Icon } from "../icon.tsx";
import { type Locale, sayMoney } from "../language.ts";
import { isAbout, nameOf, type Waiting } from "../line/entry.ts";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";
import { WaitingAct } from "../take-back.tsx";
import { TEXTS as PAGE_TEXTS } from "../texts.ts";
import { CancelSale } from "./cancel-sale.tsx";
import { ExtraSatang } from "./extra-satang.tsx";
import { PassOn } from "./pass-on.tsx";
import { QrCode } from "./qr-code.tsx";
import { StandingChip } from "./standing.tsx";
import { TEXTS } from "./texts.ts";

type Props = {
	readonly sale: SaleView;
	readonly storeName: string;
	readonly phone: Phone;
	readonly acts: Acts;
	readonly onChoice: (choice: string, label: string) => void;
	/** A person says that the money of a bank payment has come. */
	readonly onConfirm: () => void;
	readonly onNext: () => void;
	readonly onClose: () => void;
};

export function SaleSheet(props: Props) {
	const { sale, storeName, phone, acts, onClose, onNext } = props;
	const { locale, line } = phone;
	const { card } = sale;
	const standing = standingOf(card);
	const isOpen = isWaiting(sale);
	const pressed = phone.waiting.filter(({ deed, isSeen }) => !isSeen && isAbout(deed, card));
	const isPayable = standing === "shown" && isOpen && !isGivenUp(pressed);
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
				<ExtraSatang card={card} locale={locale} className="customer-reference" />
				<p class="customer-reference">
					{TEXTS.reference[locale]} <b class="reference">{card.ref}</b>
				</p>
				<div class="customer-state" role="status" tabIndex={-1} ref={state}>
					<StandingChip standing={standing} locale={locale} />
				</div>
				{line === "broken" ? <p class="customer-stale">{PAGE_TEXTS.mayBeOld[locale]}</p> : null}
				{pressed.map((entry) => (
					<WaitingAct key={entry.key} entry={entry} phone={phone} acts={acts} label={nameOf(entry.deed)} />
				))}
				{isPayable ? <ToScan sale={sale} locale={locale} /> : null}
				<div class="customer-acts">
					{isPayable ? null : (
						<button type="button" class="big" onClick={onNext}>
							<Icon name="pay" />
							{TEXTS.next[locale]}
						</button>
					)}
					{standing === "shown" ? null : <p class="customer-told">{sale.text}</p>}
					{isOpen && !isGivenUp(pressed) ? <OpenSaleActs {...props} pressed={pressed} /> : null}
				</div>
			</div>
		</Dialog>
	);
}

const isPressed = (pressed: readonly Waiting[], what: "claimed" | "cancel" | "rail"): boolean =>
	pressed.some(({ deed }) => deed.kind === "choice" && deed.choice.startsWith(`${what}:`));

/** Nobody may pay with this QR any more, though the server does not know it yet. */
const isGivenUp = (pressed: readonly Waiting[]): boolean => isPressed(pressed, "cancel") || isPressed(pressed, "rail");

function ToScan({ sale: { payload, card }, locale }: { readonly sale: SaleView; readonly locale: Locale }) {
	if (payload === null) return null;
	return (
		<>
			<QrCode payload={payload} label={TEXTS.qrOf[locale]} />
			<p class="customer-rail">
				{TEXTS.scan[locale]} · {card.rail}
			</p>
		</>
	);
}

/** Whoever says they paid does not scan again, and the next one in the queue must not: it is folded away. */
function FoldedToScan(props: Parameters<typeof ToScan>[0]) {
	const [isWanted, setWanted] = useState(false);
	if (isWanted) return <ToScan {...props} />;
	return (
		<button type="button" class="button" onClick={() => setWanted(true)}>
			{TEXTS.showQr[props.locale]}
		</button>
	);
}

function OpenSaleActs(props: Props & { readonly pressed: readonly Waiting[] }) {
	const { sale, phone, pressed, onChoice, onConfirm } = props;
	const { locale } = phone;
	const { card, rails, link } = sale;
	const theyPaid = TEXTS.theyPaid[locale];
	const isClaimed = card.payment === "claimed";
	const isAtBank = card.isAtBank === true;
	const isConfirming = pressed.some(({ deed }) => deed.kind === "confirm");
	return (
		<>
			{isClaimed && !isAtBank && !card.isPractice && !isConfirming ? (
				<button type="button" class="button" onClick={onConfirm}>
					<Icon name="check" />
					{TEXTS.moneyThere[locale]}
				</button>
			) : null}
			{isClaimed || isPressed(pressed, "claimed") ? null : (
				<button type="button" class="button" onClick={() => onChoice(`claimed:${card.saleId}`, theyPaid)}>
					{theyPaid}
				</button>
			)}
			{isClaimed && sale.payload !== null ? <FoldedToScan sale={sale} locale={locale} /> : null}
			{link === null || isAtBank ? null : <PassOn link={link} locale={locale} />}
			{rails.map(({ id, label }) => (
				<button key={id} type="button" class="button" onClick={() => onChoice(id, label)}>
					{label}
				</button>
			))}
			<CancelSale
				isClaimed={isClaimed || isPressed(pressed, "claimed")}
				locale={locale}
				onCancel={(label) => onChoice(`cancel:${card.saleId}`, label)}
			/>
		</>
	);
}
