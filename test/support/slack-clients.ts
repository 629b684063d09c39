/** The real Bolt and the real WebClient, told where our Slack is. */

import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, LogLevel, SocketModeReceiver, webApi } from "@slack/bolt";
import { expect, onTestFinished } from "vitest";
import { SIGNING_SECRET } from "./slack-delivery.ts";
import { APP_TOKEN, BOT_TOKEN, type SlackServer, startSlack } from "./slack-server.ts";
import type { Channel, Person } from "./slack-workspace.ts";

const silent = () => {};
const logger = {
	debug: silent,
	info: silent,
	warn: silent,
	error: silent,
	setLevel: silent,
	getLevel: () => LogLevel.ERROR,
	setName: silent,
};
/** So long without a pong and the client gives a socket up; so long, too, it waits before it opens the next. */
const PATIENCE_MS = 30_000;

/** A Slack with a shop's channel, in which its cashier and the bot are. */
export async function aWorkspace() {
	const slack = await startSlack();
	onTestFinished(() => slack.close());
	const ana = slack.workspace.addPerson("ana", "es-ES");
	const till = slack.workspace.addChannel("till", [ana.id]);
	const client = webClient(slack);
	await client.conversations.join({ channel: till.id });
	return { slack, ana, till, client };
}

export const webClient = (slack: SlackServer, options: webApi.WebClientOptions = {}): webApi.WebClient =>
	new webApi.WebClient(BOT_TOKEN, { ...clientOptions(slack), ...options });

/** A fault is to be seen, not to be waited out. */
const clientOptions = (slack: SlackServer): webApi.WebClientOptions => ({
	slackApiUrl: slack.apiUrl,
	retryConfig: { retries: 0 },
	rejectRateLimitedCalls: true,
	logger,
});

/** An app over a socket; `prepare` hangs the listeners in before it starts. */
export async function boltOverSocket(
	slack: SlackServer,
	prepare: (app: App) => void,
	patienceMs = PATIENCE_MS,
): Promise<void> {
	const options = clientOptions(slack);
	const receiver = new SocketModeReceiver({
		appToken: APP_TOKEN,
		logger,
		clientPingTimeout: patienceMs,
		installerOptions: { clientOptions: options },
	});
	const app = new App({ token: BOT_TOKEN, receiver, clientOptions: options, logger });
	prepare(app);
	await app.start();
	onTestFinished(async () => void (await app.stop()));
}

/** An app that is called at an address, which is given back. */
export async function boltOverHttp(slack: SlackServer, prepare: (app: App) => void): Promise<string> {
	const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logger });
	const app = new App({ token: BOT_TOKEN, receiver, clientOptions: clientOptions(slack), logger });
	prepare(app);
	const server = await receiver.start(0);
	onTestFinished(async () => void (await app.stop()));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
}

/** What a refused call says: Slack's word, or what became of the request. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
	try {
		await call;
		return "ok";
	} catch (error) {
		if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
		if (error instanceof webApi.WebAPIRateLimitedError) return `wait ${error.retryAfter}`;
		if (error instanceof webApi.WebAPIHTTPError) return `status ${error.statusCode}`;
		if (error instanceof webApi.WebAPIRequestError) return "not reached";
		throw error;
	}
}

/** Looks again until it is so; how long that may take is for the test as a whole to say. */
export const eventually = <T>(look: () => T) => expect.poll(look);

export const textsSeen = (slack: SlackServer, channel: Channel, person: Person): readonly string[] =>
	slack.workspace.seen(channel.id, { by: person.id }).map((message) => message.text);
