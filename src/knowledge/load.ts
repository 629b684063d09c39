/** SHELL. Reads what triage knows: phrases, codes, utterances; and trains it once. */

import { basename, dirname, join, resolve } from "node:path";
import type { z } from "zod";
import type { Dialect } from "../helpdesk/triage-codes.ts";
import {
	type TriageKnowledge,
	type TriageSource,
	triageKnowledge,
	type Utterance,
} from "../helpdesk/triage-knowledge.ts";
import { type PhraseTable, TOPICS } from "../helpdesk/triage-phrases.ts";
import { type FileFault, readYaml, refuseFaults, schemaFaults, yamlFiles } from "../playbooks/load-yaml.ts";
import { codeFaults, type Fault, phraseFaults, utteranceFaults } from "./faults.ts";
import { codeFile, LOCALE_FILES, phraseFile, utteranceFile } from "./format.ts";

/** Everything in `knowledge/` that triage needs, ready to use. Throws a `UserError` that names every fault of every file. */
export async function loadTriage(folder: string): Promise<TriageKnowledge> {
	return triageKnowledge(await readTriage(folder));
}

/** The same as it is written, for tests and measurements. */
export async function readTriage(folder: string): Promise<TriageSource> {
	const [phrases, dialects, utterances] = await Promise.all([
		readAll(folder, "phrases", readPhrases),
		readAll(folder, "codes", readCodes),
		readAll(folder, "utterances", readUtterances),
	]);
	refuseFaults([...phrases, ...dialects, ...utterances].flatMap(({ faults }) => faults));
	return {
		phrases: phrases.flatMap(({ content }) => content ?? []),
		dialects: dialects.flatMap(({ content }) => content ?? []),
		utterances: utterances.flatMap(({ content }) => content ?? []),
	};
}

const READERS: ReadonlyMap<string, (file: string) => Promise<Read<unknown>>> = new Map<
	string,
	(file: string) => Promise<Read<unknown>>
>([
	["phrases", (file) => readPhrases(file)],
	["codes", (file) => readCodes(file)],
	["utterances", (file) => readUtterances(file)],
]);

/** Whether a file is one of these: its folder says what it is. */
export const isTriageFile = (file: string): boolean => READERS.has(basename(dirname(resolve(file))));

/** The faults of these files, or of all that a knowledge folder has of them. */
export async function checkTriage(
	where: string | readonly string[],
): Promise<{ readonly files: readonly string[]; readonly faults: readonly FileFault[] }> {
	const files =
		typeof where === "string"
			? (await Promise.all([...READERS.keys()].map((name) => yamlFiles(join(where, name))))).flat()
			: where;
	const reads = await Promise.all(files.map((file) => READERS.get(basename(dirname(resolve(file))))?.(file)));
	return { files, faults: reads.flatMap((read) => read?.faults ?? []) };
}

type Read<Content> = { readonly file: string; readonly content: Content | null; readonly faults: readonly FileFault[] };

async function readAll<Content>(
	folder: string,
	name: string,
	read: (file: string) => Promise<Read<Content>>,
): Promise<readonly Read<Content>[]> {
	const files = await yamlFiles(join(folder, name));
	return Promise.all(files.map(read));
}

const readPhrases = (file: string): Promise<Read<PhraseTable>> =>
	readFile(
		file,
		phraseFile,
		(table) => TOPICS.flatMap((topic) => (table[topic] === undefined ? [] : [[topic, table[topic]] as const])),
		(table) => [...phraseFaults(table), ...notALocale(file)],
	);

const readUtterances = (file: string): Promise<Read<readonly Utterance[]>> =>
	readFile(
		file,
		utteranceFile,
		(all) => all,
		(all) => [...utteranceFaults(all), ...notALocale(file)],
	);

const readCodes = (file: string): Promise<Read<Dialect>> =>
	readFile(
		file,
		codeFile,
		(dialect) => dialect,
		(dialect) => [...codeFaults(dialect), ...(dialect.id === basename(file, ".yaml") ? [] : [notTheName(file)])],
	);

async function readFile<Schema extends z.ZodType, Content>(
	file: string,
	schema: Schema,
	use: (data: z.infer<Schema>) => Content,
	look: (content: Content) => readonly Fault[],
): Promise<Read<Content>> {
	const yaml = await readYaml(file);
	if (!("data" in yaml)) return { file, content: null, faults: yaml.faults };
	const parsed = schema.safeParse(yaml.data, { reportInput: true });
	if (!parsed.success) return { file, content: null, faults: schemaFaults(file, yaml, parsed.error) };
	const content = use(parsed.data);
	const faults = look(content).map(({ path, reason }) => ({ file, line: yaml.lineOf(path), step: null, reason }));
	return { file, content: faults.length > 0 ? null : content, faults };
}

const notALocale = (file: string): readonly Fault[] =>
	LOCALE_FILES.includes(basename(file))
		? []
		: [
				{
					path: [],
					reason: {
						en: `the file must be named after its language: ${LOCALE_FILES.join(", ")}`,
						zh: `文件名必须是语言：${LOCALE_FILES.join("、")}`,
						es: `el archivo debe llamarse como su idioma: ${LOCALE_FILES.join(", ")}`,
					},
				},
			];

const notTheName = (file: string): Fault => ({
	path: ["id"],
	// So that two files never claim one dialect.
	reason: {
		en: `the id must be the file's name, “${basename(file, ".yaml")}”`,
		zh: `编号必须与文件名“${basename(file, ".yaml")}”一致`,
		es: `el id debe ser el nombre del archivo, “${basename(file, ".yaml")}”`,
	},
});
