/** An agent's own page in Slack: what is open, the most urgent and oldest first, and who sells on fallback now. Pure. */

import type { types } from "@slack/bolt";
import type { Locale, Text } from "../../../text.ts";
import type { FoundEscalation, Overview } from "../../support.ts";
import { bounded, plain } from "../render.ts";
import { moment, sumsOf } from "./card.ts";
import { linkTo, messageName } from "./names.ts";
import { duration, SEVERITY_LABELS } from "./texts.ts";

// Slack takes 100 blocks: 60 + 30, two titles, two lines of what is left out, the hours, the time of day.
const ESCALATIONS_LIMIT = 60;
const STORES_LIMIT = 30;
const LINE_LIMIT_CHARACTERS = 600;
const TITLE_LIMIT_CHARACTERS = 150;

const OPEN: Text = { en: "Open requests", zh: "未关闭的请求", es: "Solicitudes abiertas" };
const NONE_OPEN: Text = { en: "Nothing is open.", zh: "没有未关闭的请求。", es: "No hay nada abierto." };
const SELLING: Text = { en: "Selling on fallback now", zh: "正在用备用方式收款", es: "Cobrando por respaldo ahora" };
const NONE_SELLING: Text = {
	en: "No store sells on fallback now.",
	zh: "目前没有门店在用备用方式收款。",
	es: "Ninguna tienda cobra por respaldo ahora.",
};
const NOBODY: Text = { en: "nobody has it", zh: "无人接手", es: "nadie la tiene" };
const OPEN_CARD: Text = { en: "Open the card", zh: "打开卡片", es: "Abrir la ficha" };
const NO_CARD: Text = { en: "it has no card in Slack", zh: "在 Slack 中没有卡片", es: "no tiene ficha en Slack" };
const SINCE: Text = { en: "since", zh: "开始于", es: "desde" };
const AS_OF: Text = {
	en: "As of the moment you opened this page:",
	zh: "打开此页时的情况：",
	es: "Tal como estaba al abrir esta página:",
};
const HOW_TO_USE: Text = {
	en: "Write to me under Messages when the card terminal is down, or type /outage where I am.",
	zh: "刷卡机用不了时，请在“消息”里给我写信，或在有我的地方输入 /outage。",
	es: "Escríbame en Mensajes cuando la terminal no funcione, o escriba /outage donde yo esté.",
};
const STATES = {
	open: { en: "open", zh: "待接手", es: "abierta" },
	claimed: { en: "claimed", zh: "处理中", es: "tomada" },
	resolved: {
		en: "resolved, the merchant is asked",
		zh: "已解决，等商户确认",
		es: "resuelta, se pregunta al comercio",
	},
	closed: { en: "closed", zh: "已关闭", es: "cerrada" },
} as const satisfies Record<string, Text>;
const paidSales = (count: number): Text => ({ en: `${count} paid`, zh: `已付 ${count} 笔`, es: `${count} pagadas` });
const leftOut = (count: number): Text => ({
	en: `… and ${count} more`,
	zh: `……另有 ${count} 项`,
	es: `… y ${count} más`,
});

/** For who is no agent: one sentence. */
export const homeOfOthers = (locale: Locale): types.HomeView => ({
	type: "home",
	blocks: [line(HOW_TO_USE[locale])],
});

export function homeOfAgents(overview: Overview, nowMs: number, locale: Locale): types.HomeView {
	const { escalations, selling, hours } = overview;
	return {
		type: "home",
		blocks: [
			title(OPEN[locale]),
			...listed(escalations, ESCALATIONS_LIMIT, NONE_OPEN, locale, (found) => escalationBlock(found, nowMs, locale)),
			title(SELLING[locale]),
			...listed(selling, STORES_LIMIT, NONE_SELLING, locale, (store) => storeBlock(store, nowMs, locale)),
			...(hours === null ? [] : [line(hours[locale])]),
			{ type: "context", elements: [{ type: "mrkdwn", text: `${AS_OF[locale]} ${moment(nowMs)}` }] },
		],
	};
}

function listed<T>(
	all: readonly T[],
	limit: number,
	none: Text,
	locale: Locale,
	draw: (one: T) => types.KnownBlock,
): readonly types.KnownBlock[] {
	if (all.length === 0) return [line(none[locale])];
	const more = all.length - limit;
	return [...all.slice(0, limit).map(draw), ...(more > 0 ? [line(leftOut(more)[locale])] : [])];
}

function escalationBlock({ escalation, card: name }: FoundEscalation, nowMs: number, locale: Locale): types.KnownBlock {
	const { id, severity, card, owner, openedAtMs, state } = escalation;
	const sinceMs = card?.sinceMs ?? openedAtMs;
	const where = card === null ? "" : `${card.store} (${card.merchant}) · `;
	const who = owner?.name ?? NOBODY[locale];
	const said = `${SEVERITY_LABELS[severity][locale]}\n${where}${id}\n${STATES[state][locale]} · ${who}\n${card?.reason ?? ""}`;
	const isLinked = name !== null && messageName.safeParse(name).success;
	const link = isLinked ? `<${linkTo(name)}|${OPEN_CARD[locale]}>` : NO_CARD[locale];
	const when = `${SINCE[locale]} ${moment(sinceMs)} (${duration(nowMs - sinceMs)[locale]})`;
	return {
		type: "section",
		fields: [plain(bounded(said, LINE_LIMIT_CHARACTERS)), { type: "mrkdwn", text: `${when}\n${link}` }],
	};
}

function storeBlock(
	{ merchant, store, sinceMs, paid, sums }: Overview["selling"][number],
	nowMs: number,
	locale: Locale,
): types.KnownBlock {
	const when = `${SINCE[locale]} ${moment(sinceMs)} (${duration(nowMs - sinceMs)[locale]})`;
	const said = `${store} (${merchant}): ${paidSales(paid)[locale]}${sumsOf(sums)}`;
	return {
		type: "section",
		fields: [plain(bounded(said, LINE_LIMIT_CHARACTERS)), { type: "mrkdwn", text: when }],
	};
}

const title = (text: string): types.KnownBlock => ({
	type: "header",
	text: plain(bounded(text, TITLE_LIMIT_CHARACTERS)),
});
const line = (text: string): types.KnownBlock => ({
	type: "section",
	text: plain(bounded(text, LINE_LIMIT_CHARACTERS)),
});
