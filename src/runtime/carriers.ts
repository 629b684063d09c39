/** Who carries out which effect. */

import { type Model, noModel } from "../answers/model.ts";
import { type Bot, channelOfBegun } from "../bots/bot.ts";
import { DeliveryError } from "../errors.ts";
import type { CheckoutOrder } from "../fallback/checkout.ts";
import { type CarryOut, orderCarrier, type Providers, refundableOf } from "../fallback/rails/providers.ts";
import { type AskModel, type LookUp, SALE_LINES_LIMIT, type Send } from "../helpdesk/conversation-order.ts";
import type { Log } from "../log.ts";
import { writeThread } from "../store/audience.ts";
import type { Database } from "../store/database.ts";
import { readFile } from "../store/file.ts";
import { listSales } from "../store/sale-list.ts";
import { readFirstSent, readSent, writeSent } from "../store/sent.ts";
import type { Carrier } from "./deliver.ts";
import type { Effect } from "./kind.ts";
import { storeMatcher } from "./match-store.ts";
import { mover } from "./move.ts";
import { refundCarrier } from "./refund.ts";
import { findingsLister } from "./review.ts";

/** By the effect's kind. `bots` is by platform, `providers` by scheme. */
export function carriers(
	database: Database,
	bots: ReadonlyMap<string, Bot>,
	nowMs: () => number,
	providers: Providers,
	log: Log,
	model: Model = noModel,
): ReadonlyMap<string, Carrier> {
	return new Map<string, Carrier>([
		["send", sender(database, bots)],
		["checkout", checkoutCarrier(orderCarrier(providers, nowMs), log)],
		["refund", refundCarrier(providers, nowMs, log)],
		["look-up", salesLister(database)],
		["look-up-findings", findingsLister(database, nowMs, refundableOf(providers))],
		["match", storeMatcher(database, nowMs)],
		["move", mover(database)],
		["ask-model", asker(model)],
	]);
}

const sender =
	(database: Database, bots: ReadonlyMap<string, Bot>): Carrier =>
	async (merchantId, effect, key, isRepeat) => {
		const { to: conversationId, platform, thread, said } = effect as Effect & Send;
		const bot = bots.get(platform);
		if (bot === undefined) throw new DeliveryError("rejected", 0);
		const { replaces } = said.reply;
		const isEdit = thread !== null && replaces !== null;
		const earlier = isEdit ? await readSent(database, merchantId, conversationId, replaces) : null;
		const isBegun = thread !== null && channelOfBegun(thread) !== null;
		const root = isBegun ? await readFirstSent(database, merchantId, conversationId) : null;
		const read = (id: string) => readFile(database, merchantId, id);
		const at = { conversationId, thread, root, replaces: earlier, isRepeat, readFile: read };
		const sent = await bot.send(at, said, key);
		if (sent === null) return {};
		const { name, begins } = sent;
		return {
			write: async (tx) => {
				await writeSent(tx, merchantId, conversationId, thread, said.seq, name);
				// From now on what is written there is heard here.
				if (begins !== null) await writeThread(tx, `${platform}:${begins}`, merchantId, conversationId);
			},
		};
	};

const checkoutCarrier =
	(carryOut: CarryOut, log: Log): Carrier =>
	async (merchantId, effect) => {
		const order = effect as Effect & CheckoutOrder;
		const event = await carryOut(merchantId, order);
		const outcome = event.kind === "checkout-seen" ? event.standing : event.kind;
		const facts = { merchantId, payment: order.subject, order: order.order, outcome };
		if (outcome === "foreign") log.error(facts, "a session of another sale or amount stands under this payment");
		else log.info(facts, "checkout");
		return { event };
	};

const asker =
	(model: Model): Carrier =>
	async (_merchantId, effect) => {
		const { id, ask } = effect as Effect & AskModel;
		return { event: { kind: "model", id, said: await model.ask(ask) } };
	};

const salesLister =
	(database: Database): Carrier =>
	async (merchantId, effect) => {
		const { storeId, sinceMs, why } = effect as Effect & LookUp;
		const listed = await listSales(database, merchantId, storeId, sinceMs, SALE_LINES_LIMIT);
		return { event: { kind: "sales-listed", why, ...listed } };
	};
