/** SHELL. Reads YAML that people write: to data with the line of every part, or to a fault with file and line. */

import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Document, isNode, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { UserError } from "../errors.ts";
import type { Locale, Text } from "../text.ts";

/** A playbook of 60 steps in three languages has about 60 kB. */
const FILE_LIMIT_BYTES = 200_000;
const FILES_LIMIT = 500;

/** One fault of one file; `line` counts from 1. */
export type FileFault = {
	readonly file: string;
	readonly line: number;
	readonly step: string | null;
	readonly reason: Text;
};

/** A file that is YAML: what it says, and where. */
export type Yaml = {
	readonly faults: readonly [];
	readonly data: unknown;
	readonly lineOf: (path: readonly PropertyKey[]) => number;
};
type Broken = { readonly faults: readonly [FileFault] };

/** The YAML files of a folder, sorted by name. Throws a `UserError` when there is no such folder or it holds too many. */
export async function yamlFiles(folder: string): Promise<readonly string[]> {
	const names = await readdir(folder).catch((cause: unknown) => {
		throw new UserError(
			{
				en: `There is no folder ${folder} to read; check the path.`,
				zh: `找不到文件夹 ${folder}；请检查路径。`,
				es: `No existe la carpeta ${folder}; revise la ruta.`,
			},
			{ cause },
		);
	});
	const files = names.filter((name) => name.endsWith(".yaml")).sort();
	if (files.length <= FILES_LIMIT) return files.map((name) => join(folder, name));
	throw new UserError({
		en: `${folder} holds ${files.length} files; keep at most ${FILES_LIMIT} there.`,
		zh: `${folder} 中有 ${files.length} 个文件；最多 ${FILES_LIMIT} 个。`,
		es: `${folder} tiene ${files.length} archivos; deje como máximo ${FILES_LIMIT}.`,
	});
}

/** Reads one file. Throws a `UserError` when it cannot be read at all. */
export async function readYaml(file: string): Promise<Yaml | Broken> {
	const text = await readBounded(file);
	if (text !== null) return parseYaml(file, text);
	const kilobytes = FILE_LIMIT_BYTES / 1000;
	return broken(file, 1, {
		en: `the file is larger than ${kilobytes} kB; split it`,
		zh: `文件超过 ${kilobytes} kB；请拆分`,
		es: `el archivo pasa de ${kilobytes} kB; divídalo`,
	});
}

/** One file's content; `file` names it in the faults. */
export function parseYaml(file: string, yaml: string): Yaml | Broken {
	const lines = new LineCounter();
	const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
	const [error] = document.errors;
	if (error !== undefined) {
		return broken(file, lines.linePos(error.pos[0]).line, {
			en: `this is not YAML: ${error.message}; check indentation and quotes`,
			zh: `不是有效的 YAML：${error.message}；请检查缩进和引号`,
			es: `esto no es YAML: ${error.message}; revise la sangría y las comillas`,
		});
	}
	const alias = firstAlias(document);
	if (alias !== null) {
		return broken(file, lines.linePos(alias).line, {
			en: "aliases (*name) are not allowed; write the text out",
			zh: "不允许使用别名（*名称）；请直接写出内容",
			es: "no se admiten alias (*nombre); escriba el texto completo",
		});
	}
	const lineOf = (path: readonly PropertyKey[]): number => {
		for (let length = path.length; length > 0; length--) {
			const node = document.getIn(path.slice(0, length), true);
			if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
		}
		return 1;
	};
	return { faults: [], data: document.toJS({ maxAliasCount: 0 }), lineOf };
}

/** What a schema found wrong with a file. */
export const schemaFaults = (file: string, { lineOf }: Yaml, error: z.ZodError): readonly FileFault[] =>
	error.issues.map((issue) => ({ file, line: lineOf(issue.path), step: null, reason: explain(issue) }));

/** Throws a `UserError` that names every fault, one a line; nothing where there is none. */
export function refuseFaults(faults: readonly FileFault[]): void {
	if (faults.length > 0) throw faultyFiles(faults);
}

/** Names every fault, one a line. */
export const faultyFiles = (faults: readonly FileFault[]): UserError => new UserError(faultText(faults));

const broken = (file: string, line: number, reason: Text): Broken => ({
	faults: [{ file, line, step: null, reason }],
});

/** The faults for people, one a line: `file:line reason`. */
function faultText(faults: readonly FileFault[]): Text {
	const list = (locale: Locale): string =>
		faults.map(({ file, line, reason }) => `${file}:${line} ${reason[locale]}`).join("\n");
	return { en: list("en"), zh: list("zh"), es: list("es") };
}

/** Where the first alias stands, or null. None is taken: a few nested ones can stand for gigabytes. */
function firstAlias(document: Document): number | null {
	let position: number | null = null;
	visit(document, {
		Alias(_key, alias) {
			position = alias.range?.[0] ?? 0;
			return visit.BREAK;
		},
	});
	return position;
}

/** What the schema found, for who wrote the file: zod's own messages know neither the field nor Chinese. */
function explain(issue: z.core.$ZodIssue): Text {
	const field = issue.path.map(String).at(-1) ?? "file";
	switch (issue.code) {
		case "unrecognized_keys": {
			const keys = issue.keys.join(", ");
			return {
				en: `unknown field ${keys}; correct its name or remove it`,
				zh: `未知字段 ${keys}；请改正或删去`,
				es: `campo desconocido ${keys}; corrija el nombre o quítelo`,
			};
		}
		case "invalid_value": {
			const values = issue.values.map(String).join(", ");
			return {
				en: `“${field}” must be one of: ${values}`,
				zh: `“${field}”只能是：${values}`,
				es: `“${field}” debe ser uno de: ${values}`,
			};
		}
		case "invalid_type":
			return issue.input === undefined
				? { en: `“${field}” is missing; add it`, zh: `缺少“${field}”；请补上`, es: `falta “${field}”; agréguelo` }
				: {
						en: `“${field}” must be a ${issue.expected}`,
						zh: `“${field}”的类型应为 ${issue.expected}`,
						es: `“${field}” debe ser de tipo ${issue.expected}`,
					};
		default:
			return {
				en: `“${field}” is not valid (${issue.message}); ids are small letters, digits and dashes`,
				zh: `“${field}”无效（${issue.message}）；编号只用小写字母、数字和连字符`,
				es: `“${field}” no es válido (${issue.message}); los id llevan minúsculas, cifras y guiones`,
			};
	}
}

/** The file's text, or null when it is too large. Never more than the limit is read, whatever the file claims to be. */
export async function readBounded(file: string): Promise<string | null> {
	try {
		const handle = await open(file);
		try {
			const buffer = Buffer.alloc(FILE_LIMIT_BYTES + 1);
			const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
			return bytesRead > FILE_LIMIT_BYTES ? null : buffer.toString("utf8", 0, bytesRead);
		} finally {
			await handle.close();
		}
	} catch (cause) {
		throw new UserError(
			{
				en: `${file} cannot be read; check the path and its permissions.`,
				zh: `无法读取 ${file}；请检查路径和权限。`,
				es: `No se puede leer ${file}; revise la ruta y los permisos.`,
			},
			{ cause },
		);
	}
}
