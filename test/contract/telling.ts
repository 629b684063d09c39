/** One test for each platform, and one that compares what they left. */

import { describe, expect, test } from "vitest";
import type { Locale } from "../../src/text.ts";
import type { Platform } from "./chat.ts";
import { shell } from "./console.ts";
import { discord } from "./discord.ts";
import type { DatabaseKind } from "./house.ts";
import { leveled } from "./same.ts";
import type { Shop } from "./shop.ts";
import { slack } from "./slack.ts";
import { tellStory } from "./story.ts";
import { readTrace, type Trace } from "./trace.ts";
import { web } from "./web.ts";
import { WORDS } from "./words.ts";

export const PLATFORMS: readonly Platform[] = [web, shell, slack, discord];
/** For the names of tests. */
export const placed = (platforms: readonly Platform[]) =>
	platforms.map((platform): [string, Platform] => [platform.place, platform]);

/** A shell that is fed by a pipe and Slack's one message a second take their time, and more on a busy machine. */
const STORY_LIMIT_MS = 240_000;

type Traces = ReadonlyMap<Platform["name"], Trace>;

/** Tells the story on each platform and compares; gives what the runs have left, once they are over. */
export function tellEverywhere(
	database: DatabaseKind,
	locale: Locale,
	shop: Shop,
	platforms: readonly Platform[] = PLATFORMS,
): Traces {
	const traces = new Map<Platform["name"], Trace>();
	describe(`on ${database}, in ${locale}, for a shop in ${shop.currency}`, () => {
		test.each(placed(platforms))(
			"%s an outage goes from the report to closed books",
			async (_place, platform) => {
				traces.set(platform.name, await runStory(platform, database, locale, shop));
			},
			STORY_LIMIT_MS,
		);

		test("everywhere the same was said, sold, matched and decided", () => {
			const [first, ...others] = [...traces].map(([name, trace]) => ({ ...trace, ...leveled(name, trace) }));
			for (const other of others) expect(other).toEqual(first);
			expect([...traces.keys()]).toEqual(platforms.map(({ name }) => name));
		});
	});
	return traces;
}

async function runStory(platform: Platform, database: DatabaseKind, locale: Locale, shop: Shop): Promise<Trace> {
	const chat = await platform.open({ database, locale, shop });
	try {
		const payloads = await tellStory(platform, chat, WORDS[locale], shop);
		await chat.house.stop();
		return await chat.house.look((found) => readTrace(found, platform.name, payloads));
	} finally {
		await chat.close();
	}
}
