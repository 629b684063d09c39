import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

const BOTS = new URL("../../src/bots/", import.meta.url);
const platforms = readdirSync(BOTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(platforms.map(({ name }) => name))("the %s bot has the five files that every bot has", (name) => {
	const five = ["bot.ts", "errors.ts", "inbox.ts", "receive.ts", "render.ts"];
	expect(readdirSync(new URL(`${name}/`, BOTS))).toEqual(expect.arrayContaining(five));
});
