/**
 * Makes a picture of every screen: `npx tsx test/support/screenshots.ts <folder> [look …]`, looks being `en-light-phone`,
 * `zh-dark-desktop` and so on. Starts a server of its own in a fresh data directory.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { TEXTS as BOOKS } from "../../web/books/texts.ts";
import { isLocale, type Locale } from "../../web/language.ts";
import { TEXTS as PAY } from "../../web/pay/texts.ts";
import { squareBatch } from "../scenarios/square-batch.ts";
import { openBrowser, openPhone } from "./browser.ts";
import { atTheCounter, type Counter } from "./counter.ts";
import { startServer } from "./program.ts";

const PORT = 4_790;
const DEMO_PIN = "246810";
const ALL = [
	"en-light-phone",
	"zh-dark-phone",
	"es-light-phone",
	"en-dark-phone",
	"en-light-desktop",
	"zh-dark-desktop",
];
const TAGS: Readonly<Record<Locale, string>> = { en: "en-US", zh: "zh-CN", es: "es-MX" };
const SETTLE_MS = 350;

type Snap = (name: string) => Promise<void>;

async function pictures(browser: Browser, look: string, folder: string, url: string): Promise<void> {
	const [locale, colorScheme, device] = look.split("-");
	if (!isLocale(locale)) throw new Error(`${look} is no look; write it like ${ALL[0]}`);
	const size = device === "desktop" ? { width: 1280, height: 800 } : { width: 360, height: 740 };
	const scheme = colorScheme === "dark" ? "dark" : "light";
	const phone = await openPhone(browser, { locale: TAGS[locale], colorScheme: scheme, ...size });
	let count = 0;
	const snap: Snap = async (name) => {
		await phone.page.waitForTimeout(SETTLE_MS);
		count += 1;
		const file = `${look}-${String(count).padStart(2, "0")}-${name}.png`;
		await phone.page.screenshot({ path: join(folder, file) });
	};
	const counter = atTheCounter(phone.page, locale);
	await selling(counter, snap, url, phone);
	await balancing(counter, snap);
	if (phone.faults.length > 0) throw new Error(`${look}: ${phone.faults.join("; ")}`);
	await phone.close();
}

async function selling(
	counter: Counter,
	snap: Snap,
	url: string,
	phone: { cutLine(): Promise<void>; mendLine(): Promise<void> },
): Promise<void> {
	const { page, locale } = counter;
	await counter.open(url);
	await snap("first");
	await page.locator(".act").nth(1).click();
	await page.locator(".choice").first().waitFor();
	await snap("terminal-down");
	await page.locator(".act-pay").click();
	for (const digit of "4500") await page.locator(".key", { hasText: new RegExp(`^${digit}$`) }).click();
	await snap("amount");
	await page.locator(".pad .big").click();
	await page.locator(".choices-urgent").waitFor();
	await snap("tapped");
	await counter.showQr();
	await snap("qr");
	const link = await linkOf(counter);
	await page.getByRole("button", { name: PAY.theyPaid[locale] }).click();
	await page.locator(".customer-claimed").waitFor();
	await snap("claimed");
	await fetch(link, { method: "POST", redirect: "manual" });
	await page.locator(".customer-paid").waitFor();
	await snap("paid");
	await counter.closeSheet();
	for (const digits of ["1250", "890"]) {
		await counter.typeAmount(digits);
		await counter.showQr();
		if (digits === "1250") await fetch(await linkOf(counter), { method: "POST", redirect: "manual" });
		if (digits === "1250") await page.locator(".customer-paid").waitFor();
		await counter.closeSheet();
	}
	await snap("chat");
	await phone.cutLine();
	await page.locator(".line-broken").waitFor();
	await page.locator("#text").fill(locale === "zh" ? "收款 20" : locale === "es" ? "cobrar 20" : "pay 20");
	await page.locator(".send").click();
	await snap("no-connection");
	await phone.mendLine();
	await page.locator(".choices-urgent").waitFor();
	await page.locator(".choices-urgent .choice-aside").click();
	await counter.go("sales");
	await page.locator(".line-item").first().waitFor();
	await snap("sales");
}

async function linkOf({ page, locale }: Counter): Promise<string> {
	await page.getByRole("button", { name: PAY.copy[locale] }).click();
	const field = page.getByLabel(PAY.copyBySelf[locale]);
	return field.inputValue();
}

async function balancing(counter: Counter, snap: Snap): Promise<void> {
	const { page, locale } = counter;
	await counter.go("chat");
	await page.locator(".act").nth(2).click();
	await page.waitForTimeout(1_000);
	await snap("works-again");
	await counter.go("books");
	await page.locator(".batch").waitFor();
	await snap("books");
	const at = new Date();
	const before = new Date(at.getTime() - 60_000);
	await counter.sendFile(
		"square.csv",
		squareBatch([
			{ at: before, amount: "45.00", tender: "card", last4: "4242" },
			{ at: before, amount: "8.90", tender: "other" },
			{ at: before, amount: "12.50", tender: "other" },
		]),
	);
	await page.locator(".finding").waitFor();
	await snap("finding");
	await page.locator(".decision").first().scrollIntoViewIfNeeded();
	await snap("decisions");
	await page.locator(".decision .button").first().click();
	await page.getByRole("dialog", { name: BOOKS.pinTitle[locale] }).waitFor();
	await snap("pin");
	await counter.enterPin(DEMO_PIN);
	await page.locator(".who").waitFor();
	await page.waitForTimeout(1_200);
	await snap("decided");
	await page.getByRole("button", { name: BOOKS.report[locale], exact: true }).click();
	await snap("report");
}

async function main(): Promise<void> {
	const [folder, ...looks] = process.argv.slice(2);
	if (folder === undefined) throw new Error("name a folder for the pictures");
	mkdirSync(folder, { recursive: true });
	const browser = await openBrowser();
	for (const look of looks.length === 0 ? ALL : looks) {
		const url = `http://127.0.0.1:${PORT}`;
		const server = await startServer({ PUBLIC_URL: url }, PORT);
		try {
			await pictures(browser, look, folder, `${url}/`);
		} finally {
			await server.stop();
		}
		console.log(look);
	}
	await browser.close();
}

await main();
