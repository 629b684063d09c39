/** The support desk without Slack: the list, and what an agent does. For the operator. */

import { createRoute, z } from "@hono/zod-openapi";
import { receiveFromOutside } from "../runtime/receive.ts";
import { findEscalations, type Listed, listEscalations } from "../store/escalation.ts";
import { ApiError } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { readJson } from "./json-body.ts";
import { answer, jsonBody, refusals, requestId, routeApp } from "./route.ts";
import { operatorOnly } from "./who.ts";

const LIST_LIMIT = 200;
const TEXT_LIMIT_CHARACTERS = 2_000;

const common = { id: requestId, by: z.string().trim().min(1).max(60) };
const answerBody = z
	.strictObject(
		{ ...common, text: z.string().trim().min(1).max(TEXT_LIMIT_CHARACTERS) },
		{ error: `id, by, text of 1 to ${TEXT_LIMIT_CHARACTERS} characters` },
	)
	.openapi("Answer");
const closeBody = z
	.strictObject(
		{ ...common, note: z.string().trim().max(TEXT_LIMIT_CHARACTERS).default("") },
		{ error: `id, by, note of at most ${TEXT_LIMIT_CHARACTERS} characters` },
	)
	.openapi("Closing");

const card = z.object({
	reason: z.string(),
	merchant: z.string(),
	store: z.string(),
	terminals: z.array(z.string()).readonly(),
	cause: z.string().nullable(),
	language: z.string(),
	sinceMs: z.int(),
	steps: z.array(z.object({ question: z.string(), answer: z.string() })).readonly(),
	openSales: z.array(z.string()).readonly(),
	isPractice: z.boolean(),
});
const logLine = z.object({
	from: z.enum(["merchant", "agent", "program"]),
	by: z.string().nullable(),
	text: z.string(),
	atMs: z.int(),
});
const escalation = z
	.object({
		merchantId: z.string(),
		escalation: z.object({
			id: z.string(),
			conversation: z.string().nullable(),
			state: z.enum(["open", "claimed", "closed"]),
			claimedBy: z.string().nullable(),
			openedAtMs: z.int(),
			closedAtMs: z.int().nullable(),
			card: card.nullable(),
			log: z.array(logLine).readonly(),
		}),
	})
	.openapi("Escalation");
const acted = z.object({ id: z.string(), stored: z.literal(true), again: z.boolean() });

const tags = ["support desk"];
const security = [{ operator: [] }];
const params = z.object({ id: z.string().openapi({ description: "The request's id, or how it begins." }) });

const listRoute = createRoute({
	method: "get",
	path: "/",
	tags,
	security,
	summary: "What waits for a person, oldest first",
	responses: { 200: answer("The list.", z.array(escalation).readonly()), ...refusals(401, 429) },
});
const oneRoute = createRoute({
	method: "get",
	path: "/{id}",
	tags,
	security,
	summary: "One request with everything said in it",
	request: { params },
	responses: { 200: answer("The request.", escalation), ...refusals(401, 404, 429) },
});
const answerRoute = createRoute({
	method: "post",
	path: "/{id}/answer",
	tags,
	security,
	summary: "Say something to the merchant",
	middleware: readJson(),
	request: { params, body: jsonBody(answerBody) },
	responses: { 202: answer("It is stored.", acted), ...refusals(400, 401, 404, 409, 413, 429) },
});
const closeRoute = createRoute({
	method: "post",
	path: "/{id}/close",
	tags,
	security,
	summary: "Close a request",
	middleware: readJson(),
	request: { params, body: jsonBody(closeBody) },
	responses: { 202: answer("It is stored.", acted), ...refusals(400, 401, 404, 409, 413, 429) },
});

export function escalationRoutes(tools: HttpTools) {
	const { database, nowMs } = tools;
	const routes = routeApp();
	routes.use(operatorOnly(tools.operatorToken));

	routes.openapi(listRoute, async (c) => c.json(await listEscalations(database, LIST_LIMIT), 200));
	routes.openapi(oneRoute, async (c) => c.json(await oneEscalation(tools, c.req.valid("param").id), 200));

	routes.openapi(answerRoute, async (c) => {
		const { id, ...said } = c.req.valid("json");
		return c.json(await act(c.req.valid("param").id, id, { kind: "answer", ...said }), 202);
	});
	routes.openapi(closeRoute, async (c) => {
		const { id, ...said } = c.req.valid("json");
		return c.json(await act(c.req.valid("param").id, id, { kind: "close", ...said }), 202);
	});

	const act = async (idBegins: string, requestId: string, event: object) => {
		const { merchantId, escalation } = await oneEscalation(tools, idBegins);
		if (escalation.state === "closed") throw closedAlready(escalation.id);
		const key = `desk ${escalation.id} ${requestId}`;
		const stored = await receiveFromOutside(
			database,
			{ merchantId, to: `escalation/${escalation.id}`, key, event },
			nowMs(),
		);
		tools.nudge();
		return { id: escalation.id, stored: true as const, again: !stored };
	};
	return routes;
}

async function oneEscalation({ database }: HttpTools, idBegins: string): Promise<Listed> {
	const [found, another] = await findEscalations(database, idBegins);
	if (found !== undefined && (another === undefined || found.escalation.id === idBegins)) return found;
	throw new ApiError(404, {
		en: `No single request begins with “${idBegins.slice(0, 20)}”; \`standin support\` lists them.`,
		zh: `没有唯一以“${idBegins.slice(0, 20)}”开头的请求；可用 \`standin support\` 查看列表。`,
		es: `Ninguna solicitud única empieza por “${idBegins.slice(0, 20)}”; \`standin support\` las muestra.`,
	});
}

const closedAlready = (id: string): ApiError =>
	new ApiError(409, {
		en: `Request ${id} is closed already; nothing was sent.`,
		zh: `请求 ${id} 已关闭；未发送任何内容。`,
		es: `La solicitud ${id} ya está cerrada; no se envió nada.`,
	});
