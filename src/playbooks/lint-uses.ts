/** CORE. What is wrong with the playbooks that a playbook uses. */

import { COMPILED_STEPS_LIMIT, compile, type Library, USES_DEPTH_LIMIT } from "./compile.ts";
import type { PlaybookSource } from "./format.ts";
import { type Fault, fault } from "./lint-texts.ts";

/** Faults of `uses`: unknown playbooks and ends, circles, slots of two types, too many steps in all. */
export function useFaults(source: PlaybookSource, library: Library): readonly Fault[] {
	const faults = source.uses.flatMap((use, index) => {
		const path = ["uses", index];
		const used = library.get(use.playbook);
		if (used === undefined) return [unknownPlaybook([...path, "playbook"], use.id, use.playbook)];
		if (usesOf(used, library).has(source.id)) return [circle([...path, "playbook"], use.id, use.playbook)];
		return [
			...Object.keys(use.ends).flatMap((end) =>
				used.ends.some(({ id }) => id === end) ? [] : [unknownEnd([...path, "ends", end], use.id, used, end)],
			),
			...Object.entries(source.slots).flatMap(([name, type]) => {
				const other = compile(used, library).slots.find((slot) => slot.name === name)?.type ?? type;
				return other === type ? [] : [otherType(["slots", name], name, type, other, use.playbook)];
			}),
		];
	});
	if (faults.length > 0) return faults;
	if (isDeeper(source, library, USES_DEPTH_LIMIT)) return [tooDeep];
	const steps = compile(source, library).steps.length;
	return steps <= COMPILED_STEPS_LIMIT ? [] : [tooMany(steps)];
}

/** The ids of a playbook and of all that it uses, however deep. */
function usesOf(source: PlaybookSource, library: Library): ReadonlySet<string> {
	const found = new Set([source.id]);
	for (const id of found) for (const use of library.get(id)?.uses ?? []) found.add(use.playbook);
	return found;
}

/** Whether uses lead on for more than `limit` playbooks. */
const isDeeper = (source: PlaybookSource, library: Library, limit: number): boolean =>
	source.uses.some(({ playbook }) => {
		const used = library.get(playbook);
		return limit === 0 || (used !== undefined && isDeeper(used, library, limit - 1));
	});

const tooDeep: Fault = fault(["uses"], null, {
	en: `playbooks use each other more than ${USES_DEPTH_LIMIT} deep from here; use the last of them directly`,
	zh: `从这里起流程互相引用超过 ${USES_DEPTH_LIMIT} 层；请直接引用最后一个`,
	es: `desde aquí las guías se usan unas a otras a más de ${USES_DEPTH_LIMIT} niveles; use directamente la última`,
});

const unknownPlaybook = (path: Fault["path"], use: string, playbook: string): Fault =>
	fault(path, use, {
		en: `there is no sound playbook “${playbook}” to use; correct the name or mend that file`,
		zh: `没有可用的检查流程“${playbook}”；请改正名称或修好那个文件`,
		es: `no hay una guía correcta “${playbook}” que usar; corrija el nombre o arregle ese archivo`,
	});

const circle = (path: Fault["path"], use: string, playbook: string): Fault =>
	fault(path, use, {
		en: `“${playbook}” uses this playbook itself, so the two would go round for ever; take one use out`,
		zh: `“${playbook}”又引用了本流程，会无限循环；请去掉其中一个引用`,
		es: `“${playbook}” usa a su vez esta guía y darían vueltas sin fin; quite uno de los usos`,
	});

const unknownEnd = (path: Fault["path"], use: string, used: PlaybookSource, end: string): Fault => {
	const ends = used.ends.map(({ id }) => id);
	return fault(path, use, {
		en: `“${used.id}” has no end “${end}”; its ends are ${ends.join(", ")}`,
		zh: `“${used.id}”没有结尾“${end}”；它的结尾有 ${ends.join("、")}`,
		es: `“${used.id}” no tiene un final “${end}”; sus finales son ${ends.join(", ")}`,
	});
};

const otherType = (path: Fault["path"], name: string, type: string, other: string, playbook: string): Fault =>
	fault(path, null, {
		en: `the slot “${name}” is a ${type} here and a ${other} in “${playbook}”; make them the same`,
		zh: `变量“${name}”在这里是 ${type}，在“${playbook}”里是 ${other}；请统一`,
		es: `el dato “${name}” es ${type} aquí y ${other} en “${playbook}”; póngalos iguales`,
	});

const tooMany = (steps: number): Fault =>
	fault(["uses"], null, {
		en: `with all that it uses this playbook has ${steps} steps; at most ${COMPILED_STEPS_LIMIT}, so use less`,
		zh: `连同引用的流程共 ${steps} 步，最多 ${COMPILED_STEPS_LIMIT} 步；请减少引用`,
		es: `con todo lo que usa, esta guía tiene ${steps} pasos; el máximo es ${COMPILED_STEPS_LIMIT}, así que use menos`,
	});
