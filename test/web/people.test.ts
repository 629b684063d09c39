import { expect, test } from "vitest";
import { PINS } from "../http/shops.ts";
import { barriers, openShopPage } from "../support/shop-page.ts";

const { server, shops, sticker, withPhone } = await openShopPage();

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
		// The PIN holds for a while, over a reload too, until the manager takes it back.
		await page.reload();
		await counter.go("books");
		await page.getByText("Mara Manager").waitFor();
		await page.getByRole("button", { name: "Lock", exact: true }).click();
		await page.getByText("Mara Manager").waitFor({ state: "detached" });
		await page.reload();
		await counter.go("books");
		await page.locator(".batch").waitFor();
		expect(await page.getByText("Mara Manager").count()).toBe(0);
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

test("a code that is no sticker's leads to the field for the right one", () =>
	withPhone({}, async (_counter, { page }) => {
		await page.goto(server.at("/s/nobody"));
		await page.getByText("There is no shop with this code").waitFor();
		expect(await barriers(page)).toEqual([]);
		await page.getByLabel("Code on the sticker").fill(shops.codes.get("bakery-main") ?? "");
		await page.keyboard.press("Enter");
		await page.getByRole("heading", { name: "bakery store" }).waitFor();
	}));

test("on the first page the language can be chosen, and the sticker's whole link can be pasted", () =>
	withPhone({}, async (_counter, { page }) => {
		await page.goto(server.at("/"));
		await page.getByRole("button", { name: "Español" }).click();
		await page.getByLabel("Código de la etiqueta").fill(`  ${sticker()}?utm=qr#top `);
		await page.keyboard.press("Enter");
		await page.getByRole("heading", { name: "bakery store" }).waitFor();
		await page.getByRole("button", { name: "Cobrar ahora" }).waitFor();
		expect(page.url()).toBe(sticker());
	}));

test("a conversation that is over says so and leads to a new one", () =>
	withPhone({}, async (counter, { page }) => {
		await counter.open(sticker());
		await page.locator("#text").fill("before");
		await page.keyboard.press("Enter");
		await page.locator(".bubble-me ~ .bubble-bot").first().waitFor(); // it was sent, and nothing waits any more
		await server.settle();
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

test("the manager makes a code for Slack or Discord with the PIN, and it stands there to be sent", () =>
	withPhone({ locale: "zh-CN" }, async (counter) => {
		const { page } = counter;
		await counter.open(sticker());
		await counter.go("books");
		await page.getByRole("button", { name: "生成代码" }).click();
		await counter.enterPin(PINS.mara);
		await page.getByText(/^link [2-9a-z]{10}$/).waitFor();
		expect(await barriers(page)).toEqual([]);
	}));
