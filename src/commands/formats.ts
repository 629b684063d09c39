/** `standin formats`: the batch formats known; `formats detect`: which one a file is, and why. */

import { Command } from "commander";
import { UserError } from "../errors.ts";
import { parseHeader } from "../reconcile/csv.ts";
import { detect, FORMATS } from "../reconcile/read-batch.ts";
import { isRefusal } from "../text.ts";
import type { Io } from "./io.ts";
import { readTextFile } from "./read-text-file.ts";

const MISSING_SHOWN_LIMIT = 5;

/** The command with its subcommand; throws `UserError` for a file that no format fits. */
export function formatsCommand(io: Pick<Io, "out">): Command {
	const command = new Command("formats")
		.description("list the batch formats known")
		.option("--json", "print one JSON value")
		.action((options: { readonly json?: boolean }) => {
			const known = FORMATS.map(({ id, role, title }) => ({ id, role, title: title.en }));
			if (options.json === true) io.out(JSON.stringify(known));
			else for (const { id, role, title } of known) io.out(`${id}\t${role}\t${title}`);
		});
	command
		.command("detect")
		.description("say which format a file is, and why")
		.argument("<file>")
		.option("--json", "print one JSON value")
		.action(async (path: string, _options: unknown, self: Command) => {
			const options: { readonly json?: boolean } = self.optsWithGlobals();
			const answer = await detectFile(path);
			if (options.json === true) io.out(JSON.stringify(answer));
			else io.out(`${answer.format}: ${answer.why}`);
		});
	return command;
}

async function detectFile(path: string) {
	const header = parseHeader(await readTextFile(path));
	if (isRefusal(header))
		throw new UserError({
			en: `${path}: ${header.refused.en}`,
			zh: `${path}：${header.refused.zh}`,
			es: `${path}: ${header.refused.es}`,
		});
	const detections = detect(header);
	const [best] = detections;
	if (best === undefined || best.missing.length > 0) {
		const why = detections.map(
			({ format, missing }) => `${format.id} lacks ${missing.slice(0, MISSING_SHOWN_LIMIT).join(", ")}`,
		);
		throw new UserError({
			en: `${path} is in no known format: ${why.join("; ")}.`,
			zh: `无法识别 ${path} 的格式：${why.join("；")}。`,
			es: `${path} no tiene ningún formato conocido: ${why.join("; ")}.`,
		});
	}
	return {
		format: best.format.id,
		role: best.format.role,
		why: `the header has all ${best.format.fingerprint.length} columns that tell it: ${best.format.fingerprint.join(", ")}`,
	};
}
