/** The conversation with all that is done in it: talking, the amount pad, the sheet for the customer. */

import { useEffect, useState } from "preact/hooks";
import type { Choice } from "../../src/helpdesk/message.ts";
import { sayMoney } from "../language.ts";
import { OpenSales } from "../pay/open-sales.tsx";
import { SaleSheet } from "../pay/sale-sheet.tsx";
import type { Acts } from "../phone.ts";
import { isNews, type Phone } from "../phone-state.ts";
import { TEXTS } from "../texts.ts";
import { AmountPad } from "./amount-pad.tsx";
import { Composer, MainActs } from "./dock.tsx";
import { isWaiting } from "./talk.ts";
import { Transcript } from "./transcript.tsx";

type Props = { readonly phone: Phone; readonly acts: Acts };

export function Chat({ phone, acts }: Props) {
	const { locale, place, talk, waiting } = phone;
	const [isPadOpen, setPadOpen] = useState(false);
	const [shown, setShown] = useState<string | null>(null);
	useNewSale(phone, isPadOpen || shown !== null, setShown);
	if (place === null) return null;

	const press = (choice: string, label: string, of = Math.max(talk.seq, 1)) =>
		acts.send({ kind: "choice", of, choice, label });
	const onChoice = (of: number, { id, label }: Choice) => {
		if (id === "pay") setPadOpen(true);
		else press(id, label, of);
	};
	const onAmount = (minor: number) => {
		setPadOpen(false);
		const money = sayMoney({ minor, currency: place.store.currency }, locale);
		press(`pay:${minor}`, `${TEXTS.payShort[locale]} · ${money}`);
	};
	const sale = talk.sales.find(({ card }) => card.saleId === shown);
	const isFirst = !talk.items.some(({ from }) => from === "me") && waiting.length === 0;
	const mainActs = (
		<MainActs
			locale={locale}
			isFirst={isFirst}
			onPay={() => setPadOpen(true)}
			onDown={() => press("down", TEXTS.down[locale])}
			onRestored={() => press("restored", TEXTS.restored[locale])}
		/>
	);
	return (
		<div class="chat">
			<OpenSales sales={talk.sales.filter(isWaiting)} locale={locale} onShow={setShown} />
			{isFirst ? mainActs : null}
			<Transcript phone={phone} onChoice={onChoice} onShow={setShown} />
			<div class="dock">
				{isFirst ? null : mainActs}
				<Composer locale={locale} onText={(text) => acts.send({ kind: "text", text })} />
			</div>
			{isPadOpen ? (
				<AmountPad
					locale={locale}
					currency={place.store.currency}
					onAmount={onAmount}
					onClose={() => setPadOpen(false)}
				/>
			) : null}
			{sale === undefined ? null : (
				<SaleSheet
					key={sale.card.saleId}
					sale={sale}
					storeName={place.store.name}
					locale={locale}
					isStale={phone.line === "broken"}
					staleText={TEXTS.noLine[locale]}
					onChoice={(choice, label) => press(choice, label, sale.seq)}
					onNext={() => {
						setShown(null);
						setPadOpen(true);
					}}
					onClose={() => setShown(null)}
				/>
			)}
		</div>
	);
}

/** A QR that has just been made is what the cashier waits for: it opens by itself, unless something else is open. */
function useNewSale(phone: Phone, isBusy: boolean, show: (saleId: string) => void): void {
	const newest = phone.talk.sales.findLast((sale) => isWaiting(sale) && isNews(phone, sale.seq));
	const [known, setKnown] = useState<string | null>(null);
	const id = newest === undefined ? null : newest.card.saleId;
	useEffect(() => {
		if (id === null || id === known) return;
		setKnown(id);
		if (!isBusy) show(id);
	}, [id, known, isBusy, show]);
}
