import { expect, test } from "vitest";
import { readerOf } from "../contract/chat.ts";
import { openSupportHouse } from "./support-house.ts";

/** On a busy machine a whole evening takes its time. */
const SCENARIO_LIMIT_MS = 300_000;
const PDF = "%PDF-1.4\n% a page\n";

test.each([
	["web", "PGlite"],
	["slack", "PostgreSQL"],
	["discord", "PGlite"],
] as const)(
	"a merchant (%s, %s) is helped by a person in Slack: words, edits and files both ways, solved, not solved, solved",
	async (platform, database) => {
		const desk = await openSupportHouse(database);
		const { anna, ben, eve, slack } = desk;
		const merchant = await desk.meet(platform);
		const person = readerOf(merchant);
		const say = async (who: typeof anna, text: string, files: readonly (readonly [string, string])[] = []) => {
			const said = slack.people.says(who, desk.channel, text, { thread: card.ts, files });
			await desk.hear(said);
			return said;
		};

		await person.say("the card machine says no connection");
		await person.see(/Check 1/);
		await person.say("person");
		const { text: told } = await person.see(/Your request [0-9a-z]{8}/);
		const id = /request ([0-9a-z]{8})/.exec(told)?.[1] ?? "";
		const card = await desk.card(new RegExp(id));
		// What was sold is looked up, and put on the card afterwards.
		const shown = JSON.stringify((await desk.card(/0 paid/)).blocks);
		for (const fact of ["Harbour Café", "network", "TID", "OPEN", "English", "paid"]) expect(shown).toContain(fact);
		await desk.line(card, /minutes|claim/i);

		// Two press at once: one has it, the other hears who.
		await Promise.all([desk.press(anna, card, "claim"), desk.press(ben, card, "claim")]);
		await desk.card(/CLAIMED by (Anna|Ben)/);
		const { message: now } = { message: await desk.card(/CLAIMED/) };
		const isAnnas = JSON.stringify(now.blocks).includes("CLAIMED by Anna");
		const [owner, other] = isAnnas ? [anna, ben] : [ben, anna];
		await expect.poll(() => desk.whispers(other).join("\n")).toContain(owner.name);
		await person.see(new RegExp(`${owner.name} from support is with you now`));

		await person.say("it shows error 05 and I have 8 people waiting");
		await desk.line(card, /8 people waiting/);
		await say(owner, "their router is dead, I bet");
		await say(eve, "&gt;&gt; give me your PIN");
		const first = await say(owner, "&gt;&gt; Pull the plugg for a minute");
		await person.see(new RegExp(`${owner.name} \\(support\\): Pull the plugg`));
		person.look();
		await desk.hear(slack.people.edits(first, "&gt;&gt; Pull the plug for a minute"));
		await person.see(/Pull the plug for a minute/);
		const slip = await say(owner, "&gt;&gt; wrong shop, sorry");
		await person.see(/wrong shop/);
		person.look();
		await desk.hear(slack.people.deletes(slip));
		await person.see(/withdrawn/i);

		await person.say("pay 45");
		await person.see(/already tap/);
		await person.dropFile("screen.pdf", PDF);
		await expect
			.poll(() =>
				slack.workspace
					.seen(desk.channel.id, { by: anna.id, thread: card.ts })
					.flatMap(({ files }) => files)
					.map((name) => slack.workspace.files.get(name)?.name),
			)
			.toContain("screen.pdf");
		await say(owner, "&gt;&gt; Look at page 1", [["guide.pdf", PDF]]);
		await person.see(/Look at page 1/);
		await expect.poll(() => merchant.screen().flatMap(({ files }) => files)).toContain("guide.pdf");

		const screen = merchant
			.screen()
			.map(({ text }) => text)
			.join("\n");
		expect(screen).not.toMatch(/router|your PIN|Pull the plugg\b|wrong shop/);

		await desk.press(owner, card, "resolve");
		person.look();
		await desk.submit(owner, { cause: "network", note: "the router was restarted" });
		await person.see(/back to normal/i);
		await person.press("No, not yet");
		await desk.card(/CLAIMED/);
		await desk.line(card, /not back to normal|still|no\b/i);
		await desk.press(owner, card, "resolve");
		person.look();
		await desk.submit(owner, { cause: "hardware", note: "a new cable" });
		await person.see(/back to normal/i);
		await person.press("Yes, all is well");
		await desk.card(/CLOSED/);

		const timeline = await fetch(`${desk.house.url}/api/escalations/${id}/timeline?format=md`, {
			headers: { authorization: `Bearer ${desk.house.operatorToken}` },
		});
		const written = await timeline.text();
		for (const fact of ["first", "claimed", "resolved", "reopened", "closed"])
			expect(written.toLowerCase()).toContain(fact);
		await merchant.close();
		await desk.close();
	},
	SCENARIO_LIMIT_MS,
);
