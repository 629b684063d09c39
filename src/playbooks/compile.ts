/** CORE. From playbook files to one flat playbook: the used ones come in with the name of their use before every id. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import {
	type Choice,
	type End,
	FORM,
	type Playbook,
	type PlaybookSource,
	phrasesOf,
	type Route,
	type Step,
} from "./format.ts";
import { type SlotType, type SlotValue, slotValues } from "./slots.ts";

/** Playbook files by id: what `uses` may name. */
export type Library = ReadonlyMap<string, PlaybookSource>;
export const NO_LIBRARY: Library = new Map();

/** Of a playbook with all that it uses. */
export const COMPILED_STEPS_LIMIT = 400;

/** A playbook that uses one that uses one; ten uses in each would otherwise multiply without end. */
export const USES_DEPTH_LIMIT = 3;

type Parts = Pick<Playbook, "first" | "slots" | "steps" | "routes" | "ends">;
type StepSource = PlaybookSource["steps"][number];

/** The compiled playbook of a source without faults. The same content gives the same hash, whatever the file's layout. */
export function compile(source: PlaybookSource, library: Library = NO_LIBRARY): Playbook {
	const content = { form: FORM, id: source.id, title: source.title, ...partsOf(source, library, []) } as const;
	// zod gives an object's fields in the schema's order, and the rest is written out here, so this JSON is canonical.
	return { ...content, hash: bytesToHex(sha256(utf8ToBytes(JSON.stringify(content)))) };
}

/** Own parts first, then the used ones; `above` are the playbooks that use this one, which it cannot use again. */
function partsOf(source: PlaybookSource, library: Library, above: readonly string[]): Parts {
	const uses = source.uses.flatMap((use) => {
		const isCircle = above.includes(use.playbook) || use.playbook === source.id;
		const used = isCircle || above.length >= USES_DEPTH_LIMIT ? undefined : library.get(use.playbook);
		return used === undefined ? [] : [{ use, parts: partsOf(used, library, [...above, source.id]) }];
	});
	const target = (id: string): string => {
		const found = uses.find(({ use }) => use.id === id);
		return found === undefined ? id : `${id}/${found.parts.first}`;
	};
	const slots = uniqueSlots([...slotsOf(source), ...uses.flatMap(({ parts }) => parts.slots)]);
	const own: Parts = {
		first: target(source.first),
		slots,
		steps: source.steps.map((step) => stepOf(step, target, slots)),
		routes: source.routes.map((route) => routeOf(route, target)),
		ends: source.ends.map((end) => endOf(end)),
	};
	const brought = uses.map(({ use, parts }) => bring(use, parts, target));
	return {
		...own,
		steps: [...own.steps, ...brought.flatMap(({ steps }) => steps)],
		routes: [...own.routes, ...brought.flatMap(({ routes }) => routes)],
		ends: [...own.ends, ...brought.flatMap(({ ends }) => ends)],
	};
}

/** The parts of a used playbook under the name of their use; its named ends are what they lead on to. */
function bring(
	use: PlaybookSource["uses"][number],
	parts: Parts,
	target: (id: string) => string,
): Pick<Parts, "steps" | "routes" | "ends"> {
	const onwards = new Map(Object.entries(use.ends));
	const name = (id: string): string => {
		const onward = onwards.get(id);
		return onward !== undefined && parts.ends.some((end) => end.id === id) ? target(onward) : `${use.id}/${id}`;
	};
	return {
		steps: parts.steps.map((step) => ({
			...step,
			id: name(step.id),
			fills: step.fills === null ? null : { ...step.fills, next: name(step.fills.next) },
			choices: step.choices.map((choice) => ({ ...choice, next: name(choice.next) })),
		})),
		routes: parts.routes.map((route) => ({
			...route,
			id: name(route.id),
			next: name(route.next),
			otherwise: name(route.otherwise),
		})),
		ends: parts.ends.filter((end) => !onwards.has(end.id)).map((end) => ({ ...end, id: name(end.id) })),
	};
}

const slotsOf = (source: PlaybookSource): Playbook["slots"] =>
	Object.entries(source.slots).map(([name, type]) => ({ name, type }));

const uniqueSlots = (slots: Playbook["slots"]): Playbook["slots"] =>
	slots.filter((slot, index) => slots.findIndex(({ name }) => name === slot.name) === index);

function stepOf(step: StepSource, target: (id: string) => string, slots: Playbook["slots"]): Step {
	const type = slots.find(({ name }) => name === step.fills)?.type;
	return {
		id: step.id,
		say: step.say,
		waitMinutes: step.wait_minutes,
		risk: step.risk ?? null,
		fills: fillsOf(step, type, target),
		choices: step.choices.map(
			(choice): Choice => ({
				id: choice.id,
				label: choice.label,
				phrases: phrasesOf(choice),
				next: target(choice.next),
				sets: [...ownId(step, choice.id, type), ...slotValues(choice.sets ?? {})],
				clears: choice.clears ?? null,
			}),
		),
	};
}

const ownId = ({ fills }: StepSource, choice: string, type: SlotType | undefined): readonly SlotValue[] =>
	fills !== undefined && type === "choice" ? [{ slot: fills, value: choice }] : [];

function fillsOf(
	{ fills, next }: StepSource,
	type: SlotType | undefined,
	target: (id: string) => string,
): Step["fills"] {
	if (fills === undefined || next === undefined || type === undefined || type === "choice") return null;
	return { slot: fills, type, next: target(next) };
}

const routeOf = (
	{ id, when, next, otherwise }: PlaybookSource["routes"][number],
	target: (id: string) => string,
): Route => ({
	id,
	slot: when.slot,
	is: when.is ?? [],
	atLeast: when.at_least ?? null,
	next: target(next),
	otherwise: target(otherwise),
});

const endOf = ({ id, kind, again_minutes, say, because }: PlaybookSource["ends"][number]): End => ({
	id,
	kind,
	againMinutes: again_minutes ?? null,
	say,
	because,
});
