/** Socket Mode: addresses that work once, hello, envelopes and their acknowledgements, and sockets that Slack takes away. Source: docs.slack.dev/apis/events-api/using-socket-mode. */

import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Acknowledged } from "./slack-delivery.ts";
import type { Happening } from "./slack-people.ts";
import { isObject, type Json } from "./slack-rules.ts";
import { APP } from "./slack-workspace.ts";

const PING_EVERY_MS = 5_000;

export type Ack = {
	readonly envelopeId: string;
	readonly payload: Json;
	readonly atMs: number;
	readonly afterMs: number;
};
type Sent = { readonly happening: Happening; readonly atMs: number; heard: (ack: Ack) => void };

export type Socket = {
	/** Every acknowledgement, in the order it came. */
	readonly acks: readonly Ack[];
	/** How many sockets the app has open. */
	readonly count: number;
	/** Resolves when the app has so many sockets open. */
	connected(count?: number): Promise<void>;
	/** Sends to one of the sockets; `ack` resolves when, and if, the app acknowledges. */
	deliver(happening: Happening, retry?: number): { readonly envelopeId: string; readonly ack: Promise<Ack> };
	/** Asks the app to come back over another socket: `refresh_requested` leaves it a moment, `link_disabled` does not. */
	disconnect(reason: "warning" | "refresh_requested" | "link_disabled"): void;
	/** The wire is cut, with no word. */
	cut(): void;
	/** The sockets stay open and nothing more is read from them: no pong, no acknowledgement. */
	freeze(): void;
};
export type SocketHost = Socket & {
	newUrl(): string;
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	close(): void;
};

export function newSocketHost(url: () => string, done: Acknowledged): SocketHost {
	const server = new WebSocketServer({ noServer: true });
	const tickets = new Set<string>();
	const sockets = new Set<WebSocket>();
	const frozen = new Set<WebSocket>();
	const sent = new Map<string, Sent>();
	const acks: Ack[] = [];
	const waiting: { readonly count: number; readonly go: () => void }[] = [];
	let turn = 0;

	const hear = (text: string) => {
		const said: unknown = JSON.parse(text);
		const envelopeId = isObject(said) ? String(said["envelope_id"]) : "";
		const envelope = sent.get(envelopeId);
		if (envelope === undefined || !isObject(said)) return;
		const payload = isObject(said["payload"]) ? said["payload"] : {};
		const atMs = performance.now();
		const ack = { envelopeId, payload, atMs, afterMs: atMs - envelope.atMs };
		acks.push(ack);
		sent.delete(envelopeId);
		done(envelope.happening, payload);
		envelope.heard(ack);
	};

	const welcome = (socket: WebSocket) => {
		sockets.add(socket);
		const beat = setInterval(() => socket.ping(), PING_EVERY_MS);
		socket.on("message", (data) => hear(String(data)));
		socket.on("close", () => {
			clearInterval(beat);
			sockets.delete(socket);
		});
		const hello = { type: "hello", num_connections: sockets.size, connection_info: { app_id: APP } };
		socket.send(JSON.stringify({ ...hello, debug_info: { host: "tests", approximate_connection_time: 3_600 } }));
		for (const each of waiting) if (sockets.size >= each.count) each.go();
	};

	return {
		acks,
		get count() {
			return sockets.size;
		},
		connected: (count = 1) =>
			sockets.size >= count ? Promise.resolve() : new Promise((go) => void waiting.push({ count, go })),
		deliver: (happening, retry) => {
			const open = [...sockets];
			const socket = open[turn % open.length];
			if (socket === undefined) throw new Error("the app has no socket open");
			turn += 1;
			const envelopeId = randomUUID();
			const ack = new Promise<Ack>((heard) => {
				sent.set(envelopeId, { happening, atMs: performance.now(), heard });
			});
			const { type, payload } = happening;
			const more = retry === undefined ? {} : { retry_attempt: retry, retry_reason: "timeout" };
			const takesAnswer = type !== "events_api";
			const envelope = { envelope_id: envelopeId, type, payload, accepts_response_payload: takesAnswer, ...more };
			socket.send(JSON.stringify(envelope));
			return { envelopeId, ack };
		},
		disconnect: (reason) => {
			const word = JSON.stringify({ type: "disconnect", reason, debug_info: { host: "tests" } });
			for (const socket of sockets) socket.send(word);
		},
		cut: () => {
			for (const socket of sockets) socket.terminate();
		},
		freeze: () => {
			for (const socket of sockets) {
				socket.pause();
				frozen.add(socket);
			}
			sockets.clear();
		},
		newUrl: () => {
			const ticket = randomUUID();
			tickets.add(ticket);
			return `${url().replace("http", "ws")}/link/?ticket=${ticket}`;
		},
		upgrade: (request, wire, head) => {
			const ticket = new URL(request.url ?? "", "http://x").searchParams.get("ticket") ?? "";
			if (!tickets.delete(ticket)) return void wire.end("HTTP/1.1 403 Forbidden\r\n\r\n");
			server.handleUpgrade(request, wire, head, welcome);
		},
		close: () => {
			for (const socket of [...sockets, ...frozen]) socket.terminate();
			server.close();
		},
	};
}
