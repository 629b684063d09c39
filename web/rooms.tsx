/** Chat, sales and books; on a wide screen the chat stays and the other two share the place beside it. */

import { useEffect, useState } from "preact/hooks";
import { DropZone, Uploads } from "./books/batch-file.tsx";
import { BooksRoom } from "./books/books-room.tsx";
import { type Claimed, MoneyIsThere } from "./books/money-is-there.tsx";
import { PinDialog } from "./books/pin-dialog.tsx";
import { SalesList } from "./books/sales-list.tsx";
import { AmountPad } from "./chat/amount-pad.tsx";
import { Chat } from "./chat/chat.tsx";
import { isWaiting } from "./chat/talk.ts";
import { Icon, type IconName } from "./icon.tsx";
import { sayMoney } from "./language.ts";
import type { Place } from "./line/wire.ts";
import { Notices } from "./notices.tsx";
import { SaleSheet } from "./pay/sale-sheet.tsx";
import type { Acts } from "./phone.ts";
import { isNews, type Phone } from "./phone-state.ts";
import { scrollable } from "./scrollable.ts";
import { TEXTS } from "./texts.ts";

const ROOMS = ["chat", "sales", "books"] as const;
type Room = (typeof ROOMS)[number];
const ROOM_ICONS: Readonly<Record<Room, IconName>> = { chat: "chat", sales: "list", books: "books" };
const WIDE = "(min-width: 900px)";

type Props = { readonly phone: Phone; readonly acts: Acts; readonly place: Place };

export function Rooms({ phone, acts, place }: Props) {
	const { locale, talk } = phone;
	const [room, setRoom] = useState<Room>("chat");
	const [isPadOpen, setPadOpen] = useState(false);
	const [shown, setShown] = useState<string | null>(null);
	const [asking, setAsking] = useState<{ readonly then: () => void } | null>(null);
	const [confirming, setConfirming] = useState<Claimed | null>(null);
	const isWide = useWide();
	useNewSale(phone, isPadOpen || shown !== null || asking !== null, setShown);

	const open = isWide && room === "chat" ? "sales" : room;
	const press = (choice: string, label: string, of = Math.max(talk.seq, 1)) =>
		acts.send({ kind: "choice", of, choice, label });
	const withPerson = (then: () => void) => {
		if (acts.rights.token() === null) setAsking({ then });
		else then();
	};
	const onAmount = (minor: number) => {
		setPadOpen(false);
		setRoom("chat");
		const money = sayMoney({ minor, currency: place.store.currency }, locale);
		press(`pay:${minor}`, `${TEXTS.payShort[locale]} · ${money}`);
	};
	const doors = <RoomDoors open={open} isWide={isWide} phone={phone} onGo={setRoom} />;
	const sale = talk.sales.find(({ card }) => card.saleId === shown);
	return (
		<>
			{isWide ? null : doors}
			<Notices phone={phone} acts={acts} />
			<Uploads phone={phone} />
			<main class={`in-${room}`}>
				<Chat phone={phone} press={press} acts={acts} onPay={() => setPadOpen(true)} onShow={setShown} onGo={setRoom} />
				<div class="side">
					{isWide ? doors : null}
					<section class="room-inside" ref={scrollable} aria-label={TEXTS[open][locale]}>
						{open === "sales" ? (
							<SalesList phone={phone} acts={acts} onShow={setShown} withPerson={withPerson} />
						) : null}
						{open === "books" ? <BooksRoom phone={phone} acts={acts} withPerson={withPerson} /> : null}
					</section>
				</div>
			</main>
			<DropZone acts={acts} locale={locale} />
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
					staleText={phone.line === "broken" ? TEXTS.noLine[locale] : null}
					onChoice={(choice, label) => press(choice, label, sale.seq)}
					onConfirm={() => setConfirming({ ref: sale.card.ref, money: sale.card.money, code: sale.card.code })}
					onNext={() => {
						setShown(null);
						setPadOpen(true);
					}}
					onClose={() => setShown(null)}
				/>
			)}
			{confirming === null ? null : (
				<MoneyIsThere
					sale={confirming}
					locale={locale}
					onNo={() => setConfirming(null)}
					onYes={(deed) => {
						setConfirming(null);
						withPerson(() => acts.send(deed));
					}}
				/>
			)}
			{asking === null ? null : (
				<PinDialog
					locale={locale}
					rights={acts.rights}
					onOpen={() => {
						setAsking(null);
						asking.then();
					}}
					onClose={() => setAsking(null)}
				/>
			)}
		</>
	);
}

type DoorsProps = {
	readonly open: Room;
	readonly isWide: boolean;
	readonly phone: Phone;
	readonly onGo: (room: Room) => void;
};

function RoomDoors({ open, isWide, phone: { locale }, onGo }: DoorsProps) {
	const rooms = isWide ? ROOMS.filter((name) => name !== "chat") : ROOMS;
	return (
		<nav class="rooms" aria-label="Standin">
			{rooms.map((name) => (
				<button
					key={name}
					type="button"
					class="room"
					aria-current={name === open ? "page" : undefined}
					onClick={() => onGo(name)}
				>
					<Icon name={ROOM_ICONS[name]} />
					{TEXTS[name][locale]}
				</button>
			))}
		</nav>
	);
}

function useWide(): boolean {
	const [isWide, setWide] = useState(() => matchMedia(WIDE).matches);
	useEffect(() => {
		const query = matchMedia(WIDE);
		const look = () => setWide(query.matches);
		query.addEventListener("change", look);
		return () => query.removeEventListener("change", look);
	}, []);
	return isWide;
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
