/** Chat, sales and books; on a wide screen the chat stays and the other two share the place beside it. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { DropZone, Uploads } from "./books/batch-file.tsx";
import { BooksRoom } from "./books/books-room.tsx";
import { SalesList } from "./books/sales-list.tsx";
import { BotNews } from "./chat/bot-news.tsx";
import { Chat } from "./chat/chat.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { sayMoney } from "./language.ts";
import type { Place } from "./line/wire.ts";
import { Notices } from "./notices.tsx";
import type { Acts } from "./phone.ts";
import type { Phone } from "./phone-state.ts";
import { scrollable } from "./scrollable.ts";
import { askedAbout, NO_QUESTION, NO_SHEETS, type OpenSheets, Sheets, useNewSale } from "./sheets.tsx";
import { TEXTS } from "./texts.ts";

const ROOMS = ["chat", "sales", "books"] as const;
type Room = (typeof ROOMS)[number];
const ROOM_ICONS: Readonly<Record<Room, IconName>> = { chat: "chat", sales: "list", books: "books" };
const WIDE = "(min-width: 900px)";

type Props = { readonly phone: Phone; readonly acts: Acts; readonly place: Place };

export function Rooms({ phone, acts, place }: Props) {
	const { locale, talk } = phone;
	const [room, setRoom] = useState<Room>("chat");
	const [sheets, setSheets] = useState(NO_SHEETS);
	const isWide = useWide();
	const lay = useCallback((part: Partial<OpenSheets>) => setSheets((before) => ({ ...before, ...part })), []);
	const onAnswered = useCallback(() => lay(NO_QUESTION), [lay]);
	const show = (saleId: string) => lay({ saleId });
	useNewSale(phone, sheets, show);

	const open = isWide && room === "chat" ? "sales" : room;
	const press = (choice: string, label: string, of = Math.max(talk.seq, 1)) =>
		acts.send({ kind: "choice", of, choice, label });
	const withPerson = (then: () => void, code: string | null = null) => {
		if (acts.rights.token() === null) lay({ afterPin: { then, code } });
		else then();
	};
	const onAmount = (minor: number) => {
		lay({ isPadOpen: false });
		setRoom("chat");
		const money = sayMoney({ minor, currency: place.store.currency }, locale);
		press(`pay:${minor}`, `${TEXTS.payShort[locale]} · ${money}`);
	};
	const onPay = () => lay({ isPadOpen: true });
	const doors = <RoomDoors open={open} isWide={isWide} phone={phone} onGo={setRoom} />;
	const shared = { phone, acts, withPerson };
	return (
		<>
			{isWide ? null : doors}
			<Notices phone={phone} acts={acts} />
			<Uploads phone={phone} acts={acts} />
			{isWide || room === "chat" ? null : <BotNews phone={phone} />}
			<main class={`in-${room}`}>
				<Chat phone={phone} acts={acts} press={press} onPay={onPay} onShow={show} onGo={setRoom} />
				<div class="side">
					{isWide ? doors : null}
					<section class="room-inside" ref={scrollable} aria-label={TEXTS[open][locale]}>
						{open === "sales" ? (
							<SalesList
								phone={phone}
								acts={acts}
								onShow={show}
								onCancel={(saleId, label) => press(`cancel:${saleId}`, label)}
								onConfirm={(confirming) => lay({ confirming })}
								asked={askedAbout(sheets)}
								onAnswered={onAnswered}
							/>
						) : null}
						{open === "books" ? <BooksRoom {...shared} /> : null}
					</section>
				</div>
			</main>
			<DropZone acts={acts} locale={locale} />
			<Sheets {...shared} place={place} sheets={sheets} lay={lay} press={press} onAmount={onAmount} />
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
