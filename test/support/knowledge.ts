/** `knowledge/` as the server reads it, read and learnt from once for all the servers of a worker. */

import { loadKnowledge } from "../../src/runtime/knowledge.ts";

let read: ReturnType<typeof loadKnowledge> | undefined;

export const sharedKnowledge: typeof loadKnowledge = (folder) => {
	read ??= loadKnowledge(folder);
	return read;
};
