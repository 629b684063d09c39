/** Reads the profiles a bookkeeper wrote: YAML to formats, or every fault with file and line. */

import { UserError } from "../errors.ts";
import { readYaml, refuseFaults, schemaFaults } from "../playbooks/load-yaml.ts";
import type { Format } from "../reconcile/formats/format.ts";
import { profileSource } from "../reconcile/profile/profile.ts";
import { profileFormat } from "../reconcile/profile/profile-format.ts";
import { FORMATS } from "../reconcile/read-batch.ts";

/** The formats that the profiles describe. Throws a `UserError` that names every fault of every file, one a line. */
export async function loadProfiles(paths: readonly string[]): Promise<readonly Format[]> {
	const formats: Format[] = [];
	for (const path of paths) {
		const yaml = await readYaml(path);
		if (!("data" in yaml)) {
			refuseFaults(yaml.faults);
			continue;
		}
		const read = profileSource.safeParse(yaml.data, { reportInput: true });
		if (!read.success) {
			refuseFaults(schemaFaults(path, yaml, read.error));
			continue;
		}
		const { id } = read.data;
		if ([...FORMATS, ...formats].some((format) => format.id === id)) throw taken(path, id);
		formats.push(profileFormat(read.data));
	}
	return formats;
}

const taken = (path: string, id: string): UserError =>
	new UserError({
		en: `${path}: there is a format “${id}” already; give the profile another id.`,
		zh: `${path}：已有名为“${id}”的格式；请换一个 id。`,
		es: `${path}: ya existe un formato “${id}”; dé otro id al perfil.`,
	});
