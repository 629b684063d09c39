/** A sale that the operator orders for a store, for `standin paylink` and other programs: its QR, and where it stands. */

import { createRoute, z } from "@hono/zod-openapi";
import { maskCardNumbers } from "../card-data.ts";
import { draw } from "../chance.ts";
import { AMOUNT_LIMIT_MINOR, exponentOf, type Money } from "../fallback/money.ts";
import { proofOf } from "../fallback/proof.ts";
import { payPageUrl } from "../fallback/rail.ts";
import { whyNoRail } from "../fallback/sale-check.ts";
import { isUnusual, unusual } from "../fallback/unusual.ts";
import { NOTE_LIMIT_CHARACTERS } from "../helpdesk/paylink.ts";
import { receive } from "../runtime/receive.ts";
import type { Database } from "../store/database.ts";
import { readHabit } from "../store/habit.ts";
import { type OrderedSale, readOrderedSale } from "../store/ordered-sale.ts";
import { readProofSecret } from "../store/proof-secret.ts";
import { readShop } from "../store/shop.ts";
import { readTakenAmounts } from "../store/taken-amount.ts";
import { ApiError, notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { readJson } from "./json-body.ts";
import { untilCode, untilDecided } from "./ordered-sale.ts";
import { answer, jsonBody, money, refusals, requestId, routeApp } from "./route.ts";
import { storeForOperator, type Target } from "./store-for-operator.ts";
import { operatorOnly } from "./who.ts";

const tags = ["sale"];
const security = [{ operator: [] }];
const store = z.string().min(1).max(100).optional().openapi({
	description: "The store's id, `merchant/store` or a sticker's code; may be left out where there is only one.",
});

const orderBody = z
	.strictObject(
		{
			id: requestId,
			store,
			money: z.object({
				minor: z.int().min(1).max(AMOUNT_LIMIT_MINOR),
				currency: z.string().refine((code) => exponentOf(code) !== undefined, "an ISO 4217 code such as EUR"),
			}),
			railId: z.string().min(1).max(64).optional().openapi({ description: "Absent: the first that can take it." }),
			note: z.string().max(NOTE_LIMIT_CHARACTERS).optional(),
			isConfirmed: z.boolean().default(false).openapi({
				description: "The amount is meant, unusual as it may be for this shop; without it such a one is refused.",
			}),
		},
		{ error: "id, store, money, railId, note, isConfirmed" },
	)
	.openapi("SaleOrder");

const STATES = [
	...(["created", "shown", "claimed", "paid", "refunded", "failed", "expired", "cancelled"] as const),
	...(["part-paid", "overpaid", "written-off"] as const),
] as const;

const ordered = z
	.object({
		id: z.string(),
		ref: z.string().openapi({ description: "The sale reference." }),
		url: z.string().openapi({ description: "The customer's page." }),
		qr: z.string().openapi({
			description: "What the QR says; our page, which shows the provider's code, while that one is not there yet.",
		}),
		state: z.enum(STATES).openapi({ description: "`claimed`: somebody says it is paid, which it is not yet." }),
		isAtBank: z.boolean().openapi({
			description:
				"The customer has ordered it and their bank has to confirm it, in minutes or in days; with `failed`, refused.",
		}),
		railId: z.string(),
		money: money.openapi({ description: "What the customer is asked for." }),
		raisedMinor: z.int().openapi({
			description: "Of it what is above the price that was ordered, so that the amount tells this sale from others.",
		}),
		isPractice: z.boolean(),
		note: z.string().nullable(),
		proof: z.string().nullable().openapi({
			description:
				"Four digits that the customer's page shows only once it is paid; null where a banking app collects it.",
		}),
	})
	.openapi("OrderedSale");

const orderRoute = createRoute({
	method: "post",
	path: "/",
	tags,
	security,
	summary: "Ask a customer of a store for an amount; the same `id` is the same sale",
	middleware: readJson(),
	request: { body: jsonBody(orderBody) },
	responses: { 200: answer("Its QR and its page are there.", ordered), ...refusals(400, 401, 409, 413, 429) },
});
const lookRoute = createRoute({
	method: "get",
	path: "/{id}",
	tags,
	security,
	summary: "Where a sale stands that was ordered here",
	request: { params: z.object({ id: requestId }), query: z.object({ store }) },
	responses: { 200: answer("The sale.", ordered), ...refusals(400, 401, 404, 429) },
});

export function saleOrderRoutes(tools: HttpTools) {
	const { database, publicUrl } = tools;
	const routes = routeApp();
	// Before the body is looked at: nobody else learns what it must hold.
	routes.use(operatorOnly(tools.operatorToken));
	return routes
		.openapi(orderRoute, async (c) => {
			const { store, railId = null, isConfirmed, id, ...asked } = c.req.valid("json");
			const target = await storeForOperator(database, store);
			const note = maskCardNumbers(asked.note?.trim() ?? "").text || null;
			const order: Order = { id, money: asked.money, railId, note };
			const saleId = saleIdOf(id);
			const earlier = await readOrderedSale(database, target.merchantId, saleId);
			if (earlier === null) await take(tools, target, order, isConfirmed);
			const decided = earlier ?? (await untilDecided(database, target.merchantId, saleId));
			const sale = await untilCode(database, target.merchantId, saleId, decided);
			if (!isThatSale(sale, target, order)) throw anotherSale();
			const isShown = await show(tools, target, saleId, sale);
			const proof = await proofFor(database, target, saleId, sale);
			return c.json(view(id, isShown ? { ...sale, paymentState: "shown" } : sale, publicUrl, proof), 200);
		})
		.openapi(lookRoute, async (c) => {
			const { id } = c.req.valid("param");
			const target = await storeForOperator(database, c.req.valid("query").store);
			const saleId = saleIdOf(id);
			const sale = await readOrderedSale(database, target.merchantId, saleId);
			if (sale === null || sale.storeId !== target.storeId) throw notFound();
			return c.json(view(id, sale, publicUrl, await proofFor(database, target, saleId, sale)), 200);
		});
}

type Order = {
	readonly id: string;
	readonly money: Money;
	readonly railId: string | null;
	readonly note: string | null;
};

/** One request is one sale, however often it is sent. */
const saleIdOf = (id: string): string => draw(id, "sale-order", 12);

async function take(tools: HttpTools, target: Target, order: Order, isConfirmed: boolean): Promise<void> {
	const { database, nowMs } = tools;
	const { merchantId, storeId } = target;
	const { money, railId, note } = order;
	const id = saleIdOf(order.id);
	const shop = await readShop(database, merchantId, storeId);
	if (shop === null) throw notFound();
	const takenMinor = await readTakenAmounts(database, shop, { id, money }, nowMs());
	const refusal = whyNoRail(money, railId, shop, tools.providers, takenMinor);
	if (refusal !== null) throw new ApiError(400, refusal.refused);
	if (!isConfirmed && isUnusual(money, await readHabit(database, merchantId, storeId, money.currency)))
		throw unusualAmount(money);
	const event = { kind: "open", id, storeId, money, askedBy: null, railId, note };
	await receive(database, { merchantId, to: `sale/${id}`, key: `ordered ${order.id}`, event }, nowMs());
	tools.nudge();
}

const isThatSale = ({ money, raisedMinor, storeId, note }: OrderedSale, target: Target, order: Order): boolean =>
	storeId === target.storeId &&
	money.minor - raisedMinor === order.money.minor &&
	money.currency === order.money.currency &&
	note === order.note;

/** Whoever ordered the QR has it now. True when that is news. */
async function show(tools: HttpTools, { merchantId }: Target, saleId: string, sale: OrderedSale): Promise<boolean> {
	if (sale.paymentState !== "created") return false;
	const { code } = sale;
	const event = { kind: "shown", code };
	const envelope = { merchantId, to: `sale/${saleId}`, key: `ordered shown ${code}`, event } as const;
	await receive(tools.database, envelope, tools.nowMs());
	tools.nudge();
	return true;
}

/** Only a page of ours shows it, and then the QR leads there. */
async function proofFor(
	database: Database,
	{ merchantId }: Target,
	saleId: string,
	{ payload, code, attempt }: OrderedSale,
): Promise<string | null> {
	if (!payload.endsWith(payPageUrl("", code))) return null;
	const secret = await readProofSecret(database, merchantId);
	return secret && proofOf(secret, saleId, attempt);
}

function view(id: string, sale: OrderedSale, publicUrl: string, proof: string | null): z.infer<typeof ordered> {
	const { ref, code, payload, railId, money, raisedMinor, isPractice, note, saleState, paymentState, isAtBank } = sale;
	const state = saleState === "open" ? paymentState : saleState;
	return {
		id,
		ref,
		url: payPageUrl(publicUrl, code),
		qr: payload === "" ? payPageUrl(publicUrl, code) : payload,
		state,
		isAtBank,
		railId,
		money,
		raisedMinor,
		isPractice,
		note,
		proof,
	};
}

function unusualAmount(money: Money): ApiError {
	const { en, zh, es } = unusual(money);
	return new ApiError(409, {
		en: `${en} Check it; if it is right, add --yes (in the API isConfirmed), and nothing was asked for so far.`,
		zh: `${zh}请核对；如无误，请加上 --yes（API 中为 isConfirmed）。目前尚未收款。`,
		es: `${es} Revíselo; si es correcto, añada --yes (en la API, isConfirmed); aún no se pidió nada.`,
	});
}

const anotherSale = (): ApiError =>
	new ApiError(409, {
		en: "This id is another sale's already; give each sale an id of its own.",
		zh: "此 id 已用于另一笔销售；每笔销售请使用各自的 id。",
		es: "Este id ya es de otra venta; dé a cada venta un id propio.",
	});
