/** SHELL. `standin slack manifest`: what is pasted at api.slack.com/apps to make the app. */

import { Command, Option } from "commander";
import { MANIFEST_FILE, slackManifest, slackManifestFile } from "../bots/slack/setup.ts";
import { UserError } from "../errors.ts";
import { LOCALES, type Locale } from "../text.ts";
import { checkGenerated } from "./generated-file.ts";
import type { Io } from "./io.ts";

type Options = {
	readonly url?: string;
	readonly language: Locale;
	readonly check?: boolean;
	readonly json?: boolean;
};

export function slackCommand(io: Pick<Io, "out">): Command {
	const manifest = new Command("manifest")
		.description("print the manifest that makes the Slack app")
		.option("--url <url>", "the server's public https address, for requests over HTTP instead of Socket Mode")
		.addOption(new Option("--language <language>", "of the commands' descriptions").choices([...LOCALES]).default("en"))
		.option("--check", `say whether ${MANIFEST_FILE} is what the code says`)
		.option("--json", "print one JSON value")
		.action(async ({ url, language, check, json }: Options) => {
			const address = url === undefined ? null : addressOf(url);
			if (check === true)
				return checkGenerated(MANIFEST_FILE, slackManifestFile(null, "en"), "./bin/standin slack manifest");
			if (json === true) io.out(JSON.stringify(slackManifest(address, language)));
			else io.out(slackManifestFile(address, language).trimEnd());
		});
	return new Command("slack").description("set the Slack app up").addCommand(manifest);
}

/** Throws `UserError`: Slack sends requests to https addresses only. */
function addressOf(url: string): string {
	const isPublic = URL.canParse(url) && new URL(url).protocol === "https:";
	if (isPublic) return url.replace(/\/+$/, "");
	throw new UserError({
		en: "Slack sends to https only; give an address such as https://standin.example.",
		zh: "Slack 只向 https 地址发送；请给出例如 https://standin.example 的地址。",
		es: "Slack solo envía a direcciones https; indique una como https://standin.example.",
	});
}
