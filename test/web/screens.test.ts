import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { barriers, openShopPage } from "../support/shop-page.ts";

const { server, sticker, withPhone } = await openShopPage();

const isTooWide = (page: Page): Promise<boolean> =>
	page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");

for (const looks of [
	{ locale: "en-US", colorScheme: "light", width: 320, height: 560 },
	{ locale: "zh-CN", colorScheme: "dark", width: 360 },
	{ locale: "en-US", colorScheme: "dark", width: 1280, height: 800 },
] as const) {
	test(`everybody can use every screen: ${looks.locale}, ${looks.colorScheme}, ${looks.width} px`, () =>
		withPhone(looks, async (counter) => {
			const { page } = counter;
			const look = async () => {
				expect(await barriers(page)).toEqual([]);
				expect(await isTooWide(page)).toBe(false);
			};
			await counter.open(sticker("bakery-1"));
			await look();
			await page.locator(".act-pay").click();
			await look();
			await page.keyboard.press("Escape");
			await counter.typeAmount("4500");
			await page.locator(".choices-urgent").waitFor();
			await look();
			await counter.showQr();
			await look();
			await counter.closeSheet();
			await look();
			for (const room of ["sales", "books"] as const) {
				await counter.go(room);
				await page
					.locator(room === "sales" ? ".line-item" : ".batch")
					.first()
					.waitFor();
				await look();
			}
			await page.locator(".pages button").last().click();
			await look();
		}));
}

test("the terminal's sticker names the terminal, and the page does not ask which shop it is", () =>
	withPhone({}, async (counter, { page }) => {
		const asked: string[] = [];
		page.on("request", (sent) => asked.push(new URL(sent.url()).pathname));
		await counter.open(sticker("bakery-1"));
		await page.getByText("Terminal 60001234 · Move 3500").waitFor();
		expect(asked.filter((path) => path.startsWith("/api/places"))).toEqual([]);
	}));

test("an amount and one answer show the QR, by keyboard alone", () =>
	withPhone({ width: 1280, height: 800 }, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await page.locator(".act-pay").focus();
		await page.keyboard.press("Enter");
		await page.keyboard.type("1250");
		await page.keyboard.press("Enter");
		await page.locator(".choices-urgent .choice").first().focus();
		await page.keyboard.press("Enter");
		await page.getByRole("img", { name: "QR code to pay" }).waitFor();
		await page.keyboard.press("Escape");
		await page.getByRole("dialog").waitFor({ state: "detached" });
		await page
			.getByRole("navigation", { name: "Open payments" })
			.getByRole("button", { name: /12\.50 EUR/ })
			.waitFor();
	}));

test("a double tap is one press", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await page.locator(".act").nth(1).dblclick();
		await page.locator(".choice", { hasText: "No connection" }).waitFor();
		await server.settle();
		expect(await page.locator(".bubble-me").count()).toBe(1);
	}));

test("a file can be dropped anywhere", () =>
	withPhone({ width: 1280, height: 800 }, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		const files = await page.evaluateHandle(
			"(() => { const t = new DataTransfer(); t.items.add(new File(['a,b'], 'dropped.csv')); return t; })()",
		);
		await page.dispatchEvent("body", "dragover", { dataTransfer: files });
		await page.getByText("Drop the batch file here").waitFor();
		await page.dispatchEvent("body", "drop", { dataTransfer: files });
		await page
			.getByRole("log")
			.getByText(/dropped\.csv/)
			.waitFor();
	}));

test("the language is switched for the page and for the bot, and is remembered", () =>
	withPhone({}, async (counter, { page }) => {
		await counter.open(sticker());
		await page.getByRole("button", { name: "简体中文" }).click();
		await page.getByRole("button", { name: "现在收款" }).waitFor();
		expect(await page.evaluate("document.documentElement.lang")).toBe("zh-CN");
		await page.locator(".act").nth(1).click();
		await page.getByRole("log").getByText("检查 1").waitFor();
		await page.reload();
		await page.getByRole("button", { name: "刷卡机坏了" }).waitFor();
	}));
