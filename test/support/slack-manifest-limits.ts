/** What Slack takes as the manifest of an app: our own table of docs.slack.dev/reference/app-manifest. */

import { isObject, type Json } from "./slack-rules.ts";

const inside = (value: unknown, path: string): unknown =>
	path.split(".").reduce((part, name) => (isObject(part) ? part[name] : undefined), value);
const listAt = (value: unknown, path: string): readonly unknown[] => {
	const found = inside(value, path);
	return Array.isArray(found) ? found : [];
};

type Rule = readonly [path: string, limit: number, pattern?: RegExp];

const TEXTS: readonly Rule[] = [
	["display_information.name", 35],
	["display_information.description", 140],
	["features.bot_user.display_name", 80, /^[a-z0-9._-]+$/],
];
const OF_A_COMMAND: readonly Rule[] = [
	["command", 32, /^\/[a-z0-9_-]+$/],
	["description", 2_000],
];
const LISTS: readonly (readonly [path: string, limit: number])[] = [
	["features.slash_commands", 50],
	["settings.event_subscriptions.bot_events", 100],
	["oauth_config.scopes.bot", 255],
];

/** Everything that Slack would say against it; empty when it takes it. */
export function manifestFaults(manifest: Json): readonly string[] {
	const commands = listAt(manifest, "features.slash_commands");
	const names = commands.map((command) => inside(command, "command"));
	return [
		...TEXTS.flatMap((rule) => textFaults(manifest, rule)),
		...commands.flatMap((command) => OF_A_COMMAND.flatMap((rule) => textFaults(command, rule))),
		...commands
			.filter((command) => String(inside(command, "usage_hint") ?? "").length > 1_000)
			.map(() => "a hint is too long"),
		...LISTS.filter(([path, limit]) => listAt(manifest, path).length > limit).map(([path]) => `${path} is too long`),
		...(new Set(names).size < names.length ? ["a command is there twice"] : []),
		...wayInFaults(manifest, commands),
	];
}

function textFaults(of: unknown, [path, limit, pattern = /\S/]: Rule): readonly string[] {
	const text = inside(of, path);
	if (typeof text !== "string" || !pattern.test(text)) return [`${path} is no text of that kind`];
	return [...text].length > limit ? [`${path} is longer than ${limit}`] : [];
}

/** Without Socket Mode every way in has an https address. */
function wayInFaults(manifest: Json, commands: readonly unknown[]): readonly string[] {
	if (inside(manifest, "settings.socket_mode_enabled") === true) return [];
	const addresses = [
		inside(manifest, "settings.event_subscriptions.request_url"),
		inside(manifest, "settings.interactivity.request_url"),
		...commands.map((command) => inside(command, "url")),
	];
	return addresses.filter((address) => !/^https:\/\/\S+$/.test(String(address))).map(() => "no https address");
}
