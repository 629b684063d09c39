/** What a run has left must be the same on every platform, but for what is written here with its reason. */

import type { Platform } from "./chat.ts";
import type { Trace } from "./trace.ts";

type Name = Platform["name"];
type Difference = {
	readonly on: readonly Name[];
	/** In one line of the bot's at least. */
	readonly what: RegExp;
	/** What stands there elsewhere; null: the line is not said there. */
	readonly elsewhere: string | null;
	/** Only the first line that fits. */
	readonly isOnce?: boolean;
	readonly why: string;
};

const CLOSED = /has closed the outage|已关闭本次故障|cerró la caída/;

const DIFFERENCES: readonly Difference[] = [
	{
		on: ["console"],
		what: / \(here: type the file's path\)|（在这里：输入文件路径）| \(aquí: escriba la ruta del archivo\)/,
		elsewhere: "",
		why: "a shell sends a file by its path; everywhere else there is a button for it",
	},
	{
		on: ["web", "console"],
		what: /decided in the web chat|网页聊天中用|se deciden en el chat web/,
		elsewhere: null,
		why: "the web chat's page shows what is to check, and a shell names that page; the others show it in the chat",
	},
	{
		on: ["slack", "discord"],
		what: /To check, 1 of 1|待核对 1\/1|Por revisar, 1 de 1/,
		elsewhere: null,
		why: "the same, said in the chat: on the web it stands on the page",
	},
	{
		on: ["slack", "discord"],
		what: /A manager can close the outage now|店长现在可以关闭|El encargado ya puede cerrar/,
		elsewhere: null,
		why: "the button to close stands on the web chat's page all the time",
	},
	{
		on: ["slack", "discord"],
		what: /(?<="link":)"https:\/\/standin\.example\/s\/[^"]+"(?=.*(?:has closed the outage|已关闭本次故障|cerró la caída))/,
		elsewhere: "null",
		why: "the report is printed from the web chat, which is there already",
	},
	{
		on: ["console"],
		what: CLOSED,
		elsewhere: null,
		isOnce: true,
		why: "the manager closed it on their own phone, so that two chats are told",
	},
	{
		on: ["slack", "discord"],
		what: /,\{"id":"confirm:[^}]*\}/,
		elsewhere: "",
		why: "a manager says in the chat that money has arrived; on the web their page has that button",
	},
];

/** What this trace would have said elsewhere. */
export function leveled(name: Name, { said }: Trace): Pick<Trace, "said"> {
	let lines = said;
	for (const { on, what, elsewhere, isOnce = false } of DIFFERENCES) {
		if (!on.includes(name)) continue;
		const first = lines.findIndex((line) => what.test(line));
		const isMeant = (line: string, index: number) => what.test(line) && (!isOnce || index === first);
		lines = lines.flatMap((line, index) => {
			if (!isMeant(line, index)) return [line];
			return elsewhere === null ? [] : [line.replace(what, elsewhere)];
		});
	}
	return { said: lines };
}

/** Why those differences are there that none of these runs shows any more. */
export const outlived = (runs: readonly ReadonlyMap<Name, Trace>[]): readonly string[] =>
	DIFFERENCES.filter(({ on, what }) => {
		const said = runs.flatMap((traces) => on.flatMap((name) => traces.get(name)?.said ?? []));
		return !said.some((line) => what.test(line));
	}).map(({ why }) => why);
