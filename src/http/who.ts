/** Who asks: the operator, a cashier in a conversation, a person of the shop. Checked on the server, for every request. */

import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { findConversation, type OpenConversation } from "../store/conversation.ts";
import type { Database } from "../store/database.ts";
import { type Decider, mayDecide, readPeople } from "../store/person.ts";
import { hashToken, tokenMatches } from "../store/token.ts";
import { findUnlock } from "../store/unlock.ts";
import { type ApiError, notTheOperator, notYours } from "./api-error.ts";
import { routeApp } from "./route.ts";

const TOKEN_LIMIT_CHARACTERS = 200;

/** Any printable ASCII: an operator's token is the operator's own choice. */
function bearer(c: Context, refusal: () => ApiError = notYours): string {
	const token = /^Bearer ([!-~]{10,200})$/.exec(c.req.header("authorization") ?? "")?.[1];
	if (token === undefined) throw refusal();
	return token;
}

/** Throws unless the request carries the operator's token. */
export function requireOperator(c: Context, operatorToken: string): void {
	if (!tokenMatches(bearer(c, notTheOperator), hashToken(operatorToken))) throw notTheOperator();
}

/** Before routes that are the operator's alone. */
export const operatorOnly =
	(operatorToken: string): MiddlewareHandler =>
	async (c, next) => {
		requireOperator(c, operatorToken);
		await next();
	};

export const hasToken = (c: Context): boolean => c.req.header("authorization") !== undefined;

/** What a route below `/api/conversations/{id}` knows before it begins. */
export type InConversation = { readonly Variables: { readonly conversation: OpenConversation } };

/** An app for routes below `/api/conversations/{id}`: each answers only to the conversation's own token. */
export function conversationApp(database: Database): OpenAPIHono<InConversation> {
	const routes = routeApp<InConversation>();
	routes.use("/:id/*", async (c, next) => {
		c.set("conversation", await requireConversation(c, database));
		await next();
	});
	return routes;
}

/** The conversation of the request's path, when its own token came along. */
async function requireConversation(c: Context, database: Database): Promise<OpenConversation> {
	const token = bearer(c);
	const found = await findConversation(database, c.req.param("id") ?? "");
	// The same work and the same answer for a conversation that is not there: its existence is nobody's business.
	if (!tokenMatches(token, found?.tokenHash ?? "") || found === null || found.isExpired) throw notYours();
	return found;
}

/** The manager or finance person who decides in a conversation: by their personal token, or by one that a PIN opened in it. */
export async function requireDecider(c: Context, database: Database, conversation: OpenConversation): Promise<Decider> {
	const token = c.req.header("x-standin-person") ?? "";
	if (token.length > TOKEN_LIMIT_CHARACTERS) throw notYours();
	return requirePerson(database, token, conversation.merchantId, (id) => id === conversation.id);
}

/** As `requireDecider`, where no conversation is in the path: their token is the request's own. */
export async function requireDeciderOf(c: Context, database: Database, merchantId: string): Promise<Decider> {
	return requirePerson(database, bearer(c), merchantId, () => true);
}

/** The same answer for a token that is unknown, over, of another merchant, or of somebody who decides nothing. */
async function requirePerson(
	database: Database,
	token: string,
	merchantId: string,
	isOpenIn: (conversationId: string) => boolean,
): Promise<Decider> {
	const people = await readPeople(database, merchantId);
	const unlocked = await findUnlock(database, merchantId, token);
	const [person] = people.filter(
		({ id, tokenHash }) =>
			tokenMatches(token, tokenHash) ||
			(unlocked !== null && unlocked.personId === id && isOpenIn(unlocked.conversationId)),
	);
	if (person === undefined || !mayDecide(person)) throw notYours();
	return person;
}
