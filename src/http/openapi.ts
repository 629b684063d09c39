/** The document of the API, made of the schemas that validate. */

import type { OpenAPIHono } from "@hono/zod-openapi";

const INFO = {
	title: "Standin",
	version: "1",
	description:
		"Keeps a shop selling while its card terminal is down. Refusals are one sentence in the language of Accept-Language.",
};

const bearer = (description: string) => ({ type: "http", scheme: "bearer", description }) as const;

/** Adds `GET /openapi.json`, which tells of every route that `app` has by now. */
export function serveOpenApi(app: OpenAPIHono): void {
	const { openAPIRegistry: registry } = app;
	registry.registerComponent("securitySchemes", "cashier", bearer("The token of one conversation."));
	registry.registerComponent("securitySchemes", "operator", bearer("The operator's token, STANDIN_TOKEN."));
	registry.registerComponent("securitySchemes", "manager", bearer("A manager's or finance person's token."));
	registry.registerComponent("securitySchemes", "person", {
		type: "apiKey",
		in: "header",
		name: "X-Standin-Person",
		description: "The token of a manager's or finance person's personal link, or one that a PIN opened.",
	});
	const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: INFO });
	app.get("/openapi.json", (c) => c.json(document));
}
