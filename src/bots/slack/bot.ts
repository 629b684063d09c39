/** Slack: one client that writes, and a socket or signed requests that bring what people do. */

import { setTimeout as pause } from "node:timers/promises";
import { SocketModeReceiver, webApi } from "@slack/bolt";
import { errorFacts, type Log } from "../../log.ts";
import type { Bot, PlatformTools } from "../bot.ts";
import type { SupportDesk, SupportTools } from "../support.ts";
import { slackDesk } from "./desk.ts";
import { clientOptions, refusalOf, SILENT } from "./errors.ts";
import { type SlackInbox, slackInbox } from "./inbox.ts";
import type { Acknowledgement } from "./orders.ts";
import { readRequest, type SlackRequest } from "./receive.ts";
import { slackSender } from "./send.ts";
import { type SupportSettings, slackAgents } from "./support/agents.ts";
import { slackSupportDesk } from "./support/desk.ts";
import { withHome, withSupport } from "./support/inbox.ts";

const CALL_LIMIT_MS = 10_000;
/** Part of the 3 s in which Slack wants to hear that an event arrived: two of them may follow one another. */
const LOOK_UP_LIMIT_MS = 1_200;
const AGAIN_MS = 1_000;
const AGAIN_LIMIT_MS = 60_000;
const LASTED_MS = 10_000;

export type SlackSettings = {
	readonly botToken: string;
	/** For Socket Mode; null: requests over HTTP alone. */
	readonly appToken: string | null;
	/** For requests over HTTP; null: none are taken. */
	readonly signingSecret: string | null;
	/** Null: Slack's own. */
	readonly apiUrl: string | null;
	/** Null: the support desk is not in Slack. */
	readonly support: SupportSettings | null;
};

export type SlackAnswer = { readonly status: 200 | 401; readonly body: Acknowledgement };
/** One request of Slack's over HTTP. Throws when it could not be stored, so that Slack repeats it. */
export type AnswerSlack = (request: SlackRequest, nowMs: number) => Promise<SlackAnswer>;

export type Slack = {
	readonly bot: Bot;
	/** Null: the support desk is not in Slack. */
	readonly desk: SupportDesk | null;
	/** Takes what comes in from now on. */
	listen(
		tools: PlatformTools,
		supportTools: SupportTools | null,
	): { readonly answer: AnswerSlack | null; stop(): Promise<void> };
};

/** Nothing is asked of Slack until something is said or it listens, so that a Slack that is down holds up no start. */
export function openSlack(settings: SlackSettings, log: Log): Slack {
	const client = new webApi.WebClient(settings.botToken, clientOptions(settings, CALL_LIMIT_MS));
	const { support } = settings;
	const quick = new webApi.WebClient(settings.botToken, clientOptions(settings, LOOK_UP_LIMIT_MS));
	return {
		bot: { send: slackSender(client) },
		desk: support === null ? null : slackSupportDesk(client, support, log),
		listen: (tools, supportTools) => {
			const slack = slackDesk(client, quick, settings);
			const merchants = slackInbox(tools, slack, log);
			const inbox =
				support === null || supportTools === null
					? withHome(merchants, slack, log)
					: withSupport(
							merchants,
							{ tools: supportTools, slack, agents: slackAgents(quick, support, log), log },
							support.channel,
						);
			const { appToken, signingSecret } = settings;
			const answer: AnswerSlack = async (request, nowMs) => {
				const body = readRequest(signingSecret ?? "", request, nowMs);
				return body === "forged" ? { status: 401, body: null } : { status: 200, body: await inbox(body) };
			};
			const stop = appToken === null ? async () => {} : keepConnected(appToken, settings, inbox, log);
			return { answer: signingSecret === null ? null : answer, stop };
		},
	};
}

/** Bolt's own receiver acknowledges before anything is stored, and its socket ends the program when Slack does not know the token any more. */
function keepConnected(appToken: string, settings: SlackSettings, inbox: SlackInbox, log: Log): () => Promise<void> {
	const { client: socket } = new SocketModeReceiver({
		appToken,
		autoReconnectEnabled: false,
		logger: SILENT,
		installerOptions: { clientOptions: clientOptions(settings, CALL_LIMIT_MS) },
	});
	type Envelope = { readonly body: unknown; readonly ack: (answer?: object) => Promise<void> };
	socket.on("slack_event", ({ body, ack }: Envelope) => {
		inbox(body)
			.then((answer) => (answer === null ? ack() : ack(answer)))
			.catch((error: unknown) => log.warn({ platform: "slack", ...errorFacts(error) }, "event not acknowledged"));
	});
	const stopping = new AbortController();
	const running = connectAgainAndAgain(socket, stopping.signal, log);
	return async () => {
		stopping.abort();
		await socket.disconnect();
		await running;
	};
}

type Socket = SocketModeReceiver["client"];

/** The wait grows with failures in a row; a connection that lasted is one that Slack itself renews. */
async function connectAgainAndAgain(socket: Socket, stopping: AbortSignal, log: Log): Promise<void> {
	for (let failures = 0; !stopping.aborted; ) {
		const startedAtMs = performance.now();
		const ended = new Promise<void>((end) => socket.once("disconnected", end));
		try {
			await socket.start();
			log.info({ platform: "slack" }, "connected");
			// Asked to stop while it was connecting, it would stay open.
			if (stopping.aborted) await socket.disconnect();
			await ended;
		} catch (error) {
			log.warn({ platform: "slack", code: refusalOf(error) ?? "unreachable", failures }, "not connected");
		}
		failures = performance.now() - startedAtMs > LASTED_MS ? 0 : failures + 1;
		const waitMs = failures === 0 ? 0 : Math.min(AGAIN_MS * 2 ** (failures - 1), AGAIN_LIMIT_MS);
		await pause(waitMs, undefined, { signal: stopping }).catch(() => {});
	}
}
