/** The command line: every command, and what all of them have in common. A contract: scripts rely on it. */

import { Command, CommanderError } from "commander";
import { readConfig } from "../config.ts";
import { EXIT, OutsideError, UserError } from "../errors.ts";
import { localeOf } from "../text.ts";
import { articlesCommand } from "./articles.ts";
import { chatCommand } from "./chat.ts";
import { discordCommand } from "./discord.ts";
import { doctorCommand } from "./doctor.ts";
import { formatsCommand } from "./formats.ts";
import type { Io } from "./io.ts";
import { playbookCommand } from "./playbook.ts";
import { qrCommand } from "./qr.ts";
import { reconcileCommand } from "./reconcile.ts";
import { setupCommand } from "./setup.ts";
import { slackCommand } from "./slack.ts";
import { startCommand } from "./start.ts";
import { supportCommand } from "./support.ts";
import { triageCommand } from "./triage.ts";

/** Runs one command and gives its exit code. Errors are one sentence on stderr. */
export async function run(argv: readonly string[], io: Io): Promise<void> {
	const program = new Command("standin").description(
		"keeps a shop selling while its card terminal is down, and balances the books afterwards",
	);
	const commands = [
		startCommand(io),
		setupCommand(io),
		chatCommand(io),
		supportCommand(io),
		reconcileCommand(io),
		formatsCommand(io),
		qrCommand(io),
		triageCommand(io),
		playbookCommand(io),
		articlesCommand(io),
		slackCommand(io),
		discordCommand(io),
		doctorCommand(io),
	];
	for (const command of commands) program.addCommand(command);
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
