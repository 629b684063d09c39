/** `standin formats`: the batch formats known; `formats detect`: which one a file is, and why. */

import { Command } from "commander";
import { UserError } from "../errors.ts";
import { batchFile } from "../reconcile/batch-file.ts";
import type { Format } from "../reconcile/formats/format.ts";
import { type Detection, detect, FORMATS, whyNone } from "../reconcile/read-batch.ts";
import type { Text } from "../text.ts";
import type { Io } from "./io.ts";
import { loadProfiles } from "./load-profile.ts";
import { readBytes } from "./read-file.ts";

const MISSING_SHOWN_LIMIT = 5;
/** Of a file that none fits the nearest are named; the rest have nothing to do with it. */
const NEAREST_SHOWN_LIMIT = 3;

type DetectOptions = { readonly json?: boolean; readonly profile?: readonly string[] };

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
		.option("--profile <file...>", "a mapping (YAML) for a CSV of another kind; docs/profiles.md shows one")
		.option("--json", "print one JSON value")
		.action(async (path: string, _options: unknown, self: Command) => {
			const options: DetectOptions = self.optsWithGlobals();
			const answer = await detectFile(path, await loadProfiles(options.profile ?? []));
			if (options.json === true) io.out(JSON.stringify(answer));
			else io.out(`${answer.format}: ${answer.why}`);
		});
	return command;
}

async function detectFile(path: string, profiles: readonly Format[]) {
	const file = batchFile(path, await readBytes(path));
	const detections = detect(file, [...profiles, ...FORMATS]);
	const [best] = detections;
	if (best === undefined || best.lacks.length > 0) {
		const damaged = whyNone(file);
		throw new UserError(damaged === null ? unknown(path, detections) : named(path, damaged.refused));
	}
	const { format, by, has } = best;
	return { format: format.id, role: format.role, why: WHY[by](has), by, has };
}

const WHY = {
	columns: (has: readonly string[]) => `the header has all ${has.length} columns that tell it: ${has.join(", ")}`,
	elements: (has: readonly string[]) => `it begins with the elements that tell it: ${has.join(", ")}`,
};

function unknown(path: string, detections: readonly Detection[]): Text {
	const why = detections.slice(0, NEAREST_SHOWN_LIMIT).map(({ format, lacks }) => {
		const more = lacks.length > MISSING_SHOWN_LIMIT ? ", …" : "";
		return `${format.id} lacks ${lacks.slice(0, MISSING_SHOWN_LIMIT).join(", ")}${more}`;
	});
	return {
		en: `${path} is in no known format: ${why.join("; ")}.`,
		zh: `无法识别 ${path} 的格式：${why.join("；")}。`,
		es: `${path} no tiene ningún formato conocido: ${why.join("; ")}.`,
	};
}

const named = (path: string, { en, zh, es }: Text): Text => ({
	en: `${path}: ${en}`,
	zh: `${path}：${zh}`,
	es: `${path}: ${es}`,
});
