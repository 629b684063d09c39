/** A small server that speaks as Stripe does, for what we use of it: checkout sessions, the hosted page, signed webhooks, and faults on demand. */

import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { readForm } from "./stripe-form.ts";
import { listed, newRefund, REFUND_KEY, refusedKey, type StripeRefund } from "./stripe-refunds.ts";
import {
	atMoment,
	ended,
	handedIn,
	intentOf,
	linkSession,
	newSession,
	notFound,
	notOpen,
	paid,
	type Refused,
	type Session,
} from "./stripe-sessions.ts";

export const SECRET_KEY = "sk_test_standin_tests";
export const WEBHOOK_SECRET = "whsec_standin_tests";

/**
 * What goes wrong with the next call. It is done, and not heard: `lost` closes the connection, `held` never answers. It
 * is not done: `reset` closes the connection before, `portal` is a captive portal's page with 200, `proxy` JSON without
 * `error`, `gateway` JSON with an `error` that is not Stripe's, `broken` a 500 that is kept under its key, `busy` a key
 * in use at this moment. Done, but `elsewhere`: a session whose page is not Stripe's.
 */
export type Fault =
	| "lost"
	| "held"
	| "reset"
	| "rate-limited"
	| "broken"
	| "portal"
	| "proxy"
	| "gateway"
	| "busy"
	| "refused"
	| "elsewhere";

export type Call = {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	/** As it came over the wire. */
	readonly body: string;
	readonly key: string | undefined;
	readonly version: string | undefined;
	readonly account: string | undefined;
};
type Answer = { readonly status: number; readonly body: object; readonly headers?: Readonly<Record<string, string>> };
export type Webhook = { readonly body: string; readonly signature: string };

export type StripeServer = {
	readonly url: string;
	readonly calls: readonly Call[];
	readonly sessions: ReadonlyMap<string, Session>;
	readonly refunds: ReadonlyMap<string, StripeRefund>;
	/** Webhooks in the order they came to be; none is delivered by itself. */
	readonly webhooks: readonly Webhook[];
	/** The next calls of the API fail so, one after the other. */
	fail(...faults: readonly Fault[]): void;
	/** As `fail`, for calls that make a session only. */
	failMaking(...faults: readonly Fault[]): void;
	/** A customer pays over a payment link of the account. Gives the session's id. */
	payLink(reference: string, minor: number, isHandedIn?: boolean): string;
	/** The customer's bank says what becomes of a session that was handed in. */
	answerBank(id: string, answer: "succeeded" | "failed"): void;
	/** Another amount, another currency: what no session of ours says. */
	change(id: string, change: Partial<Session>): void;
	/** As `fail`, for calls about refunds only. */
	failRefunding(...faults: readonly Fault[]): void;
	/** What new refunds are at first. */
	readonly bank: { refunds: StripeRefund["status"] };
	/** What becomes of a refund later: Stripe tells. */
	settleRefund(id: string, status: StripeRefund["status"]): void;
	/** As `fail`, for calls about a payment only. */
	failIntents(...faults: readonly Fault[]): void;
	/** Stripe's own time. */
	readonly clock: { nowMs: number };
	close(): Promise<void>;
};

export async function startStripe(): Promise<StripeServer> {
	const stripe = new Stripe(SECRET_KEY);
	const calls: Call[] = [];
	const sessions = new Map<string, Session>();
	const refunds = new Map<string, StripeRefund>();
	const kept = new Map<string, { readonly body: string; readonly answer: Answer }>();
	const webhooks: Webhook[] = [];
	const refusedByBank = new Set<string>();
	const faults: Fault[] = [];
	const makingFaults: Fault[] = [];
	const intentFaults: Fault[] = [];
	const refundFaults: Fault[] = [];
	let current: Fault | undefined;
	const clock = { nowMs: Date.now() };
	let url = "";

	const hook = (type: string, object: object) => {
		const id = `evt_${randomBytes(12).toString("hex")}`;
		const created = Math.floor(Date.now() / 1_000);
		const event = { id, object: "event", api_version: Stripe.API_VERSION, created, type, data: { object } };
		const body = JSON.stringify({ ...event, livemode: false, pending_webhooks: 1 }, null, 2);
		webhooks.push({ body, signature: sign(stripe, body, created) });
	};

	const create = (body: string): Answer => {
		const id = `cs_test_${randomBytes(12).toString("hex")}`;
		const page = current === "elsewhere" ? "https://evil.example" : url;
		const session = newSession(readForm(body), id, `${page}/c/pay/${id}`, clock.nowMs);
		if ("error" in session) return refusal(session);
		sessions.set(id, session);
		return { status: 200, body: session };
	};

	const bank: StripeServer["bank"] = { refunds: "succeeded" };
	const refund = (body: string): Answer => {
		const made = newRefund(body, sessions.values(), refunds, bank.refunds);
		if ("error" in made) return refusal(made);
		refunds.set(made.id, made);
		hook("refund.created", made);
		return { status: 200, body: made };
	};

	/** The same key is the same act: answered from what was kept, refusals of other content and 500s included. */
	const once = (call: Call, make = create): Answer => {
		const before = call.key === undefined ? undefined : kept.get(call.key);
		if (before !== undefined && before.body !== call.body) {
			const message =
				"Keys for idempotent requests can only be used with the same parameters they were first used with.";
			return refusal({ status: 400, error: { type: "idempotency_error", message } });
		}
		if (before !== undefined) return { ...before.answer, headers: { "idempotent-replayed": "true" } };
		const answer = current === "broken" ? BROKEN : make(call.body);
		if (call.key !== undefined) kept.set(call.key, { body: call.body, answer });
		return answer;
	};

	const read = (id: string): Session | Refused => {
		const session = sessions.get(id);
		if (session === undefined) return notFound(id);
		const now = atMoment(session, clock.nowMs);
		sessions.set(id, now);
		return now;
	};

	const api = (call: Call): Answer => {
		if (call.path === "/v1/refunds" && call.method === "POST") return once(call, refund);
		if (call.path === "/v1/refunds") {
			const data = listed(refunds, call.query.get("payment_intent") ?? "");
			return { status: 200, body: { object: "list", data, has_more: false, url: "/v1/refunds" } };
		}
		if (call.path.startsWith("/v1/refunds/")) return refusal(notFound(call.path));
		const [, intentId] = /^\/v1\/payment_intents\/(\w+)$/.exec(call.path) ?? [];
		if (intentId !== undefined) {
			const paying = [...sessions.values()].find(({ payment_intent }) => payment_intent === intentId);
			if (paying === undefined || call.method !== "GET") return refusal(notFound(intentId));
			return { status: 200, body: intentOf(paying, refusedByBank.has(paying.id)) };
		}
		const [, id = "", act = ""] = /^\/v1\/checkout\/sessions(?:\/(\w+))?(?:\/(\w+))?$/.exec(call.path) ?? [];
		if (call.method === "POST" && id === "" && call.path === "/v1/checkout/sessions") return once(call);
		const session = read(id);
		if ("error" in session) return refusal(session);
		if (call.method === "GET" && act === "") return { status: 200, body: session };
		if (call.method !== "POST" || act !== "expire") return refusal(notFound(call.path));
		if (session.status !== "open") return refusal(notOpen());
		sessions.set(id, ended(session));
		hook("checkout.session.expired", ended(session));
		return { status: 200, body: ended(session) };
	};

	/** The page a customer sees at Stripe: pay, or have the card declined and try again. */
	const page = (method: string, path: string, response: ServerResponse): void => {
		const [, id = "", act = ""] = /^\/c\/pay\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
		const session = read(id);
		if ("error" in session || session.status !== "open") {
			response.writeHead(410, HTML).end("<p>This checkout session is over.</p>");
		} else if (method === "POST" && act === "pay") {
			sessions.set(id, paid(session));
			hook("checkout.session.completed", paid(session));
			response.writeHead(303, { location: session.success_url }).end();
		} else if (method === "POST" && act === "handin") {
			sessions.set(id, handedIn(session));
			hook("checkout.session.completed", handedIn(session));
			response.writeHead(303, { location: session.success_url }).end();
		} else if (method === "POST" && act === "decline") {
			hook("payment_intent.payment_failed", { id: "pi_declined", object: "payment_intent" });
			response.writeHead(200, HTML).end("<p>Your card was declined.</p>");
		} else {
			const form = (name: string) => `<form method="post" action="${id}/${name}"><button>${name}</button></form>`;
			response
				.writeHead(200, HTML)
				.end(`<h1>${session.amount_total} ${session.currency}</h1>${form("pay")}${form("decline")}`);
		}
	};

	const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const path = request.url ?? "";
		if (!path.startsWith("/v1/")) return page(request.method ?? "", path, response);
		const call = await readCall(request);
		calls.push(call);
		const isRefunding = path.startsWith("/v1/refunds");
		const key = request.headers.authorization?.slice("Bearer ".length);
		if (isRefunding !== (key === REFUND_KEY) && (key === REFUND_KEY || key === SECRET_KEY))
			return send(response, refusal(refusedKey(isRefunding ? "rak_refund_write" : "rak_checkout_session_read")));
		if (key !== SECRET_KEY && key !== REFUND_KEY) {
			return send(
				response,
				refusal({ status: 401, error: { type: "invalid_request_error", message: "Invalid API Key" } }),
			);
		}
		const isMaking = call.method === "POST" && path === "/v1/checkout/sessions";
		const ofKind = isMaking
			? makingFaults
			: path.startsWith("/v1/payment_intents")
				? intentFaults
				: isRefunding
					? refundFaults
					: [];
		const fault = ofKind.shift() ?? faults.shift();
		current = fault;
		if (fault === "reset") void request.socket.destroy();
		else if (fault === "portal") response.writeHead(200, HTML).end("<h1>Welcome to the station's Wi-Fi</h1>");
		else if (fault === "proxy") send(response, { status: 404, body: { message: "no route" } });
		else if (fault === "gateway") send(response, { status: 404, body: { error: "no route" } });
		else if (fault === "busy") send(response, refusal(IN_USE));
		else if (fault === "rate-limited") send(response, SLOWER);
		else if (fault === "refused")
			send(response, refusal({ status: 400, error: { type: "invalid_request_error", message: "No." } }));
		else {
			const answer = fault === "broken" && call.method === "GET" ? BROKEN : api(call);
			if (fault === "lost") request.socket.destroy();
			else if (fault !== "held") send(response, answer);
		}
	};

	const server = createServer((request, response) => void serve(request, response));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		calls,
		sessions,
		webhooks,
		clock,
		fail: (...more) => void faults.push(...more),
		failMaking: (...more) => void makingFaults.push(...more),
		refunds,
		bank,
		failRefunding: (...more) => void refundFaults.push(...more),
		settleRefund: (id, status) => {
			const settled = { ...(refunds.get(id) as StripeRefund), status };
			refunds.set(id, settled);
			hook(status === "failed" ? "refund.failed" : "refund.updated", settled);
		},
		failIntents: (...more) => void intentFaults.push(...more),
		payLink: (reference, minor, isHandedIn = false) => {
			const id = `cs_test_${randomBytes(12).toString("hex")}`;
			const session = linkSession(id, reference, minor, clock.nowMs);
			sessions.set(id, isHandedIn ? handedIn(session) : session);
			hook("checkout.session.completed", sessions.get(id) as Session);
			return id;
		},
		answerBank: (id, answer) => {
			const session = sessions.get(id) as Session;
			if (answer === "failed") refusedByBank.add(id);
			else sessions.set(id, { ...session, payment_status: "paid" });
			hook(`checkout.session.async_payment_${answer}`, sessions.get(id) as Session);
		},
		change: (id, change) => void sessions.set(id, { ...(sessions.get(id) as Session), ...change }),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const HTML = { "content-type": "text/html" };
const BROKEN: Answer = { status: 500, body: { error: { type: "api_error", message: "Something went wrong." } } };
const IN_USE: Refused = {
	status: 409,
	error: { type: "idempotency_error", code: "idempotency_key_in_use", message: "Another request uses this key." },
};
const SLOWER: Answer = {
	status: 429,
	body: { error: { type: "invalid_request_error", code: "rate_limit", message: "Too many requests" } },
	headers: { "retry-after": "3" },
};

const refusal = ({ status, error }: Refused): Answer => ({ status, body: { error } });

const send = (response: ServerResponse, { status, body, headers }: Answer): void =>
	void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

/** The header that comes with a webhook; by default signed now and with the right secret. */
export const sign = (
	stripe: Pick<Stripe, "webhooks">,
	payload: string,
	timestamp: number,
	secret = WEBHOOK_SECRET,
): string => stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });

async function readCall(request: IncomingMessage): Promise<Call> {
	let body = "";
	for await (const chunk of request) body += String(chunk);
	const header = (name: string) => request.headers[name] as string | undefined;
	return {
		method: request.method ?? "",
		path: new URL(request.url ?? "", "http://x").pathname,
		query: new URL(request.url ?? "", "http://x").searchParams,
		body,
		key: header("idempotency-key"),
		version: header("stripe-version"),
		account: header("stripe-account"),
	};
}
