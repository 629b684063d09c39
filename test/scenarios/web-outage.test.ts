import jsqr from "jsqr";
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { atTheCounter, type Counter } from "../support/counter.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { freePort } from "../support/postgres-server.ts";
import { type Environment, type Server, startServer } from "../support/program.ts";
import { barriers } from "../support/shop-page.ts";
import { squareBatch } from "./square-batch.ts";
import { EN, type Words, ZH } from "./web-words.ts";

let browser: Browser;
beforeAll(async () => {
	browser = await openBrowser();
});
afterAll(() => browser.close());

const EVENINGS: readonly (readonly [string, Words, "light" | "dark", () => Promise<Environment>])[] = [
	["in English, on the embedded database", EN, "light", async () => ({})],
	["in Chinese, on PostgreSQL", ZH, "dark", async () => ({ DATABASE_URL: await freshPostgresUrl() })],
];

describe.each(EVENINGS)("one outage on a phone, %s", (_name, words, colorScheme, place) => {
	test("from “the machine is dead” to balanced books, though the line breaks twice", async () => {
		const server = await startServer(await place(), await freePort());
		const phone = await openPhone(browser, { locale: words.tag, colorScheme, width: 360, height: 740 });
		try {
			await evening(server, phone, words);
			expect(phone.faults).toEqual([]);
		} finally {
			await phone.close();
			await server.stop();
		}
	});
});

async function evening(server: Server, phone: Phone, words: Words): Promise<void> {
	const { page } = phone;
	const counter = atTheCounter(page, words.locale === "zh" ? "zh" : "en");
	const origin = `http://127.0.0.1:${server.environment["PORT"]}`;
	await page.goto(origin);
	const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
	const log = page.getByRole("log");

	// The first screen, without reading.
	for (const name of [words.pay, words.down, words.restored]) {
		await page.getByRole("button", { name, exact: true }).waitFor();
	}
	expect(await barriers(page)).toEqual([]);

	// Triage, a step, back.
	await press(words.down);
	await log.getByText(words.check1).waitFor();
	await press(words.noConnection);
	await log.getByText(words.check2).waitFor();
	await press(words.back);
	await log.getByText(words.check1).last().waitFor();
	expect(await barriers(page)).toEqual([]);

	// Two actions to the QR: the amount, and “no card was tapped”.
	const first = await sell(counter, words, "4500");
	expect(first.link).toMatch(/^http:.+\/p\/\w{12}$/);
	expect(await barriers(page)).toEqual([]);
	await payAt(first.link, origin);
	await page.getByRole("dialog").getByText(words.paid, { exact: true }).waitFor();
	await press(words.toChat);

	// The line breaks while sending, after the server has it and before the phone knows: once and in order all the same.
	await page.route("**/messages", async (route) => {
		await route.fetch();
		await phone.cutLine();
		await route.abort();
	});
	await page.getByRole("textbox").fill(words.queue);
	await page.keyboard.press("Enter");
	await page.getByText(words.noLine).first().waitFor();
	await page.unroute("**/messages");
	await counter.typeAmount("1850");
	await page.getByText(words.waiting).first().waitFor();
	await phone.mendLine();
	await press(words.notTapped);
	const twice = await shownSale(page, words);
	expect(await log.getByText(words.queue, { exact: true }).count()).toBe(1);
	expect(await log.innerText()).toMatch(new RegExp(`${words.queue}[\\s\\S]*18\\.50[\\s\\S]*${words.notTapped}`));

	// And while waiting for *paid*: the customer pays meanwhile, and it shows without reloading.
	await phone.cutLine();
	await payAt(twice.link, origin);
	await pause(4_000);
	expect(await page.getByRole("dialog").getByText(words.paid, { exact: true }).count()).toBe(0);
	await phone.mendLine();
	await page.getByRole("dialog").getByText(words.paid, { exact: true }).waitFor();
	await press(words.toChat);

	const missing = await sell(counter, words, "725");
	await payAt(missing.link, origin);
	await page.getByRole("dialog").getByText(words.paid, { exact: true }).waitFor();
	await press(words.toChat);

	// A page that is closed and opened again shows the same and sends nothing twice.
	const before = await log.getByText(words.queue, { exact: true }).count();
	await page.reload();
	await log.getByText(first.ref).first().waitFor();
	expect(await log.getByText(words.queue, { exact: true }).count()).toBe(before);

	// It works again: the sheet to key in.
	await press(words.restoredShort);
	await log.getByText(words.keyIn).waitFor();

	await batch(counter, words, [first.ref, twice.ref]);
	await closing(counter, words, [first.ref, twice.ref, missing.ref]);
}

async function batch(counter: Counter, words: Words, [keyed, twice]: readonly [string, string]): Promise<void> {
	const { page } = counter;
	const now = new Date();
	const file = squareBatch([
		{ at: now, amount: "45.00", tender: "other", note: keyed },
		{ at: now, amount: "18.50", tender: "other", note: twice },
		{ at: now, amount: "18.50", tender: "card", note: twice, last4: "1881" },
		{ at: now, amount: "61.00", tender: "card", last4: "0005", status: "Declined" },
	]);
	await counter.go("books");
	await counter.sendFile("batch.csv", file);
	await page.getByRole("article", { name: words.chargedTwiceTitle }).waitFor();
	await page.getByText(words.fileRead).first().waitFor();
	expect(await barriers(page)).toEqual([]);
}

/** Each finding is decided with the manager's PIN, the report is read, the outage closed. */
async function closing(counter: Counter, words: Words, refs: readonly string[]): Promise<void> {
	const { page } = counter;
	const finding = page.getByRole("article");
	const decide = (label: string) => finding.getByRole("button", { name: label, exact: true }).click();
	await finding.getByText("1881").first().waitFor(); // the card's side of the evidence

	await decide(words.chargedTwice);
	const pin = page.getByRole("dialog");
	await counter.enterPin("000000");
	await pin.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
	await counter.enterPin("246810");
	await decide(words.refunded);
	await decide(words.lostSale);
	await decide(words.keyedNow);
	await page.getByText(words.nothingToCheck).waitFor();

	await page.getByRole("button", { name: words.report, exact: true }).click();
	const report = page.getByRole("article");
	for (const ref of refs) await report.getByText(ref).first().waitFor();
	await report.getByText(words.lostSum).first().waitFor();
	expect(await barriers(page)).toEqual([]);
	await page.getByRole("button", { name: words.check, exact: true }).click();

	await page.getByRole("button", { name: words.close, exact: true }).click();
	await page.getByText(words.closeSure).waitFor();
	await page.getByRole("button", { name: words.close, exact: true }).click();
	await page.getByText(words.isClosed).waitFor();
	await counter.go("chat");
	await page.getByRole("log").getByText(words.closedBy).waitFor();
}

type Shown = { readonly ref: string; readonly link: string };

async function sell(counter: Counter, words: Words, digits: string): Promise<Shown> {
	await counter.typeAmount(digits);
	await counter.showQr();
	// The screen is turned to the customer: the digits of proof are the cashier's, on the card in the chat.
	expect(await counter.page.getByRole("dialog").locator(".sale-proof").count()).toBe(0);
	expect(await counter.page.locator(".sale-proof .reference").last().textContent()).toMatch(/^\d{4}$/);
	return shownSale(counter.page, words);
}

/** What the sheet for the customer says. */
async function shownSale(page: Page, words: Words): Promise<Shown> {
	const sheet = page.getByRole("dialog");
	await sheet.getByRole("img", { name: words.qr }).waitFor();
	const ref = await sheet.locator(".reference").innerText();
	return { ref, link: await qrOf(page, words) };
}

/** What a customer's camera reads off the screen. */
async function qrOf(page: Page, words: Words): Promise<string> {
	const picture = PNG.sync.read(await page.getByRole("dialog").getByRole("img", { name: words.qr }).screenshot());
	return jsqr.default(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data ?? "no QR";
}

/** The customer presses the button of the pay page. The link is for the shop's network; the test is on this machine. */
async function payAt(link: string, origin: string): Promise<void> {
	const answer = await fetch(`${origin}${new URL(link).pathname}`, { method: "POST" });
	expect(answer.status).toBe(200);
}

const pause = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
