import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

const BOTS = new URL("../../src/bots/", import.meta.url);
const FIVE = ["bot.ts", "errors.ts", "inbox.ts", "receive.ts", "render.ts"];
/** Of a platform that is set up, has commands and forms, and is asked for things. */
const OF_A_PLATFORM = [
	"commands.ts",
	"desk.ts",
	"doctor.ts",
	"forms.ts",
	"links.ts",
	"orders.ts",
	"send.ts",
	"setup.ts",
];
/** What only this one needs: edits and files that are told in ways of their own, how it names places and marks up words, how it wraps what people want, how its API is reached, the support desk. */
const OWN: ReadonlyMap<string, readonly string[]> = new Map([
	["slack", [...OF_A_PLATFORM, "changes.ts", "files.ts", "form-parts.ts", "origin.ts", "support", "words.ts"]],
	["discord", [...OF_A_PLATFORM, "changes.ts", "rest.ts", "wishes.ts"]],
]);
const platforms = readdirSync(BOTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(platforms.map(({ name }) => name))("the %s bot has the files that every bot of its kind has", (name) => {
	expect(readdirSync(new URL(`${name}/`, BOTS)).sort()).toEqual([...FIVE, ...(OWN.get(name) ?? [])].sort());
});

test("the support desk in Slack has the files that it is described with", () => {
	expect(readdirSync(new URL("slack/support/", BOTS)).sort()).toEqual([
		"agents.ts",
		"card.ts",
		"desk.ts",
		"doctor.ts",
		"forms.ts",
		"home.ts",
		"inbox.ts",
		"line.ts",
		"names.ts",
		"orders.ts",
		"receive.ts",
		"texts.ts",
		"thread.ts",
	]);
});
