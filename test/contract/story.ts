/** One outage from “no connection” to books that are closed, told once for every platform. */

import { expect } from "vitest";
import { type Chat, type Platform, type Reader, readerOf, until } from "./chat.ts";
import { closeBooks, confirmMoney } from "./manager.ts";
import type { Shop } from "./shop.ts";
import type { Words } from "./words.ts";

/** Who tells it, where, and of which shop. */
export type Telling = {
	readonly platform: Platform;
	readonly chat: Chat;
	readonly person: Reader;
	readonly words: Words;
	readonly shop: Shop;
};
type Sold = { readonly ref: string; readonly link: string; readonly id: string; readonly payload: string };

/** Gives what the QR codes said. */
export async function tellStory(platform: Platform, chat: Chat, words: Words, shop: Shop): Promise<readonly string[]> {
	const person = readerOf(chat);
	const telling: Telling = { platform, chat, person, words, shop };
	await report(telling);
	await person.say(words.pay("45"));
	const first = await sell(telling, "45.00");
	await getPaid(telling, first);
	await person.press(words.takePayment);
	await person.see(words.howMuch);
	await person.say("18.50");
	const second = await sell(telling, "18.50");
	await person.press(words.cancelSale);
	const cancelled = await person.see(words.cancelled);
	expect(cancelled.id === second.id).toBe(platform.edits);
	await handOver(telling);

	await person.say(words.worksAgain);
	expect((await person.see(words.sheet)).text).toContain(first.ref);
	const batch = shop.batch([
		{ amount: "45.00", tender: "other", note: first.ref },
		{ amount: "9.75", tender: "other" },
		{ amount: "4.00", tender: "card" },
	]);
	await person.dropFile("batch.csv", batch);
	const { buttons } = await person.see(words.batchRead);
	expect(buttons).toContain(words.review);
	await closeBooks(telling);
	return [first.payload, second.payload];
}

/** A report, the first check, an answer, and back. */
async function report({ person, words }: Telling): Promise<void> {
	await person.say(words.report);
	const { buttons } = await person.see(words.firstCheck);
	expect(buttons).toContain(words.takePayment);
	await person.press(buttons[0] ?? "nothing");
	await person.see(words.secondCheck);
	await person.say(words.back);
	await person.see(words.firstCheck);
}

/** From the amount to the QR on the screen. */
async function sell({ chat, person, words, shop }: Telling, amount: string): Promise<Sold> {
	expect((await person.see(words.tapped)).text).toContain(words.amount(amount));
	await person.press(words.notTapped);
	const isLink = /https:\/\/standin\.example\/p\/\w{12}/;
	const { id, text } = await person.see(isLink);
	await person.see(words.shown);
	const [link = "no link"] = isLink.exec(text) ?? [];
	const [ref = "none"] = /\b[2-9A-HJKMNP-Z]{6}\b/.exec(text) ?? [];
	const payload = chat.qr() ?? "no picture";
	expect(payload).toSatisfy(() => shop.isPayload(payload, link, ref, amount));
	return { ref, link, id, payload };
}

/** The customer opens the page and pays; that they say so is told as what it is. */
async function getPaid(telling: Telling, sold: Sold): Promise<void> {
	const { platform, chat, person, words, shop } = telling;
	expect(await chat.house.customer.opens(sold.link)).toContain(sold.ref);
	person.look();
	await chat.house.customer.pays(sold.link);
	if (shop.isConfirmedBy === "a manager") {
		expect((await person.see(words.claimed)).text).toContain(sold.ref);
		await confirmMoney(telling, sold.link);
	}
	const paid = await person.see(words.paid);
	expect(paid.text).toContain(sold.ref);
	expect(paid.id === sold.id).toBe(platform.edits);
	// What is paid asks for nothing more: where it can go, the picture is gone.
	expect(chat.qr()).toBe(platform.edits ? null : sold.payload);
	expect(paid.buttons).not.toContain(words.theyPaid);
}

type Listed = { readonly escalation: { readonly id: string } };

/** A person is asked for, replies and closes. */
async function handOver({ chat: { house }, person, words }: Telling): Promise<void> {
	await person.say(words.person);
	await person.see(words.onTheList);
	const list = () => house.ask<readonly Listed[]>(house.operatorToken, "/api/escalations");
	const [listed] = await until(async () => {
		const found = await list();
		return found.length === 0 ? null : found;
	}, "the desk's list");
	const act = (kind: string, body: object) =>
		house.ask(house.operatorToken, `/api/escalations/${listed?.escalation.id}/acts`, {
			body: { kind, id: `request-${kind}`, by: "Mara", ...body },
		});
	person.look();
	await act("reply", { text: "Pull the router's plug" });
	await person.see(words.agentSays);
	await act("close", { note: "router restarted" });
	await person.see(words.agentClosed);
}
