/** The outage's sales and where each stands. A manager says of a claimed one that its money is there. */

import { useState } from "preact/hooks";
import { Icon, type IconName } from "../icon.tsx";
import { sayMoney, sayTime } from "../language.ts";
import type { SaleLine, Sales } from "../line/wire.ts";
import { TEXTS as PAY_TEXTS } from "../pay/texts.ts";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";
import { type Claimed, MoneyIsThere } from "./money-is-there.tsx";
import { STATES, TEXTS } from "./texts.ts";
import { useLook } from "./use-look.ts";

type Props = {
	readonly phone: Phone;
	readonly acts: Acts;
	/** Opens the sheet of a sale of this conversation. */
	readonly onShow: (saleId: string) => void;
	/** Runs it once somebody here may decide. */
	readonly withPerson: (then: () => void) => void;
};

export function SalesList(props: Props) {
	const { phone, acts, withPerson } = props;
	const { locale } = phone;
	const sales = useLook<Sales>("sales", phone, acts);
	const [asked, setAsked] = useState<Claimed | null>(null);
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
					<Line key={`${line.ref} ${line.atMs}`} line={line} {...props} onConfirm={setAsked} />
				))}
			</ul>
			{sales.count > sales.lines.length ? <p class="hint">{TEXTS.earlier[locale]}</p> : null}
			{asked === null ? null : (
				<MoneyIsThere
					sale={asked}
					locale={locale}
					onNo={() => setAsked(null)}
					onYes={(deed) => {
						setAsked(null);
						withPerson(() => acts.send(deed));
					}}
				/>
			)}
		</section>
	);
}

function paidSum({ paid, lines }: Sales, { locale }: Phone): string {
	if (paid.length > 0) return paid.map((money) => sayMoney(money, locale)).join(", ");
	const isPractice = lines.some((line) => line.isPractice && (line.state === "paid" || line.state === "overpaid"));
	return TEXTS[isPractice ? "practiceOnly" : "paidNothing"][locale];
}

const SIGNS: ReadonlyMap<string, IconName> = new Map([
	["open", "clock"],
	["claimed", "ask"],
	["part-paid", "ask"],
	["paid", "check"],
	["overpaid", "warn"],
]);

function Line({
	line,
	phone,
	onShow,
	onConfirm,
}: Props & { readonly line: SaleLine; readonly onConfirm: (claimed: Claimed) => void }) {
	const { locale, place, talk } = phone;
	const own = talk.sales.find(({ card }) => card.ref === line.ref);
	const { code } = line;
	const isOpen = line.state === "open" || line.state === "claimed";
	return (
		<li class={`line-item state-${line.state}`}>
			<p class="line-head">
				<b>{sayMoney(line.money, locale)}</b>
				<span class="reference">{line.ref}</span>
			</p>
			<p class="line-state">
				<Icon name={SIGNS.get(line.state) ?? "over"} />
				{STATES.get(line.state)?.[locale] ?? line.state}
			</p>
			<p class="line-facts">
				{sayTime(line.atMs, locale, place?.store.timeZone ?? "UTC")}
				{line.rail === null || line.rail === "" ? null : ` · ${line.rail}`}
				{line.isPractice ? ` · ${PAY_TEXTS.practiceShort[locale]}` : null}
			</p>
			{isOpen && own !== undefined ? (
				<button type="button" class="button" onClick={() => onShow(own.card.saleId)}>
					{PAY_TEXTS.show[locale]}
				</button>
			) : null}
			{line.state === "claimed" && !line.isPractice && code !== null ? (
				<button type="button" class="button" onClick={() => onConfirm({ ref: line.ref, money: line.money, code })}>
					<Icon name="check" />
					{PAY_TEXTS.moneyThere[locale]}
				</button>
			) : null}
		</li>
	);
}
