/** The conversation so far. What comes from outside is text, never markup. */

import { Fragment } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Choice } from "../../src/helpdesk/message.ts";
import { type Locale, sayMoney, type Words } from "../language.ts";
import { hasLine, nameOf, type Waiting } from "../line/entry.ts";
import { SaleCardView } from "../pay/sale-card.tsx";
import { TEXTS as PAY_TEXTS } from "../pay/texts.ts";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";
import { scrollable } from "../scrollable.ts";
import { TakeBack } from "../take-back.tsx";
import { TEXTS } from "../texts.ts";
import { FileView } from "./file.tsx";
import { keepNewestInSight } from "./in-sight.ts";
import { type Item, isAnswer, openQuestion, type SaleView, standingOf } from "./talk.ts";

type Props = {
	readonly phone: Phone;
	readonly acts: Acts;
	readonly onChoice: (of: number, choice: Choice) => void;
	readonly onShow: (saleId: string) => void;
};

/** More would make an old phone slow; the rest is in the books. */
const SHOWN_LIMIT = 200;

export function Transcript({ phone, acts, onChoice, onShow }: Props) {
	const { talk, waiting, locale } = phone;
	const room = useRef<HTMLElement | null>(null);
	const question = openQuestion(talk);
	const said = waiting.filter(({ deed, isSeen }) => !isSeen && hasLine(deed));
	const isAnswered = said.some(
		({ deed }) => deed.kind === "choice" && question !== null && isAnswer(deed, question.seq),
	);
	const count = talk.seq + said.length;
	useEffect(() => {
		return count === 0 || room.current === null ? undefined : keepNewestInSight(room.current);
	}, [count]);
	return (
		<section
			class="transcript"
			ref={(element) => {
				room.current = element;
				scrollable(element);
			}}
			aria-label={TEXTS.talkSoFar[locale]}
		>
			<div role="log" aria-live="polite">
				{talk.items.slice(-SHOWN_LIMIT).map((item) => (
					<Fragment key={item.seq}>
						<Line item={item} phone={phone} acts={acts} onShow={onShow} />
					</Fragment>
				))}
				{said.map((entry) => (
					<WaitingLine key={entry.key} entry={entry} phone={phone} acts={acts} />
				))}
			</div>
			{question === null || isAnswered ? null : <Choices {...question} onChoice={onChoice} />}
		</section>
	);
}

/** It decides whether somebody pays twice, so it stands out. */
const isUrgent = ({ id }: Choice): boolean => /^(?:unusual|tapped|looked):/.test(id);
/** The way out of a question is not its answer. */
const isAside = ({ id }: Choice): boolean => ["back", "change", "person", "menu", "continue", "sales"].includes(id);

type ChoicesProps = Pick<Props, "onChoice"> & { readonly seq: number; readonly choices: readonly Choice[] };

function Choices({ seq, choices, onChoice }: ChoicesProps) {
	return (
		<div class={choices.some(isUrgent) ? "choices choices-urgent" : "choices"}>
			{choices.map((choice) => (
				<button
					key={choice.id}
					type="button"
					class={isAside(choice) ? "choice choice-aside" : "choice"}
					onClick={() => onChoice(seq, choice)}
				>
					{choice.label}
				</button>
			))}
		</div>
	);
}

type LineProps = Pick<Props, "phone" | "acts" | "onShow"> & { readonly item: Item };

function Line({ item, phone, acts, onShow }: LineProps) {
	const { talk, locale } = phone;
	if (item.from === "me" && item.said.kind === "file") {
		return (
			<div class="bubble bubble-me bubble-file">
				<FileView file={item.said.file} acts={acts} locale={locale} />
			</div>
		);
	}
	if (item.from === "me") {
		const text = wordsOf(item, phone);
		return text === null ? null : <p class="bubble bubble-me">{text}</p>;
	}
	const sale = talk.sales.find((view) => view.card.saleId === item.saleId && view.seq === item.seq);
	if (sale !== undefined) return <BotSale text={item.text} sale={sale} locale={locale} onShow={onShow} />;
	if (item.file === null) return <p class="bubble bubble-bot">{item.text}</p>;
	return (
		<div class="bubble bubble-bot bubble-file">
			<p>{item.text}</p>
			<FileView file={item.file} acts={acts} locale={locale} />
		</div>
	);
}

type BotSaleProps = {
	readonly text: string;
	readonly sale: SaleView;
	readonly locale: Locale;
	readonly onShow: (saleId: string) => void;
};

function BotSale({ text, sale, locale, onShow }: BotSaleProps) {
	return (
		<div class="bubble bubble-bot bubble-sale">
			<SaleCardView sale={sale} locale={locale} onShow={() => onShow(sale.card.saleId)} />
			{standingOf(sale.card) === "shown" ? null : <p>{text}</p>}
		</div>
	);
}

type WaitingLineProps = Pick<Props, "phone" | "acts"> & { readonly entry: Waiting };

function WaitingLine({ entry, phone, acts }: WaitingLineProps) {
	const { deed, isSent } = entry;
	const text = deed.kind === "text" ? deed.text : nameOf(deed);
	return (
		<p class="bubble bubble-me bubble-waiting">
			{text} <small>{TEXTS[isSent ? "sent" : "waiting"][phone.locale]}</small>
			<TakeBack entry={entry} phone={phone} acts={acts} />
		</p>
	);
}

/** What the reader did, in words; null for what needs none. */
function wordsOf({ said, label }: Item & { from: "me" }, { locale, place }: Phone): string | null {
	if (said.kind === "message") return said.text;
	if (said.kind !== "choice") return null;
	if (label !== null) return label;
	const minor = /^pay:(\d{1,12})$/.exec(said.choice)?.[1];
	if (minor !== undefined && place !== null) {
		return `${TEXTS.payShort[locale]} · ${sayMoney({ minor: Number(minor), currency: place.store.currency }, locale)}`;
	}
	return WORDS.get(said.choice.split(":")[0] ?? "")?.[locale] ?? said.choice;
}

const WORDS = new Map<string, Words>([
	["pay", TEXTS.pay],
	["down", TEXTS.down],
	["restored", TEXTS.restored],
	["claimed", PAY_TEXTS.theyPaid],
	["cancel", PAY_TEXTS.cancel],
	["rail", PAY_TEXTS.otherWays],
	["back", TEXTS.back],
]);
