/** SHELL. Reads `support.yaml`, once, when the server starts. */

import { basename, join } from "node:path";
import { type SupportFile, supportFile, supportSchema } from "../helpdesk/support-file.ts";
import { type FileFault, faultyFiles, readYaml, schemaFaults } from "../playbooks/load-yaml.ts";

const NAME = "support.yaml";

/** Of a knowledge folder. Throws a `UserError` that names every fault. */
export async function loadSupport(folder: string): Promise<SupportFile> {
	const read = await readSupport(join(folder, NAME));
	if ("faults" in read) throw faultyFiles(read.faults);
	return read;
}

/** Whether a file is this one: by its name. */
export const isSupportFile = (file: string): boolean => basename(file) === NAME;

/** The faults of such files. */
export async function checkSupport(
	files: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly faults: readonly FileFault[] }> {
	const reads = await Promise.all(files.map(readSupport));
	return { files, faults: reads.flatMap((read) => ("faults" in read ? read.faults : [])) };
}

/** What it says, or every fault. Throws a `UserError` when it cannot be read at all. */
async function readSupport(file: string): Promise<SupportFile | { readonly faults: readonly FileFault[] }> {
	const yaml = await readYaml(file);
	if (!("data" in yaml)) return { faults: yaml.faults };
	const parsed = supportSchema.safeParse(yaml.data, { reportInput: true });
	if (!parsed.success) return { faults: schemaFaults(file, yaml, parsed.error) };
	const read = supportFile(parsed.data);
	if (!("faults" in read)) return read;
	return {
		faults: read.faults.map(({ path, reason }) => ({ file, line: yaml.lineOf(path), step: null, reason })),
	};
}
