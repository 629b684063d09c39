import { expect, test } from "vitest";
import { discord } from "./discord.ts";
import { outlived } from "./same.ts";
import { BANK, DEMO } from "./shop.ts";
import { slack } from "./slack.ts";
import { tellEverywhere } from "./telling.ts";
import { web } from "./web.ts";

const runs = [
	tellEverywhere("PGlite", "en", DEMO),
	tellEverywhere("PostgreSQL", "zh", DEMO, [web, slack, discord]), // what a shell says in Chinese has a test of its own
	tellEverywhere("PostgreSQL", "es", BANK),
];

test("every difference that is written down is there", () => {
	expect(outlived(runs)).toEqual([]);
});
