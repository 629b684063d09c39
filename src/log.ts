/** One line for each finished thing. Message texts, names, tokens, card and account numbers are never passed to it. */

import { pino } from "pino";

export type Log = {
	info(facts: Facts, what: string): void;
	warn(facts: Facts, what: string): void;
	error(facts: Facts, what: string): void;
};

type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** JSON lines on stderr, so that stdout stays free for a command's result. */
export const openLog = (): Log => pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));

/** Errors only: for a server that shares its shell with a chat. */
export const openQuietLog = (): Log => pino({ base: null, level: "error" }, pino.destination(2));

/** What of an error may be logged: its class and code. Its message can hold what a person typed, or a parameter of SQL. */
export function errorFacts(error: unknown): Facts {
	if (!(error instanceof Error)) return { error: typeof error };
	const { code } = error as NodeJS.ErrnoException;
	return { error: error.name, code: typeof code === "string" ? code : null, where: firstFrame(error) };
}

/** The place in our own code where it came from. */
function firstFrame(error: Error): string | null {
	const own = (error.stack ?? "").split("\n").find((line) => line.includes("/src/") && !line.includes("node_modules"));
	return /([\w.-]+:\d+):\d+\)?$/.exec(own ?? "")?.[1] ?? null;
}
