/** CORE. The four digits that a customer's page shows once it is paid, as somebody at the counter types them. */

import { normaliseReference } from "../fallback/sale-reference.ts";
import { plain, TEXT_LIMIT_CHARS } from "../playbooks/words.ts";
import type { Text } from "../text.ts";
import type { OpenSale } from "./conversation-state.ts";
import { type Draft, type Option, say } from "./draft.ts";
import * as texts from "./texts.ts";
import * as proving from "./texts-proving.ts";

const CANCEL: Option = { id: "menu", label: texts.CANCEL };
const BARE = /^\d(?: ?\d){3}[.。]?$/;
const A_FEW_DIGITS = /^[\d ]{1,12}$/;
const WORD = "(?:the )?proof(?: code)?|核对码|核对|验证码|(?:la )?clave|(?:el )?c[oó]digo de prueba|(?:la )?prueba";
const SAID = new RegExp(`^(?:${WORD})(?: is| es| ?是)?(?: ([0-9a-z]{6}))?(?: (\\d(?: ?\\d){3}))?$`, "u");
const CHOICE = /^proof:([1-9A-HJ-NP-Za-km-z]{12})$/;

/** The button of a sale that somebody says is paid. */
export const proofOption = (saleId: string): Option => ({ id: `proof:${saleId}`, label: proving.TYPE_PROOF });

/** “Proof 4821”, “核对码 4821”, “clave K7M2QX 4821”. False for a message that says nothing of the kind. */
export function hearProof(draft: Draft, text: string): boolean {
	const said = SAID.exec(plain(text));
	if (said === null) return false;
	const ref = said[1] === undefined ? null : normaliseReference(said[1]);
	const digits = said[2]?.replaceAll(" ", "") ?? null;
	const sale = meant(draft, ref);
	if (sale === "several") say(draft, [proving.whichProof(draft.state.sales.at(-1)?.ref ?? "")]);
	else if (sale === null) say(draft, [proving.NO_PROOF_WAITS]);
	else if (digits === null) askProof(draft, sale.saleId, []);
	else guess(draft, sale, digits);
	return true;
}

/** The sale whose proof it is: the one that is named, else the only one that waits for its proof, else the newest that had one. */
function meant({ state: { sales } }: Draft, ref: string | null): OpenSale | "several" | null {
	const proven = sales.filter(({ proof }) => proof !== undefined);
	if (ref !== null) return proven.find((sale) => sale.ref === ref) ?? null;
	const [only, ...others] = proven.filter(({ proof }) => proof === "waiting");
	return others.length > 0 ? "several" : (only ?? proven.at(-1) ?? null);
}

/** Asks for the digits; `before` says why once more. */
export function askProof(draft: Draft, saleId: string, before: readonly Text[]): void {
	const sale = draft.state.sales.find((open) => open.saleId === saleId);
	const seq = say(draft, [...before, proving.askProof(sale?.ref ?? "")], [CANCEL]);
	draft.state = { ...draft.state, asking: { kind: "proof", saleId, seq } };
}

/** A pressed button that asks for the digits; false for the button of something else. */
export function pressProof(draft: Draft, choice: string): boolean {
	const saleId = CHOICE.exec(choice)?.[1];
	if (saleId === undefined) return false;
	if (draft.state.sales.some((sale) => sale.saleId === saleId)) askProof(draft, saleId, []);
	else say(draft, [proving.NO_PROOF_WAITS]);
	return true;
}

/** Four digits as the answer to the question for them. False for anything else, or when something else was asked. */
export function answerProof(draft: Draft, text: string): boolean {
	const { asking, sales } = draft.state;
	if (asking?.kind !== "proof" || text.length > TEXT_LIMIT_CHARS) return false;
	const bare = text.normalize("NFKC").trim();
	if (!BARE.test(bare)) {
		// A digit too few or too many is no guess, and no amount either.
		if (A_FEW_DIGITS.test(bare)) askProof(draft, asking.saleId, []);
		return A_FEW_DIGITS.test(bare);
	}
	const sale = sales.find(({ saleId }) => saleId === asking.saleId);
	if (sale === undefined) say(draft, [proving.NO_PROOF_WAITS]);
	else guess(draft, sale, bare.replace(/\D/g, ""));
	draft.state = { ...draft.state, asking: null };
	return true;
}

/** The sale compares them: what a chat knows is in its state, and the digits are not. */
function guess(draft: Draft, { saleId, code }: OpenSale, digits: string): void {
	draft.effects.push({ kind: "mail", to: `sale/${saleId}`, event: { kind: "proof", code, digits } });
	const { asking } = draft.state;
	if (asking?.kind === "proof") draft.state = { ...draft.state, asking: null };
}
