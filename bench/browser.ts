/** The web chat's figures: from the last tap to the QR on the screen, in a real browser; and how much the page weighs. */

import type { Browser, Page } from "playwright-core";
import { HOME, readConfig } from "../src/config.ts";
import { buildWebAssets } from "../src/http/web-assets.ts";
import { openQuietLog } from "../src/log.ts";
import { startStandin } from "../src/main.ts";
import { openPhone } from "../test/support/browser.ts";
import type { Place } from "./places.ts";

const SALES = 60;

export type BrowserFigures = {
	/** A bare request of the page to the same server and back. */
	readonly requestMs: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
};

/** One run on a fresh database, with one phone that takes a payment after the other. */
export async function measureBrowser(browser: Browser, place: Place): Promise<BrowserFigures> {
	const { env, remove } = await place.environment();
	const running = await startStandin(readConfig({ PORT: "0", HOST: "127.0.0.1", ...env }), openQuietLog());
	const phone = await openPhone(browser, { locale: "en-US" });
	try {
		await phone.page.goto(running.url);
		const times: number[] = [];
		for (let sale = 0; sale < SALES; sale++) times.push(await tapToQr(phone.page, sale));
		times.sort((a, b) => a - b);
		const at = (share: number) => round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
		return { requestMs: await bareRequest(phone.page), p50Ms: at(0.5), p99Ms: at(0.99) };
	} finally {
		await phone.close();
		await running.stop();
		remove();
	}
}

// As text: tsx would wrap its functions in a helper that the page does not have.
const TAP_AND_WATCH = `new Promise((resolve) => {
	const no = [...document.querySelectorAll("button")].findLast((one) => one.textContent.includes("No, not yet"));
	const began = performance.now();
	const look = () =>
		document.querySelector("dialog[open] [role=img]") === null
			? requestAnimationFrame(look)
			: requestAnimationFrame(() => resolve(performance.now() - began));
	no.click();
	look();
})`;

const ASK_OFTEN = `(async () => {
	const taken = [];
	for (let request = 0; request < 50; request++) {
		const began = performance.now();
		await (await fetch("/healthz", { cache: "no-store" })).text();
		taken.push(performance.now() - began);
	}
	return taken;
})()`;

/** From the tap on “No, not yet” until the QR of this sale is in the page and painted, by the browser's own clock. */
async function tapToQr(page: Page, sale: number): Promise<number> {
	await page
		.getByRole("button", { name: /^Take a payment/ })
		.first()
		.click();
	for (const digit of String(100 + sale)) await page.getByRole("button", { name: digit, exact: true }).click();
	await page.getByRole("button", { name: /^Take \S*\d/ }).click();
	await page.getByRole("button", { name: "No, not yet", exact: true }).waitFor();
	const took = (await page.evaluate(TAP_AND_WATCH)) as number;
	await page.getByRole("button", { name: "Back to the chat" }).click();
	return took;
}

async function bareRequest(page: Page): Promise<number> {
	const times = (await page.evaluate(ASK_OFTEN)) as number[];
	return round(times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
}

export type Weight = { readonly name: string; readonly plain: number; readonly gzip: number; readonly brotli: number };

/** What goes over the line for the page, in bytes. */
export async function weighPage(): Promise<readonly Weight[]> {
	const assets = await buildWebAssets(HOME);
	return [assets.script, assets.style].map((name) => {
		const bodies = assets.files.get(name)?.bodies;
		if (bodies === undefined) throw new Error(`no ${name}`);
		const { identity, gzip, br } = bodies;
		return { name: name.split(".").at(-1) ?? name, plain: identity.length, gzip: gzip.length, brotli: br.length };
	});
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
