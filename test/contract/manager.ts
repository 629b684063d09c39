/** The manager's part: money is confirmed, what the batch left open is decided, and the outage closed. */

import { expect } from "vitest";
import { until } from "./chat.ts";
import { MANAGER, type Opened } from "./house.ts";
import type { Telling } from "./story.ts";

/** The manager has seen the money: says so in the chat where it has forms, else as the web chat does. */
export async function confirmMoney({ chat, person, words, shop }: Telling, link: string): Promise<void> {
	person.look();
	if (chat.decide !== null) return chat.decide(words.moneyArrived, MANAGER.pin);
	const { house } = chat;
	const there = chat.web ?? (await house.openWeb(words.locale, shop)); // a shell's manager opens it on their own phone
	const token = await house.unlock(there);
	await house.ask(token, `/api/sales${new URL(link).pathname.replace("/p", "")}/confirm`, { body: {} });
}

export async function closeBooks(telling: Telling): Promise<void> {
	const { chat, person, words } = telling;
	if (chat.decide === null) return closeOnTheWeb(telling);
	await person.press(words.review);
	await person.see(words.finding);
	person.look();
	await chat.decide(words.accept, MANAGER.pin);
	await person.see(words.decided);
	await person.see(words.mayClose);
	person.look();
	await chat.decide(words.closeOutage, MANAGER.pin);
	await person.see(words.closed);
}

type Books = {
	readonly findings: readonly {
		readonly id: string;
		readonly isSettled: boolean;
		readonly acts: readonly { readonly act: string; readonly label: string }[];
	}[];
	readonly isClosed: boolean;
};

/** On the web chat's page of the store. A shell says where that is, and the manager goes there. */
async function closeOnTheWeb({ chat, person, words }: Telling): Promise<void> {
	const { house } = chat;
	await person.press(words.review);
	const { text } = await person.see(words.reviewThere);
	const [, sticker = ""] = /https:\/\/standin\.example\/s\/(\w{12})/.exec(text) ?? [];
	const there: Opened = chat.web ?? (await house.openWeb(words.locale, { sticker }));
	const path = `/api/conversations/${there.id}`;
	const token = await house.unlock(there);
	const order = (what: string, body: object) => house.ask(there.token, path + what, { person: token, body });
	const books = (isSo: (books: Books) => boolean) =>
		until(async () => {
			const now = await house.ask<Books>(there.token, `${path}/books`, { locale: words.locale });
			return isSo(now) ? now : null;
		}, "the books");

	const { findings } = await books(() => true);
	const open = findings.filter(({ isSettled }) => !isSettled);
	expect(open).toHaveLength(1);
	const [finding] = open;
	const { act } = finding?.acts.find(({ label }) => label === words.accept) ?? { act: "none" };
	person.look();
	await order(`/findings/${finding?.id}/decisions`, { id: "decision-1", act });
	await books((now) => now.findings.every(({ isSettled }) => isSettled));
	if (there === chat.web) await person.see(words.decided);
	await order("/closings", { id: "closing-1" });
	await books(({ isClosed }) => isClosed);
	await person.see(words.closed);
}
