/** SHELL. `standin doctor`: checks the configuration and every outside service, one line each. */

import { Command } from "commander";
import { type Check, type CheckState, notConfigured, ok, same, unreachable, wrong } from "../check.ts";
import { type Config, readConfig } from "../config.ts";
import { EXIT, UserError } from "../errors.ts";
import type { Reliance } from "../store/look.ts";
import type { Text } from "../text.ts";
import { examineAddress, examineStore } from "./doctor-here.ts";
import { examineProviders } from "./doctor-providers.ts";
import { examineRefunds } from "./doctor-refunds.ts";
import type { Io } from "./io.ts";

/** Of one service with all its calls, which have limits of their own below it. */
const SERVICE_LIMIT_MS = 30_000;

const MARK: Readonly<Record<CheckState, string>> = { ok: "ok", wrong: "!!", unreachable: "!!", "left-out": "--" };

export function doctorCommand(io: Pick<Io, "out" | "exit" | "locale">): Command {
	return new Command("doctor")
		.description("check the configuration and every outside service, one line each")
		.option("--json", "print one JSON value")
		.action(async ({ json }: { readonly json?: boolean }) => {
			const checks = await examine();
			if (json === true) io.out(JSON.stringify(asJson(checks)));
			else for (const check of checks) io.out(lineOf(check, io.locale));
			// What is to be mended here comes before what may mend itself.
			if (checks.some(({ state }) => state === "wrong")) io.exit(EXIT.wrongUse);
			else if (checks.some(({ state }) => state === "unreachable")) io.exit(EXIT.outsideFailed);
		});
}

const lineOf = ({ what, state, advice }: Check, locale: keyof Text): string =>
	`${MARK[state]}  ${what[locale]}${advice === null ? "" : ` → ${advice[locale]}`}`;

/** For scripts: English, whatever the shell speaks. */
const asJson = (checks: readonly Check[]) => ({
	ok: checks.every(({ state }) => state === "ok" || state === "left-out"),
	checks: checks.map(({ what, state, advice }) => ({ what: what.en, state, advice: advice?.en ?? null })),
});

async function examine(): Promise<readonly Check[]> {
	const configuration: Text = { en: "Configuration", zh: "配置", es: "Configuración" };
	let config: Config;
	try {
		config = readConfig();
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return [wrong(configuration, error.text)];
	}
	const here = await examineStore(config);
	const outside = await Promise.all([
		within(same("PUBLIC_URL"), examineAddress(config, here.isRunning)),
		...examineProviders(config, here.reliance).map(({ name, checks }) => within(name, checks)),
		within({ en: "Refunds", zh: "退款", es: "Reembolsos" }, examineRefunds(config)),
		within(same("Slack"), slackChecks(config, here.reliance)),
		within(same("Discord"), discordChecks(config, here.reliance)),
		within(same("Ollama"), ollamaChecks(config)),
	]);
	return [ok(configuration), ...here.checks, ...outside.flat()];
}

// A service's client library is loaded where the service is configured: each takes longer than everything else here.
async function slackChecks({ slack, publicUrl }: Config, reliance: Reliance | null): Promise<readonly Check[]> {
	if (slack === null) return [notConfigured("Slack", "SLACK_BOT_TOKEN")];
	const { examineSlack } = await import("../bots/slack/doctor.ts");
	return examineSlack(slack, audiencesOf("slack", reliance), publicUrl);
}

async function discordChecks({ discord }: Config, reliance: Reliance | null): Promise<readonly Check[]> {
	if (discord === null) return [notConfigured("Discord", "DISCORD_TOKEN")];
	const { examineDiscord } = await import("../bots/discord/doctor.ts");
	return examineDiscord(discord, audiencesOf("discord", reliance));
}

async function ollamaChecks({ ollama }: Config): Promise<readonly Check[]> {
	if (ollama === null) return [notConfigured("Ollama", "OLLAMA_MODEL")];
	const { examineOllama } = await import("../answers/ollama-doctor.ts");
	return [await examineOllama(ollama)];
}

const audiencesOf = (platform: string, reliance: Reliance | null): readonly string[] | null =>
	reliance?.audiences.flatMap((name) => (name.startsWith(`${platform}:`) ? [name.slice(platform.length + 1)] : [])) ??
	null;

async function within(name: Text, work: Promise<readonly Check[]>): Promise<readonly Check[]> {
	const late = [
		unreachable(name, {
			en: "It did not answer in time; check the network, then run this again.",
			zh: "未及时响应；请检查网络后重试。",
			es: "No respondió a tiempo; revise la red y repita.",
		}),
	];
	let timer: NodeJS.Timeout | undefined;
	const ended = new Promise<readonly Check[]>((end) => {
		timer = setTimeout(end, SERVICE_LIMIT_MS, late);
	});
	return Promise.race([work, ended]).finally(() => clearTimeout(timer));
}
