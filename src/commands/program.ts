/** The command line: every command, and what all of them have in common. A contract: scripts rely on it. */

import { Command, CommanderError } from "commander";
import { readConfig } from "../config.ts";
import { EXIT, OutsideError, UserError } from "../errors.ts";
import { localeOf } from "../text.ts";
import type { Io } from "./io.ts";

/** In the order in which `--help` lists them. Only what is asked for is loaded: most of them need little of the program. */
const COMMANDS: ReadonlyMap<string, () => Promise<(io: Io) => Command>> = new Map([
	["start", async () => (await import("./start.ts")).startCommand],
	["setup", async () => (await import("./setup.ts")).setupCommand],
	["chat", async () => (await import("./chat.ts")).chatCommand],
	["paylink", async () => (await import("./paylink.ts")).paylinkCommand],
	["kit", async () => (await import("./kit.ts")).kitCommand],
	["drill", async () => (await import("./drill.ts")).drillCommand],
	["support", async () => (await import("./support.ts")).supportCommand],
	["reconcile", async () => (await import("./reconcile.ts")).reconcileCommand],
	["formats", async () => (await import("./formats.ts")).formatsCommand],
	["qr", async () => (await import("./qr.ts")).qrCommand],
	["triage", async () => (await import("./triage.ts")).triageCommand],
	["playbook", async () => (await import("./playbook.ts")).playbookCommand],
	["articles", async () => (await import("./articles.ts")).articlesCommand],
	["slack", async () => (await import("./slack.ts")).slackCommand],
	["discord", async () => (await import("./discord.ts")).discordCommand],
	["doctor", async () => (await import("./doctor.ts")).doctorCommand],
]);

/** Runs one command and gives its exit code. Errors are one sentence on stderr. */
export async function run(argv: readonly string[], io: Io): Promise<void> {
	const program = new Command("standin").description(
		"keeps a shop selling while its card terminal is down, and balances the books afterwards",
	);
	const named = COMMANDS.get(argv[0] ?? "");
	for (const load of named === undefined ? COMMANDS.values() : [named]) program.addCommand((await load())(io));
	for (const command of withSubcommands(program)) {
		command
			.helpCommand(false)
			.enablePositionalOptions() // what stands behind a command is that command's: both may take --json
			.exitOverride()
			.configureOutput({
				writeOut: (text) => io.out(text.trimEnd()),
				writeErr: (text) => io.err(text.trimEnd()),
				outputError: (text, write) => write(`${text.trim().replaceAll("\n", " ")}; --help shows how it is used.`),
			});
	}
	try {
		await program.parseAsync(argv, { from: "user" });
	} catch (error) {
		fail(error, io);
	}
}

const withSubcommands = (command: Command): readonly Command[] => [
	command,
	...command.commands.flatMap((sub) => withSubcommands(sub)),
];

function fail(error: unknown, io: Io): void {
	if (error instanceof CommanderError) {
		io.exit(error.exitCode === 0 ? EXIT.done : EXIT.wrongUse); // commander has said why
		return;
	}
	if (error instanceof UserError || error instanceof OutsideError) {
		io.err(error.text[io.locale]);
		io.exit(error instanceof UserError ? EXIT.wrongUse : EXIT.outsideFailed);
		return;
	}
	throw error;
}

/** The process's own shell. */
export function processIo(): Io {
	// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
	process.stdout.on("error", (error: NodeJS.ErrnoException) => {
		if (error.code !== "EPIPE") throw error;
		process.exit(EXIT.done);
	});
	return {
		locale: localeOf(shellLanguage()),
		input: process.stdin,
		out: (line) => void process.stdout.write(`${line}\n`),
		err: (line) => void process.stderr.write(`${line}\n`),
		status: (line) => void (process.stderr.isTTY && process.stderr.write(`\r\x1b[K${line}`)),
		exit: (code) => {
			process.exitCode = code;
		},
	};
}

/** A wrong environment is told by the command that needs it, not by `--help`. */
function shellLanguage(): string {
	try {
		return readConfig().language;
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return new Intl.DateTimeFormat().resolvedOptions().locale; // Node has it from the same variables
	}
}
