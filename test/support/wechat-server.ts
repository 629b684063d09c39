/** A small server that speaks as WeChat Pay does (APIv3), for what we use of it: Native orders, signed notifications, faults on demand. */

import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WechatSettings } from "../../src/fallback/rails/wechat.ts";
import type { Fault } from "./wechat-faults.ts";
import { closed, MCH_ID, NO_ORDER, placed, type Refusal, told, type WechatOrder } from "./wechat-orders.ts";
import { refunded, toldRefund, type WechatRefund } from "./wechat-refunds.ts";
import { encrypted, newSigner, type Signing, TOLERANCE_S } from "./wechat-signing.ts";

type Call = { readonly method: string; readonly path: string; readonly body: string };
type Answer = { readonly status: number; readonly body: string };
export type SentNotice = { readonly body: string; readonly headers: Readonly<Record<string, string>> };

export type WechatServer = {
	readonly settings: WechatSettings;
	readonly calls: readonly Call[];
	readonly orders: ReadonlyMap<string, WechatOrder>;
	readonly refunds: ReadonlyMap<string, WechatRefund>;
	/** Notifications in the order they came to be; none is delivered by itself. */
	readonly notices: readonly SentNotice[];
	/** The next calls fail so, one after the other. */
	fail(...faults: readonly Fault[]): void;
	/** As `fail`, for calls that place an order only. */
	failPlacing(...faults: readonly Fault[]): void;
	/** A customer scans what the QR says, and pays; false when WeChat does not let them. */
	pay(codeUrl: string): boolean;
	change(number: string, change: Partial<WechatOrder>): void;
	/** What came of all refunds. */
	settleRefunds(status: WechatRefund["status"]): void;
	/** A notification about a refund, encrypted and signed. */
	refundNotice(
		refund: Pick<WechatRefund, "out_trade_no" | "out_refund_no" | "status"> & { readonly mchid?: string },
	): SentNotice;
	/** A notification about an order, encrypted and signed; by default as WeChat Pay does. */
	notice(number: string, change?: Partial<Noticed>): SentNotice;
	/** Any body, signed as WeChat Pay does. */
	signed(body: string, change?: Partial<Signing>): SentNotice;
	/** How far WeChat's clock is ahead of ours. */
	readonly clock: { aheadMs: number };
	close(): Promise<void>;
};

type Noticed = Signing & {
	/** Of the event: the same one comes again with the same. */
	readonly id: string;
	/** That the resource is encrypted with. */
	readonly apiV3Key: string;
};

export async function startWechat(): Promise<WechatServer> {
	const signer = newSigner();
	const calls: Call[] = [];
	const orders = new Map<string, WechatOrder>();
	const refunds = new Map<string, WechatRefund>();
	const notices: SentNotice[] = [];
	const faults: Fault[] = [];
	const placingFaults: Fault[] = [];
	const clock = { aheadMs: 0 };
	let before: { readonly answer: Answer; readonly headers: Record<string, string> } | undefined;
	const nowS = () => Math.floor((Date.now() + clock.aheadMs) / 1_000);

	const signed: WechatServer["signed"] = (body, how = {}) => ({
		body,
		headers: { "content-type": "application/json", ...signer.sign(body, { timestampS: nowS(), ...how }) },
	});

	const notice: WechatServer["notice"] = (number, change = {}) => {
		const order = orders.get(number);
		if (order === undefined) throw new Error(`no order ${number}`);
		const resource = encrypted(JSON.stringify(told(order)), change.apiV3Key);
		const id = change.id ?? `EV-${randomBytes(10).toString("hex")}`;
		const event = { id, create_time: "2026-11-24T18:00:00+08:00", resource_type: "encrypt-resource" };
		const body = JSON.stringify({ ...event, event_type: "TRANSACTION.SUCCESS", summary: "支付成功", resource });
		const sent = signed(body, change);
		notices.push(sent);
		return sent;
	};

	const refundNotice: WechatServer["refundNotice"] = ({ status, mchid = MCH_ID, ...refund }) => {
		const about = { mchid, ...refund, refund_status: status };
		const resource = encrypted(JSON.stringify(about));
		const event = { id: `EV-${randomBytes(10).toString("hex")}`, event_type: `REFUND.${status}`, resource };
		return signed(JSON.stringify({ ...event, resource_type: "encrypt-resource", summary: "退款" }));
	};

	const keep = (made: WechatOrder | Refusal, answer: (order: WechatOrder) => Answer): Answer => {
		if ("code" in made) return refuse(made);
		orders.set(made.out_trade_no, made);
		return answer(made);
	};

	const refundAnswer = (body: string): Answer => {
		const made = refunded(body, orders, refunds);
		if ("code" in made) return refuse(made);
		refunds.set(made.out_refund_no, made);
		orders.set(made.out_trade_no, { ...(orders.get(made.out_trade_no) as WechatOrder), trade_state: "REFUND" });
		return json(200, toldRefund(made));
	};

	const api = ({ method, path, body }: Call): Answer => {
		const { pathname, searchParams } = new URL(path, "http://x");
		if (method === "POST" && pathname === "/v3/pay/transactions/native") {
			const number = String(JSON.parse(body).out_trade_no);
			const codeUrl = `weixin://wxpay/bizpayurl?pr=${randomBytes(5).toString("hex")}`;
			return keep(placed(body, orders.get(number), codeUrl), (order) => json(200, { code_url: order.codeUrl }));
		}
		if (method === "POST" && pathname === "/v3/refund/domestic/refunds") return refundAnswer(body);
		const [, refundNo] = /^\/v3\/refund\/domestic\/refunds\/([^/]+)$/.exec(pathname) ?? [];
		if (refundNo !== undefined) {
			const there = refunds.get(decodeURIComponent(refundNo));
			return there === undefined ? refuse(NO_REFUND) : json(200, toldRefund(there));
		}
		const [, number = "", act] = /^\/v3\/pay\/transactions\/out-trade-no\/([^/]+)(\/close)?$/.exec(pathname) ?? [];
		const order = orders.get(decodeURIComponent(number));
		const mchid = method === "GET" ? searchParams.get("mchid") : JSON.parse(body).mchid;
		if (mchid !== MCH_ID) return refuse({ status: 400, code: "PARAM_ERROR", message: "mchid" });
		if (order === undefined) return refuse(NO_ORDER);
		if (method === "GET" && act === undefined) return json(200, told(order));
		if (method !== "POST" || act === undefined)
			return refuse({ status: 404, code: "RESOURCE_NOT_EXISTS", message: "" });
		return keep(closed(order), () => ({ status: 204, body: "" }));
	};

	const send = (response: ServerResponse, answer: Answer, fault?: Fault): void => {
		const timestampS = nowS() - (fault === "stale" ? TOLERANCE_S + 30 : 0);
		const fresh = { answer, headers: signer.sign(answer.body, { timestampS, isForged: fault === "forged" }) };
		const sent = fault === "replayed" && before !== undefined ? before : fresh;
		before = sent;
		const headers = fault === "unsigned" ? {} : sent.headers;
		const body = fault === "changed" ? sent.answer.body.replace(/\d(?=[^\d]*$)/, "0") : sent.answer.body;
		response.writeHead(sent.answer.status, { "content-type": "application/json", ...headers }).end(body);
	};

	const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		let body = "";
		for await (const chunk of request) body += String(chunk);
		const call = { method: request.method ?? "", path: request.url ?? "", body };
		calls.push(call);
		const isPlacing = call.path === "/v3/pay/transactions/native";
		const fault = (isPlacing ? placingFaults.shift() : undefined) ?? faults.shift();
		if (fault === "reset") return void request.socket.destroy();
		if (fault === "portal") return void response.writeHead(200, HTML).end("<h1>Welcome to the station's Wi-Fi</h1>");
		if (fault === "moved") return void response.writeHead(302, { location: "/portal" }).end();
		if (fault === "proxy") return void response.writeHead(404, JSON_TYPE).end('{"message":"no route"}');
		if (fault === "rate-limited") {
			return void response.writeHead(429, { ...JSON_TYPE, "retry-after": "3" }).end(refuse(SLOWER).body);
		}
		if (fault === "broken") return send(response, refuse({ status: 500, code: "SYSTEM_ERROR", message: "系统错误" }));
		if (fault === "refused") return send(response, refuse({ status: 403, code: "NO_AUTH", message: "商户无权限" }));
		if (!signer.isMerchants(request.headers, call, nowS()))
			return send(response, refuse({ status: 401, code: "SIGN_ERROR", message: "签名错误" }));
		const answer = api(call);
		if (fault === "lost") request.socket.destroy();
		else if (fault !== "held") send(response, answer, fault);
	};

	const server = createServer((request, response) => void serve(request, response));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		settings: { ...signer.settings, apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
		calls,
		orders,
		refunds,
		notices,
		clock,
		signed,
		notice,
		refundNotice,
		fail: (...more) => void faults.push(...more),
		failPlacing: (...more) => void placingFaults.push(...more),
		change: (number, change) => void orders.set(number, { ...(orders.get(number) as WechatOrder), ...change }),
		settleRefunds: (status) => {
			for (const [id, one] of refunds) refunds.set(id, { ...one, status });
		},
		pay: (codeUrl) => {
			const order = [...orders.values()].find((one) => one.codeUrl === codeUrl);
			if (order?.trade_state !== "NOTPAY" || order.expiresMs <= Date.now() + clock.aheadMs) return false;
			orders.set(order.out_trade_no, { ...order, trade_state: "SUCCESS" });
			notice(order.out_trade_no);
			return true;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const HTML = { "content-type": "text/html" };
const JSON_TYPE = { "content-type": "application/json" };
const NO_REFUND: Refusal = { status: 404, code: "RESOURCE_NOT_EXISTS", message: "退款单不存在" };
const SLOWER: Refusal = { status: 429, code: "FREQUENCY_LIMITED", message: "频率超限" };

const json = (status: number, body: object): Answer => ({ status, body: JSON.stringify(body) });
const refuse = ({ status, code, message }: Refusal): Answer => json(status, { code, message });
