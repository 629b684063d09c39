/** The support desk without Slack: the list, and what an agent does. For the operator. */

import { createRoute, z } from "@hono/zod-openapi";
import type { AgentAct } from "../helpdesk/escalation-event.ts";
import type { Agent, Escalation } from "../helpdesk/escalation-state.ts";
import { timelineJson, timelineMarkdown } from "../helpdesk/escalation-timeline.ts";
import { receiveAct } from "../runtime/support-tools.ts";
import { type Found, findEscalations, listEscalations } from "../store/escalation.ts";
import { ApiError } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import {
	type ActBody,
	actBody,
	acted,
	claimedAtOf,
	escalation,
	escalationView,
	listedEscalation,
	timeline,
} from "./escalation-schemas.ts";
import { readJson } from "./json-body.ts";
import { answer, jsonBody, refusals, routeApp } from "./route.ts";
import { operatorOnly } from "./who.ts";

const LIST_LIMIT = 200;

const tags = ["support desk"];
const security = [{ operator: [] }];
const params = z.object({ id: z.string().openapi({ description: "The request's id, or how it begins." }) });

const listRoute = createRoute({
	method: "get",
	path: "/",
	tags,
	security,
	summary: "What waits for a person, the most urgent first, then the oldest",
	responses: { 200: answer("The list.", z.array(listedEscalation).readonly()), ...refusals(401, 429) },
});
const oneRoute = createRoute({
	method: "get",
	path: "/{id}",
	tags,
	security,
	summary: "One request with everything that happened in it",
	request: { params },
	responses: { 200: answer("The request.", escalation), ...refusals(401, 404, 429) },
});
const timelineRoute = createRoute({
	method: "get",
	path: "/{id}/timeline",
	tags,
	security,
	summary: "What happened when, and how long it took",
	request: {
		params,
		query: z.object({ format: z.enum(["json", "md"]).default("json").openapi({ description: "`md`: Markdown." }) }),
	},
	responses: {
		200: {
			description: "The timeline.",
			content: { "application/json": { schema: timeline }, "text/markdown": { schema: z.string() } },
		},
		...refusals(400, 401, 404, 429),
	},
});
const actRoute = createRoute({
	method: "post",
	path: "/{id}/acts",
	tags,
	security,
	summary: "Claim a request, write to its merchant, resolve it: whatever an agent does",
	middleware: readJson(),
	request: { params, body: jsonBody(actBody) },
	responses: { 202: answer("It is stored.", acted), ...refusals(400, 401, 404, 409, 413, 429) },
});

export function escalationRoutes(tools: HttpTools) {
	const { database, nowMs } = tools;
	const routes = routeApp();
	routes.use(operatorOnly(tools.operatorToken));

	routes.openapi(listRoute, async (c) => {
		const listed = await listEscalations(database, LIST_LIMIT);
		return c.json(
			listed.map(({ merchantId, escalation }) => ({ merchantId, escalation: escalationView(escalation) })),
			200,
		);
	});
	routes.openapi(oneRoute, async (c) => {
		const { merchantId, escalation } = await oneEscalation(tools, c.req.valid("param").id);
		return c.json({ merchantId, escalation: escalationView(escalation) }, 200);
	});
	routes.openapi(timelineRoute, async (c) => {
		const { escalation } = await oneEscalation(tools, c.req.valid("param").id);
		if (c.req.valid("query").format === "json") return c.json(timelineJson(escalation, tools.support), 200);
		return c.body(timelineMarkdown(escalation, tools.support), 200, {
			"content-type": "text/markdown; charset=utf-8",
		});
	});
	routes.openapi(actRoute, async (c) => {
		const body = c.req.valid("json");
		const { merchantId, escalation } = await oneEscalation(tools, c.req.valid("param").id);
		const by: Agent = { id: `api:${body.by.toLowerCase()}`, name: body.by };
		const act = await actOf(tools, body, escalation);
		refuseInVain(act, by, escalation);
		const stored = await receiveAct(database, merchantId, escalation.id, by, act, body.id, nowMs());
		tools.nudge();
		return c.json({ id: escalation.id, stored: true as const, again: !stored }, 202);
	});
	return routes;
}

async function actOf(tools: HttpTools, body: ActBody, { id }: Escalation): Promise<AgentAct> {
	switch (body.kind) {
		case "reply":
			return { kind: "reply", name: replyName(body.id), text: body.text, file: null };
		case "edit-reply":
			return { kind: "edit-reply", name: replyName(body.reply), text: body.text };
		case "withdraw-reply":
			return { kind: "withdraw-reply", name: replyName(body.reply) };
		case "snooze":
			return { kind: "snooze", untilMs: tools.nowMs() + body.minutes * 60_000 };
		case "severity":
			return { kind: "severity", severity: body.severity };
		case "link": {
			const { escalation: other } = await oneEscalation(tools, body.to);
			if (other.id === id) throw linkedToItself(id);
			return { kind: "link", linkedTo: other.id };
		}
		case "resolve":
			return { kind: "resolve", cause: body.cause, note: body.note };
		case "close":
			return { kind: "close", note: body.note };
		default:
			return { kind: body.kind };
	}
}

/** What a message of an agent is called; those of Slack have other names. */
const replyName = (requestId: string): string => `api ${requestId}`;

const OWNERS_ALONE: readonly AgentAct["kind"][] = ["claim", "release", "snooze", "hand-back"];
const NOT_WHEN_RESOLVED: readonly AgentAct["kind"][] = [
	"release",
	"snooze",
	"wake",
	"escalate",
	"hand-back",
	"resolve",
];

/** What the row shows to be in vain is not stored. Whatever changes meanwhile, the escalation decides in the end. */
function refuseInVain(act: AgentAct, by: Agent, escalation: Escalation): void {
	const { id, state, owner, conversation } = escalation;
	if (state === "closed") throw closedAlready(id);
	if (state === "resolved" && NOT_WHEN_RESOLVED.includes(act.kind)) throw resolvedAlready(id);
	if (owner !== null && owner.id !== by.id && OWNERS_ALONE.includes(act.kind))
		throw hasIt(id, owner.name, claimedAtOf(escalation));
	if (act.kind === "release" && owner === null) throw nobodys(id);
	if (act.kind === "reply" && conversation === null) throw nobodyBehind(id);
}

async function oneEscalation({ database }: HttpTools, idBegins: string): Promise<Found> {
	const [found, another] = await findEscalations(database, idBegins);
	if (found !== undefined && (another === undefined || found.escalation.id === idBegins)) return found;
	const shown = idBegins.slice(0, 20);
	throw new ApiError(404, {
		en: `No single request begins with “${shown}”; \`standin support\` lists them.`,
		zh: `没有唯一以“${shown}”开头的请求；可用 \`standin support\` 查看列表。`,
		es: `Ninguna solicitud única empieza por “${shown}”; \`standin support\` las muestra.`,
	});
}

const closedAlready = (id: string): ApiError =>
	new ApiError(409, {
		en: `Request ${id} is closed already; nothing was sent.`,
		zh: `请求 ${id} 已关闭；未发送任何内容。`,
		es: `La solicitud ${id} ya está cerrada; no se envió nada.`,
	});

const resolvedAlready = (id: string): ApiError =>
	new ApiError(409, {
		en: `Request ${id} is resolved, and its merchant is being asked; claim it to open it again, or close it.`,
		zh: `请求 ${id} 已解决，正在询问商户；如需重新处理请认领，或将其关闭。`,
		es: `La solicitud ${id} está resuelta y se está preguntando al comercio; tómela para reabrirla, o ciérrela.`,
	});

function hasIt(id: string, name: string, sinceMs: number | null): ApiError {
	const since = sinceMs === null ? "" : `${new Date(sinceMs).toISOString().slice(0, 16).replace("T", " ")}Z`;
	return new ApiError(409, {
		en: `${name} has request ${id}${since && ` since ${since}`}; only they can do that, but you can write to its merchant.`,
		zh: `请求 ${id} ${since && `自 ${since} 起`}由 ${name} 负责；只有其本人可以这样做，但您可以回复商户。`,
		es: `${name} tiene la solicitud ${id}${since && ` desde ${since}`}; solo esa persona puede hacerlo, pero usted puede escribir al comercio.`,
	});
}

const nobodys = (id: string): ApiError =>
	new ApiError(409, {
		en: `Nobody has request ${id}; there is nothing to release.`,
		zh: `没有人负责请求 ${id}；无需释放。`,
		es: `Nadie tiene la solicitud ${id}; no hay nada que soltar.`,
	});

const nobodyBehind = (id: string): ApiError =>
	new ApiError(409, {
		en: `No merchant is behind request ${id}, so nothing was sent; close it when it is dealt with.`,
		zh: `请求 ${id} 没有对应的商户，未发送任何内容；处理完请关闭。`,
		es: `No hay ningún comercio detrás de la solicitud ${id} y no se envió nada; ciérrela cuando esté resuelta.`,
	});

const linkedToItself = (id: string): ApiError =>
	new ApiError(409, {
		en: `Request ${id} cannot be linked to itself; name another one.`,
		zh: `请求 ${id} 不能关联到自身；请指定另一个。`,
		es: `La solicitud ${id} no se puede enlazar consigo misma; indique otra.`,
	});
