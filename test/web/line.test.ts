import { expect, test } from "vitest";
import { openShopPage } from "../support/shop-page.ts";

const { server, sticker, withPhone } = await openShopPage();

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
		const news = page.getByRole("status").getByText("not-a-batch.csv was not taken");
		await news.waitFor();
		// It takes its own room: nothing that can be pressed lies under it.
		const [above, below] = [await news.boundingBox(), await page.locator(".room-inside").boundingBox()];
		expect(above!.y + above!.height).toBeLessThanOrEqual(below!.y);
		await page.locator(".bot-news").getByRole("button", { name: "Close" }).click();
		await news.waitFor({ state: "detached" });
		await page.locator(".files", { hasText: /not taken: \S/ }).waitFor();
		await counter.sendFile("empty.csv", "");
		await page.getByRole("alert").getByText("empty.csv: The file is empty").waitFor();
	}));

test("on a slow phone, what the server says before the page is drawn is not missed", () =>
	withPhone({}, async (counter, { page }) => {
		await counter.open(sticker());
		await page.locator("#text").fill("hello");
		await page.keyboard.press("Enter");
		await page.locator(".bubble-bot").nth(1).waitFor();
		// Frames, and whatever waits shortly for one, come long after the answers.
		await page.addInitScript(`{
			const later = setTimeout;
			requestAnimationFrame = (draw) => later(draw, 1500);
			setTimeout = (act, ms, ...more) => later(act, ms < 200 ? 1500 : ms, ...more);
		}`);
		await page.reload();
		await page.locator(".line-open").waitFor();
		await page.locator(".bubble-bot").nth(1).waitFor();
	}));
