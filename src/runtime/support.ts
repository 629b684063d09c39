/** Carries out what an escalation wants shown at the support desk, and what it wants to know of the store's sales. */

import type { SupportDesk, SupportPlace, SupportPost } from "../bots/support.ts";
import { DeliveryError } from "../errors.ts";
import type { LookUpSalesSoFar, SupportOrder } from "../helpdesk/escalation-order.ts";
import type { Database, Queryable } from "../store/database.ts";
import { readFile } from "../store/file.ts";
import { readSalesSoFar } from "../store/sales-so-far.ts";
import { CARD, readPost, writePost, writeSupportThread } from "../store/support-post.ts";
import type { Carrier, Outcome } from "./deliver.ts";
import type { Effect } from "./kind.ts";

/** The one channel where support works, and the platform it is on. */
export type DeskOf = { readonly platform: string; readonly desk: SupportDesk };

export const supportCarriers = (database: Database, desk: DeskOf | null): ReadonlyMap<string, Carrier> =>
	new Map([
		["support", supportCarrier(database, desk)],
		["look-up-sales-so-far", salesCounter(database)],
	]);

/** Without a desk nothing is shown: the list in the shell and in the API has it all. */
const supportCarrier =
	(database: Database, desk: DeskOf | null): Carrier =>
	async (merchantId, effect, key, isRepeat) => {
		if (desk === null) return {};
		const order = effect as Effect & SupportOrder;
		// Who works in the shell was told there.
		if (order.do === "tell" && !order.agent.startsWith(`${desk.platform}:`)) return {};
		const card = await readPost(database, merchantId, order.to, CARD);
		// A request without a card has no thread.
		if (card === null && order.do !== "card") throw new DeliveryError("rejected", 0);
		const replaces = order.do === "line" && order.replaces !== null ? order.replaces : null;
		const place: SupportPlace = {
			card,
			replaces: replaces === null ? null : await readPost(database, merchantId, order.to, lineName(replaces)),
			isRepeat,
			readFile: (id) => readFile(database, merchantId, id),
		};
		const post = await desk.desk.show(asPosted(order, card), place, key);
		return post === null ? {} : outcomeOf(merchantId, order, { platform: desk.platform, post, card });
	};

/** A card that stands nowhere, because the first one was refused, is posted by whatever would have brought it up to date. */
const asPosted = (order: SupportOrder, card: string | null): SupportOrder =>
	order.do === "card" && card === null ? { ...order, isEdit: false } : order;

/** What a line is called by us cannot be taken for the card. */
const lineName = (name: string): string => `line ${name}`;

type Posted = { readonly platform: string; readonly post: SupportPost; readonly card: string | null };

function outcomeOf(merchantId: string, order: SupportOrder, { platform, post, card }: Posted): Outcome {
	const id = order.to;
	switch (order.do) {
		case "card": {
			if (post.name === card) return {};
			const { thread } = post;
			return {
				event: { kind: "posted" },
				write: async (tx) => {
					await writePost(tx, merchantId, id, CARD, post.name);
					if (thread !== null) await writeSupportThread(tx, `${platform}:${thread}`, merchantId, id);
				},
			};
		}
		case "line": {
			// An edit of a line that is gone may have made a new one.
			const names = new Set([order.name, order.replaces].filter((name) => name !== null));
			return names.size === 0 ? {} : { write: (tx) => writeLines(tx, merchantId, id, names, post.name) };
		}
		default:
			return {};
	}
}

async function writeLines(
	tx: Queryable,
	merchantId: string,
	id: string,
	names: ReadonlySet<string>,
	posted: string,
): Promise<void> {
	for (const name of names) await writePost(tx, merchantId, id, lineName(name), posted);
}

const salesCounter =
	(database: Database): Carrier =>
	async (merchantId, effect) => {
		const { storeId, sinceMs } = effect as Effect & LookUpSalesSoFar;
		return { event: { kind: "sales", sales: await readSalesSoFar(database, merchantId, storeId, sinceMs) } };
	};
