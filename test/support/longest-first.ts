/** The order of test files: what starts the whole program goes first, so that no long file is left for the end alone. */

import { statSync } from "node:fs";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those whose files take longest, by what a file of them waits for. Vitest's own record is not there in a fresh checkout. */
const FIRST = ["contract", "chaos", "scenarios", "commands", "bots", "http", "web", "kit"];

/** A class, because Vitest makes one of what it is given. */
export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const known = files.map((file) => ({ file, rank: rankOf(file.moduleId), bytes: statSync(file.moduleId).size }));
		return known.sort((one, other) => one.rank - other.rank || other.bytes - one.bytes).map(({ file }) => file);
	}
}

function rankOf(path: string): number {
	const folder = /\/test\/([^/]+)\//.exec(path.replaceAll("\\", "/"))?.[1] ?? "";
	const place = FIRST.indexOf(folder);
	return place < 0 ? FIRST.length : place;
}
