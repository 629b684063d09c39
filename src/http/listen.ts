/** The port: taken before anything else starts, served once everything is there. */

import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { OutsideError } from "../errors.ts";

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const CONNECTION_LIMIT = 5_000;

type Fetch = Parameters<typeof getRequestListener>[0];

export type Listening = {
	/** The port in use; asked for 0, it is a free one. */
	readonly port: number;
	serve(app: { readonly fetch: Fetch }): void;
	/** Takes no new connections, ends idle ones and open streams. */
	stopReceiving(): void;
	close(): Promise<void>;
};

/** Throws `OutsideError` when the port is taken or not allowed. */
export async function listen(host: string, port: number): Promise<Listening> {
	let answer: RequestListener = (_request, response) => {
		response.writeHead(503, { "retry-after": "1" }).end(); // still starting
	};
	const server = createServer(
		{ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
		(request, response) => answer(request, response),
	);
	server.maxConnections = CONNECTION_LIMIT;
	await new Promise<void>((resolve, reject) => {
		server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
		server.listen(port, host, resolve);
	});
	const closed = new Promise<void>((resolve) => server.once("close", resolve));
	return {
		port: (server.address() as AddressInfo).port,
		serve: (app) => {
			const listener = getRequestListener(app.fetch);
			answer = (request, response) => void listener(request, response);
		},
		stopReceiving: () => {
			server.close();
			server.closeIdleConnections();
		},
		close: async () => {
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}

function cannotListen(cause: NodeJS.ErrnoException, host: string, port: number): OutsideError {
	const why = cause.code === "EADDRINUSE" ? "in use by another program" : `not to be had (${cause.code})`;
	const reason = cause.code === "EADDRINUSE" ? "已被其他程序占用" : `无法使用（${cause.code}）`;
	return new OutsideError(
		{
			en: `Port ${port} on ${host} is ${why}; stop what uses it, or set PORT to another number.`,
			zh: `${host} 的端口 ${port} ${reason}；请停止占用它的程序，或将 PORT 设为其他端口。`,
			es: `El puerto ${port} de ${host} ${cause.code === "EADDRINUSE" ? "lo usa otro programa" : `no está disponible (${cause.code})`}; detenga lo que lo usa o ponga otro número en PORT.`,
		},
		{ cause },
	);
}
