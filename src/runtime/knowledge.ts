/** All that support people write in `knowledge/`, read and checked once, when the server starts. */

import { join } from "node:path";
import { loadAnswers } from "../answers/load.ts";
import { loadTriage } from "../knowledge/load.ts";
import { loadPlaybooks } from "../playbooks/load.ts";
import { loadVendors } from "../playbooks/load-vendors.ts";
import { loadSupport } from "./load-support.ts";

/** Throws a `UserError` that names every fault of every file of one kind. */
export async function loadKnowledge(folder: string) {
	const vendors = await loadVendors(join(folder, "vendors"));
	const playbooks = await loadPlaybooks(join(folder, "playbooks"), vendors);
	const knowledge = await loadTriage(folder);
	const answers = await loadAnswers(join(folder, "articles"));
	const support = await loadSupport(folder);
	return { vendors, playbooks, knowledge, answers, support };
}
