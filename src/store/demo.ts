/** The demo merchant, for a database that has no shop yet. */

import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { readSetup } from "../fallback/setup-file.ts";
import type { Log } from "../log.ts";
import { isRefusal } from "../text.ts";
import type { Database } from "./database.ts";
import { applySetup, hasMerchants } from "./setup.ts";

/** True when the database was empty and has the demo merchant now. */
export async function setUpDemo(database: Database, file: string, log: Log): Promise<boolean> {
	if (await hasMerchants(database)) return false;
	const setup = readSetup(parse(await readFile(file, "utf8")));
	if (isRefusal(setup)) throw new Error(`${file}: ${setup.refused.en}`);
	await applySetup(database, setup);
	log.info({}, "empty database: set up the demo merchant");
	return true;
}
