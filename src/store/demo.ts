/** The demo merchant, for a database that has no shop yet. */

import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { readSetup } from "../fallback/setup-file.ts";
import type { Log } from "../log.ts";
import { isRefusal } from "../text.ts";
import type { Database } from "./database.ts";
import { applySetup, hasMerchants } from "./setup.ts";

/** A database that was empty has the demo merchant afterwards. */
export async function setUpDemo(database: Database, file: string, log: Log): Promise<void> {
	if (await hasMerchants(database)) return;
	const setup = readSetup(parse(await readFile(file, "utf8")));
	if (isRefusal(setup)) throw new Error(`${file}: ${setup.refused.en}`);
	await applySetup(database, setup);
	log.info({}, "empty database: set up the demo merchant");
}
