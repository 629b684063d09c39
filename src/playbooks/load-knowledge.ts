/** SHELL. Playbooks with the vendors and transcripts that stand beside them, checked together. */

import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Playbook } from "./format.ts";
import { readPlaybookFiles } from "./load.ts";
import { readTranscript } from "./load-transcripts.ts";
import { readVendorFile } from "./load-vendors.ts";
import { type FileFault, yamlFiles } from "./load-yaml.ts";
import type { Vendor } from "./vendor.ts";

export type Checked = {
	readonly playbooks: readonly string[];
	readonly vendors: readonly string[];
	readonly transcripts: readonly string[];
	readonly faults: readonly FileFault[];
};

/** Checks all of a knowledge folder. */
export async function checkKnowledge(knowledge: string): Promise<Checked> {
	const files = (["playbooks", "vendors", "transcripts"] as const).map((folder) => yamlFiles(join(knowledge, folder)));
	return checkFiles((await Promise.all(files)).flat());
}

/** Checks files; the folder says what each is, and what they lean on is read from the folders beside it. */
export async function checkFiles(files: readonly string[]): Promise<Checked> {
	const inFolder = (name: string): readonly string[] => files.filter((file) => basename(dirname(file)) === name);
	const vendors = inFolder("vendors");
	const transcripts = inFolder("transcripts");
	const playbooks = files.filter((file) => !vendors.includes(file) && !transcripts.includes(file));
	const known = await vendorsBeside(files);
	const vendorReads = await Promise.all(vendors.map(readVendorFile));
	const playbookReads = await readPlaybookFiles(playbooks, known);
	const compiled = await playbooksBeside(transcripts, known);
	const ran = await Promise.all(transcripts.map((file) => readTranscript(file, compiled, known)));
	const faults = [...playbookReads, ...vendorReads].flatMap((read) => read.faults);
	return { playbooks, vendors, transcripts, faults: [...faults, ...ran.flat()] };
}

/** Sound vendors of the folders beside files; what is broken there is told where its own files are checked. */
async function vendorsBeside(files: readonly string[]): Promise<readonly Vendor[]> {
	const found = await beside(files, "vendors");
	const reads = await Promise.all(found.map(readVendorFile));
	return reads.flatMap(({ vendor }) => vendor ?? []);
}

async function playbooksBeside(files: readonly string[], vendors: readonly Vendor[]): Promise<readonly Playbook[]> {
	const reads = await readPlaybookFiles(await beside(files, "playbooks"), vendors);
	return reads.flatMap(({ playbook }) => playbook ?? []);
}

/** The YAML files of a folder of this name beside the files' own. */
async function beside(files: readonly string[], name: string): Promise<readonly string[]> {
	const folders = new Set(files.map((file) => dirname(dirname(file))));
	const found: string[] = [];
	for (const folder of folders) {
		const names = await readdir(folder).catch((): string[] => []); // a file that is not there is told by whoever reads it
		if (names.includes(name)) found.push(...(await yamlFiles(join(folder, name))));
	}
	return found;
}
