import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { startServer } from "../http/server.ts";
import { bakery, PINS, setUp } from "../http/shops.ts";
import { type Looks, openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { atTheCounter, type Counter } from "../support/counter.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const server = await startServer();
const shops = await setUp(server, [bakery()]);
const browser = await openBrowser();
afterAll(() => browser.close());

const sticker = (id = "bakery-main"): string => server.at(`/s/${shops.codes.get(id)}`);

/** A cashier with the bakery's page open; closed again when `act` is done. */
async function withPhone(looks: Looks, act: (counter: Counter, phone: Phone) => Promise<void>): Promise<void> {
	const phone = await openPhone(browser, looks);
	const counter = atTheCounter(phone.page, looks.locale?.startsWith("zh") === true ? "zh" : "en");
	try {
		await act(counter, phone);
		expect(phone.faults).toEqual([]);
	} finally {
		await phone.close();
	}
}

/** What axe finds, serious or worse. */
async function serious(page: Page): Promise<readonly string[]> {
	await page.evaluate(AXE);
	const found = (await page.evaluate("axe.run()")) as {
		readonly violations: readonly { readonly id: string; readonly impact: string; readonly nodes: readonly object[] }[];
	};
	return found.violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0])}`);
}

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
				expect(await serious(page)).toEqual([]);
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

test("over plain HTTP in the shop's network a phone sells, and the link can be copied by hand", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		// Any name but localhost: only that counts as secure without TLS.
		await counter.open(sticker().replace("127.0.0.1", "shop.test"));
		expect(await page.evaluate("[isSecureContext, typeof crypto.randomUUID]")).toEqual([false, "undefined"]);
		await counter.typeAmount("300");
		await counter.showQr();
		await page.getByRole("button", { name: "Copy link" }).click();
		expect(await page.getByLabel("Copy this link:").inputValue()).toMatch(/\/p\/\w{12}$/);
	}));

test("a bank payment is paid when the manager says so with the PIN, and the open sheet shows it", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await counter.typeAmount("875");
		await counter.showQr();
		await page.getByRole("button", { name: "The customer says they paid" }).click();
		await page.getByRole("button", { name: "The money is there" }).click();
		await page.getByRole("button", { name: "Yes, it is there" }).click();
		await counter.enterPin("000000");
		await page.getByText("This PIN is not right").waitFor();
		await counter.enterPin(PINS.mara);
		await page.getByRole("dialog").getByText("PAID", { exact: true }).waitFor();
	}));

test("a personal link is kept on the phone, gone from the address, and asks for no PIN", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(`${sticker()}#person=${shops.tokens.get("mara")}`);
		expect(page.url()).toBe(sticker());
		for (const visit of ["first", "after a reload"]) {
			await counter.go("books");
			await page.getByText("Mara Manager").waitFor();
			if (visit === "first") await page.reload();
		}
	}));

test("a link that is nobody's is said to be so and is not kept", () =>
	withPhone({}, async (counter) => {
		const { page } = counter;
		await counter.open(`${sticker()}#person=${"x".repeat(40)}`);
		await page.getByText("This personal link is not valid here").waitFor();
	}));

test("what was typed while the line is dead survives a closed page and is sent once, in order", () =>
	withPhone({}, async (counter, phone) => {
		const { page, context } = phone;
		await counter.open(sticker());
		// The server is out of reach, the page itself is not: as on a line that lets nothing of ours through.
		await context.route("**/api/**", (route) => route.abort());
		for (const words of ["first words", "second words", "third words"]) {
			await page.locator("#text").fill(words);
			await page.keyboard.press("Enter");
		}
		await page.locator(".bubble-waiting").nth(2).waitFor();
		await page.reload();
		await page.locator(".bubble-waiting").nth(2).waitFor();
		await context.unroute("**/api/**");
		await page.locator(".bubble-waiting").first().waitFor({ state: "detached" });
		const said = await page.locator(".bubble-me").allInnerTexts();
		expect(said).toEqual(["first words", "second words", "third words"]);
	}));

test("an answer that is lost on its way back does not make the message two", () =>
	withPhone({}, async (counter, { page, context }) => {
		await counter.open(sticker());
		let lost = 0;
		await context.route("**/messages", async (route) => {
			if (lost >= 2) return route.continue();
			lost += 1;
			await route.fetch();
			await route.abort();
		});
		await page.locator("#text").fill("only once");
		const taken = page.waitForResponse((answer) => answer.url().endsWith("/messages") && answer.status() === 202);
		await page.keyboard.press("Enter");
		expect(await (await taken).json()).toEqual({ stored: true, again: true });
		await server.settle();
		expect(lost).toBe(2);
		expect(await page.getByText("only once", { exact: true }).count()).toBe(1);
	}));

test("asked to wait, the phone waits, says nothing wrong, and sends it then", () =>
	withPhone({}, async (counter, { page, context }) => {
		await counter.open(sticker());
		const atMs: number[] = [];
		await context.route("**/messages", (route) => {
			atMs.push(Date.now());
			if (atMs.length > 1) return route.continue();
			return route.fulfill({ status: 429, headers: { "retry-after": "2" }, body: '{"error":"Too often."}' });
		});
		await page.locator("#text").fill("patience");
		await page.keyboard.press("Enter");
		await page.locator(".bubble-waiting").waitFor();
		await page.locator(".bubble-waiting").waitFor({ state: "detached" });
		expect(atMs).toHaveLength(2);
		expect(atMs[1]! - atMs[0]!).toBeGreaterThanOrEqual(2_000);
	}));

test("what the server does not take is said in its words, and the next one goes on", () =>
	withPhone({}, async (counter, { page, context }) => {
		await counter.open(sticker());
		await context.route("**/messages", (route) =>
			/refuse me/.test(route.request().postData() ?? "")
				? route.fulfill({ status: 400, body: '{"error":"That is too much."}' })
				: route.continue(),
		);
		for (const words of ["refuse me", "take me"]) {
			await page.locator("#text").fill(words);
			await page.keyboard.press("Enter");
		}
		await page.getByRole("alert").getByText("That is too much.").waitFor();
		await page.locator(".bubble-me:not(.bubble-waiting)", { hasText: "take me" }).waitFor();
		await page.getByRole("button", { name: "OK", exact: true }).click();
		expect(await page.getByText("That is too much.").count()).toBe(0);
	}));

test("a line that has fallen silent is given up and opened again, and nothing is missed or doubled", () =>
	withPhone({}, async (counter, { page }) => {
		let opened = 0;
		page.on("request", (sent) => {
			if (sent.url().includes("/events?")) opened += 1;
		});
		await page.clock.install();
		await counter.open(sticker());
		await page.locator("#text").fill("hello");
		await page.keyboard.press("Enter");
		await page.locator(".bubble-bot").nth(1).waitFor();
		const before = await page.getByRole("log").innerText();
		await page.clock.fastForward(26_000);
		await page.clock.runFor(2_000);
		await page.locator(".line-open").waitFor();
		expect(opened).toBeGreaterThanOrEqual(2);
		expect(await page.getByRole("log").innerText()).toBe(before);
	}));

test("two open pages of one phone send each message once and in order", () =>
	withPhone({}, async (counter, { page, context }) => {
		await counter.open(sticker());
		const second = await context.newPage();
		await second.goto(sticker());
		await second.locator(".line-open").waitFor();
		await context.route("**/messages", (route) => route.abort());
		for (const [words, at] of [
			["one", page],
			["two", second],
			["three", page],
		] as const) {
			await at.locator("#text").fill(words);
			await at.keyboard.press("Enter");
			await at.locator(".bubble-waiting", { hasText: words }).waitFor();
		}
		await context.unroute("**/messages");
		for (const at of [page, second]) await at.locator(".bubble-me", { hasText: "three" }).waitFor();
		await page.locator(".bubble-waiting").first().waitFor({ state: "detached" });
		await server.settle();
		expect(await page.locator(".bubble-me").allInnerTexts()).toEqual(["one", "two", "three"]);
	}));

test("a file that is sent on a dead line goes out when it is back; a file that is none is said why", () =>
	withPhone({}, async (counter, phone) => {
		const { page } = phone;
		await counter.open(sticker());
		await counter.go("books");
		await page.locator(".batch").waitFor();
		await phone.cutLine();
		await counter.sendFile("not-a-batch.csv", "a,b\n1,2\n");
		await page.locator(".uploads").getByText("not-a-batch.csv").waitFor();
		await phone.mendLine();
		await page.locator(".uploads").waitFor({ state: "detached" });
		await page.locator(".files").getByText("not-a-batch.csv").waitFor();
		await counter.sendFile("empty.csv", "");
		await page.getByRole("alert").getByText("empty.csv").waitFor();
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

test("a code that is no sticker's leads to the field for the right one", () =>
	withPhone({}, async (_counter, { page }) => {
		await page.goto(server.at("/s/nobody"));
		await page.getByText("There is no shop with this code").waitFor();
		expect(await serious(page)).toEqual([]);
		await page.getByLabel("Code on the sticker").fill(shops.codes.get("bakery-main") ?? "");
		await page.keyboard.press("Enter");
		await page.getByRole("heading", { name: "bakery store" }).waitFor();
	}));

test("a conversation that is over says so and leads to a new one", () =>
	withPhone({}, async (counter, { page }) => {
		await counter.open(sticker());
		await page.locator("#text").fill("before");
		await page.keyboard.press("Enter");
		await page.locator(".bubble-me").waitFor();
		await server.database.query("update conversation set created_at = now() - interval '31 days'");
		await page.reload();
		await page.getByText("This conversation is over").waitFor();
		await page.getByRole("button", { name: "Start a new conversation" }).click();
		await page.locator(".line-open").waitFor();
		expect(await page.getByText("before", { exact: true }).count()).toBe(0);
	}));

test("names and words full of markup stay words", () =>
	withPhone({}, async (counter, { page }) => {
		const nasty = "<img src=x onerror=alert(1)><script>alert(2)</script>";
		page.on("dialog", () => expect.unreachable("a script ran"));
		await counter.open(sticker());
		await page.locator("#text").fill(nasty);
		await page.keyboard.press("Enter");
		await page.locator(".bubble-me", { hasText: nasty }).waitFor();
		expect(await page.locator("main img").count()).toBe(0);
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
