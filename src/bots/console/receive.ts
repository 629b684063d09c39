/** From a typed line to what is meant: words for the conversation, a file, or the end. */

export type Typed =
	| { readonly kind: "words"; readonly text: string }
	| { readonly kind: "file"; readonly path: string }
	| { readonly kind: "no-file"; readonly path: string }
	| { readonly kind: "nothing" }
	| { readonly kind: "quit" };

const QUIT = new Set(["quit", "exit", "/quit", "/exit", "退出"]);
const LOOKS_LIKE_A_PATH = /^(?:~|\.{1,2})?\/\S|\.(?:csv|txt|xml|json|zip|sta|png|jpe?g|webp|pdf)$/i;

/** `isFile` says whether a path leads to a file. A whole line that does is the file; a shell's quotes around it are no part of it. */
export function readTyped(line: string, isFile: (path: string) => boolean): Typed {
	const text = line.trim();
	if (text === "") return { kind: "nothing" };
	if (QUIT.has(text.toLowerCase())) return { kind: "quit" };
	const path = text.replace(/^(['"])(.*)\1$/, "$2").replaceAll("\\ ", " ");
	if (isFile(path)) return { kind: "file", path };
	return LOOKS_LIKE_A_PATH.test(path) ? { kind: "no-file", path } : { kind: "words", text };
}
