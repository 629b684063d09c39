/** The document of the API, made of the schemas that validate, and of what it says of pages and files. */

import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { answer, refusals } from "./route.ts";

const INFO = {
	title: "Standin",
	version: "1",
	description:
		"Keeps a shop selling while its card terminal is down. Refusals are one sentence in the language of Accept-Language.",
};

const bearer = (description: string) => ({ type: "http", scheme: "bearer", description }) as const;

const documentRoute = createRoute({
	method: "get",
	path: "/openapi.json",
	tags: ["server"],
	summary: "This document",
	responses: { 200: answer("OpenAPI 3.1.", z.looseObject({ openapi: z.string() })) },
});

const code = z.object({ code: z.string() });
const page = (description: string) => ({ description, content: { "text/html": { schema: z.string() } } });

/** Routes that no schema validates: what people open in a browser. */
const PAGES = [
	createRoute({
		method: "get",
		path: "/",
		summary: "The web chat; of the only store, where there is but one",
		responses: { 200: page("The page."), 302: { description: "To the only store." } },
	}),
	createRoute({
		method: "get",
		path: "/s/{code}",
		summary: "The web chat of a sticker",
		request: { params: code },
		responses: { 200: page("The page."), 404: page("The page, which says that there is no such store.") },
	}),
	createRoute({
		method: "get",
		path: "/assets/{name}",
		summary: "A script, style or picture of the web chat; its name changes with its content",
		request: { params: z.object({ name: z.string() }) },
		responses: { 200: { description: "The file." }, 404: { description: "There is none." } },
	}),
	createRoute({
		method: "get",
		path: "/p/{code}",
		summary: "The customer's page of a payment",
		request: { params: code },
		responses: {
			200: page("The page."),
			303: { description: "To the sale's newest payment." },
			404: page("There is no such payment."),
		},
	}),
	createRoute({
		method: "post",
		path: "/p/{code}",
		summary: "The customer says that they have paid; on a practice page, pays",
		request: { params: code },
		responses: { 303: { description: "Look at the page anew." }, ...refusals(404, 429) },
	}),
	createRoute({
		method: "get",
		path: "/p/{code}/checkout",
		summary: "To the provider's page, where the customer pays by card",
		request: { params: code },
		responses: { 303: { description: "To it, or back to the payment's page." }, ...refusals(404) },
	}),
	createRoute({
		method: "post",
		path: "/p/{code}/rails/{rail}",
		summary: "The customer chooses another way to pay",
		request: { params: code.extend({ rail: z.string() }) },
		responses: { 303: { description: "To the page of the payment on that rail." }, ...refusals(404, 429) },
	}),
	createRoute({
		method: "get",
		path: "/d/{code}",
		summary: "The practice page of a drill; nothing on it is money",
		request: { params: code },
		responses: { 200: page("The page."), 404: page("There is no such drill.") },
	}),
	createRoute({
		method: "post",
		path: "/d/{code}",
		summary: "Ends the drill",
		request: { params: code },
		responses: { 303: { description: "Look at the page anew." }, ...refusals(404, 429) },
	}),
	createRoute({
		method: "get",
		path: "/p/live.js",
		summary: "What keeps the customer's page up to date",
		responses: { 200: { description: "The script.", content: { "text/javascript": { schema: z.string() } } } },
	}),
	createRoute({
		method: "get",
		path: "/p/style.css",
		summary: "How the customer's page looks",
		responses: { 200: { description: "The style.", content: { "text/css": { schema: z.string() } } } },
	}),
	createRoute({
		method: "post",
		path: "/webhooks/{provider}",
		summary: "A provider says that something happened; the sale asks the provider itself",
		request: { params: z.object({ provider: z.string() }) },
		responses: {
			200: { description: "Stored; what the provider wants to hear." },
			...refusals(400, 404, 413),
		},
	}),
	createRoute({
		method: "post",
		path: "/webhooks/slack",
		summary: "Events, commands and pressed buttons of Slack, where it calls over HTTP",
		request: { headers: z.object({ "x-slack-signature": z.string(), "x-slack-request-timestamp": z.string() }) },
		responses: { 200: { description: "Stored." }, ...refusals(401, 404, 413) },
	}),
];

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
	for (const route of PAGES) registry.registerPath({ ...route, tags: ["page"] });
	registry.registerPath(documentRoute);
	const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: INFO });
	app.get("/openapi.json", (c) => c.json(document));
}
