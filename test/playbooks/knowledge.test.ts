import fc from "fast-check";
import { expect, test } from "vitest";
import { alarm, answer, back, begin, change, question } from "../../src/playbooks/engine.ts";
import type { Playbook } from "../../src/playbooks/format.ts";
import { loadPlaybooks } from "../../src/playbooks/load.ts";
import { loadVendors } from "../../src/playbooks/load-vendors.ts";
import type { Outcome, Run } from "../../src/playbooks/run.ts";
import { type Around, NOTHING_AROUND } from "../../src/playbooks/vendor.ts";
import { LOCALES } from "../../src/text.ts";
import { explore, isSafe, sayable, stepAt } from "./explore.ts";

const vendors = await loadVendors("knowledge/vendors");
const playbooks = await loadPlaybooks("knowledge/playbooks", vendors);
const runAt = (playbook: Playbook, step: string): Run => ({
	playbook: playbook.id,
	hash: playbook.hash,
	step,
	facts: [],
	trail: [],
	redo: null,
	reminded: false,
	dueAtMs: 0,
});
const EASY_TO_READ_CHARS = 230;

test("every playbook of the knowledge folder is sound", () => {
	expect(playbooks.map((playbook) => playbook.id)).toContain("terminal-offline");
});

const AROUNDS = ["no such vendor", "Square", "Clover"].map(
	(vendor): Around => ({
		...NOTHING_AROUND,
		terminal: vendor === null ? null : { vendor, model: null },
		vendors,
		readMoney: (text) => (/^[\d.]+$/.test(text) ? { minor: Math.round(Number(text) * 100), currency: "EUR" } : null),
	}),
);

const BROKEN = /[{}]|undefined|(?:^|\s)–(?:\s|$)/;

for (const locale of LOCALES) {
	test.each(playbooks)(
		`every way through $id ends, and none is risky without the question first (${locale})`,
		(playbook) => {
			// What a vendor changes is the same in every language.
			for (const around of locale === "en" ? AROUNDS : AROUNDS.slice(0, 1)) {
				const unsafe: Run["trail"][] = [];
				const broken: string[] = [];
				const { ends } = explore(playbook, locale, around, ({ run }) => {
					if (!isSafe(playbook, run)) unsafe.push(run.trail);
					const { say } = question(playbook, run, around)!;
					broken.push(...Object.values(say).filter((words) => BROKEN.test(words)));
				});
				broken.push(
					...ends
						.flatMap(({ say, because }) => [say, because].flatMap(Object.values))
						.filter((words) => BROKEN.test(words)),
				);
				expect(unsafe).toEqual([]);
				expect(broken).toEqual([]);
				expect(ends.length).toBeGreaterThan(0);
				expect(new Set(["restored", "selling", "person", ...ends.map(({ end }) => end)]).size).toBe(3);
			}
		},
	);
}

test.each(playbooks)("every step and every end of $id is reached by some merchant", (playbook) => {
	const asked = new Set<string>();
	const ended = new Set<string | null>();
	for (const around of AROUNDS) {
		const { ends } = explore(playbook, "en", around, ({ run }) => asked.add(run.step));
		for (const { id } of ends) ended.add(id);
	}
	expect(playbook.steps.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([]);
	expect(playbook.ends.map(({ id }) => id).filter((id) => !ended.has(id))).toEqual([]);
});

test.each(playbooks)("every word of every choice of $id is understood as that choice", (playbook) => {
	for (const step of playbook.steps) {
		const run = runAt(playbook, step.id);
		for (const choice of step.choices) {
			for (const phrase of choice.phrases) {
				const outcome = answer(playbook, run, phrase, 0, AROUNDS[0]);
				const trail = outcome.kind === "ended" ? outcome.trail : [];
				const said = outcome.run === null ? trail.at(-1)?.answer : choice.label;
				expect([step.id, phrase, outcome.kind === "not-understood" ? null : said]).toEqual([
					step.id,
					phrase,
					choice.label,
				]);
				if (outcome.run !== null) expect(outcome.run.trail.at(-1)?.choice).toBe(choice.id);
			}
		}
	}
});

const moves = fc.array(
	fc.oneof(
		{
			weight: 6,
			arbitrary: fc.record({
				kind: fc.constant("sayable" as const),
				at: fc.nat(20),
				locale: fc.constantFrom(...LOCALES),
			}),
		},
		{ weight: 2, arbitrary: fc.record({ kind: fc.constant("number" as const), at: fc.integer({ min: 0, max: 12 }) }) },
		{ weight: 1, arbitrary: fc.constantFrom("back", "silence").map((kind) => ({ kind: kind as "back" | "silence" })) },
		{ weight: 1, arbitrary: fc.record({ kind: fc.constant("change" as const), at: fc.nat(8) }) },
		{
			weight: 1,
			arbitrary: fc.record({ kind: fc.constant("text" as const), text: fc.string({ unit: "binary", maxLength: 30 }) }),
		},
	),
	{ maxLength: 60 },
);

test.each(playbooks)(
	"whatever a merchant says, takes back, changes or leaves unanswered in $id, it stays safe and ends",
	(playbook) => {
		fc.assert(
			fc.property(moves, fc.constantFrom(...AROUNDS), (acts, around) => {
				let outcome: Outcome | null = begin(playbook, 0, around);
				for (const act of acts) {
					if (outcome.run === null) break;
					const { run }: { readonly run: Run } = outcome;
					const next: Outcome | null = moved(playbook, run, act, around);
					outcome = next ?? outcome;
					expect(JSON.stringify(JSON.parse(JSON.stringify(outcome)))).toBe(JSON.stringify(outcome));
					if (outcome.run !== null) expect(isSafe(playbook, outcome.run), JSON.stringify(outcome.run.trail)).toBe(true);
				}
				// Whoever says nothing more is handed to a person at the second alarm.
				for (let alarms = 0; alarms < 2 && outcome.run !== null; alarms++) {
					const { run }: { readonly run: Run } = outcome;
					outcome = alarm(playbook, run, run.dueAtMs, around);
				}
				expect(outcome.kind).toBe("ended");
			}),
			{ numRuns: 60 },
		);
	},
);

type Move = typeof moves extends fc.Arbitrary<readonly (infer Act)[]> ? Act : never;

function moved(playbook: Playbook, run: Run, act: Move, around: Around): Outcome | null {
	switch (act.kind) {
		case "sayable": {
			const words = sayable(stepAt(playbook, run), act.locale);
			return answer(playbook, run, words[act.at % words.length]!, 0, around);
		}
		case "number":
			return answer(playbook, run, String(act.at), 0, around);
		case "text":
			return answer(playbook, run, act.text, 0, around);
		case "back":
			return back(playbook, run, 0, around);
		case "silence":
			return alarm(playbook, run, run.dueAtMs, around);
		case "change":
			return change(playbook, run, act.at, 0, around);
	}
}

test("a cashier with a queue takes each step in at one glance", () => {
	for (const step of playbooks.flatMap((playbook) => playbook.steps)) {
		for (const locale of LOCALES) expect(step.say[locale].length).toBeLessThanOrEqual(EASY_TO_READ_CHARS);
	}
});

test.each([
	["no, there are none", "clear"],
	["没有", "clear"],
	["none", "clear"],
	["not sure", "holds"],
	["no screen", "stored"],
	["no way to tell", "stored"],
	["no clue", "holds"],
	["there is no paper", "stored"],
	["看不到", "holds"],
	["yes 3 of them", "how-many"],
	["I don't see any", "holds"],
	["maybe", "holds"],
	["ninguno", "clear"],
	["No hay pagos guardados.", "clear"],
	["no se", "holds"],
	["no lo veo", "holds"],
	["creo que no", "holds"],
	["sí, hay algunos", "how-many"],
	["no hay papel", "stored"],
	["ni idea", "holds"],
	["¿no hay?", "stored"],
	["cómo veo si hay", "stored"],
	["cuando hay pagos pendientes", "stored"],
	["si reinicio se borran", "stored"],
])("asked for stored payments, “%s” is taken for what it says", (said, next) => {
	const playbook = playbooks.find(({ id }) => id === "stored-payments")!;
	const outcome = answer(playbook, runAt(playbook, "stored"), said, 0);
	expect(outcome.kind === "ended" ? outcome.id : outcome.run?.step).toBe(next);
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
	const playbook = playbooks.find(({ id }) => id === "frozen-or-crashed")!;
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
