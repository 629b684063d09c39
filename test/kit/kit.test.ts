import { expect, test } from "vitest";
import { SCHEMES } from "../../src/fallback/qr/scheme.ts";
import { ownCode } from "../../src/fallback/static-card.ts";
import { PAPERS, type Paper } from "../../src/helpdesk/paper.ts";
import { makeKit } from "../../src/kit/kit.ts";
import type { KitShop } from "../../src/kit/sheets.ts";
import { isRefusal, LOCALES, type Locale } from "../../src/text.ts";
import { cropOf, inkOf, type Page, pagesOf, qrOn } from "./pages.ts";

const PUBLIC_URL = "https://pay.bean-leaf.example";
const OWN_QR =
	"00020126580014BR.GOV.BCB.PIX0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***6304F01B";

const terminal = (number: number) => ({
	id: `counter-${number}`,
	tid: `1234567${number}`,
	code: `abcdefghjk${number}m`,
});
const shop: KitShop = {
	storeName: "Bean & Leaf Mitte",
	isDemo: false,
	storeCode: "abcdefghjkmn",
	terminals: [terminal(1), terminal(2)],
	ownCode: { payload: OWN_QR, lines: [{ en: "To: Fulano", zh: "收款方：Fulano", es: "A: Fulano" }] },
	cardLink: null,
};

const print = (paper: Paper, locale: Locale = "en", more: Partial<KitShop> = {}, publicUrl = PUBLIC_URL) =>
	makeKit({ ...shop, ...more }, { paper, locale, publicUrl, nowMs: Date.UTC(2026, 10, 24) });

const words = (page: Page | undefined): string => (page?.texts ?? []).map(({ text }) => text).join(" ");

for (const paper of PAPERS)
	for (const locale of LOCALES)
		test(`a phone reads every code of the kit off ${paper} paper in ${locale}, and each is wide enough for it`, async () => {
			const pages = await pagesOf((await print(paper, locale)).pdf);
			const own = qrOn(pages.at(-2)!);

			expect(own?.text).toBe(OWN_QR);
			for (const [index, page] of stickersOf(pages, paper).entries()) {
				const read = qrOn(page);
				expect(read?.text).toBe(`${PUBLIC_URL}/s/${terminal(index + 1).code}`);
				expect(read?.widthMm).toBeGreaterThan(25);
			}
			expect(own?.widthMm).toBeGreaterThan(25);
			expect(qrOn(pages.at(-1)!)).toBeNull();
			expect(pages.map(({ widthMm }) => widthMm)).toEqual(pages.map(() => (paper === "a4" ? 210 : Number(paper))));
		});

/** On A4 two stand side by side. */
function stickersOf(pages: readonly Page[], paper: Paper): readonly Page[] {
	const [first] = pages;
	if (paper !== "a4" || first === undefined) return pages.slice(0, -2);
	const [half, third] = [Math.floor(first.widthPx / 2), Math.floor(first.heightPx / 3)];
	return [cropOf(first, 0, 0, half, third + 40), cropOf(first, half, 0, half, third + 40)];
}

for (const [locale, says] of [
	["en", "Pay here by card, with your phone"],
	["zh", "请在此用手机刷卡付款"],
	["es", "Pague aquí con tarjeta"],
] as const)
	test(`a store with a payment link has a card of its own for it, whose QR a phone reads (${locale})`, async () => {
		const cardLink = "https://buy.stripe.com/abc123?client_reference_id=standin_abcdefghjkmn";
		for (const paper of PAPERS) {
			const pages = await pagesOf((await print(paper, locale, { cardLink })).pdf);
			const card = pages.at(-2);
			expect(qrOn(card!)?.text).toBe(cardLink);
			expect(qrOn(card!)?.widthMm).toBeGreaterThan(25);
			expect(words(card)).toContain(says);
		}
	});

test("around each code four modules stay white, on the narrowest paper too", async () => {
	const [page] = await pagesOf((await print("58")).pdf);
	const rows = inkOf(page!);
	const top = rows.findIndex((row) => /#{60,}/.test(row)); // the edge of two finders
	const left = rows[top]!.indexOf("#");
	const finder = rows[top]!.slice(left).indexOf("."); // seven modules
	const quiet = Math.floor((finder / 7) * 4) - 1;

	for (const row of rows.slice(top, top + finder)) expect(row.slice(left - quiet, left)).toMatch(/^\.+$/);
	for (const row of rows.slice(top - quiet, top)) expect(row.slice(left)).toMatch(/^\.+$/);
});

test("the Chinese kit is written in Chinese: every character has ink of its own, and no two look alike", async () => {
	const pages = await pagesOf((await print("80", "zh")).pdf);
	const notice = pages.at(-1)!;
	const line = notice.texts.find(({ text }) => text.includes("刷卡机"))!;
	const characters = [...line.text];
	const step = line.width / characters.length;
	const pictures = characters.map((_, index) => {
		const left = Math.round(line.left + index * step);
		const crop = cropOf(notice, left, Math.round(line.base - line.size), Math.floor(step), Math.round(line.size * 1.2));
		return inkOf(crop).join("\n");
	});

	expect(characters.join("")).toBe("刷卡机暂时用不了");
	for (const picture of pictures) expect(picture.split("#").length).toBeGreaterThan(100);
	expect(new Set(pictures).size).toBe(characters.length);
});

test("a character that no font has is never a box: it is told, and what can be written plainly is", async () => {
	const { pdf, notes } = await print("58", "en", { storeName: "Łódź 😀 Café 咖啡 龍" });
	const [page] = await pagesOf(pdf);

	expect(notes).toHaveLength(1);
	expect(notes[0]?.en).toContain("(Ł ź 😀)");
	expect(words(page)).toContain("L");
	expect(words(page)).not.toContain("Ł");
	expect(words(page).replaceAll(" ", "")).toContain("Café咖啡龍");
});

test("a shop's own Swiss QR-bill is printed at its 46 mm with the cross, on every paper, and a phone reads it", async () => {
	const fields = new Map(
		Object.entries({ iban: "CH9300762011623852957", name: "Bäckerei", postcode: "3000", town: "Bern" }),
	);
	const bill = SCHEMES.get("swiss")!.encode(fields, null, null, 0);
	if (isRefusal(bill)) throw new Error(bill.refused.en);
	for (const paper of PAPERS) {
		const page = (await pagesOf((await print(paper, "en", { ownCode: { payload: bill.payload, lines: [] } })).pdf)).at(
			-2,
		)!;
		const read = qrOn(page)!;
		expect(read.text).toBe(bill.payload);
		expect(read.widthMm).toBeGreaterThan(45.5);
		expect(read.widthMm).toBeLessThan(46.5);
		const [x, y] = read.middlePx;
		const perMm = page.widthPx / page.widthMm;
		const middle = cropOf(
			page,
			Math.round(x - 4 * perMm),
			Math.round(y - 4 * perMm),
			Math.round(8 * perMm),
			Math.round(8 * perMm),
		);
		const rows = inkOf(middle);
		const row = (mm: number) =>
			rows[Math.round((4 + mm) * perMm)]!.slice(Math.round(0.6 * perMm), Math.round(7.4 * perMm));
		expect(row(0)).toMatch(/^\.*#+\.{20,40}#+\.*$/); // the long bar in its field, white around it
		expect(row(1.5)).toMatch(/^\.*#+\.{8,12}#+\.*$/);
		expect(row(2.6)).toMatch(/^\.*#{45,55}\.*$/);
	}
});

test("names of every length and script stay within the paper", async () => {
	for (const storeName of ["W".repeat(100), "咖".repeat(100), "a b ".repeat(25), "（".repeat(40)])
		for (const page of await pagesOf((await print("58", "zh", { storeName })).pdf))
			for (const { left, width } of page.texts) {
				expect(left).toBeGreaterThan(0);
				expect(left + width).toBeLessThan(page.widthPx);
			}
});

test("a shop without a QR of its own gets no counter card; one without terminals gets the sticker of its store", async () => {
	const pages = await pagesOf((await print("80", "en", { ownCode: null, terminals: [] })).pdf);

	expect(pages).toHaveLength(2);
	expect(qrOn(pages[0]!)?.text).toBe(`${PUBLIC_URL}/s/abcdefghjkmn`);
	expect(words(pages[1])).toContain("You can pay by QR or cash.");
});

test("seven stickers take two sheets of A4; of very many only the first are printed, and that is told", async () => {
	const many = (count: number) => Array.from({ length: count }, (_, index) => terminal(index));
	const seven = await pagesOf((await print("a4", "en", { terminals: many(7) })).pdf);
	const { notes, pdf } = await print("a4", "en", { terminals: many(70) });

	expect(seven).toHaveLength(4);
	expect(words(seven[1])).toContain("counter-6");
	expect(await pagesOf(pdf)).toHaveLength(60 / 6 + 2);
	expect(notes[0]?.en).toContain("60 of the 70");
});

test("whoever prints addresses that may change tomorrow is told; a demo shop's kit says that it is practice", async () => {
	const { notes, pdf } = await print("58", "es", { isDemo: true }, "http://192.168.1.20:4747");

	expect(notes.map(({ es }) => es)).toEqual([expect.stringContaining("PUBLIC_URL")]);
	for (const page of await pagesOf(pdf)) expect(words(page)).toContain("PRÁCTICA");
});

test("what a payer reads below the shop's own QR is what the code says; a code that is faulty is told instead", () => {
	const rails = (payload: string) => [{ id: "own", scheme: "static", settings: { payload } }];
	const shown = ownCode({ rails: rails(OWN_QR) });

	expect(shown).toMatchObject({ payload: OWN_QR });
	expect(shown !== null && "lines" in shown && shown.lines.map(({ en }) => en)).toEqual([
		"To: Fulano de Tal",
		"Currency: BRL",
	]);
	expect(ownCode({ rails: rails(OWN_QR.replace("F01B", "F01C")) })).toHaveProperty("fault");
	expect(ownCode({ rails: [] })).toBeNull();
});
