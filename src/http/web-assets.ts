/** SHELL. What the browser gets: `web/` as one script and one style sheet, made in memory when the server starts. */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, gzipSync, constants as zlib } from "node:zlib";
import { build } from "esbuild";

export type Encoding = "identity" | "gzip" | "br";

export type Asset = {
	readonly contentType: string;
	readonly bodies: Readonly<Record<Encoding, Uint8Array<ArrayBuffer>>>;
};

export type WebAssets = {
	/** By the name in its address, which changes whenever the content does. */
	readonly files: ReadonlyMap<string, Asset>;
	readonly script: string;
	readonly style: string;
	readonly icon: string;
};

/** Since spring 2022: phones at a counter are not new, and from then on all of them have the dialog element. */
const TARGET = ["es2021", "chrome98", "firefox104", "safari15.4"];

export async function buildWebAssets(home: string): Promise<WebAssets> {
	const built = await build({
		entryPoints: [join(home, "web/main.tsx")],
		outdir: "/",
		bundle: true,
		minify: true,
		write: false,
		format: "esm",
		platform: "browser",
		jsx: "automatic",
		jsxImportSource: "preact",
		legalComments: "none",
		target: TARGET,
		logLevel: "silent",
	});
	const files = new Map<string, Asset>();
	const add = (ending: string, contentType: string, content: Uint8Array) => {
		const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
		const name = `standin-${hash}.${ending}`;
		files.set(name, { contentType, bodies: compressed(content) });
		return name;
	};
	const contentOf = (ending: string): Uint8Array => {
		const file = built.outputFiles.find(({ path }) => path.endsWith(`.${ending}`));
		if (file === undefined) throw new Error(`web/ gave no .${ending}`);
		return file.contents;
	};
	return {
		script: add("js", "text/javascript; charset=utf-8", contentOf("js")),
		style: add("css", "text/css; charset=utf-8", contentOf("css")),
		icon: add("svg", "image/svg+xml", await readFile(join(home, "web/icon.svg"))),
		files,
	};
}

/** Once, as small as it gets: phones on a bad line are who this is for. */
function compressed(content: Uint8Array): Asset["bodies"] {
	return {
		identity: Uint8Array.from(content),
		gzip: Uint8Array.from(gzipSync(content, { level: 9 })),
		br: Uint8Array.from(brotliCompressSync(content, { params: { [zlib.BROTLI_PARAM_QUALITY]: 11 } })),
	};
}

/** The best encoding that a browser says it reads. */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
	const named = (acceptEncoding ?? "").split(",").map((part) => part.trim().split(";")[0]);
	if (named.includes("br")) return "br";
	return named.includes("gzip") ? "gzip" : "identity";
}
