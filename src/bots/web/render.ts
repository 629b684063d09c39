/** From a line of a conversation to what a browser gets: the same JSON, with the picture's text drawn by the browser. */

import type { Line } from "../../helpdesk/message.ts";

/** One server-sent event: its id is the line's place, from which a stream that broke goes on. */
export const renderLine = (line: Line): { readonly id: string; readonly data: string } => ({
	id: String(line.seq),
	data: JSON.stringify(line),
});
