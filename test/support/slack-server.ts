/**
 * A small server that speaks as Slack does, for what we use of it: the Web API, Socket Mode, signed requests, forms, files,
 * and faults on demand. Everything that comes in is judged; what Slack would not take is refused and remembered.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, type Call, nameOf, newWeather, no, readArgs, readBody, type Weather } from "./slack-calls.ts";
import { acknowledgements, type Post, type Posted, post, refusal } from "./slack-delivery.ts";
import { FILES, missingFile } from "./slack-files.ts";
import type { Complaint, Kind } from "./slack-limits.ts";
import { MESSAGING, type Method } from "./slack-methods.ts";
import { type Happening, newPeople, type People } from "./slack-people.ts";
import { disturb, newPlaces, placeOf, send, tokenOf } from "./slack-places.ts";
import type { Json } from "./slack-rules.ts";
import { newSocketHost, type Socket } from "./slack-socket.ts";
import { newViews, type View } from "./slack-views.ts";
import { APP, BOT, BOT_USER, type Clock, newWorkspace, nowMs, TEAM, type Workspace } from "./slack-workspace.ts";

export const BOT_TOKEN = "xoxb-of-the-tests";
export const APP_TOKEN = "xapp-of-the-tests";

const SCOPES =
	"chat:write channels:read groups:read im:read im:write channels:join channels:history groups:history im:history users:read usergroups:read files:write files:read commands";

export type Refused = { readonly method: string; readonly complaints: readonly Complaint[]; readonly payload: unknown };

export type SlackServer = Pick<Weather, "fail" | "breakDown" | "mend" | "pace"> & {
	readonly url: string;
	/** `slackApiUrl` of the client. */
	readonly apiUrl: string;
	readonly calls: readonly Call[];
	/** Every payload that Slack would not take, or that mentions somebody or carries markup which nobody meant. */
	readonly refused: readonly Refused[];
	/** Who may be mentioned: ids of people and groups. */
	readonly mentions: string[];
	/** What the bot's token may do; a test takes a scope away. */
	readonly scopes: Set<string>;
	readonly workspace: Workspace;
	readonly views: ReadonlyMap<string, View>;
	readonly people: People;
	readonly socket: Socket;
	readonly clock: Clock;
	/** From now on both tokens are worth nothing. */
	revoke(): void;
	/** Posts to the address where the app listens, as Slack does without Socket Mode. */
	post(to: string, happening: Happening, how?: Post): Promise<Posted>;
	close(): Promise<void>;
};

export async function startSlack(): Promise<SlackServer> {
	const clock: Clock = { aheadMs: 0 };
	const now = () => nowMs(clock);
	const weather = newWeather(now);
	const workspace = newWorkspace(clock);
	const calls: Call[] = [];
	const refused: Refused[] = [];
	const mentions: string[] = [];
	const scopes = new Set(SCOPES.split(" "));
	let url = "";
	let isRevoked = false;

	const complaintsAbout = (method: string, kind: Kind, payload: unknown): string | null => {
		const { complaints, error } = refusal(kind, payload, mentions);
		const lost = missingFile(payload, workspace);
		const gone: Complaint[] =
			lost === undefined ? [] : [{ category: "invalid-usage", path: kind, reason: `no file ${lost} is there` }];
		const all = [...complaints, ...gone];
		if (all.length > 0) refused.push({ method, complaints: all, payload });
		return error ?? (lost === undefined ? null : "invalid_blocks");
	};

	const views = newViews(workspace, now, () => url);
	const done = acknowledgements(workspace, views, (...what) => complaintsAbout(...what) !== null);
	const socket = newSocketHost(() => url, done);
	const methods = new Map<string, Method>([...MESSAGING, ...FILES, ...views.methods]);

	const allowed = (token: string, method: string, args: Json): Answer | null => {
		if (token === "") return no("not_authed");
		if (token !== BOT_TOKEN && token !== APP_TOKEN) return no("invalid_auth");
		if (isRevoked) return no("token_revoked");
		if ((method === "apps.connections.open") !== (token === APP_TOKEN)) return no("not_allowed_token_type");
		const needed = neededScope(methods.get(method)?.scopes ?? [], workspace, args);
		if (needed === undefined || scopes.has(needed)) return null;
		return no("missing_scope", { needed, provided: [...scopes].join(",") });
	};

	const run = (method: string, args: Json): Answer => {
		if (method === "auth.test") {
			return {
				ok: true,
				url,
				team: "Standin",
				user: "standin",
				team_id: TEAM,
				user_id: BOT_USER,
				bot_id: BOT,
				app_id: APP,
			};
		}
		if (method === "apps.connections.open") return { ok: true, url: socket.newUrl() };
		const known = methods.get(method);
		if (known === undefined) return no("unknown_method");
		const judged = known.judged === "view" ? args["view"] : args;
		const error = known.judged === undefined ? null : complaintsAbout(method, known.judged, judged);
		if (error === null) return known.run(args, { workspace, nowMs: now, url });
		const messages = refused.at(-1)?.complaints.map(({ path, reason }) => `[ERROR] ${reason} [${path}]`);
		return no(error, { response_metadata: { messages } });
	};

	/** The call itself, past everything that may go wrong with it. */
	const api = async (request: IncomingMessage, response: ServerResponse, method: string): Promise<void> => {
		const read = readArgs(request.headers["content-type"] ?? "", String(await readBody(request)));
		const args = typeof read === "string" ? {} : withoutToken(read);
		const token = tokenOf(request) || (typeof read === "string" ? "" : String(read["token"] ?? ""));
		const call: Call = { method, args, atMs: now(), outcome: "ok" };
		calls.push(call);
		const act = () => (typeof read === "string" ? no(read) : (allowed(token, method, args) ?? run(method, args)));
		const fault = weather.faultOf(method, String(args["channel"] ?? ""), now());
		if (fault !== undefined) {
			call.outcome = nameOf(fault);
			return disturb(response, fault, act);
		}
		const answer = act();
		call.outcome = answer.ok ? "ok" : String(answer.error);
		const accepted = methods.get(method)?.scopes.join(",") ?? "";
		send(response, 200, answer, { "x-oauth-scopes": [...scopes].join(","), "x-accepted-oauth-scopes": accepted });
	};

	const places = newPlaces(
		workspace,
		views,
		(token) => token === BOT_TOKEN && !isRevoked && scopes.has("files:read"),
		(payload) => complaintsAbout("response_url", "response", payload),
	);

	const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const [name, rest] = placeOf(request);
		if (name === "api") return api(request, response, rest);
		const body = await readBody(request);
		const act = async () => places.get(name)?.(request, body, rest) ?? { status: 404, body: "" };
		const fault = weather.faultOf(name, "", now());
		if (fault !== undefined) return disturb(response, fault, act);
		const reply = await act();
		response.writeHead(reply.status, { "content-type": reply.type ?? "text/plain" }).end(reply.body);
	};

	const server = createServer((request, response) => void serve(request, response));
	server.on("upgrade", (...what) => socket.upgrade(...what));
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		apiUrl: `${url}/api/`,
		calls,
		refused,
		mentions,
		scopes,
		workspace,
		views: views.all,
		people: newPeople(workspace, views, () => url),
		socket,
		clock,
		fail: weather.fail,
		breakDown: weather.breakDown,
		mend: weather.mend,
		pace: weather.pace,
		revoke: () => {
			isRevoked = true;
		},
		post: (to, happening, how = {}) => post(to, happening, how, done),
		close: async () => {
			socket.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** What every call may carry says nothing to its method. */
function withoutToken({ token: _token, team_id: _team, ...args }: Json): Json {
	return args;
}

/** Of three scopes the one for the kind of channel; otherwise the only one. */
function neededScope(scopes: readonly string[], workspace: Workspace, args: Json): string | undefined {
	if (scopes.length < 2) return scopes[0];
	const kind = workspace.channels.get(String(args["channel"]))?.kind ?? "public";
	return scopes[["public", "private", "im"].indexOf(kind)];
}
