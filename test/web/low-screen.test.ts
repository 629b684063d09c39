import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { openShopPage } from "../support/shop-page.ts";

const { sticker, withPhone } = await openShopPage();

const box = async (locator: Locator) => {
	const found = await locator.boundingBox();
	if (found === null) throw new Error("it is not drawn");
	return { top: found.y, bottom: found.y + found.height, height: found.height };
};

async function askForDiagnosis(page: Page): Promise<void> {
	await page.locator("#text").fill("terminal down");
	await page.keyboard.press("Enter");
	await page.locator(".choice", { hasText: "Frozen or dark" }).waitFor();
}

test("with the keyboard up, the bot's question and its buttons have the screen", () =>
	withPhone({ width: 360, height: 400 }, async (counter) => {
		const { page } = counter;
		await counter.open(sticker("bakery-1"));
		await counter.typeAmount("100");
		await counter.showQr();
		await counter.closeSheet();
		await page.locator("#text").focus();
		await page.locator(".dock .acts").waitFor({ state: "hidden" });
		expect(await page.locator(".open-sale").isVisible()).toBe(false);
		expect((await box(page.locator(".transcript"))).height).toBeGreaterThan(220);
		await askForDiagnosis(page);
		// The keyboard makes room for buttons, and takes none while somebody goes on typing.
		await expect.poll(() => page.evaluate("document.activeElement.tagName")).toBe("BODY");
		const first = await box(page.locator(".choice").first());
		const room = await box(page.locator(".transcript"));
		expect(first.top).toBeGreaterThanOrEqual(room.top);
		expect(first.bottom).toBeLessThanOrEqual(room.bottom);
		await page.locator(".act-pay").waitFor();
	}));

test("on a phone that lies on its side, a payment can be begun and taken", () =>
	withPhone({ width: 740, height: 360 }, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await page.locator(".act-pay").click();
		const isInside = async (part: Locator) => {
			const { top, bottom } = await box(part);
			return top >= 0 && bottom <= 360;
		};
		// It rises into its place.
		for (const part of [page.locator(".key").first(), page.locator(".pad .big")]) {
			await expect.poll(() => isInside(part)).toBe(true);
		}
	}));

test("a long question is read from its beginning", () =>
	withPhone({ width: 320, height: 600 }, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await askForDiagnosis(page);
		const question = await box(page.locator(".bubble-bot").last());
		const room = await box(page.locator(".transcript"));
		expect((await box(page.locator(".choices"))).bottom).toBeGreaterThan(room.bottom);
		expect(question.top).toBeGreaterThanOrEqual(room.top);
	}));

test("at 320 px no word of the rooms is broken, in Spanish neither", () =>
	withPhone({ width: 320, height: 560, locale: "es-MX" }, async (_counter, { page }) => {
		await page.goto(sticker());
		await page.locator(".room").last().waitFor();
		const lines = await page.evaluate(
			`Array.from(document.querySelectorAll(".room"), (room) => {
				const words = document.createRange();
				words.selectNode(room.lastChild);
				return words.getClientRects().length;
			})`,
		);
		expect(lines).toEqual([1, 1, 1]);
	}));

test("the sale that was made last is the first to be reached", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		for (const digits of ["111", "222"]) {
			await counter.typeAmount(digits);
			await counter.showQr();
			await counter.closeSheet();
		}
		expect(await page.locator(".open-sale b").allInnerTexts()).toEqual(["2.22 EUR", "1.11 EUR"]);
	}));
