import { expect, test } from "vitest";
import { triage } from "../../src/helpdesk/triage.ts";
import { NOTHING_KNOWN, readMessage, triageKnowledge, type Utterance } from "../../src/helpdesk/triage-knowledge.ts";

const utterance = (text: string, intent: Utterance["intent"], cause: Utterance["cause"] = null): Utterance => ({
	text,
	intent,
	cause,
});
const UTTERANCES = [
	utterance("the glimmerbox hums and does nothing", "outage", "hardware"),
	utterance("glimmerbox hums again", "outage", "hardware"),
	utterance("our glimmerbox only hums", "outage", "hardware"),
	utterance("please whistle for a colleague", "human"),
	utterance("whistle for somebody", "human"),
	utterance("could you whistle", "human"),
	utterance("lovely tulips today", "other"),
	utterance("tulips are lovely", "other"),
	utterance("such tulips", "other"),
];
const source = { phrases: [], dialects: [], utterances: UTTERANCES };

test("what no phrase says is understood from labelled messages", () => {
	const knowledge = triageKnowledge(source);
	expect(triage("that glimmerbox hums", { knowledge })).toMatchObject({ intent: "outage", cause: "hardware" });
	expect(triage("whistle please", { knowledge })).toMatchObject({ intent: "human", cause: null });
	expect(triage("those tulips", { knowledge })).toMatchObject({ intent: "other", amount: null });
});

test("the same messages teach exactly the same, every time", () => {
	const guesses = [source, source].map((same) => {
		const knowledge = triageKnowledge(same);
		return knowledge.classify(readMessage("a glimmerbox for a colleague", knowledge, undefined, null));
	});
	expect(guesses[0]).toEqual(guesses[1]);
	expect(guesses[0]!.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
});

test("who has taught nothing guesses nothing, and commands and amounts are understood all the same", () => {
	expect(triage("that glimmerbox hums", { knowledge: NOTHING_KNOWN })).toMatchObject({ intent: "other" });
	expect(triage("pay 45 EUR", { knowledge: NOTHING_KNOWN })).toMatchObject({
		intent: "take_payment",
		amount: { minor: 4500, currency: "EUR" },
	});
	expect(triage("人工", { knowledge: NOTHING_KNOWN })).toMatchObject({ intent: "human" });
});
