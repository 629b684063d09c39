/** CORE. The ways through a compiled playbook, as steps, routes and ends with what leads from one to the other. */

import type { Playbook } from "./format.ts";

/** A choice, a typed value, or a side of a route. */
export type Edge = {
	readonly from: string;
	readonly to: string;
	/** It says that the terminal holds no unsent payments. */
	readonly clears: boolean;
	/** It is taken only when the vendor's restart is known to keep them. */
	readonly keeps: boolean;
	/** The slots that are known on it. */
	readonly knows: readonly string[];
};

export function edgesOf(playbook: Playbook): readonly Edge[] {
	const edge = (from: string, to: string, more: Partial<Edge> = {}): Edge => ({
		from,
		to,
		clears: false,
		keeps: false,
		knows: [],
		...more,
	});
	return [
		...playbook.steps.flatMap((step) => [
			...step.choices.map(({ next, clears, sets }) =>
				edge(step.id, next, { clears: clears !== null, knows: sets.map(({ slot }) => slot) }),
			),
			...(step.fills === null ? [] : [edge(step.id, step.fills.next, { knows: [step.fills.slot] })]),
		]),
		...playbook.routes.flatMap((route) => [
			edge(route.id, route.next, {
				// `unknown` or `loses` beside it would let the wrong ones through.
				keeps: route.slot === "restart" && route.is.length > 0 && route.is.every((value) => value === "keeps"),
				knows: [route.slot],
			}),
			edge(route.id, route.otherwise),
		]),
	];
}

/** All that can be reached from `starts`, themselves included, over the edges that `allowed` lets through. */
export function reach(
	edges: readonly Edge[],
	starts: readonly string[],
	allowed: (edge: Edge) => boolean = () => true,
): ReadonlySet<string> {
	const from = new Map<string, Edge[]>();
	for (const edge of edges) {
		const list = from.get(edge.from);
		if (list === undefined) from.set(edge.from, [edge]);
		else list.push(edge);
	}
	const reached = new Set(starts);
	// A Set walks over what is added while it walks, and each id is added once: this ends.
	for (const id of reached) {
		for (const edge of from.get(id) ?? []) if (allowed(edge)) reached.add(edge.to);
	}
	return reached;
}
