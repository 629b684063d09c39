import { randomUUID } from "node:crypto";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { httpApp } from "../../src/http/app.ts";
import { PNG } from "../support/sample-files.ts";
import { type Answer, type Chat, openChat, type Server, startServer } from "./server.ts";
import { bakery, openBakery, PINS, type Shops, setUp } from "./shops.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Operation = {
	readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: JsonSchema }>> }>>;
};
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

let server: Server;
let shops: Shops;
let chat: Chat;
let validity: Awaited<ReturnType<Validator["validate"]>>;
/** With every reference put in. */
let document: Document;
beforeAll(async () => {
	server = await startServer();
	shops = await setUp(server, [bakery()]);
	chat = await openBakery(server);
	const validator = new Validator();
	validity = await validator.validate(JSON.parse((await server.ask("GET", "/openapi.json")).text));
	document = validator.resolveRefs() as unknown as Document;
});

test("the document is OpenAPI 3.1", async () => {
	expect(validity.errors).toBeUndefined();
	expect(validity.valid).toBe(true);
	expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Standin" } });
});

test("every route is in the document, and the document has no other", async () => {
	const rates = { wrongOnes: async (_c: unknown, next: () => Promise<void>) => next() };
	const tools = { database: {}, log: {}, assets: {}, providers: new Map(), rates };
	const app = httpApp(tools as unknown as Parameters<typeof httpApp>[0]);
	const routed = app.routes
		.filter(({ method }) => method !== "ALL")
		.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
	const told = Object.entries(document.paths).flatMap(([path, operations]) =>
		Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
	);
	expect(told.sort()).toEqual([...new Set(routed)].sort());
	expect(told.length).toBeGreaterThan(20);
});

/** What `path` answers with `status`, of `type`, as a check that takes no field more than the document has. */
function schemaOf(method: string, path: string, status: number, type = "application/json") {
	const content = document.paths[path]?.[method.toLowerCase()]?.responses[status]?.content;
	if (content === undefined) throw new Error(`the document has no ${status} of ${method} ${path}`);
	return z.fromJSONSchema(closed(content[type]!.schema));
}

function closed(schema: unknown): JsonSchema {
	return JSON.parse(JSON.stringify(schema), (_field, part) =>
		part !== null && typeof part === "object" && "properties" in part && part.additionalProperties === undefined
			? { ...part, additionalProperties: false }
			: part,
	);
}

type Asked = Parameters<Server["ask"]>[2];

async function fits(method: string, path: string, status: number, at: string, asked: Asked = {}): Promise<Answer> {
	const answer = await server.ask(method, at, asked);
	const what = `${method} ${at}: ${answer.text.slice(0, 300)}`;
	expect(answer.status, what).toBe(status);
	const checked = schemaOf(method, path, status).safeParse(JSON.parse(answer.text));
	expect(checked.error?.issues, what).toBeUndefined();
	return answer;
}

const CHAT = "/api/conversations/{id}";

test("what the server answers fits the document", async () => {
	const { path, token } = chat;
	await fits("GET", "/healthz", 200, "/healthz");
	await fits("GET", "/readyz", 200, "/readyz");
	for (const id of ["bakery-main", "bakery-1"])
		await fits("GET", "/api/places/{code}", 200, `/api/places/${shops.codes.get(id)}`);
	await fits("GET", "/api/places/{code}", 404, "/api/places/unknownCode1");
	await fits("POST", "/api/conversations", 201, "/api/conversations", { body: { store: shops.codes.get("bakery-1") } });
	await fits("POST", "/api/conversations", 404, "/api/conversations", { body: {} });
	await fits("GET", CHAT, 200, path, { token });
	await fits("GET", CHAT, 401, path);
	const message = { id: randomUUID(), text: "the terminal is down" };
	await fits("POST", `${CHAT}/messages`, 202, `${path}/messages`, { token, body: message });
	await fits("POST", `${CHAT}/messages`, 400, `${path}/messages`, { token, body: {} });
	await fits("POST", `${CHAT}/messages`, 413, `${path}/messages`, { token, body: "x".repeat(70_000) });
	const page = await chat.sell("12.50");
	await fits("GET", `${CHAT}/sales`, 200, `${path}/sales`, { token });
	await fits("GET", `${CHAT}/books`, 200, `${path}/books`, { token });
	const upload = `${path}/batches?id=${randomUUID()}&name=a.csv`;
	await fits("POST", `${CHAT}/batches`, 202, upload, { token, body: "dish,price\nsoup,4\n" });
	await fits("POST", `${CHAT}/batches`, 400, `${path}/batches`, { token, body: "dish" });
	const photo = `${path}/files?id=${randomUUID()}&name=a.png`;
	await fits("POST", `${CHAT}/files`, 202, photo, { token, body: PNG });
	await fits("POST", `${CHAT}/files`, 400, photo, { token, body: "<p>" });
	await fits("GET", `${CHAT}/files/{fileId}`, 404, `${path}/files/none`, { token });
	await fits("POST", `${CHAT}/unlock`, 200, `${path}/unlock`, { token, body: { pin: PINS.mara } });
	await fits("POST", `${CHAT}/unlock`, 403, `${path}/unlock`, { token, body: { pin: "000000" } });
	const headers = { "x-standin-person": shops.tokens.get("mara") ?? "" };
	await fits("GET", `${CHAT}/person`, 200, `${path}/person`, { token, headers });
	await fits("GET", `${CHAT}/person`, 401, `${path}/person`, { token });
	await fits("POST", `${CHAT}/closings`, 202, `${path}/closings`, { token, headers, body: { id: randomUUID() } });
	const confirm = `/api/sales/${page.split("/").at(-1)}/confirm`;
	await fits("POST", "/api/sales/{code}/confirm", 401, confirm);
	await fits("POST", "/api/sales/{code}/confirm", 202, confirm, { token: shops.tokens.get("mara") ?? null });
	await fits("GET", `${CHAT}/sales`, 200, `${path}/sales`, { token });
});

test("what the support desk and the setup are answered fits the document", async () => {
	const { path, token } = chat;
	await server.ask("POST", `${path}/messages`, { token, body: { id: randomUUID(), text: "person" } });
	const { text } = await chat.reply((reply) => /request [0-9a-z]{8} is on/.test(reply.text));
	await server.settle();
	const one = `/api/escalations/${/request ([0-9a-z]{8}) is on/.exec(text)?.[1]}`;
	const desk = { token: server.operatorToken };
	await fits("GET", "/api/setup/reliance", 200, "/api/setup/reliance", desk);
	await fits("GET", "/api/setup/reliance", 401, "/api/setup/reliance");
	const list = await fits("GET", "/api/escalations", 200, "/api/escalations", desk);
	expect(JSON.parse(list.text)).toHaveLength(1);
	await fits("GET", "/api/escalations/{id}", 200, one, desk);
	const act = (status: number, body: object) =>
		fits("POST", "/api/escalations/{id}/acts", status, `${one}/acts`, {
			...desk,
			body: { id: randomUUID(), by: "Mara", ...body },
		});
	await act(202, { kind: "reply", text: "Pull the plug" });
	await act(400, { kind: "reply" });
	await act(202, { kind: "snooze", minutes: 5 });
	await act(202, { kind: "resolve", cause: "network", note: "router restarted" });
	await server.settle();
	await fits("GET", "/api/escalations", 200, "/api/escalations", desk);
	await fits("GET", "/api/escalations/{id}", 200, one, desk);
	await fits("GET", "/api/escalations/{id}/timeline", 200, `${one}/timeline`, desk);
	await fits("GET", "/api/escalations/{id}/timeline", 400, `${one}/timeline?format=pdf`, desk);
	await act(202, { kind: "close" });
	await server.settle();
	await act(409, { kind: "claim" });
	await fits("POST", "/api/setup", 200, "/api/setup", { ...desk, body: { merchants: [bakery()] } });
	await fits("POST", "/api/setup", 400, "/api/setup", { ...desk, body: { merchants: [] } });
});

test("every line of a conversation fits the document", async () => {
	const own = await openChat(server, "bakery-main");
	await own.sell("45");
	const tell = (body: object) => server.ask("POST", `${own.path}/messages`, { token: own.token, body });
	await tell({ id: randomUUID(), of: 1, choice: "sales" });
	await tell({ id: randomUUID(), locale: "zh" });
	await server.settle();
	const { seq } = JSON.parse((await server.ask("GET", own.path, { token: own.token })).text);
	const lines = await own.stream(seq);
	const schema = schemaOf("GET", `${CHAT}/events`, 200, "text/event-stream");
	for (const line of lines) expect(schema.safeParse(line).error?.issues, JSON.stringify(line)).toBeUndefined();
	const heard = lines.flatMap((line) => (line.direction === "in" ? [line.body.kind] : []));
	expect(heard).toEqual(["message", "message", "choice", "language"]);
});

test("what fits the document is taken, and its refusal names the field at fault", async () => {
	const answer = await server.ask("POST", `${chat.path}/messages`, {
		token: chat.token,
		body: { id: "short", text: "x" },
	});
	expect(answer.text).toContain("(id: 8 to 64 letters, digits, dashes and underscores)");
	const none = await server.ask("POST", `${chat.path}/messages`, { token: chat.token, body: { id: randomUUID() } });
	expect(none.text).toContain("(id and text of 1 to 4000 characters, or id, of and choice, or id and locale)");
	const place = await server.ask("POST", "/api/conversations", { body: { store: "x", locale: "xx" } });
	expect(place.text).toContain("(locale: ");
});
