/** CORE. What a conversation shows of its sales: the QR, and what became of it. */

import { PROVIDERS } from "../fallback/provider.ts";
import { payPageUrl, railCaption, railTitle } from "../fallback/rail.ts";
import type { SaleNotice } from "../fallback/sale.ts";
import { extraSatang } from "../fallback/satang-texts.ts";
import { STATIC } from "../fallback/static-qr.ts";
import type { Text } from "../text.ts";
import { NOWHERE, type OpenSale } from "./conversation-state.ts";
import { decidesHere } from "./deciding.ts";
import { type Draft, type Option, say } from "./draft.ts";
import { proofOption } from "./proving.ts";
import { becameOf, caption, headed, type Notice, saleCard } from "./sale-words.ts";
import { goOn, mailSale, PERSON } from "./selling.ts";
import * as texts from "./texts.ts";
import * as closing from "./texts-closing.ts";
import * as deciding from "./texts-deciding.ts";
import * as proving from "./texts-proving.ts";
import * as selling from "./texts-selling.ts";

const OPEN_SALES_LIMIT = 200;
/** So that all choices of a QR have one digit: “10” is an amount. */
const OTHER_RAILS_LIMIT = 6;

/** What a sale tells of itself: its QR when there is a new one, else what became of the one that is shown. */
export function hearSale(draft: Draft, notice: SaleNotice): void {
	if (notice.kind === "sale-refused") {
		say(draft, [notice.because], [{ id: "pay", label: texts.PAY }, PERSON, ...goOn(draft)]);
		return;
	}
	const known = draft.state.sales.find((sale) => sale.saleId === notice.saleId);
	if (notice.guess === "wrong") {
		sayWrongProof(draft, notice);
		return;
	}
	const isSame = known?.attempt === notice.payment.attempt;
	const isSeen = known !== undefined && known.seq !== NOWHERE;
	if (notice.payment.state === "created") {
		if (isSame && isSeen) return; // told twice
		// The card of the sale goes on in the reply that shows the new QR.
		if (isSeen) say(draft, [headed(notice, selling.REPLACED)], [], { replaces: known.seq });
		showQr(draft, notice);
	} else if (isSame) {
		update(draft, notice, known);
	} else if (notice.payment.state === "paid") {
		update(draft, notice, known ?? null); // late, on a rail that was given up: money is money
	}
}

function showQr(draft: Draft, notice: Notice): void {
	const { saleId, payment, ref } = notice;
	const url = payPageUrl(draft.context.publicUrl, payment.code);
	const seq = say(
		draft,
		[
			...practice(notice),
			...noted(notice),
			selling.show(notice.money, ref),
			...extraSatang(notice.money, payment.raisedMinor),
			...toType(draft, notice),
			...(payment.payload === "" ? [selling.CODE_SOON] : []),
			...proven(notice),
		],
		[...ofSale(draft, notice), ...goOn(draft)],
		{ ...qrOf(draft, notice), link: url, sale: saleCard(draft, notice) },
	);
	const waiting = notice.proof === undefined ? {} : { proof: "waiting" as const };
	const codeless = payment.payload === "" ? { isCodeless: true as const } : {};
	const sale: OpenSale = { saleId, ref, code: payment.code, attempt: payment.attempt, seq, ...waiting, ...codeless };
	const earlier = draft.state.sales.filter((open) => open.saleId !== saleId);
	draft.state = { ...draft.state, sales: [...earlier, sale].slice(-OPEN_SALES_LIMIT) };
	mailSale(draft, saleId, { kind: "shown", code: payment.code });
}

/** What the customer types or checks where the code is the shop's own, which may say neither amount nor reference. */
function toType({ context: { shop } }: Draft, { payment, money, ref }: Notice): readonly Text[] {
	const rail = shop.rails.find(({ id }) => id === payment.railId);
	return rail?.scheme === STATIC ? railCaption(rail, money, ref, payment.payload) : [];
}

/** None while the provider is being asked for its code. */
const qrOf = (draft: Draft, notice: Notice) =>
	notice.payment.payload === "" ? {} : { qr: { payload: notice.payment.payload, caption: caption(draft, notice) } };

const proven = ({ proof }: Notice) => (proof === undefined ? [] : [proving.proof(proof)]);

/** What may be done with a sale that waits for its customer. */
const ofSale = (draft: Draft, notice: Notice): readonly Option[] => [
	...(notice.payment.isAtBank === true ? [] : [{ id: `claimed:${notice.saleId}`, label: selling.THEY_PAID }]),
	...(canProve(draft, notice) ? [proofOption(notice.saleId)] : []),
	...(canConfirm(draft, notice) ? [{ id: `confirm:${notice.payment.code}`, label: deciding.CONFIRM }] : []),
	...otherRails(draft, notice),
	{ id: `cancel:${notice.saleId}`, label: selling.CANCEL_SALE },
];

/** A bank QR that somebody says is paid becomes paid by a person who has seen the money. */
const canConfirm = ({ state: { platform } }: Draft, { payment, isPractice }: Notice): boolean =>
	decidesHere(platform) && payment.state === "claimed" && !isPractice && !PROVIDERS.has(payment.scheme);

/** While the money is on its way, what the customer's page shows can be compared, once. */
const canProve = ({ state: { sales } }: Draft, { saleId, payment }: Notice): boolean =>
	payment.state === "claimed" && sales.some((sale) => sale.saleId === saleId && sale.proof === "waiting");

/** Whatever was wrong with them: digits that do not fit, a second guess, a payment that has none. */
function sayWrongProof(draft: Draft, notice: Notice): void {
	useProof(draft, notice);
	say(draft, [headed(notice, proving.WRONG_PROOF)]);
}

function useProof(draft: Draft, { saleId }: Notice): void {
	const sales = draft.state.sales.map((sale) =>
		sale.saleId === saleId && sale.proof === "waiting" ? { ...sale, proof: "used" as const } : sale,
	);
	draft.state = { ...draft.state, sales };
}

const noted = ({ note }: Notice): readonly Text[] =>
	note === null || note === undefined ? [] : [{ en: note, zh: note, es: note }];

const otherRails = ({ context: { shop } }: Draft, { saleId, payment }: Notice): readonly Option[] =>
	shop.rails
		.filter(({ id }) => id !== payment.railId)
		.slice(0, OTHER_RAILS_LIMIT)
		.map((rail) => ({ id: `rail:${saleId}:${rail.id}`, label: selling.instead(railTitle(rail)) }));

const practice = ({ isPractice }: Notice): readonly Text[] => (isPractice ? [selling.PRACTICE_MARK] : []);

function update(draft: Draft, notice: Notice, sale: OpenSale | null): void {
	const { payment, saleId } = notice;
	const isWaiting = payment.state === "shown" || payment.state === "claimed";
	const isProven = payment.proof === "right";
	if (isProven || payment.state === "paid") useProof(draft, notice);
	// What the bank has to confirm is not paid a second time.
	const stillShown =
		isWaiting && payment.isAtBank !== true
			? {
					...qrOf(draft, notice),
					link: payPageUrl(draft.context.publicUrl, payment.code),
				}
			: {};
	// The rail has failed and not the sale: another one is a button away.
	const isFailed = payment.state === "failed" && notice.state === "open";
	const options = isWaiting ? ofSale(draft, notice) : isFailed ? otherRails(draft, notice) : [];
	// A shell cannot edit: there a code that comes later stands in a reply of its own.
	const isLate = sale?.isCodeless === true && isWaiting && payment.payload !== "" && draft.state.platform === "console";
	const isSeen = sale !== null && sale.seq !== NOWHERE && !isLate;
	const seq = say(
		draft,
		[headed(notice, becameOf(draft, notice)), ...(isProven ? [proving.RIGHT_PROOF] : []), ...noted(notice)],
		options,
		{
			...stillShown,
			isAside: isWaiting,
			...(isSeen ? { replaces: sale.seq } : {}),
			sale: saleCard(draft, notice),
		},
	);
	const sales = draft.state.sales.map((open) => (open.saleId === saleId && !isSeen ? moved(open, seq) : open));
	draft.state = { ...draft.state, sales };
	if (isSeen) tellTwice(draft, notice, sale);
	if (isSeen && !isWaiting && payment.isAtBank === true && notice.state !== "overpaid")
		tellLate(draft, notice, options);
	// A paid sale stays known: paid a second time on another rail, it must say so.
	if (isWaiting || isFailed || payment.state === "paid") return;
	draft.state = { ...draft.state, sales: draft.state.sales.filter((open) => open.saleId !== saleId) };
}

const moved = ({ isCodeless: _, ...open }: OpenSale, seq: number): OpenSale => ({ ...open, seq });

/** A card that is edited in silence does not say loud enough that a customer is owed money: a line of its own does, once. */
function tellTwice(draft: Draft, notice: Notice, { saleId, timesPaid = 1 }: OpenSale): void {
	const times = notice.paidOn?.length ?? 1;
	if (times <= timesPaid) return;
	say(draft, [headed(notice, becameOf(draft, notice))], [{ id: "review", label: closing.REVIEW }], { isAside: true });
	const sales = draft.state.sales.map((open) => (open.saleId === saleId ? { ...open, timesPaid: times } : open));
	draft.state = { ...draft.state, sales };
}

/** What a bank says may come days later, when nobody looks at the card any more. */
function tellLate(draft: Draft, notice: Notice, options: readonly Option[]): void {
	say(draft, [headed(notice, becameOf(draft, notice)), ...noted(notice)], options, { isAside: true });
}
