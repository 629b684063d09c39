/** CORE. What the books say of stored payments: how many waited at the most, what the maker allows, what was declined later. */

import { type Exposure, exposureOf, judge, NO_EXPOSURE, type StoredReport } from "../fallback/exposure.ts";
import { type Money, showMoney } from "../fallback/money.ts";
import type { Shop } from "../fallback/shop.ts";
import { storingFacts, type Vendor } from "../playbooks/vendor.ts";
import { NO_LIMITS } from "../playbooks/vendor-limits.ts";
import type { Locale, Text } from "../text.ts";
import { sumsOf } from "./texts-storing.ts";

export type StoredLine = {
	/** The terminal's own number; null where nobody said which one it was. */
	readonly tid: string | null;
	/** The most that waited at one time. */
	readonly most: Exposure;
	readonly now: Exposure;
	readonly windowHours: number | null;
	/** Whole hours left to send what waits now; null when nothing does, or nobody knows. */
	readonly hoursLeft: number | null;
	readonly capTotal: Money | null;
};

/** A line for each terminal that had something stored since a moment. */
export function storedLines(
	shop: Pick<Shop, "terminals">,
	vendors: readonly Vendor[],
	reports: readonly StoredReport[],
	sinceMs: number,
	nowMs: number,
): readonly StoredLine[] {
	const ids = [...new Set(reports.map(({ terminalId }) => terminalId))].sort();
	return ids.flatMap((id) => {
		const own = reports.filter(({ terminalId }) => terminalId === id);
		const now = exposureOf(own);
		const most = mostOf(own, sinceMs);
		if (most.count === 0) return [];
		const terminal = shop.terminals.find((one) => one.id === id) ?? null;
		const caps = storingFacts({ vendors, terminal })?.limits ?? NO_LIMITS;
		return [
			{
				tid: terminal?.tid ?? null,
				most,
				now,
				windowHours: caps.windowHours?.value ?? null,
				hoursLeft: now.count === 0 ? null : judge(now, caps, nowMs).hoursLeft,
				capTotal: caps.capTotal?.value ?? null,
			},
		];
	});
}

/** What was said before the moment counts as it stood then. */
function mostOf(reports: readonly StoredReport[], sinceMs: number): Exposure {
	const before = reports.filter(({ saidAtMs }) => saidAtMs < sinceMs).length;
	let most = NO_EXPOSURE;
	for (let upTo = before; upTo <= reports.length; upTo++) {
		const held = exposureOf(reports.slice(0, upTo));
		if (held.count > most.count) most = held;
	}
	return most;
}

/** One sentence for the books. */
export function storedSentence(line: StoredLine): Text {
	const inLanguage = (locale: Locale) => {
		const { tid, most, now, windowHours, hoursLeft, capTotal } = line;
		const cap = capTotal === null ? null : showMoney(capTotal, locale);
		const words = WORDS[locale];
		return [
			words.stored(tid === null ? "" : ` ${tid}`, most.count, sumsOf(most, locale)),
			now.count === 0 ? words.noneNow : words.now(now.count, sumsOf(now, locale), hoursLeft),
			windowHours === null && cap === null ? words.unknown : words.allows(windowHours, cap),
		].join(" ");
	};
	return { en: inLanguage("en"), zh: inLanguage("zh"), es: inLanguage("es") };
}

/** What was declined when it was sent, and not paid otherwise since. */
export function declinedSentence(count: number, sums: readonly Money[]): Text {
	const sum = (locale: Locale) => sums.map((money) => showMoney(money, locale)).join(" + ");
	return {
		en: `Declined afterwards: ${count}, ${sum("en")}.`,
		zh: `之后被拒：${count} 笔，${sum("zh")}。`,
		es: `Rechazados después: ${count}, ${sum("es")}.`,
	};
}

type Words = {
	readonly stored: (terminal: string, count: number, sum: string) => string;
	readonly noneNow: string;
	readonly now: (count: number, sum: string, hoursLeft: number | null) => string;
	readonly allows: (hours: number | null, cap: string | null) => string;
	readonly unknown: string;
};

const WORDS: Readonly<Record<Locale, Words>> = {
	en: {
		stored: (terminal, count, sum) => `Stored on the terminal${terminal}: at most ${count}, ${sum}.`,
		noneNow: "None of them is stored now.",
		now: (count, sum, left) => `Still stored: ${count}, ${sum}${left === null ? "" : `, ${left} h left`}.`,
		allows: (hours, cap) =>
			`The maker allows ${[hours === null ? null : `${hours} h`, cap].filter((part) => part !== null).join(" and ")}.`,
		unknown: "What the maker allows is not known here.",
	},
	zh: {
		stored: (terminal, count, sum) => `刷卡机${terminal} 离线存储：最多 ${count} 笔，${sum}。`,
		noneNow: "现在已无存储。",
		now: (count, sum, left) => `仍存储：${count} 笔，${sum}${left === null ? "" : `，还剩 ${left} 小时`}。`,
		allows: (hours, cap) =>
			`厂商允许 ${[hours === null ? null : `${hours} 小时`, cap].filter((part) => part !== null).join("、")}。`,
		unknown: "厂商允许多少，这里不清楚。",
	},
	es: {
		stored: (terminal, count, sum) => `Guardado en la terminal${terminal}: como máximo ${count}, ${sum}.`,
		noneNow: "Ahora no queda ninguno guardado.",
		now: (count, sum, left) => `Aún guardado: ${count}, ${sum}${left === null ? "" : `, quedan ${left} h`}.`,
		allows: (hours, cap) =>
			`El fabricante permite ${[hours === null ? null : `${hours} h`, cap].filter((part) => part !== null).join(" y ")}.`,
		unknown: "Lo que permite el fabricante no se sabe aquí.",
	},
};
