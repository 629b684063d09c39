/** The conversation, and below it what always works. */

import { useState } from "preact/hooks";
import type { Choice } from "../../src/helpdesk/message.ts";
import { textDeed } from "../line/entry.ts";
import { OpenSales } from "../pay/open-sales.tsx";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";
import { TEXTS } from "../texts.ts";
import { Composer, MainActs } from "./dock.tsx";
import { FileButton } from "./file.tsx";
import { isWaiting, openQuestion } from "./talk.ts";
import { Transcript } from "./transcript.tsx";

type Props = {
	readonly phone: Phone;
	readonly acts: Acts;
	readonly press: (choice: string, label: string, of?: number) => void;
	readonly onPay: () => void;
	readonly onShow: (saleId: string) => void;
	readonly onGo: (room: "sales" | "books") => void;
};

export function Chat({ phone, acts, press, onPay, onShow, onGo }: Props) {
	const { locale, talk, waiting } = phone;
	const [isTyping, setTyping] = useState(false);
	// Choosing a language says nothing yet: the big buttons stay.
	const hasSpoken = talk.items.some((item) => item.from === "me" && item.said.kind !== "language");
	const isFirst = !hasSpoken && waiting.every(({ deed }) => deed.kind === "language");
	// What the page has a place of its own for needs no word to the bot.
	const own = new Map([
		["pay", onPay],
		["sales", () => onGo("sales")],
		["review", () => onGo("books")],
	]);
	const onChoice = (of: number, { id, label }: Choice) => (own.get(id) ?? (() => press(id, label, of)))();
	const mainActs = (
		<MainActs
			locale={locale}
			isFirst={isFirst}
			onPay={onPay}
			onDown={() => press("down", TEXTS.down[locale])}
			onRestored={() => press("restored", TEXTS.restored[locale])}
		/>
	);
	return (
		<div class={isTyping ? "chat is-typing" : "chat"}>
			<OpenSales sales={talk.sales.filter(isWaiting)} locale={locale} onShow={onShow} />
			{isFirst ? mainActs : null}
			<Transcript phone={phone} acts={acts} onChoice={onChoice} onShow={onShow} />
			<div class="dock">
				{isFirst ? null : mainActs}
				<Composer
					locale={locale}
					attach={talk.isWithDesk ? <FileButton acts={acts} locale={locale} /> : null}
					askedSeq={openQuestion(talk)?.seq ?? 0}
					onText={(text) => acts.send(textDeed(text))}
					onTyping={setTyping}
				/>
			</div>
		</div>
	);
}
