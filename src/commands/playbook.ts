/** SHELL. `standin playbook`: checks playbooks as the server does when it starts. */

import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { EXIT } from "../errors.ts";
import { playbookFiles, readPlaybookFile } from "../playbooks/load.ts";
import type { Io } from "./io.ts";

type LintIo = Pick<Io, "out" | "exit">;

const PLAYBOOKS_FOLDER = fileURLToPath(new URL("../../knowledge/playbooks", import.meta.url));

/** `playbook lint [files]`: every fault with file and line; exit code 2 when there is one. Without files: all of knowledge/. */
export function playbookCommand(io: LintIo): Command {
	const lint = new Command("lint")
		.description("check playbooks: every path is safe, ends, and can be said in every language")
		.argument("[files...]", "YAML files; without any, all of knowledge/playbooks")
		.option("--json", "one JSON value on standard output")
		.action((files: readonly string[], options: { readonly json?: boolean }) =>
			lintFiles(files, options.json === true, io),
		);
	return new Command("playbook").description("work on playbooks").addCommand(lint);
}

async function lintFiles(named: readonly string[], isJson: boolean, io: LintIo): Promise<void> {
	const files = named.length > 0 ? named : await playbookFiles(PLAYBOOKS_FOLDER);
	const faults = (await Promise.all(files.map(readPlaybookFile))).flatMap((read) => read.faults);
	if (isJson) {
		io.out(JSON.stringify({ files, faults: faults.map(({ reason, ...place }) => ({ ...place, reason: reason.en })) }));
	} else {
		for (const { file, line, reason } of faults) io.out(`${file}:${line} ${reason.en}`);
		io.out(`${count(files.length, "playbook")} checked, ${count(faults.length, "fault")}`);
	}
	if (faults.length > 0) io.exit(EXIT.wrongUse);
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
