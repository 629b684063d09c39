/** No word of the support channel reaches a merchant but a new message of an agent's that begins with `>>`. */

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Happening } from "../support/slack-people.ts";
import type { Message, Person } from "../support/slack-workspace.ts";
import { actsOf, cardAt, hand, standAtSupport } from "./slack-support-stand.ts";

const at = await standAtSupport();
const { slack, channel, anna, ben, eve, fin } = at;
const { people } = slack;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const PEOPLE = [anna, ben, fin, eve] as const;
const AGENTS = new Set([anna.id, ben.id, fin.id]);
/** Two cards' threads, one of nobody's, and the channel itself. */
const PLACES = ["first", "second", "nobody's", "channel"] as const;

// Words as people type them, with the mark in all places, and what only looks like it.
const words = fc.array(fc.constantFrom(">>", ">", "hola", "a & b", "<b>", "»", "＞＞", "\n", " ", "restart it"), {
	minLength: 1,
	maxLength: 5,
});
const typed = fc.oneof(
	words.map((parts) => parts.join("")),
	words.map((parts) => `>> ${parts.join(" ")}`),
	words.map((parts) => `  >>${parts.join(" ")}`),
	fc.constantFrom(">>", ">>>", ">>> quoted", "> > no", ">> x", "x >> y", "Harbour Café: >> hello"),
);
const step = fc.record({
	who: fc.constantFrom(...PEOPLE),
	where: fc.constantFrom(...PLACES),
	text: typed,
	later: fc.constantFrom(
		"nothing",
		"again",
		"edit",
		"edit-into",
		"unfurl",
		"delete",
		"bot-says-it",
		"for-them",
		"mention",
	),
	edited: typed,
	hasFile: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a person reads as addressed to the merchant; null: it stays inside. */
function meant(text: string, hasFile = false): string | null {
	const trimmed = text.trim();
	if (!trimmed.startsWith(">>") || trimmed.startsWith(">>>")) return null;
	const said = trimmed.slice(2).trim();
	return said === "" && !hasFile ? null : said;
}

const wordsOf = ({ kind, ...act }: { readonly kind: string }): string =>
	kind === "reply" || kind === "edit-reply" ? (act as { readonly text: string }).text : "";

function happenings(who: Person, thread: string | undefined, step: Step): readonly Happening[] {
	const { text, later, edited, hasFile } = step;
	const place = thread === undefined ? {} : { thread };
	const said = people.says(who, channel, escaped(text), { ...place, files: hasFile ? [["a.txt", "a"]] : [] });
	switch (later) {
		case "nothing":
			return [said];
		case "again":
			return [said, people.again(said), said];
		case "edit":
			return [said, people.edits(said, escaped(edited))];
		case "edit-into":
			return [said, people.edits(said, escaped(`>> ${edited}`))];
		case "unfurl":
			return [said, people.unfurls(said)];
		case "delete":
			return [said, people.deletes(said)];
		case "mention":
			return [said, people.mention(said)];
		case "for-them": {
			// A program of theirs writes in their name.
			const theirs = people.says(who, channel, escaped(`>> ${text}`), place);
			const event = { ...(theirs.payload["event"] as object), bot_id: "B0OTHER" };
			return [said, { ...theirs, payload: { ...theirs.payload, event } }];
		}
		case "bot-says-it": {
			const own = { channel: channel.id, user: "U0STANDIN", text: escaped(text), threadTs: thread ?? null };
			return [said, people.echo(slack.workspace.post(own))];
		}
	}
}

test("over any traffic of the support channel, replies are exactly the new messages of agents that begin with >>, word for word", async () => {
	const [first, second] = [await cardAt(at), await cardAt(at)];
	const nobodys = people.says(anna, channel, "lunch?").message;
	const threads = new Map([
		["first", first.ts],
		["second", second.ts],
		["nobody's", nobodys.ts],
	]);
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
			Object.assign(at, { acts: [], files: [] });
			const expected: { readonly name: string; readonly text: string; readonly hasFile: boolean }[] = [];
			for (const each of steps) {
				const all = happenings(each.who, threads.get(each.where), each);
				for (const happening of all) await hand(at, happening);
				const isDesk = AGENTS.has(each.who.id) && (each.where === "first" || each.where === "second");
				const text = meant(each.text, each.hasFile);
				if (!isDesk || text === null) continue;
				const { ts } = (all[0] as unknown as { readonly message: Message }).message;
				expected.push({ name: `${channel.id}/${ts}`, text, hasFile: each.hasFile });
			}
			const replies = actsOf(at).flatMap((act) => (act.kind === "reply" ? [act] : []));
			const named = ({ name, text }: { readonly name: string; readonly text: string }) => [name, text];
			expect(replies.map(named)).toEqual(expected.filter(({ hasFile }) => !hasFile).map(named));
			expect(at.files.map(named)).toEqual(expected.filter(({ hasFile }) => hasFile).map(named));
			// Edits and deletions are of what was sent, and say only what begins with the mark.
			for (const act of actsOf(at)) {
				if (act.kind === "reply") continue;
				expect(["edit-reply", "withdraw-reply"]).toContain(act.kind);
				if (act.kind === "edit-reply") {
					expect(expected.map(({ name }) => name)).toContain(act.name);
					expect(steps.flatMap(({ edited }) => [meant(edited), meant(`>> ${edited}`)])).toContain(wordsOf(act));
				}
			}
			expect(at.heard).toEqual([]);
		}),
		{ numRuns: 60 },
	);
	expect(slack.refused).toEqual([]);
});
