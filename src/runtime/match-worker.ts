/** A worker thread for one matching: what it is asked comes as messages, and each is answered by one. */

import { parentPort } from "node:worker_threads";
import type { MatchAnswer, MatchQuestion } from "./match-thread.ts";
import { matchWork } from "./match-work.ts";

const work = matchWork();
parentPort?.on("message", (asked: MatchQuestion) => {
	const answer: MatchAnswer = asked.do === "read" ? work.read(asked.files) : work.match(asked.rest);
	parentPort?.postMessage(answer);
});
