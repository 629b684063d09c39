/** The adapters' figures: messages a second through each, and how long a platform waits to hear that something arrived. */

import { readConfig } from "../src/config.ts";
import { openQuietLog } from "../src/log.ts";
import { startStandin } from "../src/main.ts";
import { BOT_TOKEN as DISCORD_TOKEN, startDiscord } from "../test/support/discord-server.ts";
import { SIGNING_SECRET } from "../test/support/slack-delivery.ts";
import { APP_TOKEN, BOT_TOKEN as SLACK_TOKEN, startSlack } from "../test/support/slack-server.ts";
import { type Crowd, discordCrowd, PEOPLE, slackCrowd, until, webCrowd } from "./crowds.ts";
import type { Place } from "./places.ts";
import { receiveRate } from "./runtime.ts";

const ROUNDS = 5;
/** Each round is one message in each channel: longer than Slack wants between two of them. */
const BETWEEN_ROUNDS_MS = 1_200;
const ACKS = 200;
const REFUSED_MS = 100;

export type AdapterFigures = {
	/** Messages stored a second, one after the other, with no platform around. */
	readonly receives: number;
	readonly throughput: readonly { readonly name: string; readonly perSecond: number }[];
	readonly acks: readonly { readonly name: string; readonly p50Ms: number; readonly p99Ms: number }[];
	/** What the database did besides while the acknowledgements were measured: messages answered a second. */
	readonly loadPerSecond: number;
};

/** One run on a fresh database, with one program that all platforms are connected to. */
export async function measureAdapters(place: Place): Promise<AdapterFigures> {
	const receives = await receiveRate(place);
	const [slack, discord] = [await startSlack(), await startDiscord()];
	const { env, remove } = await place.environment();
	const running = await startStandin(
		readConfig({
			...env,
			PORT: "0",
			HOST: "127.0.0.1",
			SLACK_BOT_TOKEN: SLACK_TOKEN,
			SLACK_APP_TOKEN: APP_TOKEN,
			SLACK_SIGNING_SECRET: SIGNING_SECRET,
			SLACK_API_URL: slack.apiUrl,
			DISCORD_TOKEN,
			DISCORD_API_URL: discord.api,
		}),
		openQuietLog(),
	);
	try {
		await until("the platforms", () => slack.socket.count > 0 && discord.gateway.connected() > 0);
		const web = await webCrowd(running);
		const chats = [
			slackCrowd(slack, "socket", running.url),
			slackCrowd(slack, "HTTP", running.url),
			discordCrowd(discord),
		];
		const throughput: { name: string; perSecond: number }[] = [];
		for (const crowd of [...chats, web]) {
			await arrive(crowd);
			throughput.push({ name: crowd.name, perSecond: await rate(crowd) });
		}
		const load = keepBusy(web);
		const acks: { name: string; p50Ms: number; p99Ms: number }[] = [];
		for (const { name, acknowledge } of chats)
			if (acknowledge !== null) acks.push({ name, ...(await percentiles(acknowledge)) });
		const loadPerSecond = await load.stop();
		await web.leave();
		return { receives, throughput, acks, loadPerSecond };
	} finally {
		await running.stop();
		await Promise.all([slack.close(), discord.close()]);
		remove();
	}
}

/** Everybody is greeted and answered before anything is measured: a conversation begins once. */
async function arrive(crowd: Crowd): Promise<void> {
	await crowd.say();
	await until(`${crowd.name}: all replies`, () => crowd.replies() >= PEOPLE * 2);
	await pause(BETWEEN_ROUNDS_MS);
}

/** Everybody speaks at once and is answered, again and again; the silence between is not counted. */
async function rate(crowd: Crowd): Promise<number> {
	let tookMs = 0;
	for (let round = 0; round < ROUNDS; round++) {
		const before = crowd.replies();
		const beganMs = performance.now();
		await crowd.say();
		await until(`${crowd.name}: all replies`, () => crowd.replies() >= before + PEOPLE);
		tookMs += performance.now() - beganMs;
		await pause(BETWEEN_ROUNDS_MS);
	}
	return Math.round((PEOPLE * ROUNDS * 1_000) / tookMs);
}

/** The web chat's people say the next thing as soon as all have said the last one: more comes in than can be answered. */
function keepBusy(web: Crowd) {
	const before = web.replies();
	const beganMs = performance.now();
	let isOver = false;
	const talking = (async () => {
		// A machine that is faster than one conversation may speak is refused now and then.
		while (!isOver) await web.say().catch(() => pause(REFUSED_MS));
	})();
	return {
		stop: async () => {
			const perSecond = Math.round(((web.replies() - before) * 1_000) / (performance.now() - beganMs));
			isOver = true;
			await talking;
			return perSecond;
		},
	};
}

async function percentiles(acknowledge: () => Promise<number>) {
	const took: number[] = [];
	while (took.length < ACKS) took.push(await acknowledge());
	took.sort((a, b) => a - b);
	const at = (share: number) => Math.round(took[Math.floor(took.length * share)] ?? 0);
	return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
