/** What people do at the counter, on the real page, found as they find it: by what stands on it. */

import type { Page } from "playwright-core";
import { TEXTS as BOOKS } from "../../web/books/texts.ts";
import type { Locale } from "../../web/language.ts";
import { TEXTS as PAY } from "../../web/pay/texts.ts";
import { TEXTS } from "../../web/texts.ts";

export type Counter = {
	/** The language the page is in. */
	readonly locale: Locale;
	readonly page: Page;
	/** Opens a sticker and waits until the conversation is there. */
	open(url: string): Promise<void>;
	/** Types an amount on the pad and takes it; `digits` as a till has them: "4500" is 45.00. */
	typeAmount(digits: string): Promise<void>;
	/** Nobody has tapped a card: the QR comes. */
	showQr(): Promise<void>;
	closeSheet(): Promise<void>;
	go(room: "chat" | "sales" | "books"): Promise<void>;
	sendFile(name: string, content: string): Promise<void>;
	enterPin(pin: string): Promise<void>;
};

export function atTheCounter(page: Page, locale: Locale): Counter {
	const button = (name: string) => page.getByRole("button", { name, exact: true });
	return {
		locale,
		page,
		open: async (url) => {
			await page.goto(url);
			await page.locator(".line-open").waitFor();
			await page.getByRole("log").locator("p").first().waitFor();
		},
		typeAmount: async (digits) => {
			await page.locator(".act-pay").click();
			const pad = page.getByRole("dialog", { name: TEXTS.askAmount[locale] });
			for (const digit of digits) await pad.getByRole("button", { name: digit, exact: true }).click();
			await pad.locator(".big").click();
		},
		showQr: async () => {
			await page.locator(".choices-urgent .choice").first().click();
			await page.getByRole("img", { name: PAY.qrOf[locale] }).waitFor();
		},
		closeSheet: () => button(PAY.toChat[locale]).click(),
		go: async (room) => {
			const door = page.getByRole("navigation").getByRole("button", { name: TEXTS[room][locale], exact: true });
			// On a wide screen the chat is always there.
			if (room !== "chat" || (await door.isVisible())) await door.click();
		},
		sendFile: async (name, content) => {
			const buffer = Buffer.from(content, "utf8");
			await page.getByLabel(BOOKS.batch[locale]).setInputFiles({ name, mimeType: "text/csv", buffer });
		},
		enterPin: async (pin) => {
			await page.getByLabel(BOOKS.pin[locale], { exact: true }).fill(pin);
			await button(BOOKS.unlock[locale]).click();
		},
	};
}
