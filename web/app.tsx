/** The whole page: what stands in the way, else the chat with sales and books beside it. */

import { useEffect, useState } from "preact/hooks";
import { Chat } from "./chat/chat.tsx";
import { Gateway } from "./gateway.tsx";
import { Header } from "./header.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { LANG_TAGS } from "./language.ts";
import { Notices } from "./notices.tsx";
import type { Acts } from "./phone.ts";
import type { Phone } from "./phone-state.ts";
import type { Store } from "./store.ts";
import { TEXTS } from "./texts.ts";

type Props = { readonly store: Store<Phone>; readonly acts: Acts | null };

export function App({ store, acts }: Props) {
	const [phone, setPhone] = useState(store.get());
	useEffect(() => store.listen(() => setPhone(store.get())), [store]);
	useEffect(() => {
		document.documentElement.lang = LANG_TAGS[phone.locale];
	}, [phone.locale]);
	const { place } = phone;
	useEffect(() => {
		document.title = place === null ? "Standin" : `${place.store.name} · Standin`;
	}, [place]);
	return (
		<div class="page">
			<Header phone={phone} acts={acts} />
			{acts === null || phone.gate !== "open" ? (
				<Gateway phone={phone} acts={acts} />
			) : (
				<Rooms phone={phone} acts={acts} />
			)}
		</div>
	);
}

const ROOMS = ["chat", "sales", "books"] as const;
type Room = (typeof ROOMS)[number];
const ROOM_ICONS: Readonly<Record<Room, IconName>> = { chat: "chat", sales: "list", books: "books" };

function Rooms({ phone, acts }: { readonly phone: Phone; readonly acts: Acts }) {
	const [room, setRoom] = useState<Room>("chat");
	const { locale } = phone;
	return (
		<>
			<nav class="rooms">
				{ROOMS.map((name) => (
					<button
						key={name}
						type="button"
						class={`room room-${name}`}
						aria-current={name === room ? "page" : undefined}
						onClick={() => setRoom(name)}
					>
						<Icon name={ROOM_ICONS[name]} />
						{TEXTS[name][locale]}
					</button>
				))}
			</nav>
			<Notices phone={phone} acts={acts} />
			<main class={`in-${room}`}>
				<Chat phone={phone} acts={acts} />
			</main>
		</>
	);
}
