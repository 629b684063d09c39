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
	later: fc.constantFrom("nothing", "again", "edit", "edit-into", "unfurl", "delete", "bot-says-it", "mention"),
	edited: typed,
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a person reads as addressed to the merchant; null: it stays inside. */
function meant(text: string): string | null {
	const trimmed = text.trim();
	if (!trimmed.startsWith(">>") || trimmed.startsWith(">>>")) return null;
	const said = trimmed.slice(2).trim();
	return said === "" ? null : said;
}

const wordsOf = ({ kind, ...act }: { readonly kind: string }): string =>
	kind === "reply" || kind === "edit-reply" ? (act as { readonly text: string }).text : "";

function happenings(who: Person, thread: string | undefined, { text, later, edited }: Step): readonly Happening[] {
	const said = people.says(who, channel, escaped(text), thread === undefined ? {} : { thread });
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
			at.acts = [];
			const expected: string[] = [];
			const sent: Message[] = [];
			for (const each of steps) {
				const thread = threads.get(each.where);
				const all = happenings(each.who, thread, each);
				for (const happening of all) await hand(at, happening);
				const isReply = AGENTS.has(each.who.id) && (each.where === "first" || each.where === "second");
				const text = meant(each.text);
				if (!isReply || text === null) continue;
				expected.push(text);
				sent.push((all[0] as unknown as { readonly message: Message }).message);
			}
			const replies = actsOf(at).flatMap((act) => (act.kind === "reply" ? [act] : []));
			expect(replies.map(({ text }) => text)).toEqual(expected);
			expect(replies.map(({ name }) => name)).toEqual(sent.map(({ ts }) => `${channel.id}/${ts}`));
			// Edits and deletions are of what was sent, and say only what begins with the mark.
			for (const act of actsOf(at)) {
				if (act.kind === "reply") continue;
				expect(["edit-reply", "withdraw-reply"]).toContain(act.kind);
				if (act.kind === "edit-reply") {
					expect(replies.map(({ name }) => name)).toContain(act.name);
					expect(steps.flatMap(({ edited }) => [meant(edited), meant(`>> ${edited}`)])).toContain(wordsOf(act));
				}
			}
			expect([at.heard, at.files]).toEqual([[], []]);
		}),
		{ numRuns: 60 },
	);
	expect(slack.refused).toEqual([]);
});
