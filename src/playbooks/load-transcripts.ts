/** SHELL. Reads transcript files and runs them. */

import type { Playbook } from "./format.ts";
import { type FileFault, readYaml, schemaFaults } from "./load-yaml.ts";
import { transcriptFaults, transcriptSource } from "./transcript.ts";
import type { Vendor } from "./vendor.ts";

/** Every fault of one transcript, where it went otherwise than it says included. Throws a `UserError` when it cannot be read. */
export async function readTranscript(
	file: string,
	playbooks: readonly Playbook[],
	vendors: readonly Vendor[],
): Promise<readonly FileFault[]> {
	const yaml = await readYaml(file);
	if (!("data" in yaml)) return yaml.faults;
	const parsed = transcriptSource.safeParse(yaml.data, { reportInput: true });
	if (!parsed.success) return schemaFaults(file, yaml, parsed.error);
	return transcriptFaults(parsed.data, playbooks, vendors).map(({ path, step, reason }) => ({
		file,
		line: yaml.lineOf(path),
		step,
		reason,
	}));
}
