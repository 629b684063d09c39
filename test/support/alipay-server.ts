/** A small server that speaks as Alipay's gateway does, for what we use of it: orders to scan, signed notifications, faults on demand. */

import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { AlipaySettings } from "../../src/fallback/rails/alipay.ts";
import { type AlipayOrder, type Answer, answer } from "./alipay-orders.ts";
import { APP_ID, newSigner, signable } from "./alipay-signing.ts";

/**
 * What goes wrong with the next call. It is done, and not heard: `lost` closes the connection, `held` never answers. It
 * is not done: `reset`, `rate-limited` (429), `called-too-often` (in Alipay's words), `broken` (500), `busy` (20000),
 * `portal` (a captive portal's page with 200), `endless` (a page that never ends), `proxy` (JSON that is not Alipay's), `refused`. Done, but the answer is not
 * to be believed: `unsigned`, `forged`, `changed` (after it was signed), `replayed` (of another order).
 */
export type Fault =
	| "lost"
	| "held"
	| "reset"
	| "rate-limited"
	| "called-too-often"
	| "broken"
	| "busy"
	| "portal"
	| "endless"
	| "proxy"
	| "refused"
	| "unsigned"
	| "forged"
	| "changed"
	| "replayed";

type Call = { readonly method: string; readonly timestamp: string; readonly content: unknown };

export type AlipayServer = {
	readonly settings: AlipaySettings;
	readonly calls: readonly Call[];
	readonly orders: ReadonlyMap<string, AlipayOrder>;
	/** Notifications in the order they came to be; none is delivered by itself. */
	readonly notices: readonly string[];
	/** The next calls fail so, one after the other. */
	fail(...faults: readonly Fault[]): void;
	/** As `fail`, for calls that place an order only. */
	failPlacing(...faults: readonly Fault[]): void;
	/** A customer scans the code and is asked to pay; false when Alipay does not let them. */
	scan(qrCode: string): boolean;
	/** A customer scans, and pays. */
	pay(qrCode: string): boolean;
	change(number: string, change: Partial<AlipayOrder>): void;
	/** A notification about an order, signed; `change` before it is signed. */
	notice(number: string, change?: Readonly<Record<string, string>>, how?: Noticed): string;
	/** How far Alipay's clock is ahead of ours. */
	readonly clock: { aheadMs: number };
	/** How many pages of endless answers went out. */
	readonly sent: { pages: number };
	close(): Promise<void>;
};
type Noticed = { readonly isForged?: boolean; readonly algorithm?: "RSA-SHA256" | "RSA-SHA1" };

const PAGE = Buffer.alloc(16 * 1024, "<p>");

/** Until nobody reads them any more. */
function* pages(sent: { pages: number }): Generator<Buffer> {
	for (;;) {
		sent.pages++;
		yield PAGE;
	}
}

export async function startAlipay(): Promise<AlipayServer> {
	const signer = newSigner();
	const orders = new Map<string, AlipayOrder>();
	const notices: string[] = [];
	const calls: Call[] = [];
	const faults: Fault[] = [];
	const placingFaults: Fault[] = [];
	const clock = { aheadMs: 0 };
	const sent = { pages: 0 };
	const nowMs = () => Date.now() + clock.aheadMs;

	const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		let body = "";
		for await (const chunk of request) body += chunk;
		const query = new URL(request.url ?? "", "http://alipay.test").searchParams;
		const fields = new Map([...query, ...new URLSearchParams(body)]);
		const method = fields.get("method") ?? "";
		const isPlacing = method === "alipay.trade.precreate";
		const fault = (isPlacing ? placingFaults.shift() : undefined) ?? faults.shift();
		const send = (status: number, text: string, type = "text/html") => {
			response.writeHead(status, { "content-type": `${type};charset=utf-8` }).end(text);
		};
		if (fault === "reset") return void request.socket.destroy();
		if (fault === "rate-limited") return send(429, "slow down");
		if (fault === "broken") return send(500, "oops");
		if (fault === "portal") return send(200, "<html>Welcome to our Wi-Fi</html>");
		if (fault === "endless") return void Readable.from(pages(sent)).pipe(response.writeHead(200));
		if (fault === "proxy") return send(200, '{"message":"no such host"}', "application/json");
		if (fields.get("app_id") !== APP_ID) return send(200, unsigned("isv.invalid-app-id"));
		if (!signer.isMerchants(fields)) return send(200, unsigned("isv.invalid-signature"));
		const content: unknown = JSON.parse(fields.get("biz_content") ?? "null");
		calls.push({ method, timestamp: fields.get("timestamp") ?? "", content });
		const said = PRETENDED.get(fault ?? "") ?? answer(orders, method, content, fields.get("notify_url") ?? "", nowMs());
		if (fault === "lost") return void request.socket.destroy();
		if (fault === "held") return;
		send(200, signed(method, said, fault));
	};

	const signed = (method: string, said: Answer, fault: Fault | undefined): string => {
		const told = fault === "replayed" ? { ...said, out_trade_no: "another_order" } : said;
		const text = JSON.stringify(told);
		const sign = fault === "unsigned" ? "" : `,"sign":"${signer.sign(text, fault === "forged")}"`;
		const written = fault === "changed" ? text.replace('"msg":"', '"msg":" ') : text;
		return `{"${method.replaceAll(".", "_")}_response":${written}${sign}}`;
	};

	const notice: AlipayServer["notice"] = (number, change = {}, { isForged = false, algorithm } = {}) => {
		const { out_trade_no, total_amount, trade_status, subject } = orders.get(number)!;
		const about = { out_trade_no, total_amount, trade_status, subject, notify_type: "trade_status_sync" };
		const own = { app_id: APP_ID, charset: "utf-8", version: "1.0", notify_id: randomUUID().replaceAll("-", "") };
		const fields = new Map(
			Object.entries({ ...about, ...own, buyer_logon_id: "a b+c%@x", sign_type: "RSA2", ...change }),
		);
		const sign = signer.sign(signable(fields, ["sign", "sign_type"]), isForged, algorithm);
		return new URLSearchParams([...fields, ["sign", sign]]).toString();
	};

	const move = (qrCode: string, change: Partial<AlipayOrder>): boolean => {
		const order = [...orders.values()].find((one) => one.qrCode === qrCode);
		if (order === undefined || order.trade_status !== "WAIT_BUYER_PAY" || order.endsAtMs <= nowMs()) return false;
		orders.set(order.out_trade_no, { ...order, isScanned: true, ...change });
		notices.push(notice(order.out_trade_no));
		return true;
	};

	const server = createServer((request, response) => void handle(request, response));
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	const gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway.do`;
	return {
		settings: { ...signer.settings, gateway },
		calls,
		orders,
		notices,
		clock,
		sent,
		fail: (...next) => void faults.push(...next),
		failPlacing: (...next) => void placingFaults.push(...next),
		scan: (qrCode) => move(qrCode, {}),
		pay: (qrCode) => move(qrCode, { trade_status: "TRADE_SUCCESS" }),
		change: (number, change) => void orders.set(number, { ...orders.get(number)!, ...change }),
		notice,
		close: () =>
			new Promise((closed) => {
				server.close(() => closed());
				server.closeAllConnections();
			}),
	};
}

const PRETENDED: ReadonlyMap<string, Answer> = new Map([
	["called-too-often", { code: "40005", msg: "Call Limited", sub_code: "isv.call-limited" }],
	["busy", { code: "20000", msg: "Service Currently Unavailable", sub_code: "isp.unknow-error" }],
	["refused", { code: "40006", msg: "Insufficient Permissions", sub_code: "isv.insufficient-isv-permissions" }],
]);

/** Refusals of the gateway itself bear no signature. */
const unsigned = (sub_code: string): string =>
	JSON.stringify({ error_response: { code: "40002", msg: "Invalid Arguments", sub_code } });
