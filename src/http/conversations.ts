/** Speaking in a conversation, and listening to it. */

import { createRoute, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { webInbox } from "../bots/web/inbox.ts";
import { messageBody, readMessage } from "../bots/web/receive.ts";
import { renderLine } from "../bots/web/render.ts";
import { receiveFromOutside } from "../runtime/receive.ts";
import { lastPlace, readLines } from "../store/conversation.ts";
import type { HttpTools } from "./app.ts";
import { readJson } from "./json-body.ts";
import { line } from "./line-schema.ts";
import { answer, jsonBody, refusals, routeApp, stored } from "./route.ts";
import type { InConversation } from "./who.ts";

const LINES_LIMIT = 200;
/** A silent stream says something now and then, so that what stands between does not cut it; it looks again, too. */
const HEARTBEAT_MS = 10_000;

const security = [{ cashier: [] }];
const tags = ["conversation"];
const params = z.object({ id: z.string() });

const placeRoute = createRoute({
	method: "get",
	path: "/{id}",
	tags,
	security,
	summary: "Whether it is still open to this token, and how far it has come",
	request: { params },
	responses: {
		200: answer("It is.", z.object({ id: z.string(), seq: z.int() }).openapi("Progress")),
		...refusals(401, 429),
	},
});

const messageRoute = createRoute({
	method: "post",
	path: "/{id}/messages",
	tags,
	security,
	summary: "Say something, press a button, or choose a language",
	middleware: readJson(),
	request: { params, body: jsonBody(messageBody) },
	responses: { 202: answer("It is stored.", stored), ...refusals(400, 401, 413, 429) },
});

const eventsRoute = createRoute({
	method: "get",
	path: "/{id}/events",
	tags,
	security,
	summary: "Every line of the conversation, as it is said",
	request: {
		params,
		// Nonsense begins at the beginning, so nothing is refused here.
		query: z.object({ after: z.string().optional().openapi({ description: "The last place known, a number." }) }),
	},
	responses: {
		200: {
			description: "Server-sent events: the id of each is its place (also taken as Last-Event-ID), its data one line.",
			content: { "text/event-stream": { schema: line } },
		},
		...refusals(401, 429),
	},
});

export function conversationRoutes(tools: HttpTools) {
	const { database, nowMs } = tools;
	const routes = routeApp<InConversation>();

	routes.openapi(placeRoute, async (c) => {
		const { merchantId, id } = c.var.conversation;
		return c.json({ id, seq: await lastPlace(database, merchantId, id) }, 200);
	});

	routes.openapi(messageRoute, async (c) => {
		const { merchantId, id } = c.var.conversation;
		await tools.rates.take("message", id);
		const store = webInbox((envelope) => receiveFromOutside(database, envelope, nowMs()), merchantId, id);
		const isNew = await store(readMessage(c.req.valid("json")));
		tools.nudge();
		return c.json({ stored: true as const, again: !isNew }, 202);
	});

	routes.openapi(eventsRoute, (c) => {
		const { merchantId, id } = c.var.conversation;
		let after = placeOf(c.req.header("last-event-id") ?? c.req.valid("query").after);
		return streamSSE(c, async (stream) => {
			const gone = new AbortController();
			stream.onAbort(() => gone.abort());
			while (!gone.signal.aborted) {
				// Waiting begins before reading: what is said in between wakes it.
				const news = tools.wakeUps.next(id, HEARTBEAT_MS, gone.signal);
				const lines = await readLines(database, merchantId, id, after, LINES_LIMIT);
				for (const line of lines) {
					await stream.writeSSE(renderLine(line));
					after = line.seq;
				}
				if (lines.length === 0) await stream.write(": still here\n\n");
				if (lines.length < LINES_LIMIT) await news;
			}
		});
	});
	return routes;
}

const placeOf = (text: string | undefined): number => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : 0);
