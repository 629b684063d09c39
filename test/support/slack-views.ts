/** Forms and home tabs, the triggers that open them, and the one-time addresses for answers. Source: docs.slack.dev/surfaces/modals, docs.slack.dev/interactivity/handling-user-interaction. */

import { randomBytes } from "node:crypto";
import { type Answer, no } from "./slack-calls.ts";
import type { Method } from "./slack-methods.ts";
import { isObject, type Json } from "./slack-rules.ts";
import { APP, BOT, BOT_USER, type Message, named, TEAM, type Workspace } from "./slack-workspace.ts";

const TRIGGER_LIVES_MS = 3_000;
const RESPONSE_URL_LIVES_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

export type View = {
	readonly id: string;
	readonly user: string;
	readonly content: Json;
	readonly hash: string;
	readonly isOpen: boolean;
};
type Trigger = { readonly user: string; readonly bornMs: number; isUsed: boolean };
type ResponseUrl = {
	readonly channel: string;
	readonly user: string;
	readonly bornMs: number;
	ts: string | null;
	uses: number;
};

export type Views = {
	readonly methods: ReadonlyMap<string, Method>;
	readonly all: ReadonlyMap<string, View>;
	trigger(user: string): string;
	/** What the form was answered with when it was sent: closed, or another form in its place. */
	answered(id: string, payload: Json): void;
	/** Where an answer may go that needs no token; `ts` is the message it stands for. */
	responseUrl(channel: string, user: string, ts: string | null): string;
	respond(id: string, body: Json): Answer;
};

export function newViews(workspace: Workspace, nowMs: () => number, url: () => string): Views {
	const all = new Map<string, View>();
	const triggers = new Map<string, Trigger>();
	const responses = new Map<string, ResponseUrl>();
	const newHash = () => `${Math.floor(nowMs() / 1_000)}.${randomBytes(4).toString("hex")}`;

	const keep = (view: View): Answer => {
		const blocks = named(responseOf(view.content).blocks, workspace.nextId);
		const kept = { ...view, content: { ...view.content, blocks } };
		all.set(view.id, kept);
		return { ok: true, view: viewJson(kept) };
	};

	const open = (args: Json): Answer => {
		const trigger = triggers.get(String(args["trigger_id"]));
		if (trigger === undefined) return no("invalid_trigger_id");
		if (nowMs() - trigger.bornMs > TRIGGER_LIVES_MS) return no("expired_trigger_id");
		if (trigger.isUsed) return no("exchanged_trigger_id");
		trigger.isUsed = true;
		const content = args["view"] as Json;
		return keep({ id: workspace.nextId("V"), user: trigger.user, content, hash: newHash(), isOpen: true });
	};

	const update = (args: Json): Answer => {
		const named = args["external_id"];
		const isIt = (each: View) =>
			each.id === args["view_id"] || (named !== undefined && each.content["external_id"] === named);
		const view = [...all.values()].find((each) => each.isOpen && isIt(each));
		if (view === undefined) return no("not_found");
		if (args["hash"] !== undefined && args["hash"] !== view.hash) return no("hash_conflict");
		return keep({ ...view, content: args["view"] as Json, hash: newHash() });
	};

	const publish = (args: Json): Answer => {
		const user = String(args["user_id"]);
		if (!workspace.people.has(user)) return no("user_not_found");
		const before = [...all.values()].find((each) => each.user === user && each.content["type"] === "home");
		if (before !== undefined && args["hash"] !== undefined && args["hash"] !== before.hash) return no("hash_conflict");
		const id = before?.id ?? workspace.nextId("V");
		return keep({ id, user, content: args["view"] as Json, hash: newHash(), isOpen: true });
	};

	const respond = (id: string, body: Json): Answer => {
		const response = responses.get(id);
		if (response === undefined) return no("not_found");
		if (nowMs() - response.bornMs > RESPONSE_URL_LIVES_MS) return no("expired_url");
		if (response.uses >= RESPONSE_URL_USES) return no("used_url");
		response.uses += 1;
		const { channel, user, ts } = response;
		const content = responseOf(body);
		if (body["delete_original"] === true && ts !== null) workspace.change(channel, ts, { isDeleted: true });
		else if (body["replace_original"] === true && ts !== null)
			workspace.change(channel, ts, { ...content, isEdited: true });
		else {
			const onlyFor = body["response_type"] === "in_channel" ? null : user;
			workspace.post({ channel, user: BOT_USER, onlyFor, ...content });
		}
		return { ok: true };
	};

	return {
		all,
		methods: new Map<string, Method>([
			["views.open", { scopes: [], judged: "view", run: open }],
			["views.update", { scopes: [], judged: "view", run: update }],
			["views.publish", { scopes: [], judged: "view", run: publish }],
		]),
		trigger: (user) => {
			const id = `${nowMs()}.${workspace.nextId("")}.${randomBytes(8).toString("hex")}`;
			triggers.set(id, { user, bornMs: nowMs(), isUsed: false });
			return id;
		},
		answered: (id, payload) => {
			const view = all.get(id);
			const action = payload["response_action"];
			if (view === undefined || action === "errors") return;
			if (action === "update") keep({ ...view, content: payload["view"] as Json, hash: newHash() });
			else all.set(id, { ...view, isOpen: false });
		},
		responseUrl: (channel, user, ts) => {
			const id = randomBytes(12).toString("hex");
			responses.set(id, { channel, user, bornMs: nowMs(), ts, uses: 0 });
			return `${url()}/response/${id}`;
		},
		respond,
	};
}

/** What an answer says, as a message keeps it. */
export const responseOf = (body: Json): Pick<Message, "text" | "blocks"> => ({
	text: typeof body["text"] === "string" ? body["text"] : "",
	blocks: Array.isArray(body["blocks"]) ? body["blocks"].filter(isObject) : [],
});

export function viewJson({ id, content, hash }: View, values: Json = {}): Json {
	const blank = { callback_id: "", private_metadata: "", external_id: "" };
	const state = { state: { values } };
	return { id, team_id: TEAM, app_id: APP, bot_id: BOT, hash, root_view_id: id, ...blank, ...content, ...state };
}
