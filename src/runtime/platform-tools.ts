/** What the inbox of one chat platform is handed: each thing it hears is a row when it gets its answer. */

import type { LinkTools, PlatformTools } from "../bots/bot.ts";
import type { Configured } from "../fallback/provider.ts";
import { offeredRails } from "../fallback/rail.ts";
import { NO_REFUNDS, type Refundable } from "../fallback/refund.ts";
import { UNLINKED } from "../fallback/shop.ts";
import { NOT_LINKED, storeStatus } from "../helpdesk/texts-status.ts";
import { findStoreOf, findThread } from "../store/audience.ts";
import { readStanding } from "../store/books.ts";
import type { Database } from "../store/database.ts";
import { booksSince, readOpenOutage, readOutages } from "../store/outage.ts";
import { listSales } from "../store/sale-list.ts";
import { readShop } from "../store/shop.ts";
import { decisionTools } from "./decisions.ts";
import { hearFromPlatform, linkByCode, takeFileFromPlatform, unlink } from "./platform.ts";

type Runtime = {
	readonly nowMs: () => number;
	/** Makes the runtime look at once. */
	readonly nudge: () => void;
	/** Those that this server can talk to, by scheme. */
	readonly providers: Pick<Configured, "has">;
	/** Where this server may give money back; absent: nowhere. */
	readonly refunds?: Refundable;
};

export function platformTools(database: Database, platform: string, runtime: Runtime): PlatformTools {
	const { nowMs, nudge, refunds = NO_REFUNDS } = runtime;
	const stored = (isNew: boolean): boolean => {
		nudge();
		return isNew;
	};
	return {
		hear: async (heard) => stored(await hearFromPlatform(database, heard, nowMs())),
		takeFile: async (from, name, bytes) => stored(await takeFileFromPlatform(database, from, name, bytes, nowMs())),
		knows: async (thread) => (await findThread(database, `${platform}:${thread}`)) !== null,
		links: linkTools(database, platform, runtime),
		decisions: decisionTools({ database, platform, nowMs, refunds, nudge }),
	};
}

function linkTools(database: Database, platform: string, { nowMs, providers }: Runtime): LinkTools {
	const shopOf: LinkTools["shopOf"] = async (audiences) => {
		const names = audiences.map((audience) => `${platform}:${audience}`);
		const { merchantId, storeId } = await findStoreOf(database, names);
		const shop = merchantId === UNLINKED ? null : await readShop(database, merchantId, storeId);
		return shop && { ...shop, rails: offeredRails(shop, providers) };
	};
	return {
		shopOf,
		link: (audience, code) => linkByCode(database, platform, audience, code, nowMs()),
		unlink: (audience) => unlink(database, platform, audience),
		status: async (audiences) => {
			const shop = await shopOf(audiences);
			if (shop === null) return NOT_LINKED;
			const { merchantId, storeId } = shop;
			const sinceMs = booksSince(await readOutages(database, merchantId, storeId), nowMs());
			const outage = await readOpenOutage(database, merchantId, storeId);
			const { count, paid } = await listSales(database, merchantId, storeId, sinceMs, 1);
			const { openFindings, owedRefunds } = await readStanding(database, merchantId, storeId, nowMs());
			return storeStatus(shop, outage?.startedAtMs ?? null, { count, paid }, openFindings + owedRefunds);
		},
	};
}
