/** One HTTP request to Discord's API and its answer; uploads come as `files[n]` beside `payload_json`. */

import type { IncomingMessage, ServerResponse } from "node:http";

export type Upload = {
	readonly index: string;
	readonly name: string;
	readonly type: string;
	readonly bytes: Buffer;
};
export type Call = {
	readonly method: string;
	/** Below `/api/v10`, without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** The JSON, or `payload_json`. */
	readonly body: unknown;
	readonly uploads: readonly Upload[];
	readonly authorization: string | undefined;
};
export type Answer = {
	readonly status: number;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
};

export async function readCall(request: IncomingMessage): Promise<Call> {
	const url = new URL(request.url ?? "/", "http://discord.example");
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const type = request.headers["content-type"] ?? "";
	const isMultipart = type.startsWith("multipart/form-data");
	const form = isMultipart
		? await new Response(Buffer.concat(chunks), { headers: { "content-type": type } }).formData()
		: null;
	const json = form === null ? String(Buffer.concat(chunks)) : String(form.get("payload_json") ?? "");
	const uploads: Upload[] = [];
	for (const [name, value] of form ?? []) {
		const index = /^files\[(\d+)\]$/.exec(name)?.[1];
		if (index === undefined || typeof value === "string") continue;
		uploads.push({ index, name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
	}
	return {
		method: request.method ?? "",
		path: decodeURIComponent(url.pathname.replace(/^\/api\/v10/, "")),
		query: url.searchParams,
		body: json === "" ? undefined : JSON.parse(json),
		uploads,
		authorization: request.headers.authorization,
	};
}

export function sendAnswer(response: ServerResponse, { status, body, headers }: Answer): void {
	const isJson = body !== undefined && typeof body !== "string";
	response.writeHead(status, { ...(isJson ? { "content-type": "application/json" } : {}), ...headers });
	response.end(isJson ? JSON.stringify(body) : body);
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const done: Answer = { status: 204 };

const refusal = (status: number, code: number, message: string): Answer => ({ status, body: { message, code } });

/** Discord's answers to what it will not do: docs.discord.com/developers/topics/opcodes-and-status-codes. */
export const Refusal = {
	unauthorized: refusal(401, 0, "401: Unauthorized"),
	notFound: refusal(404, 0, "404: Not Found"),
	unknownChannel: refusal(404, 10003, "Unknown Channel"),
	unknownGuild: refusal(404, 10004, "Unknown Guild"),
	unknownMember: refusal(404, 10007, "Unknown Member"),
	unknownMessage: refusal(404, 10008, "Unknown Message"),
	unknownUser: refusal(404, 10013, "Unknown User"),
	unknownWebhook: refusal(404, 10015, "Unknown Webhook"),
	unknownInteraction: refusal(404, 10062, "Unknown interaction"),
	tooLarge: refusal(413, 40005, "Request entity too large"),
	alreadyAnswered: refusal(400, 40060, "Interaction has already been acknowledged."),
	missingAccess: refusal(403, 50001, "Missing Access"),
	notTheAuthor: refusal(403, 50005, "Cannot edit a message authored by another user"),
	cannotSendToUser: refusal(403, 50007, "Cannot send messages to this user"),
	missingPermissions: refusal(403, 50013, "Missing Permissions"),
	tokenExpired: refusal(401, 50027, "Invalid Webhook Token"),
	archived: refusal(400, 50083, "Thread is archived"),
	threadExists: refusal(400, 160004, "A thread has already been created for this message"),
	broken: { status: 500, body: { message: "500: Internal Server Error", code: 0 } },
	badGateway: { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>", headers: { "content-type": "text/html" } },
} as const satisfies Readonly<Record<string, Answer>>;

/** The body breaks a limit; Discord names the fields in a tree, we in a list. */
export const invalidForm = (faults: readonly string[]): Answer => ({
	status: 400,
	body: {
		message: "Invalid Form Body",
		code: 50035,
		errors: { _errors: faults.map((message) => ({ code: "BASE_TYPE_BAD", message })) },
	},
});
