/** Stripe's wire form of a request: `line_items[0][price_data][currency]=eur`. */

export type Form = { readonly [name: string]: string | Form };

/** The tree that a form says; numbers and booleans stay the texts they travel as. */
export function readForm(body: string): Form {
	const tree: Record<string, string | Form> = {};
	for (const [name, value] of new URLSearchParams(body)) {
		const path = name.split(/\[|\]\[|\]/).filter((part) => part !== "");
		let place = tree;
		for (const part of path.slice(0, -1)) {
			place[part] ??= {};
			place = place[part] as Record<string, string | Form>;
		}
		place[path.at(-1) ?? ""] = value;
	}
	return tree;
}

/** What stands at a path of the tree, or undefined. */
export function at(form: Form, ...path: readonly string[]): string | Form | undefined {
	let place: string | Form | undefined = form;
	for (const part of path) place = typeof place === "object" ? place[part] : undefined;
	return place;
}

/** Every path of the tree, as Stripe names a parameter. */
export function pathsOf(form: Form, before = ""): readonly string[] {
	return Object.entries(form).flatMap(([name, value]) => {
		const path = before === "" ? name : `${before}[${name}]`;
		return typeof value === "string" ? [path] : pathsOf(value, path);
	});
}
