/** A shell to talk in: what is said appears above the line that is being typed. */

import { createInterface } from "node:readline";
import type { ReadStream, WriteStream } from "node:tty";

/** Out of a pipe, the next line waits until nothing was said for this long. */
const QUIET_MS = 600;

export type Screen = {
	readonly isTerminal: boolean;
	show(lines: readonly string[]): void;
	/** What is typed, line by line, until the end of input. */
	lines(): AsyncIterable<string>;
	/** Out of a pipe: when the answers to the last line have come. At once where a person types. */
	settled(): Promise<void>;
	close(): void;
};

export function openScreen(input: ReadStream, output: WriteStream): Screen {
	const isTerminal = input.isTTY === true && output.isTTY === true;
	const line = createInterface({ input, output, terminal: isTerminal, prompt: isTerminal ? "> " : "" });
	const typed = line[Symbol.asyncIterator](); // now: lines that come before anybody asks must not be lost
	let isClosed = false;
	let lastShownMs = Date.now();
	line.once("close", () => {
		isClosed = true;
	});
	return {
		isTerminal,
		show: (lines) => {
			lastShownMs = Date.now();
			if (isTerminal) output.write("\r\u001B[K");
			output.write(`${lines.join("\n")}\n\n`);
			if (isTerminal && !isClosed) line.prompt(true);
		},
		lines: () => ({ [Symbol.asyncIterator]: () => typed }),
		settled: async () => {
			if (isTerminal) return line.prompt();
			lastShownMs = Date.now();
			while (Date.now() - lastShownMs < QUIET_MS) await new Promise((wake) => setTimeout(wake, QUIET_MS / 4));
		},
		close: () => line.close(),
	};
}
