/** The outage's sales and where each stands. A manager says of a claimed one that its money is there. */

import { useState } from "preact/hooks";
import { Dialog } from "../dialog.tsx";
import { Icon, type IconName } from "../icon.tsx";
import { sayMoney, sayTime } from "../language.ts";
import type { SaleLine, Sales } from "../line/wire.ts";
import { TEXTS as PAY_TEXTS } from "../pay/texts.ts";
import type { Acts } from "../phone.ts";
import type { Phone } from "../phone-state.ts";
import { STATES, TEXTS } from "./texts.ts";
import { useLook } from "./use-look.ts";

type Props = {
	readonly phone: Phone;
	readonly acts: Acts;
	readonly isVisible: boolean;
	/** Opens the sheet of a sale of this conversation. */
	readonly onShow: (saleId: string) => void;
	/** Runs it once somebody here may decide. */
	readonly withPerson: (then: () => void) => void;
};

export function SalesList(props: Props) {
	const { phone, acts, isVisible, withPerson } = props;
	const { locale } = phone;
	const sales = useLook<Sales>("sales", isVisible, phone, acts);
	const [asked, setAsked] = useState<SaleLine | null>(null);
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
					<Line key={`${line.ref} ${line.atMs}`} line={line} {...props} onConfirm={() => setAsked(line)} />
				))}
			</ul>
			{sales.count > sales.lines.length ? <p class="hint">{TEXTS.earlier[locale]}</p> : null}
			{asked === null ? null : (
				<MoneyIsThere
					line={asked}
					phone={phone}
					onNo={() => setAsked(null)}
					onYes={(code) => {
						setAsked(null);
						const label = `${TEXTS.moneyThere[locale]} · ${asked.ref}`;
						withPerson(() => acts.send({ kind: "confirm", code, label }));
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

function Line({ line, phone, onShow, onConfirm }: Props & { readonly line: SaleLine; readonly onConfirm: () => void }) {
	const { locale, place, talk } = phone;
	const own = talk.sales.find(({ card }) => card.ref === line.ref);
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
				{line.isPractice ? ` · ${PAY_TEXTS.practice[locale]}` : null}
			</p>
			{isOpen && own !== undefined ? (
				<button type="button" class="button" onClick={() => onShow(own.card.saleId)}>
					{PAY_TEXTS.show[locale]}
				</button>
			) : null}
			{line.state === "claimed" && !line.isPractice && line.code !== null ? (
				<button type="button" class="button" onClick={onConfirm}>
					<Icon name="check" />
					{TEXTS.moneyThere[locale]}
				</button>
			) : null}
		</li>
	);
}

type SureProps = {
	readonly line: SaleLine;
	readonly phone: Phone;
	readonly onYes: (code: string) => void;
	readonly onNo: () => void;
};

function MoneyIsThere({ line, phone: { locale }, onYes, onNo }: SureProps) {
	const { code } = line;
	return (
		<Dialog kind="sheet" label={TEXTS.moneyThere[locale]} onClose={onNo}>
			<div class="ask">
				<h2>{TEXTS.moneyThere[locale]}</h2>
				<p class="sale-amount">{sayMoney(line.money, locale)}</p>
				<p>
					{PAY_TEXTS.reference[locale]} <b class="reference">{line.ref}</b>
				</p>
				<p>{TEXTS.moneyThereSure[locale]}</p>
				<button type="button" class="big" disabled={code === null} onClick={() => code !== null && onYes(code)}>
					{TEXTS.yesThere[locale]}
				</button>
				<button type="button" class="button" onClick={onNo}>
					{TEXTS.notYet[locale]}
				</button>
			</div>
		</Dialog>
	);
}
