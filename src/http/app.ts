/** The HTTP side: which address is answered by whom, and what every answer has in common. */

import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import type { AnswerSlack } from "../bots/slack/bot.ts";
import type { Providers } from "../fallback/rails/providers.ts";
import type { SupportFile } from "../helpdesk/support-file.ts";
import { errorFacts, type Log } from "../log.ts";
import type { Vendor } from "../playbooks/vendor.ts";
import type { Database } from "../store/database.ts";
import { localeOf } from "../text.ts";
import { ApiError, notFound } from "./api-error.ts";
import { batchRoutes } from "./batches.ts";
import { booksRoutes } from "./books.ts";
import { conversationRoutes } from "./conversations.ts";
import { drillPageRoutes } from "./drill-page.ts";
import { drillsRoutes } from "./drills.ts";
import { escalationRoutes } from "./escalations.ts";
import { fileRoutes, inertFiles } from "./files.ts";
import { kitRoutes } from "./kit.ts";
import { serveOpenApi } from "./openapi.ts";
import { openingRoutes } from "./openings.ts";
import { pairingRoutes } from "./pairings.ts";
import { payPageRoutes } from "./pay-page.ts";
import { placeRoutes } from "./places.ts";
import type { Rates } from "./rates.ts";
import { answer, routeApp } from "./route.ts";
import { saleLineRoutes } from "./sale-lines.ts";
import { saleOrderRoutes } from "./sale-orders.ts";
import { saleRoutes } from "./sales.ts";
import { setupRoutes } from "./setup.ts";
import { unlockRoutes } from "./unlock.ts";
import type { WakeUps } from "./wake-ups.ts";
import type { WebAssets } from "./web-assets.ts";
import { webPageRoutes } from "./web-page.ts";
import { webhookRoutes } from "./webhooks.ts";
import { conversationApp, type InConversation } from "./who.ts";

export type HttpTools = {
	readonly database: Database;
	readonly wakeUps: WakeUps;
	/** Something was received: the runtime looks at once. */
	readonly nudge: () => void;
	readonly nowMs: () => number;
	readonly operatorToken: string;
	readonly publicUrl: string;
	/** Those that this server can talk to. */
	readonly providers: Providers;
	/** Null: no requests of Slack's are taken. */
	readonly answerSlack: AnswerSlack | null;
	readonly assets: WebAssets;
	/** The language model is configured and does not answer: everything goes on without it. */
	readonly isModelDegraded?: () => boolean;
	/** What is known of the makers of terminals. */
	readonly vendors?: readonly Vendor[];
	/** When the support desk is there. */
	readonly support: SupportFile;
	readonly rates: Rates;
	readonly log: Log;
};

const alive = answer("Yes.", z.object({ ok: z.literal(true) }));
const ready = answer("Yes.", z.object({ ok: z.literal(true), degraded: z.array(z.enum(["ollama"])).optional() }));
const livesRoute = createRoute({
	method: "get",
	path: "/healthz",
	tags: ["server"],
	summary: "Whether the server lives",
	responses: { 200: alive },
});
const readyRoute = createRoute({
	method: "get",
	path: "/readyz",
	tags: ["server"],
	summary: "Whether its database answers; `degraded` names what is configured and away, without which it goes on",
	responses: { 200: ready },
});

export function httpApp(tools: HttpTools): OpenAPIHono {
	const app = routeApp();
	app.use("/api/conversations/:id/files/:file", inertFiles);
	app.use(
		secureHeaders({
			contentSecurityPolicy: {
				defaultSrc: ["'none'"],
				scriptSrc: ["'self'"],
				connectSrc: ["'self'"],
				styleSrc: ["'self'"],
				imgSrc: ["'self'", "data:", "blob:"], // blob: a photo that the page fetched with its token
				formAction: ["'self'"],
				frameAncestors: ["'none'"],
				baseUri: ["'none'"],
			},
			referrerPolicy: "no-referrer",
			strictTransportSecurity: false, // plain HTTP is how a phone in the shop's network reaches the embedded server
		}),
	);
	app.use(async (c, next) => {
		if (c.req.path.includes("\u0000")) throw notFound(); // nothing of ours is called so, and the database refuses to look
		await next();
	});
	app.use("/api/*", async (c, next) => {
		c.header("cache-control", "no-store");
		await next();
	});
	app.use("/api/*", tools.rates.wrongOnes);
	app.use("/p/*", tools.rates.wrongOnes);
	app.use("/d/*", tools.rates.wrongOnes);
	app.openapi(livesRoute, (c) => c.json({ ok: true as const }, 200));
	app.openapi(readyRoute, async (c) => {
		await tools.database.query("select 1");
		const isDegraded = tools.isModelDegraded?.() === true;
		return c.json({ ok: true as const, ...(isDegraded ? { degraded: ["ollama" as const] } : {}) }, 200);
	});
	app.route("/api/places", placeRoutes(tools));
	app.route("/api/conversations", openingRoutes(tools));
	app.route("/api/conversations", inConversations(tools));
	app.route("/api/escalations", escalationRoutes(tools));
	app.route("/api/sales", saleRoutes(tools));
	app.route("/api/sales", saleOrderRoutes(tools));
	app.route("/api/setup", setupRoutes(tools));
	app.route("/api/kit", kitRoutes(tools));
	app.route("/api/drills", drillsRoutes(tools));
	app.route("/p", payPageRoutes(tools));
	app.route("/d", drillPageRoutes(tools));
	app.route("/webhooks", webhookRoutes(tools));
	app.route("/", webPageRoutes(tools));
	serveOpenApi(app);
	app.notFound((c) => {
		// Whoever mistyped an address in a browser lands where they can go on.
		const isReader = c.req.method === "GET" && c.req.header("accept")?.includes("text/html") === true;
		if (isReader && !c.req.path.startsWith("/api/")) return c.redirect("/", 302);
		throw notFound();
	});
	app.onError((error, c) => {
		const locale = localeOf(c.req.header("accept-language"));
		if (error instanceof ApiError) {
			if (error.retryAfterS !== null) c.header("retry-after", String(error.retryAfterS));
			return c.json({ error: error.text[locale] }, error.status);
		}
		if (error instanceof HTTPException) return c.json({ error: BAD_REQUEST[locale] }, error.status);
		tools.log.error({ path: c.req.routePath, ...errorFacts(error) }, "request failed");
		return c.json({ error: OURS[locale] }, 500);
	});
	return app;
}

/** Below `/api/conversations/{id}`: each answers only to the conversation's own token. */
function inConversations(tools: HttpTools): OpenAPIHono<InConversation> {
	const app = conversationApp(tools.database);
	app.route("/", conversationRoutes(tools));
	app.route("/", batchRoutes(tools));
	app.route("/", fileRoutes(tools));
	app.route("/", unlockRoutes(tools));
	app.route("/", pairingRoutes(tools));
	app.route("/", saleLineRoutes(tools));
	app.route("/", booksRoutes(tools));
	return app;
}

const BAD_REQUEST = {
	en: "The request is not understood; nothing was taken.",
	zh: "无法理解该请求；未接收任何内容。",
	es: "No se entiende la solicitud; no se recibió nada.",
};
const OURS = {
	en: "Something of ours failed; nothing was taken. Try again in a minute.",
	zh: "我们这边出错，未接收任何内容。请一分钟后再试。",
	es: "Algo nuestro falló; no se recibió nada. Intente de nuevo en un minuto.",
};
