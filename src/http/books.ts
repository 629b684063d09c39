/** The books of a store: what its outage sold, what is still to decide, the decisions, and the closing. */

import { createRoute, z } from "@hono/zod-openapi";
import { refundableOf } from "../fallback/rails/providers.ts";
import type { Shop } from "../fallback/shop.ts";
import { SALE_LINES_LIMIT } from "../helpdesk/conversation-order.ts";
import type { BooksEvent } from "../reconcile/books.ts";
import { ACTS, type Act, needsReason, SAY_WHY } from "../reconcile/decisions.ts";
import { practiceBatch } from "../reconcile/practice-batch.ts";
import { receiveFromOutside } from "../runtime/receive.ts";
import { readFallbackPayments } from "../store/batch.ts";
import { isOfStore } from "../store/books.ts";
import type { OpenConversation } from "../store/conversation.ts";
import { readFindings } from "../store/finding.ts";
import { booksSince, readOutages } from "../store/outage.ts";
import { readShop } from "../store/shop.ts";
import { localeOf } from "../text.ts";
import { ApiError, notFound } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { books } from "./books-schemas.ts";
import { booksView } from "./books-view.ts";
import { readJson } from "./json-body.ts";
import { answer, jsonBody, refusals, requestId, routeApp, stored } from "./route.ts";
import { type InConversation, requireDecider } from "./who.ts";

const NOTE_LIMIT_CHARACTERS = 500;
const NAME_LIMIT_CHARACTERS = 300;

const tags = ["books"];
const params = z.object({ id: z.string() });

const booksRoute = createRoute({
	method: "get",
	path: "/{id}/books",
	tags,
	security: [{ cashier: [] }],
	summary:
		"The report of the store's outage: sales, files, findings with their evidence, and what stands in the way of closing",
	request: { params },
	responses: { 200: answer("As they stand now.", books), ...refusals(401, 429) },
});

const practiceRoute = createRoute({
	method: "get",
	path: "/{id}/practice-batch",
	tags,
	security: [{ cashier: [] }],
	summary: "A batch to practise with, made of a demo shop's own practice sales; other shops have none",
	request: { params },
	responses: {
		200: { description: "CSV in Standin's own format.", content: { "text/csv": { schema: z.string() } } },
		...refusals(401, 404, 429),
	},
});

const decisionBody = z
	.strictObject({
		id: requestId,
		act: z.enum(ACTS).exclude(["refund_failed"]),
		note: z.string().trim().max(NOTE_LIMIT_CHARACTERS).optional(),
		paymentId: z.string().max(NAME_LIMIT_CHARACTERS).optional(),
		row: z.string().max(NAME_LIMIT_CHARACTERS).optional(),
	})
	.openapi("Decision");

const security = [{ cashier: [], person: [] }];
const decisionRoute = createRoute({
	method: "post",
	path: "/{id}/findings/{finding}/decisions",
	tags,
	security,
	summary: "Decide on a finding; for a manager or finance. What became of it is said in the conversation",
	middleware: readJson(),
	request: { params: params.extend({ finding: z.string().max(64) }), body: jsonBody(decisionBody) },
	responses: { 202: answer("It is stored.", stored), ...refusals(400, 401, 413, 429) },
});

const closingRoute = createRoute({
	method: "post",
	path: "/{id}/closings",
	tags,
	security,
	summary: "Close the store's outages; for a manager or finance. What stands in the way is said in the conversation",
	middleware: readJson(),
	request: { params, body: jsonBody(z.strictObject({ id: requestId }).openapi("Closing")) },
	responses: { 202: answer("It is stored.", stored), ...refusals(400, 401, 413, 429) },
});

export function booksRoutes(tools: HttpTools) {
	const { database, nowMs } = tools;
	const routes = routeApp<InConversation>();

	routes.openapi(booksRoute, async (c) => {
		const { merchantId } = c.var.conversation;
		const shop = await shopOf(tools, c.var.conversation);
		const locale = localeOf(c.req.header("accept-language"));
		return c.json(
			await booksView(
				...([database, merchantId, shop, nowMs(), locale, SALE_LINES_LIMIT] as const),
				...([tools.vendors ?? [], refundableOf(tools.providers)] as const),
			),
			200,
		);
	});

	routes.openapi(practiceRoute, async (c) => {
		const { merchantId, storeId } = c.var.conversation;
		const shop = await shopOf(tools, c.var.conversation);
		if (!shop.isDemo) throw notFound();
		const sinceMs = booksSince(await readOutages(database, merchantId, storeId), nowMs());
		const payments = await readFallbackPayments(database, merchantId, storeId, sinceMs, true);
		return c.body(practiceBatch(payments, shop.currency, nowMs()), 200, { "content-type": "text/csv; charset=utf-8" });
	});

	routes.openapi(decisionRoute, async (c) => {
		const { conversation } = c.var;
		const { merchantId, storeId } = conversation;
		const person = await requireDecider(c, database, conversation);
		const { id, act, note, paymentId, row } = c.req.valid("json");
		if (act === "other_link" && (paymentId === undefined || row === undefined)) throw nothingChosen();
		if (paymentId !== undefined && !(await isOfStore(database, merchantId, storeId, paymentId, row ?? null)))
			throw nothingChosen();
		if ((note ?? "") === "" && act === "accept") await requireReason(conversation, c.req.valid("param").finding, act);
		const again = await tell(conversation, id, {
			kind: "decide",
			storeId,
			findingId: c.req.valid("param").finding,
			act,
			note: note ?? null,
			pin: paymentId === undefined ? null : { paymentId, row: row ?? null },
			person: { id: person.id, name: person.name },
			conversation: `conversation/${conversation.id}`,
		});
		return c.json({ stored: true as const, again }, 202);
	});

	routes.openapi(closingRoute, async (c) => {
		const { conversation } = c.var;
		const person = await requireDecider(c, database, conversation);
		const again = await tell(conversation, c.req.valid("json").id, {
			kind: "close",
			storeId: conversation.storeId,
			person: { id: person.id, name: person.name },
			conversation: `conversation/${conversation.id}`,
		});
		return c.json({ stored: true as const, again }, 202);
	});

	async function requireReason({ merchantId, storeId }: OpenConversation, findingId: string, act: Act): Promise<void> {
		const [found] = await readFindings(database, merchantId, storeId, { ids: [findingId] });
		if (found !== undefined && needsReason(found.finding.class, act)) throw new ApiError(400, SAY_WHY);
	}

	/** True when this was stored before. */
	const tell = async ({ merchantId, id, storeId }: OpenConversation, request: string, event: BooksEvent) => {
		const envelope = { merchantId, to: `books/${storeId}`, key: `books ${id} ${request}`, event } as const;
		const isNew = await receiveFromOutside(database, envelope, nowMs());
		tools.nudge();
		return !isNew;
	};
	return routes;
}

async function shopOf({ database }: HttpTools, { merchantId, storeId }: OpenConversation): Promise<Shop> {
	const shop = await readShop(database, merchantId, storeId);
	if (shop === null) throw notFound();
	return shop;
}

const nothingChosen = (): ApiError =>
	new ApiError(400, {
		en: "Choose a payment and a row of this store that belong together; nothing was changed.",
		zh: "请选择本店对应的一笔付款和一行批次记录；未做任何更改。",
		es: "Elija un cobro y una línea de esta tienda que vayan juntos; no se cambió nada.",
	});
