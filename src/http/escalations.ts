/** The support desk without Slack: the list, and what an agent does. For the operator. */

import { Hono } from "hono";
import { z } from "zod";
import { receiveFromOutside } from "../runtime/receive.ts";
import { findEscalations, type Listed, listEscalations } from "../store/escalation.ts";
import { ApiError, notUnderstood } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { limitMessage, readJson } from "./json-body.ts";
import { requireOperator } from "./who.ts";

const LIST_LIMIT = 200;
const TEXT_LIMIT_CHARACTERS = 2_000;

const common = { id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/), by: z.string().trim().min(1).max(60) };
const answerBody = z.strictObject({ ...common, text: z.string().trim().min(1).max(TEXT_LIMIT_CHARACTERS) });
const closeBody = z.strictObject({ ...common, note: z.string().trim().max(TEXT_LIMIT_CHARACTERS).default("") });

export function escalationRoutes(tools: HttpTools): Hono {
	const { database, nowMs } = tools;
	const routes = new Hono();
	routes.use(async (c, next) => {
		requireOperator(c, tools.operatorToken);
		await next();
	});

	routes.get("/", async (c) => c.json(await listEscalations(database, LIST_LIMIT)));
	routes.get("/:id", async (c) => c.json(await oneEscalation(tools, c.req.param("id"))));

	routes.post("/:id/answer", limitMessage, async (c) => {
		const body = answerBody.safeParse(await readJson(c));
		if (!body.success) throw notUnderstood(`id, by, text of 1 to ${TEXT_LIMIT_CHARACTERS} characters`);
		return c.json(
			await act(c.req.param("id"), body.data.id, { kind: "answer", by: body.data.by, text: body.data.text }),
			202,
		);
	});

	routes.post("/:id/close", limitMessage, async (c) => {
		const body = closeBody.safeParse(await readJson(c));
		if (!body.success) throw notUnderstood(`id, by, note of at most ${TEXT_LIMIT_CHARACTERS} characters`);
		return c.json(
			await act(c.req.param("id"), body.data.id, { kind: "close", by: body.data.by, note: body.data.note }),
			202,
		);
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
		return { id: escalation.id, stored: true, again: !stored };
	};
	return routes;
}

async function oneEscalation({ database }: HttpTools, idBegins: string): Promise<Listed> {
	const [found, another] = await findEscalations(database, idBegins);
	if (found !== undefined && (another === undefined || found.escalation.id === idBegins)) return found;
	throw new ApiError(404, {
		en: `No single request begins with “${idBegins.slice(0, 20)}”; \`standin support\` lists them.`,
		zh: `没有唯一以“${idBegins.slice(0, 20)}”开头的请求；可用 \`standin support\` 查看列表。`,
	});
}

const closedAlready = (id: string): ApiError =>
	new ApiError(409, {
		en: `Request ${id} is closed already; nothing was sent.`,
		zh: `请求 ${id} 已关闭；未发送任何内容。`,
	});
