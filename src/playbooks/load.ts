/** SHELL. Reads playbook files: YAML to faults with file and line, or to compiled playbooks. */

import { basename, dirname, join } from "node:path";
import { UserError } from "../errors.ts";
import type { Text } from "../text.ts";
import { compile, type Library, NO_LIBRARY } from "./compile.ts";
import { type Playbook, type PlaybookSource, playbookSource } from "./format.ts";
import { lint } from "./lint.ts";
import { type FileFault, parseYaml, readYaml, refuseFaults, schemaFaults, type Yaml, yamlFiles } from "./load-yaml.ts";
import type { Vendor } from "./vendor.ts";

/** A file that was read: its faults, or else the playbook. */
export type FileRead = { readonly faults: readonly FileFault[]; readonly playbook: Playbook | null };

/** All playbooks of a folder. Throws a `UserError` that names every fault of every file, one a line. */
export async function loadPlaybooks(folder: string, vendors: readonly Vendor[] = []): Promise<readonly Playbook[]> {
	const reads = await readPlaybookFiles(await yamlFiles(folder), vendors);
	refuseFaults(reads.flatMap((read) => read.faults));
	return reads.flatMap((read) => read.playbook ?? []);
}

/** Reads and checks files, in their order; what they use is sought beside them. Throws a `UserError` when one cannot be read. */
export async function readPlaybookFiles(
	files: readonly string[],
	vendors: readonly Vendor[],
): Promise<readonly FileRead[]> {
	const yamls = await Promise.all(files.map(async (file) => ({ file, yaml: await readYaml(file) })));
	const libraries = new Map<string, Library>();
	for (const folder of new Set(files.map((file) => dirname(file)))) {
		const read = yamls.flatMap(({ file, yaml }) => (dirname(file) === folder ? sourceIn(yaml) : []));
		libraries.set(folder, await libraryOf(folder, read));
	}
	return yamls.map(({ file, yaml }) => check(file, yaml, libraries.get(dirname(file)) ?? NO_LIBRARY, vendors));
}

/** Checks one file's content; `file` names it in the faults, and its name without `.yaml` must be the playbook's id. */
export const checkPlaybook = (
	file: string,
	yaml: string,
	library: Library = NO_LIBRARY,
	vendors: readonly Vendor[] = [],
): FileRead => check(file, parseYaml(file, yaml), library, vendors);

type Read = Awaited<ReturnType<typeof readYaml>>;
const isYaml = (read: Read): read is Yaml => read.faults.length === 0;

function sourceIn(yaml: Read): readonly PlaybookSource[] {
	const parsed = isYaml(yaml) ? playbookSource.safeParse(yaml.data) : null;
	return parsed?.success === true ? [parsed.data] : [];
}

/** What was read, and what it uses from the same folder. A used file that cannot be read or is broken is as if it were not there. */
async function libraryOf(folder: string, read: readonly PlaybookSource[]): Promise<Library> {
	const library = new Map(read.map((source) => [source.id, source]));
	const sought = new Set(read.flatMap((source) => source.uses.map((use) => use.playbook)));
	// A Set walks over what is added while it walks, and each id is added once: this ends.
	for (const id of sought) {
		if (!library.has(id)) {
			const yaml = await readYaml(join(folder, `${id}.yaml`)).catch((error: unknown) => {
				if (error instanceof UserError) return null;
				throw error;
			});
			for (const source of yaml === null ? [] : sourceIn(yaml)) library.set(id, source);
		}
		for (const use of library.get(id)?.uses ?? []) sought.add(use.playbook);
	}
	return library;
}

function check(file: string, yaml: Read, library: Library, vendors: readonly Vendor[]): FileRead {
	if (!isYaml(yaml)) return { faults: yaml.faults, playbook: null };
	const parsed = playbookSource.safeParse(yaml.data, { reportInput: true });
	if (!parsed.success) return { faults: schemaFaults(file, yaml, parsed.error), playbook: null };
	const source = parsed.data;
	const faults = lint(source, library, vendors).map(({ path, step, reason }) => ({
		file,
		line: yaml.lineOf(path),
		step,
		reason,
	}));
	const name = basename(file, ".yaml");
	// So that two files never claim one id.
	if (source.id !== name) faults.unshift({ file, line: yaml.lineOf(["id"]), step: null, reason: notTheName(name) });
	return faults.length > 0 ? { faults, playbook: null } : { faults: [], playbook: compile(source, library) };
}

export const notTheName = (name: string): Text => ({
	en: `the id must be the file's name, “${name}”`,
	zh: `编号必须与文件名“${name}”一致`,
	es: `el id debe ser el nombre del archivo, “${name}”`,
});
