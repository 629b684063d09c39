/** Who carries out which effect. */

import type { Bot } from "../bots/bot.ts";
import { DeliveryError } from "../errors.ts";
import { type LookUp, SALE_LINES_LIMIT, type Send } from "../helpdesk/conversation-state.ts";
import type { Database } from "../store/database.ts";
import { listSales } from "../store/sale-list.ts";
import type { Carrier } from "./deliver.ts";
import type { Effect } from "./kind.ts";
import { storeMatcher } from "./match-store.ts";

/** By the effect's kind. `bots` is by platform. */
export function carriers(
	database: Database,
	bots: ReadonlyMap<string, Bot>,
	nowMs: () => number,
): ReadonlyMap<string, Carrier> {
	return new Map<string, Carrier>([
		["send", sender(bots)],
		["look-up", salesLister(database)],
		["match", storeMatcher(database, nowMs)],
	]);
}

const sender =
	(bots: ReadonlyMap<string, Bot>): Carrier =>
	async (merchantId, effect, key) => {
		const { to, platform, said } = effect as Effect & Send;
		const bot = bots.get(platform);
		if (bot === undefined) throw new DeliveryError("rejected", 0);
		await bot.send(merchantId, to, said, key);
		return {};
	};

const salesLister =
	(database: Database): Carrier =>
	async (merchantId, effect) => {
		const { storeId, sinceMs, why } = effect as Effect & LookUp;
		const listed = await listSales(database, merchantId, storeId, sinceMs, SALE_LINES_LIMIT);
		return { event: { kind: "sales-listed", why, ...listed } };
	};
