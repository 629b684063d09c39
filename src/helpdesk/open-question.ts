/** CORE. Free text as the answer to the question that is open. */

import type { Draft } from "./draft.ts";
import { answerStep } from "./guiding.ts";
import { isOwned } from "./handing-over.ts";
import { answerProof } from "./proving.ts";
import { answerYesOrNo, askAmount, beginSale } from "./selling.ts";
import { yesOrNo } from "./short-answer.ts";
import { askStored, takeStored } from "./storing.ts";
import { findAmount, isAmount } from "./triage.ts";

/** Tries the question that is open, outside the playbook first. */
export function answerOpenQuestion(draft: Draft, text: string): boolean {
	const { asking } = draft.state;
	if (asking === null) return !isOwned(draft) && answerStep(draft, text);
	if (answerProof(draft, text)) return true;
	if (asking.kind === "proof") return false;
	const amount = findAmount(text, draft.context.shop.currency);
	if (amount !== null && isAmount(amount)) {
		if (asking.kind === "stored") takeStored(draft, asking.count, amount);
		else beginSale(draft, amount);
		return true;
	}
	if (amount !== null) {
		if (asking.kind === "stored") askStored(draft, asking.count, [amount.refused]);
		else askAmount(draft, [amount.refused]);
		return true;
	}
	if (asking.kind === "amount" || asking.kind === "stored") return false;
	const yes = yesOrNo(text);
	return yes !== null && answerYesOrNo(draft, yes);
}
