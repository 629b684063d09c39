import { expect, test } from "vitest";
import { answer, begin } from "../../src/playbooks/engine.ts";
import type { Playbook } from "../../src/playbooks/format.ts";
import { loadPlaybooks } from "../../src/playbooks/load.ts";
import type { Outcome } from "../../src/playbooks/run.ts";
import { LOCALES, type Locale } from "../../src/text.ts";

const playbooks = await loadPlaybooks("knowledge/playbooks");
const EASY_TO_READ_CHARS = 230;

test("every playbook of the knowledge folder is sound", () => {
	expect(playbooks.map((playbook) => playbook.id)).toContain("terminal-offline");
});

/** Every way through a playbook, answered with the buttons' labels in one language. */
function* walks(
	playbook: Playbook,
	locale: Locale,
	outcome: Outcome,
	path: readonly string[],
): Generator<[readonly string[], Outcome]> {
	if (outcome.kind === "ended") {
		yield [path, outcome];
		return;
	}
	if (outcome.kind !== "asked") throw new Error(`${path.join(" → ")} is ${outcome.kind}`);
	for (const choice of outcome.question.choices) {
		const next = answer(playbook, outcome.run, choice.label[locale], 0);
		yield* walks(playbook, locale, next, [...path, `${outcome.question.step}: ${choice.id}`]);
	}
}

for (const locale of LOCALES) {
	test.each(playbooks)(`every path of $id ends, and none restarts without asking first (${locale})`, (playbook) => {
		const paths = [...walks(playbook, locale, begin(playbook, 0), [])];
		expect(paths.length).toBeGreaterThan(10);
		for (const [path, outcome] of paths) {
			expect(outcome.kind).toBe("ended");
			const restarted = path.findIndex((step) => step.startsWith("restart:"));
			if (restarted !== -1) expect(path.slice(0, restarted)).toContain("stored: none");
		}
	});
}

test("a cashier with a queue takes each step in at one glance", () => {
	for (const step of playbooks.flatMap((playbook) => playbook.steps)) {
		for (const locale of LOCALES) expect(step.say[locale].length).toBeLessThanOrEqual(EASY_TO_READ_CHARS);
	}
});

test.each([
	["no, there are none", "restart"],
	["没有", "restart"],
	["none", "restart"],
	["not sure", null],
	["no screen", "stored"],
	["no way to tell", "stored"],
	["no clue", null],
	["there is no paper", "stored"],
	["看不到", null],
	["yes 3 of them", null],
	["I don't see any", null],
	["maybe", null],
	["ninguno", "restart"],
	["No hay pagos guardados.", "restart"],
	["no se", null],
	["no lo veo", null],
	["creo que no", null],
	["sí, hay algunos", null],
	["no hay papel", "stored"],
	["ni idea", null],
	["¿no hay?", "stored"],
	["cómo veo si hay", "stored"],
	["cuando hay pagos pendientes", "stored"],
	["si reinicio se borran", "stored"],
])("asked for stored payments, “%s” is taken for what it says", (said, next) => {
	const playbook = playbooks.find(({ id }) => id === "terminal-offline")!;
	const run = {
		playbook: playbook.id,
		hash: playbook.hash,
		step: "stored",
		facts: [],
		trail: [],
		redo: null,
		reminded: false,
		dueAtMs: 0,
	};
	const outcome = answer(playbook, run, said, 0);
	expect(outcome.run?.step ?? null).toBe(next);
	if (next === null) expect(outcome).toMatchObject({ kind: "ended", end: "person" });
});

test.each([
	["sí, funciona", true],
	["Si funciona", true],
	["si funciona le aviso", false],
	["por fin funciona bien", true],
	["tampoco funciona", false],
	["nunca funciona", false],
	["nada funciona", false],
	["sin wifi funciona", false],
])("after the restart “%s” says that the terminal works: %s", (said, works) => {
	const playbook = playbooks.find(({ id }) => id === "terminal-offline")!;
	const run = {
		playbook: playbook.id,
		hash: playbook.hash,
		step: "restart",
		facts: [],
		trail: [],
		redo: null,
		reminded: false,
		dueAtMs: 0,
	};
	expect(answer(playbook, run, said, 0)).toMatchObject(works ? { end: "restored" } : { kind: "not-understood" });
});
