/** CORE. What is wrong with a playbook that a schema cannot see: its graph and its safety gate, and the words of `lint-texts`. */

import type { PlaybookSource } from "./format.ts";
import { type Fault, fault, textFaults } from "./lint-texts.ts";

type Path = Fault["path"];
type StepSource = PlaybookSource["steps"][number];

/** All faults of a playbook that meets its schema, in the order of the file. None: every path is safe and ends. */
export function lint(source: PlaybookSource): readonly Fault[] {
	const faults = [
		...idFaults(source),
		...danglingFaults(source),
		...reachFaults(source),
		...gateFaults(source),
		...textFaults(source),
	];
	return faults;
}

function idFaults(source: PlaybookSource): readonly Fault[] {
	const seen = new Set<string>();
	const nodes = [
		...source.steps.map(({ id }, index) => ({ id, path: ["steps", index, "id"] })),
		...source.ends.map(({ id }, index) => ({ id, path: ["ends", index, "id"] })),
	];
	return nodes.flatMap(({ id, path }) => {
		if (!seen.has(id)) {
			seen.add(id);
			return [];
		}
		return [
			fault(path, id, {
				en: `the id “${id}” is used twice; give each step and each end its own`,
				zh: `编号“${id}”重复；每个步骤和结尾要有自己的编号`,
				es: `el id “${id}” se usa dos veces; dé a cada paso y a cada final el suyo`,
			}),
		];
	});
}

function danglingFaults(source: PlaybookSource): readonly Fault[] {
	const known = new Set([...source.steps, ...source.ends].map(({ id }) => id));
	const dangling = (path: Path, step: string | null, id: string): readonly Fault[] =>
		known.has(id)
			? []
			: [
					fault(path, step, {
						en: `there is no step or end “${id}”; correct the name or add it`,
						zh: `没有名为“${id}”的步骤或结尾；请改正或补上`,
						es: `no hay paso ni final “${id}”; corrija el nombre o agréguelo`,
					}),
				];
	return [
		...dangling(["first"], null, source.first),
		...source.steps.flatMap((step, index) =>
			step.choices.flatMap((choice, at) => dangling(["steps", index, "choices", at, "next"], step.id, choice.next)),
		),
	];
}

/** Everything that is in use, and nothing from which no end can be reached. */
function reachFaults(source: PlaybookSource): readonly Fault[] {
	const reached = reach(source, [source.first], () => true);
	const unreachable = (path: Path, id: string): readonly Fault[] =>
		reached.has(id)
			? []
			: [
					fault(path, id, {
						en: `nothing leads to “${id}”; lead a choice to it or remove it`,
						zh: `没有任何选项通向“${id}”；请加上选项或删去它`,
						es: `nada lleva a “${id}”; lleve una opción hasta él o quítelo`,
					}),
				];
	const ends = new Set(source.ends.map(({ id }) => id));
	return [
		...source.steps.flatMap((step, index) => {
			const path = ["steps", index];
			if (step.choices.length === 0) return [...unreachable(path, step.id), deadEnd([...path, "choices"], step.id)];
			const after = reach(
				source,
				step.choices.map((choice) => choice.next),
				() => true,
			);
			if ([...after].some((id) => ends.has(id))) return unreachable(path, step.id);
			return [...unreachable(path, step.id), noWayOut(path, step.id, after)];
		}),
		...source.ends.flatMap(({ id }, index) => unreachable(["ends", index], id)),
	];
}

const deadEnd = (path: Path, step: string): Fault =>
	fault(path, step, {
		en: `“${step}” has no choices; give it at least one, leading to a step or an end`,
		zh: `“${step}”没有选项；请至少加一个通向步骤或结尾的选项`,
		es: `“${step}” no tiene opciones; dele al menos una que lleve a un paso o a un final`,
	});

function noWayOut(path: Path, step: string, after: ReadonlySet<string>): Fault {
	if (after.has(step)) {
		return fault(path, step, {
			en: `“${step}” goes round for ever (${[...after].join(", ")}); lead one of its choices to an end`,
			zh: `“${step}”会无限循环（${[...after].join("、")}）；请让其中一个选项通向结尾`,
			es: `“${step}” da vueltas sin fin (${[...after].join(", ")}); lleve una de sus opciones a un final`,
		});
	}
	return fault(path, step, {
		en: `no end can be reached from “${step}”; every step must lead to one`,
		zh: `从“${step}”到不了任何结尾；每个步骤都必须能结束`,
		es: `desde “${step}” no se llega a ningún final; cada paso debe llevar a uno`,
	});
}

/**
 * A risky step is safe when every way to it passes a choice that clears the stored payments: without those choices it must
 * be out of reach (reference: terminal-troubleshooting, gate G1: a restart loses stored payments for good on some terminals).
 */
function gateFaults(source: PlaybookSource): readonly Fault[] {
	const ungated = reach(source, [source.first], (choice) => choice.clears === undefined);
	return source.steps.flatMap((step, index) =>
		step.risk === undefined || !ungated.has(step.id)
			? []
			: [
					fault(["steps", index, "risk"], step.id, {
						en: `“${step.id}” (${step.risk}) can be reached without asking about stored payments; every way to it must pass a choice with “clears: stored-payments”`,
						zh: `可以不经过“未上传的付款”这一问就到达“${step.id}”（${step.risk}）；通向它的每条路都必须经过带 “clears: stored-payments” 的选项`,
						es: `se puede llegar a “${step.id}” (${step.risk}) sin preguntar por los pagos guardados; todo camino debe pasar por una opción con “clears: stored-payments”`,
					}),
				],
	);
}

/** What can be reached from `starts` over the choices that `allowed` lets through. */
function reach(
	source: PlaybookSource,
	starts: readonly string[],
	allowed: (choice: StepSource["choices"][number]) => boolean,
): ReadonlySet<string> {
	const reached = new Set(starts);
	// A Set walks over what is added while it walks, and each id is added once: this ends.
	for (const id of reached) {
		for (const step of source.steps.filter((candidate) => candidate.id === id)) {
			for (const choice of step.choices.filter(allowed)) reached.add(choice.next);
		}
	}
	return reached;
}
