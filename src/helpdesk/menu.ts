/** CORE. The menu, and what is offered where a message may mean several things. */

import { type Draft, type Option, say } from "./draft.ts";
import { isOwned, sayWithAgent } from "./handing-over.ts";
import { TOOK_OFFLINE } from "./storing.ts";
import * as texts from "./texts.ts";
import { PREPARE as PREPARE_LABEL } from "./texts-preparing.ts";

export const MENU: readonly Option[] = [
	{ id: "pay", label: texts.PAY },
	{ id: "down", label: texts.TERMINAL_DOWN },
	{ id: "restored", label: texts.RESTORED },
	{ id: "person", label: texts.PERSON },
];

/** For a quiet hour. */
const PREPARE: Option = { id: "prepare", label: PREPARE_LABEL };

/** Offered where a message may mean several things. */
export const WHICH: readonly Option[] = [
	{ id: "pay", label: texts.PAY },
	{ id: "down", label: texts.TERMINAL_DOWN },
	{ id: "question", label: texts.QUESTION },
	{ id: "person", label: texts.PERSON },
];

/** The menu, and the way on with a playbook that is open. */
export function menu(draft: Draft): void {
	draft.state = { ...draft.state, asking: null };
	if (isOwned(draft)) {
		sayWithAgent(draft);
		return;
	}
	const { run, outage } = draft.state;
	const isDown = outage !== null && outage.restoredAtMs === null;
	const more: readonly Option[] = run === null ? [] : [{ id: "continue", label: texts.CONTINUE }];
	say(draft, [texts.MENU], [...MENU, isDown ? TOOK_OFFLINE : PREPARE, ...more]);
}
