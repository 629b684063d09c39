/** SHELL. Reads vendor files: YAML to faults with file and line, or to compiled vendors. */

import { basename } from "node:path";
import { vendorFaults } from "./lint-vendor.ts";
import { notTheName } from "./load.ts";
import { type FileFault, parseYaml, readYaml, refuseFaults, schemaFaults, yamlFiles } from "./load-yaml.ts";
import { compileVendor, type Vendor, vendorSource } from "./vendor.ts";

type VendorRead = { readonly faults: readonly FileFault[]; readonly vendor: Vendor | null };

/** All vendors of a folder. Throws a `UserError` that names every fault of every file, one a line. */
export async function loadVendors(folder: string): Promise<readonly Vendor[]> {
	const reads = await Promise.all((await yamlFiles(folder)).map(readVendorFile));
	refuseFaults(reads.flatMap((read) => read.faults));
	return reads.flatMap((read) => read.vendor ?? []);
}

/** Reads and checks one file. Throws a `UserError` when it cannot be read at all. */
export async function readVendorFile(file: string): Promise<VendorRead> {
	return check(file, await readYaml(file));
}

/** Checks one file's content; its name without `.yaml` must be the vendor's id. */
export const checkVendor = (file: string, yaml: string): VendorRead => check(file, parseYaml(file, yaml));

function check(file: string, yaml: Awaited<ReturnType<typeof readYaml>>): VendorRead {
	if (!("data" in yaml)) return { faults: yaml.faults, vendor: null };
	const parsed = vendorSource.safeParse(yaml.data, { reportInput: true });
	if (!parsed.success) return { faults: schemaFaults(file, yaml, parsed.error), vendor: null };
	const faults = vendorFaults(parsed.data).map(({ path, step, reason }) => ({
		file,
		line: yaml.lineOf(path),
		step,
		reason,
	}));
	const name = basename(file, ".yaml");
	if (parsed.data.id !== name)
		faults.unshift({ file, line: yaml.lineOf(["id"]), step: null, reason: notTheName(name) });
	return faults.length > 0 ? { faults, vendor: null } : { faults: [], vendor: compileVendor(parsed.data) };
}
