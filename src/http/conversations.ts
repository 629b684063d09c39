/** Opening a conversation, speaking in it, listening to it. */

import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { webInbox } from "../bots/web/inbox.ts";
import { readMessage } from "../bots/web/receive.ts";
import { renderLine } from "../bots/web/render.ts";
import { BASE58, draw } from "../chance.ts";
import { TEXT_LIMIT_CHARACTERS } from "../helpdesk/message.ts";
import { receive, receiveFromOutside } from "../runtime/receive.ts";
import { addConversation, lastPlace, readLines } from "../store/conversation.ts";
import { findAddress, listStores } from "../store/shop.ts";
import { hashToken, newToken } from "../store/token.ts";
import { LOCALES } from "../text.ts";
import { ApiError, notFound, notUnderstood } from "./api-error.ts";
import type { HttpTools } from "./app.ts";
import { limitMessage, readJson } from "./json-body.ts";
import { hasToken, requireConversation, requireOperator } from "./who.ts";

const LINES_LIMIT = 200;
/** A silent stream says something now and then, so that what stands between does not cut it; it looks again, too. */
const HEARTBEAT_MS = 10_000;

const openBody = z.strictObject({
	/** The code of a store's sticker; an operator may name the store by its id, or leave it out where there is only one. */
	store: z.string().min(1).max(100).optional(),
	locale: z.enum(LOCALES).default("en"),
	platform: z.enum(["web", "console"]).default("web"),
});

export function conversationRoutes(tools: HttpTools): Hono {
	const { database, nowMs } = tools;
	const routes = new Hono();

	routes.post("/", limitMessage, async (c) => {
		const body = openBody.safeParse(await readJson(c));
		if (!body.success) throw notUnderstood("store, locale, platform");
		const { locale, platform } = body.data;
		const isOperator = hasToken(c);
		if (isOperator) requireOperator(c, tools.operatorToken);
		const store = isOperator
			? await storeForOperator(tools, body.data.store)
			: await storeByCode(tools, body.data.store);
		const token = newToken();
		const id = draw(newToken(), "conversation", 16, BASE58);
		const { merchantId, storeId } = store;
		await database.transaction(async (tx) => {
			await addConversation(tx, { merchantId, id, storeId, platform, tokenHash: hashToken(token) });
			const opened = { kind: "opened", id, storeId, platform, locale };
			await receive(tx, { merchantId, to: `conversation/${id}`, key: `opened ${id}`, event: opened }, nowMs());
		});
		tools.nudge();
		return c.json({ id, token }, 201);
	});

	routes.get("/:id", async (c) => {
		const { merchantId, id } = await requireConversation(c, database);
		return c.json({ id, seq: await lastPlace(database, merchantId, id) });
	});

	routes.post("/:id/messages", limitMessage, async (c) => {
		const conversation = await requireConversation(c, database);
		const message = readMessage(await readJson(c));
		if (message === null)
			throw notUnderstood(`id and text of 1 to ${TEXT_LIMIT_CHARACTERS} characters, or id, of and choice`);
		const store = webInbox(
			(envelope) => receiveFromOutside(database, envelope, nowMs()),
			conversation.merchantId,
			conversation.id,
		);
		const isNew = await store(message);
		tools.nudge();
		return c.json({ stored: true, again: !isNew }, 202);
	});

	routes.get("/:id/events", async (c) => {
		const conversation = await requireConversation(c, database);
		let after = placeOf(c.req.header("last-event-id") ?? c.req.query("after"));
		return streamSSE(c, async (stream) => {
			const gone = new AbortController();
			stream.onAbort(() => gone.abort());
			while (!gone.signal.aborted) {
				// Waiting begins before reading: what is said in between wakes it.
				const news = tools.wakeUps.next(conversation.id, HEARTBEAT_MS, gone.signal);
				const lines = await readLines(database, conversation.merchantId, conversation.id, after, LINES_LIMIT);
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

type StoreKey = { readonly merchantId: string; readonly storeId: string };

async function storeByCode({ database }: HttpTools, code: string | undefined): Promise<StoreKey> {
	const target = code === undefined ? null : await findAddress(database, code);
	if (target?.kind !== "store") throw notFound();
	return { merchantId: target.merchantId, storeId: target.targetId };
}

async function storeForOperator({ database }: HttpTools, name: string | undefined): Promise<StoreKey> {
	const stores = await listStores(database, 1_000);
	const fitting = stores.filter(({ merchantId, storeId, code }) =>
		name === undefined ? true : [storeId, code, `${merchantId}/${storeId}`].includes(name),
	);
	const [store] = fitting;
	if (store !== undefined && fitting.length === 1) return store;
	const names = stores.slice(0, 10).map(({ merchantId, storeId }) => `${merchantId}/${storeId}`);
	const known = names.join(", ") || "none yet: run `standin setup shops.yaml`";
	throw new ApiError(400, {
		en: `Name one store with --store: ${known}.`,
		zh: `请用 --store 指定一个门店：${known}。`,
	});
}
