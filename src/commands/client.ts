/** The command line's way to the running server: JSON over HTTP, and every failure as one sentence. */

import type { Config } from "../config.ts";
import { OutsideError, UserError } from "../errors.ts";
import { readOperatorToken } from "../store/operator-token.ts";
import type { Locale } from "../text.ts";

const TIMEOUT_MS = 15_000;
const LOOK_MS = 250;
const STARTING = 503;

export type Client = {
	readonly url: string;
	/** The operator's token, or that of one conversation. */
	readonly token: string;
	readonly locale: Locale;
};

/** The operator's client. Throws `UserError` when there is no token to be found. */
export function operatorClient(config: Config, locale: Locale): Client {
	const token = config.token ?? readOperatorToken(config.dataDir);
	if (token !== null) return { url: config.serverUrl, token, locale };
	throw new UserError({
		en: `No operator token: set STANDIN_TOKEN, or start a server with \`npm start\` (it makes one in ${config.dataDir}).`,
		zh: `没有操作员令牌：请设置 STANDIN_TOKEN，或用 \`npm start\` 启动服务器（令牌保存在 ${config.dataDir}）。`,
		es: `No hay token de operador: defina STANDIN_TOKEN o inicie un servidor con \`npm start\` (crea uno en ${config.dataDir}).`,
	});
}

/** Whether a Standin answers there; one that is still starting is waited for. */
export async function isRunning(url: string): Promise<boolean> {
	try {
		let response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
		for (let waitedMs = 0; response.status === STARTING && waitedMs < TIMEOUT_MS; waitedMs += LOOK_MS) {
			await new Promise((wake) => setTimeout(wake, LOOK_MS));
			response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
		}
		return response.ok && ((await response.json()) as { readonly ok?: unknown }).ok === true;
	} catch {
		return false; // whatever is wrong, nobody we can talk to is there
	}
}

type Sent = { readonly json?: object; readonly bytes?: Uint8Array<ArrayBuffer>; readonly timeoutMs?: number };

/** What the server answers, as JSON. Throws `UserError` for what it refuses and `OutsideError` when it cannot be reached. */
export async function ask<Answer>(client: Client, path: string, sent: Sent = {}): Promise<Answer> {
	return (await (await send(client, path, sent)).json()) as Answer;
}

/** As `ask`, for an answer that is text. */
export async function askText(client: Client, path: string): Promise<string> {
	return (await send(client, path, {})).text();
}

/** As `ask`, for an answer that is a file. */
export async function askFile(
	client: Client,
	path: string,
): Promise<{ readonly bytes: Uint8Array; readonly headers: Headers }> {
	const response = await send(client, path, {});
	return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}

async function send(client: Client, path: string, { json, bytes, timeoutMs = TIMEOUT_MS }: Sent): Promise<Response> {
	const body = json === undefined ? bytes : JSON.stringify(json);
	const type = json === undefined ? {} : { "content-type": "application/json" };
	const response = await reach(client, () =>
		fetch(`${client.url}${path}`, {
			method: body === undefined ? "GET" : "POST",
			headers: { ...headersOf(client), ...type },
			...(body === undefined ? {} : { body }),
			signal: AbortSignal.timeout(timeoutMs),
		}),
	);
	if (!response.ok) throw await refusal(client, response);
	return response;
}

const headersOf = ({ token, locale }: Client) => ({ authorization: `Bearer ${token}`, "accept-language": locale });

async function refusal({ url }: Client, response: Response): Promise<UserError | OutsideError> {
	const answer: unknown = await response.json().catch(() => null);
	const said = (answer as { readonly error?: unknown } | null)?.error;
	const sentence = typeof said === "string" ? said : `${url}: HTTP ${response.status}`;
	const text = { en: sentence, zh: sentence, es: sentence }; // the server has chosen the reader's language
	return response.status < 500 ? new UserError(text) : new OutsideError(text);
}

async function reach(client: Client, request: () => Promise<Response>): Promise<Response> {
	try {
		return await request();
	} catch (cause) {
		throw noServer(client.url, { cause });
	}
}

/** For a command that has nothing to do where no server runs. */
export const noServer = (url: string, options?: ErrorOptions): OutsideError =>
	new OutsideError(
		{
			en: `No Standin answers at ${url}; start one with \`npm start\`, or set STANDIN_URL.`,
			zh: `${url} 没有 Standin 响应；请用 \`npm start\` 启动，或设置 STANDIN_URL。`,
			es: `Ningún Standin responde en ${url}; inicie uno con \`npm start\` o defina STANDIN_URL.`,
		},
		options,
	);

/** The stream of a conversation. Throws as `ask` does; it ends when `signal` aborts. */
export async function openEvents(
	client: Client,
	path: string,
	signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
	const response = await reach(client, () => fetch(`${client.url}${path}`, { headers: headersOf(client), signal }));
	if (!response.ok || response.body === null) throw await refusal(client, response);
	return response.body;
}
