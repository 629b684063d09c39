/** SHELL. Reads playbook files: YAML to faults with file and line, or to compiled playbooks. */

import { open, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Document, isNode, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { UserError } from "../errors.ts";
import type { Locale, Text } from "../text.ts";
import { compile, type Playbook, playbookSource } from "./format.ts";
import { lint } from "./lint.ts";

/** A playbook of 60 steps in three languages has about 60 kB. */
const FILE_LIMIT_BYTES = 200_000;
const FILES_LIMIT = 500;

/** One fault of one file; `line` counts from 1. */
type FileFault = {
	readonly file: string;
	readonly line: number;
	readonly step: string | null;
	readonly reason: Text;
};
/** A file that was read: its faults, or else the playbook. */
export type FileRead = { readonly faults: readonly FileFault[]; readonly playbook: Playbook | null };

/** All playbooks of a folder. Throws a `UserError` that names every fault of every file, one a line. */
export async function loadPlaybooks(folder: string): Promise<readonly Playbook[]> {
	const reads = await Promise.all((await playbookFiles(folder)).map(readPlaybookFile));
	const faults = reads.flatMap((read) => read.faults);
	if (faults.length > 0) throw new UserError(faultText(faults));
	return reads.flatMap((read) => read.playbook ?? []);
}

/** The playbook files of a folder, sorted by name. Throws a `UserError` when there is no such folder or it holds too many. */
export async function playbookFiles(folder: string): Promise<readonly string[]> {
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
		en: `${folder} holds ${files.length} playbooks; keep at most ${FILES_LIMIT} there.`,
		zh: `${folder} 中有 ${files.length} 个文件；最多 ${FILES_LIMIT} 个。`,
		es: `${folder} tiene ${files.length} guías; deje como máximo ${FILES_LIMIT}.`,
	});
}

/** Reads and checks one file. Throws a `UserError` when it cannot be read at all. */
export async function readPlaybookFile(file: string): Promise<FileRead> {
	const yaml = await readBounded(file);
	if (yaml !== null) return checkPlaybook(file, yaml);
	const kilobytes = FILE_LIMIT_BYTES / 1000;
	return failed(file, 1, {
		en: `the file is larger than ${kilobytes} kB; split the playbook`,
		zh: `文件超过 ${kilobytes} kB；请拆分`,
		es: `el archivo pasa de ${kilobytes} kB; divida la guía`,
	});
}

/** Checks one file's content; `file` names it in the faults, and its name without `.yaml` must be the playbook's id. */
export function checkPlaybook(file: string, yaml: string): FileRead {
	const lines = new LineCounter();
	const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
	const broken = document.errors[0];
	if (broken !== undefined) {
		return failed(file, lines.linePos(broken.pos[0]).line, {
			en: `this is not YAML: ${broken.message}; check indentation and quotes`,
			zh: `不是有效的 YAML：${broken.message}；请检查缩进和引号`,
			es: `esto no es YAML: ${broken.message}; revise la sangría y las comillas`,
		});
	}
	const alias = firstAlias(document);
	if (alias !== null) {
		return failed(file, lines.linePos(alias).line, {
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
	const parsed = playbookSource.safeParse(document.toJS({ maxAliasCount: 0 }), { reportInput: true });
	if (!parsed.success) {
		const faults = parsed.error.issues.map((issue) => ({
			file,
			line: lineOf(issue.path),
			step: null,
			reason: explain(issue),
		}));
		return { faults, playbook: null };
	}
	const source = parsed.data;
	const faults = lint(source).map(({ path, step, reason }) => ({ file, line: lineOf(path), step, reason }));
	if (source.id !== basename(file, ".yaml")) {
		faults.unshift({
			file,
			line: lineOf(["id"]),
			step: null,
			// So that two files never claim one id.
			reason: {
				en: `the id must be the file's name, “${basename(file, ".yaml")}”`,
				zh: `编号必须与文件名“${basename(file, ".yaml")}”一致`,
				es: `el id debe ser el nombre del archivo, “${basename(file, ".yaml")}”`,
			},
		});
	}
	return faults.length > 0 ? { faults, playbook: null } : { faults: [], playbook: compile(source) };
}

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

const failed = (file: string, line: number, reason: Text): FileRead => ({
	faults: [{ file, line, step: null, reason }],
	playbook: null,
});

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
async function readBounded(file: string): Promise<string | null> {
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
