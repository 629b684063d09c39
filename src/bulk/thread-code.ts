/** The code of a worker thread as one module, as the web page's is made: threads do not inherit the loader of TypeScript. */

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles the module at `entry`, in memory. Takes a tenth of a second or more: whoever starts many threads keeps it. */
export async function threadCode(entry: URL): Promise<URL> {
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(entry)],
		bundle: true,
		write: false,
		platform: "node",
		format: "esm",
		target: "node20",
		charset: "utf8",
	});
	const [{ text } = { text: "" }] = outputFiles;
	return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}
