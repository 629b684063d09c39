import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "../../src/bots/commands.ts";
import { EVENTS, SCOPES, slackManifest, slackManifestFile } from "../../src/bots/slack/setup.ts";
import { LOCALES } from "../../src/text.ts";
import { FILES } from "../support/slack-files.ts";
import { manifestFaults } from "../support/slack-manifest-limits.ts";
import { MESSAGING } from "../support/slack-methods.ts";

const BOT = new URL("../../src/bots/slack/", import.meta.url);

test("the manifest is inside of Slack's limits, over the socket and over HTTP, in every language", () => {
	for (const locale of LOCALES) {
		expect(manifestFaults(slackManifest(null, locale))).toEqual([]);
		expect(slackManifest(null, locale).display_information.description).toMatch(/[.。]$/); // whole
		expect(manifestFaults(slackManifest("https://standin.example", locale))).toEqual([]);
	}
	expect(manifestFaults(slackManifest("http://standin.example", "en"))).toContain("no https address");
});

test("every command of the table is in the manifest, with its whole description and what can be typed after it", () => {
	const told = slackManifest(null, "es").features.slash_commands;
	expect(told.map(({ command, description }) => [command, description])).toEqual(
		COMMANDS.map(({ name, about }) => [`/${name}`, about.es]),
	);
	expect(told.map(({ command, usage_hint }) => `${command} ${usage_hint ?? ""}`)).toEqual([
		"/outage [text]",
		"/paylink [amount] [currency] [rail] [note]",
		"/sales ",
		"/reconcile ",
		"/standin link CODE [everywhere] | unlink [everywhere] | help | status",
	]);
});

test("the shop's people can write to the app, and press its buttons", () => {
	const { features, settings } = slackManifest(null, "en");
	expect(features.app_home).toMatchObject({ messages_tab_enabled: true, messages_tab_read_only_enabled: false });
	expect(settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
});

test("over HTTP every way in leads to the server's public address", () => {
	const text = slackManifestFile("https://standin.example", "en");
	expect(text.match(/url: (.*)$/gm)?.map((line) => line.split(": ")[1])).toEqual(
		Array.from({ length: COMMANDS.length + 3 }, () => "https://standin.example/webhooks/slack"),
	);
	expect(parse(text)).toEqual(slackManifest("https://standin.example", "en"));
});

/** What the code of the bot calls, as the client writes it. */
function calledMethods(): readonly string[] {
	const sources = readdirSync(BOT, { recursive: true, encoding: "utf8" }).filter(
		(name) => name.endsWith(".ts") && name !== "setup.ts",
	);
	const code = sources.map((name) => readFileSync(new URL(name, BOT), "utf8")).join("\n");
	const calls =
		/(?:apiCall\(\s*"([\w.]+)"|\b((?:chat|conversations|users|usergroups|files|reactions|pins|views)\.\w+(?:\.\w+)?)\()/g;
	const found = [...code.matchAll(calls)].map(([, named, written]) => named ?? written ?? "");
	const uploads = code.includes("filesUploadV2") ? ["files.getUploadURLExternal", "files.completeUploadExternal"] : [];
	return [...new Set([...found, ...uploads])];
}

const OF_EVENTS: ReadonlyMap<string, string | null> = new Map([
	["app_home_opened", null],
	["app_mention", "app_mentions:read"],
	["message.channels", "channels:history"],
	["message.groups", "groups:history"],
	["message.im", "im:history"],
]);

test("the app asks for the scopes that the bot uses, and for no other", () => {
	const methods = new Map([...MESSAGING, ...FILES]); // what opens forms and draws homes needs no scope
	const called = calledMethods();
	expect(called).toContain("chat.postMessage");
	const used = [
		...called.flatMap((method) => methods.get(method)?.scopes ?? []),
		...EVENTS.map((event) => OF_EVENTS.get(event)).filter((scope) => scope !== null),
		"commands",
		"files:read", // a dropped file is fetched from its address, which is no method
	];
	expect(SCOPES.map(({ scope }) => scope)).toEqual([...new Set(used)].sort());
});

test("the documentation names every scope and every command", () => {
	const page = readFileSync(new URL("../../docs/slack.md", import.meta.url), "utf8");
	for (const { scope } of SCOPES) expect(page).toContain(`\`${scope}\``);
	for (const { name } of COMMANDS) expect(page).toContain(`\`/${name}`);
});
