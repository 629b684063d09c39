/** Where a matching is worked on: a small one in this thread, a large one in a thread of its own, which no chat waits for. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { threadCode } from "../bulk/thread-code.ts";
import { type FilesRead, type FilesToRead, type Matched, matchWork, type ToMatch } from "./match-work.ts";

/** Starting a thread takes 40 ms, its code once another 100 ms; so much text (2,000 rows) is read and matched in 30 ms. */
const LARGE_CHARACTERS = 200_000;
/** A file of 10 MB needs a tenth of it; ten earlier ones of that size fit beside it. */
const MEMORY_LIMIT_MB = 1_536;

export type MatchQuestion =
	| { readonly do: "read"; readonly files: FilesToRead }
	| { readonly do: "match"; readonly rest: ToMatch };
export type MatchAnswer = FilesRead | Matched;

/** One matching: what is read is kept until it is matched, and `end` ends it in any case. */
export type Matching = {
	read(files: FilesToRead): Promise<FilesRead>;
	match(rest: ToMatch): Promise<Matched>;
	end(): Promise<void>;
};

/** Begins a matching of so many characters. */
export type BeginMatching = (characters: number) => Promise<Matching>;

/** The code of the threads is made when the first is needed. */
export function matchThreads(largeCharacters = LARGE_CHARACTERS, memoryLimitMb = MEMORY_LIMIT_MB): BeginMatching {
	let code: Promise<URL> | null = null;
	return async (characters) => {
		if (characters < largeCharacters) return matchHere();
		code ??= threadCode(new URL("./match-worker.ts", import.meta.url));
		return matchIn(new Worker(await code, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb } }));
	};
}

function matchHere(): Matching {
	const work = matchWork();
	return {
		read: async (files) => work.read(files),
		match: async (rest) => work.match(rest),
		end: async () => {},
	};
}

/** A thread that dies makes `read` or `match` fail, whenever it does so. */
function matchIn(worker: Worker): Matching {
	const death = once(worker, "exit").then(() => {
		throw new Error("the thread of a matching ended early");
	});
	death.catch(() => {}); // nobody may be asking just then
	const ask = (question: MatchQuestion): Promise<MatchAnswer> => {
		const answered = once(worker, "message").then(([answer]): MatchAnswer => answer);
		worker.postMessage(question);
		return Promise.race([answered, death]);
	};
	return {
		// The thread answers in the order it is asked, and each question with its own kind.
		read: async (files) => (await ask({ do: "read", files })) as FilesRead,
		match: async (rest) => (await ask({ do: "match", rest })) as Matched,
		end: async () => void (await worker.terminate()),
	};
}
