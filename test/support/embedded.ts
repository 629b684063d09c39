/** The embedded database as a first start leaves it. Making one takes five seconds of a processor, copying it a tenth of one. */

import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { migrate } from "../../src/store/migrate.ts";
import { openFileDatabase } from "../../src/store/pglite.ts";

/** Puts a migrated, empty database into a data directory that nobody uses yet. */
export async function putDatabase(dataDir: string): Promise<void> {
	cpSync(await template(), join(dataDir, "database"), { recursive: true });
}

/** Made by the first of a run who asks. Whoever makes it at the same time uses what the first put there. */
async function template(): Promise<string> {
	const folder = join(inject("templates"), "database");
	if (existsSync(folder)) return folder;
	const fresh = join(mkdtempSync(join(inject("templates"), "making-")), "database");
	const database = await openFileDatabase(fresh);
	await migrate(database);
	await database.close();
	try {
		renameSync(fresh, folder);
	} catch (error) {
		if (!existsSync(folder)) throw error;
		rmSync(fresh, { recursive: true, force: true });
	}
	return folder;
}
