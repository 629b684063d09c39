import { expect, test } from "vitest";
import { openShopPage } from "../support/shop-page.ts";

const { server, sticker, withPhone } = await openShopPage();

test("what is pressed on the customer's screen without a line is seen to wait, and can be taken back", () =>
	withPhone({}, async (counter, phone) => {
		const { page } = phone;
		await counter.open(sticker());
		await counter.typeAmount("640");
		await counter.showQr();
		const qr = page.getByRole("img", { name: "QR code to pay" });
		await phone.cutLine();
		await page.getByText("No connection: this may be old.").waitFor();
		for (const press of ["Cancel this sale", "Cancel this sale"])
			await page.getByRole("button", { name: press }).click();
		await page.getByRole("dialog").getByText("Cancel this sale waiting to be sent").waitFor();
		// Nobody pays what is about to be cancelled.
		await qr.waitFor({ state: "detached" });
		await page.getByRole("dialog").getByRole("button", { name: "Don't send" }).click();
		await qr.waitFor();
		await phone.mendLine();
		await page.getByText("No connection: this may be old.").waitFor({ state: "detached" });
		await page.getByRole("button", { name: "The customer says they paid" }).click();
		await page.locator(".customer-claimed").waitFor();
		await server.settle();
		expect(await server.database.query("select state from payment where amount_minor = 640")).toEqual([
			{ state: "claimed" },
		]);
	}));

test("words that hang in a bad line are taken back, and the ones after them go out", () =>
	withPhone({}, async (counter, { page, context }) => {
		await counter.open(sticker());
		// The line swallows them; the stream of news is still there.
		await context.route("**/messages", async (route) => {
			if (!/wrong words/.test(route.request().postData() ?? "")) await route.continue();
		});
		for (const words of ["wrong words", "right words"]) {
			await page.locator("#text").fill(words);
			await page.keyboard.press("Enter");
		}
		await page
			.locator(".bubble-waiting", { hasText: "wrong words" })
			.getByRole("button", { name: "Don't send" })
			.click();
		await page.locator(".bubble-me:not(.bubble-waiting)", { hasText: "right words" }).waitFor();
		await page.reload();
		await page.locator(".bubble-me", { hasText: "right words" }).waitFor();
		expect(await page.getByText("wrong words").count()).toBe(0);
	}));

test("a file that waits is not sent when it is taken back", () =>
	withPhone({}, async (counter, phone) => {
		const { page } = phone;
		await counter.open(sticker());
		await counter.go("books");
		await page.locator(".batch").waitFor();
		await phone.cutLine();
		await counter.sendFile("wrong.csv", "a,b\n1,2\n");
		await page.locator(".uploads").getByRole("button", { name: "Don't send" }).click();
		await page.locator(".uploads").waitFor({ state: "detached" });
		await phone.mendLine();
		await counter.sendFile("right.csv", "a,b\n1,3\n");
		await page.locator(".files").getByText("right.csv").waitFor();
		expect(await page.locator(".files").getByText("wrong.csv").count()).toBe(0);
	}));
