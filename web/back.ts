/**
 * The phone's Back closes what lies on top of the page. Each open dialog has one entry in the browser's history; whatever
 * opens or closes, and in whatever order, the history is brought to as many entries as there are dialogs.
 */

type Dialog = { readonly close: () => void };

/** Opened last is last. */
let open: readonly Dialog[] = [];
/** A step of our own through the history is under way: the browser says when it is done. */
let isStepping = false;

const depthOf = (state: unknown): number => {
	const depth: unknown = typeof state === "object" && state !== null ? Reflect.get(state, "dialogs") : 0;
	return typeof depth === "number" ? depth : 0;
};

/** Counts a dialog that was opened; `close` is asked for by Back. Gives what to call when it is closed, however. */
export function openedDialog(close: () => void): () => void {
	const dialog: Dialog = { close };
	open = [...open, dialog];
	settleSoon();
	return () => {
		open = open.filter((other) => other !== dialog);
		settleSoon();
	};
}

/** After all that one press opens and closes: a dialog in the place of another needs no step. */
function settleSoon(): void {
	queueMicrotask(settle);
}

function settle(): void {
	if (isStepping) return;
	const depth = depthOf(history.state);
	for (let next = depth + 1; next <= open.length; next += 1) history.pushState({ dialogs: next }, "");
	if (depth <= open.length) return;
	isStepping = true;
	history.go(open.length - depth);
}

/** Listens to Back. What a reload has left over in the history is taken out. */
export function watchBack(): void {
	window.addEventListener("popstate", ({ state }) => {
		const isOurs = isStepping;
		isStepping = false;
		if (!isOurs) for (const { close } of open.slice(depthOf(state)).reverse()) close();
		settleSoon(); // a forward step leads to nothing, and what did not close still lies there
	});
	settle();
}
