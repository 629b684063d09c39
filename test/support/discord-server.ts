/**
 * A small server that speaks as Discord does, for what we use of it: the gateway and the HTTP API that the real
 * discord.js logs in to, people who write and press, and faults on demand. Every body is judged by `discord-limits.ts`.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, type Call, invalidForm, Refusal, readCall, sendAnswer } from "./discord/call.ts";
import { answerOf, type Fault, newBuckets, newFaults } from "./discord/faults.ts";
import { newFiles } from "./discord/files.ts";
import { Close, type Gateway, openGateway } from "./discord/gateway.ts";
import { messageOf } from "./discord/interactions.ts";
import { Flag } from "./discord/limits-message.ts";
import type { Discord } from "./discord/messages.ts";
import { type Place, placesOf } from "./discord/places.ts";
import { route } from "./discord/routes.ts";
import { BOT_TOKEN, newWorld } from "./discord/world.ts";
import { faultsOf } from "./discord-limits.ts";

export { BOT_TOKEN } from "./discord/world.ts";

export type Heard = Pick<Call, "method" | "path" | "body"> & {
	/** What was answered; 0 where the connection was cut or held. */
	readonly status: number;
};
export type Refused = Pick<Call, "method" | "path" | "body"> & { readonly faults: readonly string[] };

export type DiscordServer = Place & {
	/** For the client's option `rest.api`. */
	readonly api: string;
	/** Discord's own time, which the three seconds and the fifteen minutes are counted in. */
	readonly clock: { nowMs: number };
	readonly gateway: Gateway;
	readonly calls: readonly Heard[];
	/** Bodies that break Discord's limits. `close` fails when a test has not taken them. */
	readonly refused: readonly Refused[];
	takeRefused(): readonly Refused[];
	/** The next `times` calls whose `METHOD /path` fits fail so. */
	fail(path: RegExp, fault: Fault, times?: number): void;
	/** At most so many calls of such a route in a time, each channel apart. */
	limit(path: RegExp, limit: number, perMs: number): void;
	limitGlobally(limit: number, perMs: number): void;
	/** The bot's token is worth nothing from now on. */
	revoke(): void;
	close(): Promise<void>;
};

export type Options = {
	/** Privileged intents that are switched on; none by default. */
	readonly privileged?: number;
	readonly heartbeatMs?: number;
};

export async function startDiscord({ privileged = 0, heartbeatMs = 41_250 }: Options = {}): Promise<DiscordServer> {
	const world = newWorld(privileged);
	const faults = newFaults();
	const buckets = newBuckets();
	const calls: Heard[] = [];
	const refused: Refused[] = [];
	let isRevoked = false;
	let url = "";
	const http = createServer((request, response) => void serve(request, response));
	const gateway = openGateway(http, world, {
		url: () => `${url.replace("http", "ws")}/gateway`,
		heartbeatMs,
		isRevoked: () => isRevoked,
	});
	const discord: Discord = { world, files: newFiles(world, () => url), gateway, interactions: new Map() };

	/** Interaction tokens stand in the path and need no other right. */
	const mayCall = ({ path, authorization }: Call) =>
		/^\/(interactions|webhooks)\//.test(path) || (authorization === `Bot ${BOT_TOKEN}` && !isRevoked);

	const answer = (call: Call): Answer => {
		if (!mayCall(call)) return Refusal.unauthorized;
		if (call.path === "/gateway/bot") return { status: 200, body: gatewayOf(url) };
		const { refused: tooMany, headers } = buckets.admit(call.method, call.path);
		if (tooMany !== null) return tooMany;
		const wrong = faultsOf({
			...call,
			files: call.uploads.map(({ name }) => name),
			wasV2: isV2(discord, call.path),
		});
		if (wrong.length > 0) refused.push({ ...call, faults: wrong });
		const answered = wrong.length > 0 ? invalidForm(wrong) : route(discord, call);
		return { ...answered, headers: { ...headers, ...answered.headers } };
	};

	const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		if (request.url?.startsWith("/attachments/")) return download(discord, url, request, response);
		const call = await readCall(request);
		const { method, path, body } = call;
		const fault = faults.take(`${method} ${path}`);
		const heard = (status: number) => void calls.push({ method, path, body, status });
		if (fault === "reset" || fault === "lost" || fault === "held") {
			if (fault !== "reset") answer(call);
			heard(0);
			if (fault !== "held") request.socket.destroy();
			return;
		}
		const answered = (fault === null ? null : answerOf(fault)) ?? answer(call);
		heard(answered.status);
		sendAnswer(response, answered);
	};

	await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
	return {
		...placesOf(discord),
		api: `${url}/api`,
		clock: world.clock,
		gateway,
		calls,
		refused,
		takeRefused: () => refused.splice(0),
		fail: faults.fail,
		limit: buckets.limit,
		limitGlobally: buckets.limitGlobally,
		revoke: () => {
			isRevoked = true;
			gateway.drop(Close.badToken);
		},
		close: async () => {
			gateway.close();
			http.closeAllConnections();
			await new Promise((resolve) => http.close(resolve));
			if (refused.length > 0) throw new Error(`Discord would have refused ${JSON.stringify(refused, null, 2)}`);
		},
	};
}

const gatewayOf = (url: string): object => ({
	url: `${url.replace("http", "ws")}/gateway`,
	shards: 1,
	session_start_limit: { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
});

/** Whether an edit meets a message that is Components V2 already. */
function isV2(discord: Discord, path: string): boolean {
	const [, token = "", which] = /^\/webhooks\/\d+\/([^/]+)\/messages\/(\d+|@original)$/.exec(path) ?? [];
	const [, id = ""] = /^\/channels\/\d+\/messages\/(\d+)$/.exec(path) ?? [];
	const message = id === "" ? messageOf(discord, token, which) : discord.world.messages.get(id);
	return ((message?.flags ?? 0) & Flag.componentsV2) !== 0;
}

function download({ files }: Discord, url: string, request: IncomingMessage, response: ServerResponse): void {
	const file = files.open(new URL(request.url ?? "", url));
	if (file === null) response.writeHead(404).end("This content is no longer available.");
	else response.writeHead(200, { "content-type": file.type }).end(file.bytes);
}
