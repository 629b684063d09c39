/** What a command may do to the shell around it. */

import type { Readable } from "node:stream";
import type { Locale } from "../text.ts";

export type Io = {
	/** The language of whoever runs the command. */
	readonly locale: Locale;
	/** What is piped in. */
	readonly input: Readable;
	/** One line on stdout. */
	out(line: string): void;
	/** One line on stderr. */
	err(line: string): void;
	/** The line of a terminal that is written over as work goes on; an empty text takes it away. Nothing in a pipe. */
	status(line: string): void;
	/** The exit code for when the command ends; 0 unless set. */
	exit(code: number): void;
};
