import fc from "fast-check";
import { expect, test } from "vitest";
import { findAmount, globalWord, triage } from "../../src/helpdesk/triage.ts";
import { isRefusal } from "../../src/text.ts";
import { CHINESE, ENGLISH } from "./utterances.ts";

test.each(ENGLISH)("“%s” is %s", (text, intent, cause) => {
	const found = triage(text);
	expect(found.intent).toBe(intent);
	if (cause !== undefined) expect(found.cause).toBe(cause);
	expect(found.language).toBe("en");
	expect(found.playbook).toBe(intent === "outage" ? "terminal-offline" : null);
});

test.each(CHINESE)("“%s” is %s", (text, intent, cause) => {
	const found = triage(text);
	expect(found.intent).toBe(intent);
	if (cause !== undefined) expect(found.cause).toBe(cause);
	expect(found.language).toBe("zh");
	expect(found.playbook).toBe(intent === "outage" ? "terminal-offline" : null);
});
