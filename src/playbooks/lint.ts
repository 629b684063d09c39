/** CORE. What is wrong with a playbook that a schema cannot see: its graph and its safety gate; slots and words beside it. */

import { compile, type Library, NO_LIBRARY } from "./compile.ts";
import type { Playbook, PlaybookSource } from "./format.ts";
import { slotFaults } from "./lint-slots.ts";
import { type Fault, fault, textFaults } from "./lint-texts.ts";
import { useFaults } from "./lint-uses.ts";
import { type Edge, edgesOf, reach } from "./paths.ts";
import type { Vendor } from "./vendor.ts";

type Path = Fault["path"];

/** All faults of a playbook that meets its schema, in the order of the file. None: every path is safe and ends. */
export function lint(
	source: PlaybookSource,
	library: Library = NO_LIBRARY,
	vendors: readonly Vendor[] = [],
): readonly Fault[] {
	const faults = [...idFaults(source), ...useFaults(source, library), ...textFaults(source, vendors)];
	const flat = compile(source, library);
	const edges = edgesOf(flat);
	return [
		...faults,
		...danglingFaults(source),
		...reachFaults(source, flat, edges),
		...circleFaults(source, flat, edges),
		...gateFaults(source, flat, edges),
		...slotFaults(source, flat, edges, vendors),
	];
}

function idFaults(source: PlaybookSource): readonly Fault[] {
	const seen = new Set<string>();
	const nodes = (["uses", "steps", "routes", "ends"] as const).flatMap((list) =>
		source[list].map(({ id }, index) => ({ id, path: [list, index, "id"] })),
	);
	return nodes.flatMap(({ id, path }) => {
		if (!seen.has(id)) {
			seen.add(id);
			return [];
		}
		return [
			fault(path, id, {
				en: `the id “${id}” is used twice; give each step, route, use and end its own`,
				zh: `编号“${id}”重复；每个步骤、路由、引用和结尾要有自己的编号`,
				es: `el id “${id}” se usa dos veces; dé a cada paso, ruta, uso y final el suyo`,
			}),
		];
	});
}

function danglingFaults(source: PlaybookSource): readonly Fault[] {
	const asking = [...source.steps, ...source.routes, ...source.uses].map(({ id }) => id);
	const known = new Set([...asking, ...source.ends.map(({ id }) => id)]);
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
		...(known.has(source.first) && !asking.includes(source.first) ? [firstIsEnd(source.first)] : []),
		...dangling(["first"], null, source.first),
		...source.uses.flatMap((use, index) =>
			Object.entries(use.ends).flatMap(([end, next]) => dangling(["uses", index, "ends", end], use.id, next)),
		),
		...source.steps.flatMap((step, index) => [
			...(step.next === undefined ? [] : dangling(["steps", index, "next"], step.id, step.next)),
			...step.choices.flatMap((choice, at) => dangling(["steps", index, "choices", at, "next"], step.id, choice.next)),
		]),
		...source.routes.flatMap((route, index) => [
			...dangling(["routes", index, "next"], route.id, route.next),
			...dangling(["routes", index, "otherwise"], route.id, route.otherwise),
		]),
	];
}

const firstIsEnd = (first: string): Fault =>
	fault(["first"], null, {
		en: `“${first}” is an end; begin with a step`,
		zh: `“${first}”是结尾；请从步骤开始`,
		es: `“${first}” es un final; empiece por un paso`,
	});

/** Everything that is in use, and nothing from which no end can be reached. */
function reachFaults(source: PlaybookSource, flat: Playbook, edges: readonly Edge[]): readonly Fault[] {
	const reached = reach(edges, [flat.first]);
	const isReached = (id: string): boolean =>
		reached.has(id) || [...reached].some((other) => other.startsWith(`${id}/`));
	const unreachable = (path: Path, id: string): readonly Fault[] =>
		isReached(id)
			? []
			: [
					fault(path, id, {
						en: `nothing leads to “${id}”; lead a choice to it or remove it`,
						zh: `没有任何选项通向“${id}”；请加上选项或删去它`,
						es: `nada lleva a “${id}”; lleve una opción hasta él o quítelo`,
					}),
				];
	const ends = new Set(flat.ends.map(({ id }) => id));
	const stuck = (path: Path, id: string): readonly Fault[] => {
		const after = reach(
			edges,
			edges.flatMap((edge) => (edge.from === id ? [edge.to] : [])),
		);
		return [...after].some((other) => ends.has(other)) ? [] : [noWayOut(path, id, after)];
	};
	return [
		...source.uses.flatMap(({ id }, index) => unreachable(["uses", index], id)),
		...source.steps.flatMap(({ id, choices }, index) => {
			const path = ["steps", index];
			if (choices.length === 0) return [...unreachable(path, id), deadEnd([...path, "choices"], id)];
			return [...unreachable(path, id), ...stuck(path, id)];
		}),
		...source.routes.flatMap(({ id }, index) => unreachable(["routes", index], id)),
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
	if (after.has(step)) return roundForEver(path, step, after);
	return fault(path, step, {
		en: `no end can be reached from “${step}”; every step must lead to one`,
		zh: `从“${step}”到不了任何结尾；每个步骤都必须能结束`,
		es: `desde “${step}” no se llega a ningún final; cada paso debe llevar a uno`,
	});
}

const roundForEver = (path: Path, id: string, after: ReadonlySet<string>): Fault =>
	fault(path, id, {
		en: `“${id}” goes round for ever (${[...after].join(", ")}); lead one of its choices to an end`,
		zh: `“${id}”会无限循环（${[...after].join("、")}）；请让其中一个选项通向结尾`,
		es: `“${id}” da vueltas sin fin (${[...after].join(", ")}); lleve una de sus opciones a un final`,
	});

/** Routes ask nothing, so a circle of them alone would never come to a question. */
function circleFaults(source: PlaybookSource, flat: Playbook, edges: readonly Edge[]): readonly Fault[] {
	const routes = new Set(flat.routes.map(({ id }) => id));
	const between = edges.filter((edge) => routes.has(edge.from) && routes.has(edge.to));
	return source.routes.flatMap(({ id }, index) => {
		const after = reach(
			between,
			between.flatMap((edge) => (edge.from === id ? [edge.to] : [])),
		);
		return after.has(id) ? [roundForEver(["routes", index], id, after)] : [];
	});
}

/**
 * A risky step is safe when every way to it passes a choice that clears the stored payments: without those choices it must
 * be out of reach (reference: terminal-troubleshooting, gate G1: a restart loses stored payments for good on some terminals).
 * A restart is safe too where the vendor is known to keep them through it (gate G3); other risks are not.
 */
function gateFaults(source: PlaybookSource, flat: Playbook, edges: readonly Edge[]): readonly Fault[] {
	const ungated = reach(edges, [flat.first], (edge) => !edge.clears);
	const unkept = reach(edges, [flat.first], (edge) => !edge.clears && !edge.keeps);
	return source.steps.flatMap((step, index) =>
		step.risk === undefined || !(step.risk === "restart" ? unkept : ungated).has(step.id)
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
