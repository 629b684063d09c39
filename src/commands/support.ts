/** SHELL. `standin support`: the support desk's list in the shell, for teams without Slack. */

import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { Command } from "commander";
import { readConfig } from "../config.ts";
import type { Card, Escalation, LogLine } from "../helpdesk/escalation.ts";
import type { Text } from "../text.ts";
import { ask, isRunning, noServer, operatorClient } from "./client.ts";
import type { Io } from "./io.ts";

type Listed = { readonly merchantId: string; readonly escalation: Escalation };
type Options = { readonly json?: boolean; readonly as?: string; readonly note?: string };

const NOTHING_OPEN: Text = { en: "No open requests.", zh: "没有待处理的请求。", es: "No hay solicitudes abiertas." };

export function supportCommand(io: Io): Command {
	const client = async () => {
		const config = readConfig();
		if (!(await isRunning(config.serverUrl))) throw noServer(config.serverUrl); // more to the point than a missing token
		return operatorClient(config, io.locale);
	};
	const path = (id: string) => `/api/escalations/${encodeURIComponent(id)}`;

	const support = new Command("support")
		.description("list the requests of merchants, answer and close them")
		.option("--json", "print JSON only")
		.action(async ({ json }: Options) => {
			const open = await ask<readonly Listed[]>(await client(), "/api/escalations");
			if (json === true) io.out(JSON.stringify(open));
			else if (open.length === 0) io.out(NOTHING_OPEN[io.locale]);
			else for (const { escalation } of open) io.out(headline(escalation));
		});
	support
		.command("show <id>")
		.description("everything about one request")
		.option("--json", "print JSON only")
		.action(async (id: string, { json }: Options) => {
			const listed = await ask<Listed>(await client(), path(id));
			if (json === true) io.out(JSON.stringify(listed));
			else for (const line of details(listed.escalation)) io.out(line);
		});
	support
		.command("answer <id> <text...>")
		.description("write to the merchant; whoever answers first has the request")
		.option("--as <name>", "the name the merchant sees", userInfo().username)
		.option("--json", "print JSON only")
		.action(async (id: string, words: readonly string[], options: Options) => {
			const json = { id: randomUUID(), by: options.as, text: words.join(" ") };
			const done = await ask<{ readonly id: string }>(await client(), `${path(id)}/answer`, { json });
			confirm(io, options, done, {
				en: `Sent to the merchant of ${done.id}.`,
				zh: `已发送给 ${done.id} 的商户。`,
				es: `Enviado al comercio de ${done.id}.`,
			});
		});
	support
		.command("close <id>")
		.description("close a request; the merchant is told")
		.option("--note <text>", "what was done", "")
		.option("--as <name>", "the name the merchant sees", userInfo().username)
		.option("--json", "print JSON only")
		.action(async (id: string, options: Options) => {
			const json = { id: randomUUID(), by: options.as, note: options.note };
			const done = await ask<{ readonly id: string }>(await client(), `${path(id)}/close`, { json });
			confirm(io, options, done, {
				en: `Closed ${done.id}; the merchant is told.`,
				zh: `已关闭 ${done.id}，并通知商户。`,
				es: `Cerrado ${done.id}; se avisa al comercio.`,
			});
		});
	return support;
}

function confirm(io: Io, { json }: Options, answer: object, said: Text): void {
	io.out(json === true ? JSON.stringify(answer) : said[io.locale]);
}

const time = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")}Z`;

function headline({ id, state, claimedBy, openedAtMs, card, log }: Escalation): string {
	const owner = state === "claimed" ? `with ${claimedBy}` : state;
	const where = card === null ? "a message of ours that failed" : `${card.store}: ${card.reason}`;
	const last = log.at(-1);
	return [id, time(openedAtMs), owner, where, ...(last === undefined ? [] : [`“${last.text.slice(0, 60)}”`])].join(
		"  ",
	);
}

function details(escalation: Escalation): readonly string[] {
	const { card, log } = escalation;
	return [headline(escalation), ...(card === null ? [] : cardLines(card)), ...log.map(logLine)];
}

function cardLines(card: Card): readonly string[] {
	return [
		`  merchant  ${card.merchant}, ${card.store}${card.isPractice ? " (PRACTICE)" : ""}`,
		...card.terminals.map((terminal) => `  terminal  ${terminal}`),
		`  cause     ${card.cause ?? "not known"}, since ${time(card.sinceMs)}, writes ${card.language}`,
		`  sales     ${card.openSales.length === 0 ? "no open fallback sales" : card.openSales.join(" ")}`,
		...card.steps.flatMap(({ question, answer }) => [`  asked     ${question}`, `  answered  ${answer}`]),
	];
}

const logLine = ({ from, by, text, atMs }: LogLine): string => `  ${time(atMs)}  ${by ?? from}: ${text}`;
