/** SHELL. `standin playbook`: checks playbooks as the server does when it starts, draws them, walks them. */

import { join } from "node:path";
import { Command, Option } from "commander";
import { checkArticles, isArticleFile, readArticles } from "../answers/load.ts";
import { HOME } from "../config.ts";
import { EXIT, UserError } from "../errors.ts";
import { checkTriage, isTriageFile } from "../knowledge/load.ts";
import type { Playbook } from "../playbooks/format.ts";
import { loadPlaybooks } from "../playbooks/load.ts";
import { checkFiles, checkKnowledge } from "../playbooks/load-knowledge.ts";
import { loadVendors } from "../playbooks/load-vendors.ts";
import { mermaid } from "../playbooks/mermaid.ts";
import type { Vendor } from "../playbooks/vendor.ts";
import { checkSupport, isSupportFile } from "../runtime/load-support.ts";
import { LOCALES, type Locale } from "../text.ts";
import type { Io } from "./io.ts";
import { type Simulated, simulate } from "./simulate.ts";

type PlaybookIo = Pick<Io, "out" | "exit" | "locale">;

const KNOWLEDGE = join(HOME, "knowledge");

/** `playbook lint`, `playbook graph` and `playbook simulate`. */
export function playbookCommand(io: PlaybookIo): Command {
	const locale = () => new Option("--locale <locale>", "the language of its texts").choices(LOCALES).default(io.locale);
	const lint = new Command("lint")
		.description(
			"check playbooks, vendors, transcripts, phrases, codes, utterances, support.yaml: paths are safe, end, and can be said in every language",
		)
		.argument("[files...]", "YAML files; without any, all of knowledge/")
		.option("--json", "one JSON value on standard output")
		.action((files: readonly string[], options: { readonly json?: boolean }) =>
			lintFiles(files, options.json === true, io),
		);
	const graph = new Command("graph")
		.description("draw a playbook as a Mermaid flowchart")
		.argument("<id>", "of a playbook in knowledge/playbooks")
		.addOption(locale())
		.option("--json", "one JSON value on standard output")
		.action(async (id: string, options: { readonly locale: Locale; readonly json?: boolean }) => {
			const picture = mermaid((await readAll(id)).playbook, options.locale);
			io.out(options.json === true ? JSON.stringify({ id, mermaid: picture }) : picture);
		});
	const walk = new Command("simulate")
		.description("walk a playbook and print what a merchant would see")
		.argument("<id>", "of a playbook in knowledge/playbooks")
		.requiredOption(
			"--answers <list>",
			"what the merchant writes, separated by commas; “silence” waits, “back” and “change 2” work",
		)
		.option("--vendor <vendor>", "who made the terminal, as in knowledge/vendors")
		.option("--model <model>", "which of its models")
		.option("--currency <code>", "the shop's, for amounts", "EUR")
		.addOption(locale())
		.option("--json", "one JSON value on standard output")
		.action((id: string, options: WalkOptions) => walkThrough(id, options, io));
	return new Command("playbook").description("work on playbooks").addCommand(lint).addCommand(graph).addCommand(walk);
}

async function lintFiles(named: readonly string[], isJson: boolean, io: PlaybookIo): Promise<void> {
	const { playbooks, vendors, transcripts, ...walked } = await (named.length > 0
		? checkFiles(named.filter((file) => !isTriageFile(file) && !isArticleFile(file) && !isSupportFile(file)))
		: checkKnowledge(KNOWLEDGE));
	const triage = await checkTriage(named.length > 0 ? named.filter(isTriageFile) : KNOWLEDGE);
	const articles = named.length > 0 ? await checkArticles(named) : await readArticles(join(KNOWLEDGE, "articles"));
	const desk = await checkSupport(named.length > 0 ? named.filter(isSupportFile) : [join(KNOWLEDGE, "support.yaml")]);
	const files = [...playbooks, ...vendors, ...transcripts, ...triage.files, ...articles.files, ...desk.files];
	const faults = [...walked.faults, ...triage.faults, ...articles.faults, ...desk.faults];
	if (isJson) {
		io.out(JSON.stringify({ files, faults: faults.map(({ reason, ...place }) => ({ ...place, reason: reason.en })) }));
	} else {
		for (const { file, line, reason } of faults) io.out(`${file}:${line} ${reason.en}`);
		const counts = [
			count(playbooks, "playbook"),
			count(vendors, "vendor"),
			count(transcripts, "transcript"),
			count(triage.files, "triage file"),
			count(articles.files, "article file"),
			count(desk.files, "support file"),
		];
		const checked = counts.filter((words) => !words.startsWith("0 ")).join(", ");
		io.out(`${checked} checked, ${count(faults, "fault")}`);
	}
	if (faults.length > 0) io.exit(EXIT.wrongUse);
}

const count = ({ length }: readonly unknown[], noun: string): string => `${length} ${noun}${length === 1 ? "" : "s"}`;

type WalkOptions = {
	readonly answers: string;
	readonly vendor?: string;
	readonly model?: string;
	readonly currency: string;
	readonly locale: Locale;
	readonly json?: boolean;
};

async function walkThrough(id: string, options: WalkOptions, io: PlaybookIo): Promise<void> {
	const { playbook, vendors } = await readAll(id);
	const { vendor, model = null, locale, currency } = options;
	if (vendor !== undefined) refuseUnknown(vendor, vendors, "vendor");
	const answers = options.answers.split(/[,，]/).map((one) => one.trim());
	const terminal = vendor === undefined ? null : { vendor, model };
	const walked = simulate(
		playbook,
		answers.filter((one) => one !== ""),
		{ terminal, vendors, locale, currency },
	);
	if (options.json === true) io.out(JSON.stringify(walked));
	else print(walked, io);
	if (walked.refused === null) return;
	throw new UserError(walked.refused);
}

function print({ steps, end }: Simulated, io: PlaybookIo): void {
	for (const { id, text, choices, answer } of steps) {
		io.out(`[${id}] ${text}`);
		for (const [index, choice] of choices.entries()) io.out(`  ${index + 1}. ${choice}`);
		if (answer !== null) io.out(`> ${answer}`);
	}
	if (end !== null) io.out(`[${end.id}: ${end.kind}] ${end.text}`);
}

async function readAll(id: string): Promise<{ readonly playbook: Playbook; readonly vendors: readonly Vendor[] }> {
	const vendors = await loadVendors(join(KNOWLEDGE, "vendors"));
	const playbooks = await loadPlaybooks(join(KNOWLEDGE, "playbooks"), vendors);
	return { playbook: refuseUnknown(id, playbooks, "playbook"), vendors };
}

function refuseUnknown<Named extends { readonly id: string }>(
	id: string,
	known: readonly Named[],
	noun: "playbook" | "vendor",
): Named {
	const found = known.find((one) => one.id === id);
	if (found !== undefined) return found;
	const ids = known.map((one) => one.id).join(", ");
	throw new UserError({
		en: `There is no ${noun} “${id}”; choose one of ${ids}.`,
		zh: `没有“${id}”；请从中选择：${ids}。`,
		es: `No existe “${id}”; elija entre ${ids}.`,
	});
}
