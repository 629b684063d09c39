/** How Slack hands over what happened: over HTTP, signed, and what it makes of the acknowledgement. Source: docs.slack.dev/authentication/verifying-requests-from-slack. */

import { createHmac } from "node:crypto";
import { type Complaint, judge, type Kind } from "./slack-limits.ts";
import type { Happening } from "./slack-people.ts";
import { isObject, type Json } from "./slack-rules.ts";
import { responseOf, type Views } from "./slack-views.ts";
import { BOT_USER, type Workspace } from "./slack-workspace.ts";

export const SIGNING_SECRET = "signing-secret-of-the-tests";

export type Acknowledged = (happening: Happening, payload: Json) => void;
export type Refuse = (method: string, kind: Kind, payload: unknown) => boolean;

/** What an acknowledgement does: a command may be answered in it, a form closed or changed, a menu filled. */
export function acknowledgements(workspace: Workspace, views: Views, refuses: Refuse): Acknowledged {
	return ({ type, payload }, ack) => {
		if (type === "slash_commands" && Object.keys(ack).length > 0) {
			if (refuses("ack of a command", "response", ack)) return;
			const user = String(payload["user_id"]);
			const onlyFor = ack["response_type"] === "in_channel" ? null : user;
			workspace.post({ channel: String(payload["channel_id"]), user: BOT_USER, onlyFor, ...responseOf(ack) });
		}
		if (payload["type"] === "block_suggestion") refuses("ack of a menu", "suggestions", ack);
		if (payload["type"] === "view_submission" && isObject(payload["view"])) {
			const hasView = ack["response_action"] === "update" || ack["response_action"] === "push";
			if (hasView && refuses("ack of a form", "view", ack["view"])) return;
			const faults = ack["response_action"] === "errors" ? ack["errors"] : undefined;
			if (faults !== undefined && refuses("ack of a form", "faults", { faults, view: payload["view"] })) return;
			views.answered(String(payload["view"]["id"]), ack);
		}
	};
}

export type Post = {
	/** The how-manieth repetition this is; none for the first time. */
	readonly retry?: number;
	readonly secret?: string;
	/** When it was signed, if not now. */
	readonly atMs?: number;
};
export type Posted = { readonly status: number; readonly body: string; readonly afterMs: number };

/** The headers that prove a body to be Slack's. */
export function sign(body: string, { secret = SIGNING_SECRET, atMs = Date.now() }: Post = {}): Record<string, string> {
	const seconds = Math.floor(atMs / 1_000);
	const digest = createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex");
	return { "x-slack-request-timestamp": String(seconds), "x-slack-signature": `v0=${digest}` };
}

function encoded({ type, payload }: Happening): readonly [contentType: string, body: string] {
	if (type === "events_api") return ["application/json", JSON.stringify(payload)];
	const form = new URLSearchParams();
	if (type === "interactive") form.set("payload", JSON.stringify(payload));
	else for (const [name, value] of Object.entries(payload)) form.set(name, String(value));
	return ["application/x-www-form-urlencoded", form.toString()];
}

/** Posts to the app as Slack does; what the app answers is taken as its acknowledgement. */
export async function post(to: string, happening: Happening, how: Post, done: Acknowledged): Promise<Posted> {
	const [contentType, body] = encoded(happening);
	const retry = { "x-slack-retry-num": String(how.retry), "x-slack-retry-reason": "http_timeout" };
	const headers = { "content-type": contentType, ...sign(body, how), ...(how.retry === undefined ? {} : retry) };
	const startMs = performance.now();
	const response = await fetch(to, { method: "POST", headers, body });
	const answer = await response.text();
	if (response.ok) done(happening, ackOf(answer));
	return { status: response.status, body: answer, afterMs: performance.now() - startMs };
}

function ackOf(answer: string): Json {
	try {
		const value: unknown = JSON.parse(answer);
		return isObject(value) ? value : {};
	} catch {
		return answer === "" ? {} : { text: answer };
	}
}

/** Blocks without a text beside them are read out by nobody. An edit that leaves the text out keeps the one it had. */
function unspoken(kind: Kind, payload: unknown): readonly Complaint[] {
	if (kind === "view" || kind === "suggestions" || !isObject(payload)) return [];
	const isKept = kind === "update" && payload["text"] === undefined;
	if (isKept || payload["text"] || !Array.isArray(payload["blocks"]) || payload["blocks"].length === 0) return [];
	return [{ category: "unspoken", path: `${kind}.text`, reason: "blocks without a text for who cannot see them" }];
}

/** What is wrong with a payload, and what Slack would answer; null when it would take it. */
export function refusal(kind: Kind, payload: unknown, mentions: readonly string[]) {
	const complaints = [...judge(kind, payload, mentions), ...unspoken(kind, payload)];
	const first = complaints.find((each) => each.category !== "unescaped" && each.category !== "unspoken");
	if (first === undefined) return { complaints, error: null };
	const tooLong = first.category === "length-exceeded" && /\.(text|block_texts)$/.test(first.path);
	if (first.path === kind && first.reason.startsWith("a message needs")) return { complaints, error: "no_text" };
	if (tooLong && first.path === `${kind}.text`) return { complaints, error: "msg_too_long" };
	if (first.reason.startsWith("message.block_texts")) return { complaints, error: "msg_blocks_too_long" };
	const inBlocks = first.path.startsWith(`${kind}.blocks`) && kind !== "view";
	return { complaints, error: inBlocks ? "invalid_blocks" : "invalid_arguments" };
}
