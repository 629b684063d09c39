/** What lies over the page: the amount pad, the sheet for the customer, the questions to the manager. */

import { useEffect, useState } from "preact/hooks";
import { type Claimed, MoneyIsThere } from "./books/money-is-there.tsx";
import { PinDialog } from "./books/pin-dialog.tsx";
import { AmountPad } from "./chat/amount-pad.tsx";
import { isWaiting } from "./chat/talk.ts";
import type { Place } from "./line/wire.ts";
import { SaleSheet } from "./pay/sale-sheet.tsx";
import type { Acts } from "./phone.ts";
import { isNews, type Phone } from "./phone-state.ts";

export type OpenSheets = {
	readonly isPadOpen: boolean;
	/** The sale that is shown to the customer. */
	readonly saleId: string | null;
	readonly confirming: Claimed | null;
	readonly afterPin: AfterPin | null;
};

/** What is done once the PIN is right, and the payment it is about. */
export type AfterPin = { readonly then: () => void; readonly code: string | null };

export const NO_SHEETS: OpenSheets = { isPadOpen: false, saleId: null, confirming: null, afterPin: null };

type Props = {
	readonly phone: Phone;
	readonly acts: Acts;
	readonly place: Place;
	readonly sheets: OpenSheets;
	readonly lay: (part: Partial<OpenSheets>) => void;
	readonly press: (choice: string, label: string, of?: number) => void;
	readonly withPerson: (then: () => void, code?: string) => void;
	readonly onAmount: (minor: number) => void;
};

export function Sheets({ phone, acts, place, sheets, lay, press, withPerson, onAmount }: Props) {
	const { locale, talk } = phone;
	const { isPadOpen, saleId, confirming, afterPin } = sheets;
	const sale = talk.sales.find(({ card }) => card.saleId === saleId);
	useAnswered(phone, sheets, lay);
	return (
		<>
			{isPadOpen ? (
				<AmountPad
					locale={locale}
					currency={place.store.currency}
					onAmount={onAmount}
					onClose={() => lay({ isPadOpen: false })}
				/>
			) : null}
			{sale === undefined ? null : (
				<SaleSheet
					key={sale.card.saleId}
					sale={sale}
					storeName={place.store.name}
					phone={phone}
					acts={acts}
					onChoice={(choice, label) => press(choice, label, sale.seq)}
					onConfirm={() => lay({ confirming: sale.card })}
					onNext={() => lay({ saleId: null, isPadOpen: true })}
					onClose={() => lay({ saleId: null })}
				/>
			)}
			{confirming === null ? null : (
				<MoneyIsThere
					sale={confirming}
					locale={locale}
					onNo={() => lay({ confirming: null })}
					onYes={(deed) => {
						lay({ confirming: null });
						withPerson(() => acts.send(deed), confirming.code);
					}}
				/>
			)}
			{afterPin === null ? null : (
				<PinDialog
					locale={locale}
					rights={acts.rights}
					onOpen={() => {
						lay({ afterPin: null });
						afterPin.then();
					}}
					onClose={() => lay({ afterPin: null })}
				/>
			)}
		</>
	);
}

/** The code of the payment that the manager is asked about just now. */
export const askedAbout = ({ confirming, afterPin }: OpenSheets): string | null =>
	confirming?.code ?? afterPin?.code ?? null;

export const NO_QUESTION = { confirming: null, afterPin: null } as const satisfies Partial<OpenSheets>;

/** The payment has come by itself: there is nothing to ask the manager any more. */
function useAnswered({ talk }: Phone, sheets: OpenSheets, lay: Props["lay"]): void {
	const code = askedAbout(sheets);
	const isPaid = talk.sales.some(({ card }) => card.code === code && card.payment === "paid");
	useEffect(() => {
		if (isPaid) lay(NO_QUESTION);
	}, [isPaid, lay]);
}

/** A QR that has just been made is what the cashier waits for: it opens by itself, unless something else is open. */
export function useNewSale(phone: Phone, sheets: OpenSheets, show: (saleId: string) => void): void {
	const newest = phone.talk.sales.findLast((sale) => isWaiting(sale) && isNews(phone, sale.seq));
	const [known, setKnown] = useState<string | null>(null);
	const id = newest === undefined ? null : newest.card.saleId;
	const { isPadOpen, saleId, confirming, afterPin } = sheets;
	const isBusy = isPadOpen || saleId !== null || confirming !== null || afterPin !== null;
	useEffect(() => {
		if (id === null || id === known) return;
		setKnown(id);
		if (!isBusy) show(id);
	}, [id, known, isBusy, show]);
}
