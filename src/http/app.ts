/** The HTTP side: which address is answered by whom, and what every answer has in common. */

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { errorFacts, type Log } from "../log.ts";
import type { Database } from "../store/database.ts";
import { localeOf } from "../text.ts";
import { ApiError, notFound } from "./api-error.ts";
import { batchRoutes } from "./batches.ts";
import { conversationRoutes } from "./conversations.ts";
import { escalationRoutes } from "./escalations.ts";
import { payPageRoutes } from "./pay-page.ts";
import { saleRoutes } from "./sales.ts";
import { setupRoutes } from "./setup.ts";
import type { WakeUps } from "./wake-ups.ts";

export type HttpTools = {
	readonly database: Database;
	readonly wakeUps: WakeUps;
	/** Something was received: the runtime looks at once. */
	readonly nudge: () => void;
	readonly nowMs: () => number;
	readonly operatorToken: string;
	readonly publicUrl: string;
	readonly log: Log;
};

export function httpApp(tools: HttpTools): Hono {
	const app = new Hono();
	app.use(
		secureHeaders({
			contentSecurityPolicy: {
				defaultSrc: ["'none'"],
				styleSrc: ["'self'"],
				imgSrc: ["'self'", "data:"],
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
	app.get("/healthz", (c) => c.json({ ok: true }));
	app.get("/readyz", async (c) => {
		await tools.database.query("select 1");
		return c.json({ ok: true });
	});
	app.route("/api/conversations", conversationRoutes(tools));
	app.route("/api/conversations", batchRoutes(tools));
	app.route("/api/escalations", escalationRoutes(tools));
	app.route("/api/sales", saleRoutes(tools));
	app.route("/api/setup", setupRoutes(tools));
	app.route("/p", payPageRoutes(tools));
	app.notFound(() => {
		throw notFound();
	});
	app.onError((error, c) => {
		const locale = localeOf(c.req.header("accept-language"));
		if (error instanceof ApiError) return c.json({ error: error.text[locale] }, error.status);
		if (error instanceof HTTPException) return c.json({ error: BAD_REQUEST[locale] }, error.status);
		tools.log.error({ path: c.req.routePath, ...errorFacts(error) }, "request failed");
		return c.json({ error: OURS[locale] }, 500);
	});
	return app;
}

const BAD_REQUEST = { en: "The request is not understood; nothing was taken.", zh: "无法理解该请求；未接收任何内容。" };
const OURS = {
	en: "Something of ours failed; nothing was taken. Try again in a minute.",
	zh: "我们这边出错，未接收任何内容。请一分钟后再试。",
};
