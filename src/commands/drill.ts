/** SHELL. `standin drill`: who practised, and where the next drill begins. */

import { Command } from "commander";
import { readConfig } from "../config.ts";
import type { Hard } from "../helpdesk/drill-state.ts";
import { HARD_LABELS } from "../helpdesk/texts-preparing.ts";
import type { Locale, Text } from "../text.ts";
import { ask, isRunning, noServer, operatorClient } from "./client.ts";
import type { Io } from "./io.ts";

type Drills = {
	readonly store: { readonly merchantId: string; readonly storeId: string; readonly name: string };
	readonly url: string;
	readonly drills: readonly Drill[];
};
type Drill = {
	readonly person: string | null;
	readonly platform: string | null;
	readonly startedAtMs: number;
	readonly tookMs: number | null;
	readonly hard: Hard | null;
};

export function drillCommand(io: Io): Command {
	return new Command("drill")
		.description("who practised a payment, when, how long it took, what was hard; and where the next drill begins")
		.option("--store <store>", "the store's id, merchant/id or sticker code; may be left out where there is only one")
		.option("--json", "print JSON only")
		.action(async ({ store, json }: { readonly store?: string; readonly json?: boolean }) => {
			const config = readConfig();
			if (!(await isRunning(config.serverUrl))) throw noServer(config.serverUrl);
			const query = store === undefined ? "" : `?${new URLSearchParams({ store })}`;
			const found = await ask<Drills>(operatorClient(config, io.locale), `/api/drills${query}`);
			if (json === true) io.out(JSON.stringify(found));
			else print(found, io);
		});
}

function print({ store, url, drills }: Drills, { out, locale }: Io): void {
	out(`${store.merchantId}/${store.storeId}  ${store.name}`);
	for (const drill of drills) out(`  ${lineOf(drill, locale)}`);
	if (drills.length === 0) out(`  ${NONE[locale]}`);
	out(`${BEGIN[locale]} ${url}`);
}

function lineOf({ person, platform, startedAtMs, tookMs, hard }: Drill, locale: Locale): string {
	const at = new Date(startedAtMs).toISOString().slice(0, 16).replace("T", " ");
	const took = tookMs === null ? NOT_ENDED[locale] : `${Math.max(1, Math.round(tookMs / 1_000))} s`;
	const felt = hard === null ? [] : [`${HARD[locale]} ${HARD_LABELS[hard][locale]}`];
	return [`${at} UTC`, [platform ?? "–", ...(person === null ? [] : [person])].join(" "), took, ...felt].join(" · ");
}

const NONE: Text = { en: "Nobody has practised yet.", zh: "还没有人演练过。", es: "Nadie ha practicado todavía." };
const NOT_ENDED: Text = { en: "not ended", zh: "未完成", es: "sin terminar" };
const HARD: Text = { en: "hard:", zh: "难点：", es: "difícil:" };
const BEGIN: Text = {
	en: "Begin one: open this and type “drill”:",
	zh: "开始演练：打开此链接并输入“演练”：",
	es: "Para hacer uno, abra esto y escriba “simulacro”:",
};
