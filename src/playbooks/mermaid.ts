/** CORE. A playbook as a picture: Mermaid's flowchart, which many editors and web pages draw. */

import type { Locale, Text } from "../text.ts";
import type { Playbook, Route, Step } from "./format.ts";

const LABEL_LIMIT_CHARS = 90;

/** The flowchart: steps as boxes, routes as diamonds, ends rounded; risky steps are named and marked. */
export function mermaid(playbook: Playbook, locale: Locale): string {
	// Ids of ours: a step may be named `end`, which Mermaid takes for the end of a block.
	const numbers = new Map(
		[...playbook.steps, ...playbook.routes, ...playbook.ends].map(({ id }, index) => [id, `n${index + 1}`]),
	);
	const name = (id: string): string => numbers.get(id) ?? "nowhere";
	const lines = [
		...playbook.steps.map((step) => `${name(step.id)}["${stepLabel(step, locale)}"]`),
		...playbook.routes.map((route) => `${name(route.id)}{"${escaped(`${route.id}: ${question(route)}`)}"}`),
		...playbook.ends.map((end) => `${name(end.id)}(["${escaped(`${end.id} · ${end.kind}`)}"])`),
		`start((" ")) --> ${name(playbook.first)}`,
		...playbook.steps.flatMap((step) => [
			...step.choices.map(({ label, next, clears }) =>
				edge(name(step.id), name(next), label[locale] + (clears === null ? "" : " ✓")),
			),
			...(step.fills === null ? [] : [edge(name(step.id), name(step.fills.next), `‹${step.fills.slot}›`)]),
		]),
		...playbook.routes.flatMap((route) => [
			edge(name(route.id), name(route.next), "✓"),
			edge(name(route.id), name(route.otherwise), "–"),
		]),
		"classDef risky fill:#fde2e1,stroke:#b00020,stroke-width:2px",
		"classDef restored fill:#e2f5e5,stroke:#1b7a32",
		"classDef selling fill:#e5effd,stroke:#1a56a8",
		"classDef person fill:#fff3d6,stroke:#9a6b00",
		...classes(
			"risky",
			playbook.steps.filter(({ risk }) => risk !== null).map(({ id }) => name(id)),
		),
		...(["restored", "selling", "person"] as const).flatMap((kind) =>
			classes(
				kind,
				playbook.ends.filter((end) => end.kind === kind).map(({ id }) => name(id)),
			),
		),
	];
	return `flowchart TD\n${lines.map((line) => `\t${line}`).join("\n")}`;
}

const edge = (from: string, to: string, label: string): string => `${from} -->|"${escaped(label)}"| ${to}`;

const classes = (kind: string, ids: readonly string[]): readonly string[] =>
	ids.length === 0 ? [] : [`class ${ids.join(",")} ${kind}`];

function stepLabel({ id, say, risk }: Step, locale: Locale): string {
	const mark = risk === null ? "" : `⚠ ${risk}<br/>`;
	return `${mark}<b>${escaped(id)}</b><br/>${escaped(lastLine(say, locale))}`;
}

/** The question is the last line. */
const lastLine = (say: Text, locale: Locale): string => say[locale].trim().split("\n").at(-1) ?? "";

const question = ({ slot, is, atLeast }: Route): string =>
	atLeast === null ? `${slot} = ${is.join(" | ")}` : `${slot} ≥ ${atLeast}`;

/** Quotes end a label, and `#` begins one of Mermaid's entities. */
const escaped = (text: string): string =>
	(text.length > LABEL_LIMIT_CHARS ? `${text.slice(0, LABEL_LIMIT_CHARS - 1)}…` : text)
		.replaceAll("#", "#35;")
		.replaceAll('"', "#quot;")
		.replaceAll("<", "#lt;")
		.replaceAll(">", "#gt;")
		.replaceAll("\n", " ");
