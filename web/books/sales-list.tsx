/** The outage's sales of the whole store and where each stands; what is open can be shown, confirmed and cancelled. */

import { useEffect } from "preact/hooks";
import { SALE_STATES, standingOf } from "../../src/helpdesk/texts-closing.ts";
import { Icon, type IconName } from "../icon.tsx";
import { sayMoney, sayTime } from "../language.ts";
import { isAbout, nameOf } from "../line/entry.ts";
import type { SaleLine, Sales } from "../line/wire.ts";
import { CancelSale } from "../pay/cancel-sale.tsx";
import { TEXTS as PAY_TEXTS } from "../pay/texts.ts";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";
import { WaitingAct } from "../take-back.tsx";
import type { Claimed } from "./money-is-there.tsx";
import { TEXTS } from "./texts.ts";
import { useLook } from "./use-look.ts";

type Props = {
	readonly phone: Phone;
	readonly acts: Acts;
	/** Opens the sheet of a sale of this conversation. */
	readonly onShow: (saleId: string) => void;
	readonly onCancel: (saleId: string, label: string) => void;
	/** Asks whether the money of a claimed payment was seen. */
	readonly onConfirm: (claimed: Claimed) => void;
	/** The code of the payment that the manager is asked about just now. */
	readonly asked: string | null;
	/** It was answered elsewhere. */
	readonly onAnswered: () => void;
};

export function SalesList(props: Props) {
	const { phone, acts, asked, onAnswered } = props;
	const { locale } = phone;
	const sales = useLook<Sales>("sales", phone, acts);
	const isAnswered = sales?.lines.some(({ code, state }) => code !== null && code === asked && isPaid(state)) === true;
	useEffect(() => {
		if (isAnswered) onAnswered();
	}, [isAnswered, onAnswered]);
	if (sales === null) return <p class="hint">{TEXTS.loading[locale]}</p>;
	const newestFirst = [...sales.lines].reverse();
	return (
		<section class="panel" aria-labelledby="sales-title">
			<h2 id="sales-title">{TEXTS.salesOf[locale]}</h2>
			<p class="sum">
				{TEXTS.count[locale]}: <b>{sales.count}</b> · {TEXTS.paidSum[locale]}: <b>{paidSum(sales, phone)}</b>
			</p>
			{newestFirst.length === 0 ? <p class="hint">{TEXTS.noSales[locale]}</p> : null}
			<ul class="lines">
				{newestFirst.map((line) => (
					<Line key={line.saleId} line={line} {...props} />
				))}
			</ul>
			{sales.count > sales.lines.length ? <p class="hint">{TEXTS.earlier[locale]}</p> : null}
		</section>
	);
}

const isPaid = (state: string): boolean => state === "paid" || state === "overpaid";

/** Somebody said once that it was paid, and nobody knows yet: cancelled or not, the money may be there. */
const isClaimed = ({ state, wasClaimed }: SaleLine): boolean =>
	state === "claimed" || (state === "cancelled" && wasClaimed);

function paidSum({ paid, lines }: Sales, { locale }: Phone): string {
	if (paid.length > 0) return paid.map((money) => sayMoney(money, locale)).join(", ");
	const isPractice = lines.some((line) => line.isPractice && isPaid(line.state));
	return TEXTS[isPractice ? "practiceOnly" : "paidNothing"][locale];
}

const SIGNS: ReadonlyMap<string, IconName> = new Map([
	["open", "clock"],
	["claimed", "ask"],
	["part-paid", "ask"],
	["paid", "check"],
	["overpaid", "warn"],
]);

type LineProps = Props & { readonly line: SaleLine };

function Line(props: LineProps) {
	const { line, phone } = props;
	const { locale, place } = phone;
	return (
		<li class={`line-item state-${line.state}`}>
			<p class="line-head">
				<b>{sayMoney(line.money, locale)}</b>
				<span class="reference">{line.ref}</span>
			</p>
			<p class="line-state">
				<Icon name={SIGNS.get(line.state) ?? "over"} />
				{SALE_STATES.get(standingOf(line))?.[locale] ?? line.state}
			</p>
			<p class="line-facts">
				{sayTime(line.atMs, locale, place?.store.timeZone ?? "UTC")}
				{line.rail === null || line.rail === "" ? null : ` · ${line.rail}`}
				{line.note ? ` · ${line.note}` : null}
				{line.isPractice ? ` · ${PAY_TEXTS.practiceShort[locale]}` : null}
			</p>
			<LineActs {...props} />
		</li>
	);
}

function LineActs({ line, phone, acts, onShow, onCancel, onConfirm }: LineProps) {
	const { locale, talk } = phone;
	const { saleId, ref, money, code } = line;
	const isOwn = talk.sales.some(({ card }) => card.saleId === saleId);
	const pressed = phone.waiting.filter(({ deed, isSeen }) => !isSeen && isAbout(deed, line));
	const isOpen = line.state === "open" || line.state === "claimed";
	const isCancelling = pressed.some(({ deed }) => deed.kind === "choice" && deed.choice.startsWith("cancel:"));
	const isConfirming = pressed.some(({ deed }) => deed.kind === "confirm");
	return (
		<>
			{pressed.map((entry) => (
				<WaitingAct key={entry.key} entry={entry} phone={phone} acts={acts} label={nameOf(entry.deed)} />
			))}
			{isOpen && isOwn ? (
				<button type="button" class="button" onClick={() => onShow(saleId)}>
					{PAY_TEXTS.show[locale]}
				</button>
			) : null}
			{isOpen && !isOwn && !isCancelling && code !== null ? (
				// A page of its own: this one goes on listening.
				<a class="button" href={`/p/${code}`} target="_blank" rel="noopener">
					{TEXTS.openPage[locale]}
				</a>
			) : null}
			{isClaimed(line) && !line.isPractice && !isConfirming && code !== null ? (
				<button type="button" class="button" onClick={() => onConfirm({ ref, money, code })}>
					<Icon name="check" />
					{PAY_TEXTS.moneyThere[locale]}
				</button>
			) : null}
			{isOpen && !isCancelling ? (
				<CancelSale
					isClaimed={line.state === "claimed"}
					locale={locale}
					onCancel={(label) => onCancel(saleId, label)}
				/>
			) : null}
		</>
	);
}
