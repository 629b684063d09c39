import { expect, test } from "vitest";
import { seeCode } from "../../src/fallback/seen-code.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import { LOCALES } from "../../src/text.ts";
import { DUITNOW, eur, qr, sgd } from "../fallback/qr/support.ts";
import { bakery, demoCafe } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

const file = { id: "f1", name: "qr.jpg", type: "image/jpeg", bytes: 1000 } as const;
const TODAY = "2026-11-24";
const see = (payload: string) => ({ kind: "file", file, code: seeCode(payload, TODAY) }) as const;
const OWN = { name: "Bäckerei Beispiel", iban: "DE89370400440532013000" };
const STICKER = { name: "Bäckerei Beispiel", iban: "BE72000000001616" };

test("a photo of the shop's own code is explained, and is the shop's", () => {
	const { text, labels } = openChat(bakery).tell(see(qr("epc", OWN, eur(1250), "K7M2Q2").payload));
	expect(text).toContain("payment code: SEPA");
	expect(text).toContain("It pays: Bäckerei Beispiel · DE89370400440532013000");
	expect(text).toContain("Amount: 12.50 EUR");
	expect(text).toContain("It pays the shop's own account.");
	expect(labels).toContain("Talk to a person");
});

test("a sticker with the shop's name and another account is told to be covered, in every language", () => {
	const said = LOCALES.map((locale) => openChat(bakery, locale).tell(see(qr("epc", STICKER, null, null).payload)).text);
	expect(said[0]).toMatch(/this account is not the shop's\. If this QR is on your counter, cover it/);
	expect(said[1]).toMatch(/这不是本店的账户/);
	expect(said[2]).toMatch(/esta cuenta no es de la tienda/);
	expect(said[0]).toContain("the customer types it");
});

test("a faulty code is told with its fault", () => {
	const wrong = qr("epc", OWN, eur(1250), null).payload.replace("DE89", "DE88");
	expect(openChat(bakery).tell(see(wrong)).text).toMatch(
		/may refuse it:\niban: “DE88370400440532013000” is no valid IBAN/,
	);
});

test("each sale's code of a scheme with references is the same shop's", () => {
	const paynow = { id: "own", scheme: "paynow", settings: { uen: "201912345K", name: "Example Kopi" } };
	const kopi: Shop = { ...bakery, currency: "SGD", rails: [paynow] };
	const one = qr("paynow", paynow.settings, sgd(450), "K7M2Q2").payload;
	expect(openChat(kopi).tell(see(one)).text).toContain("the shop's own account");
	const other = qr("paynow", { ...paynow.settings, uen: "201912346K" }, sgd(450), "K7M2Q2").payload;
	expect(openChat(kopi).tell(see(other)).text).toContain("this account is not the shop's");
});

test("a static code of an acquirer is compared as it is", () => {
	const rail = { id: "own", scheme: "static", settings: { payload: DUITNOW } };
	const stall: Shop = { ...bakery, currency: "MYR", rails: [rail] };
	expect(openChat(stall).tell(see(DUITNOW)).text).toMatch(
		/DuitNow QR\.\nIt pays: Kedai Contoh · .*\n.*\nIt pays the shop's own/,
	);
	const pasted = qr("promptpay", { proxy: "081-222-3333" }, null, null).payload;
	expect(openChat(stall).tell(see(pasted)).text).toContain("this account is not the shop's");
});

test("where nothing can be compared the chat does not claim to know", () => {
	expect(openChat(demoCafe).tell(see(qr("epc", OWN, null, null).payload)).text).toContain(
		"I cannot tell whether it pays",
	);
});

test("a code that is no bank's is told as what it is, and a link is not opened or repeated", () => {
	const said = (payload: string) => openChat(bakery).tell(see(payload)).text;
	expect(said("https://evil.example/pay?x=1")).toMatch(/is a link and no payment code\. I did not open it/);
	expect(said("https://evil.example/pay?x=1")).not.toContain("evil");
	expect(said("http://shop.example/p/abc")).toMatch(/leads to a page of this chat's own server/);
	expect(said("wxp://f2f0example")).toMatch(/a code of WeChat Pay\. It does not say who is paid/);
	expect(said("WIFI:S:shop;T:WPA;P:secret-word;;")).toMatch(/is no payment code\./);
	expect(JSON.stringify(see("WIFI:S:shop;T:WPA;P:secret-word;;"))).not.toContain("secret-word");
});

test("what a code is called does nothing where it is shown, and keeps no card number", () => {
	const name = `A${"\u202e"}B 4111 1111 1111 1111 ${"x".repeat(200)}`;
	const { code } = see(`SPD*1.0*ACC:CZ2806000000000168540115*RN:${name}*AM:1.00*CC:CZK`);
	expect(code).toMatchObject({ payee: expect.stringMatching(/^AB •••• •••• •••• 1111 x{10,60}$/) });
	expect(JSON.parse(JSON.stringify(code))).toEqual(code);
});

test("an agent who has the conversation hears what the code says, and the bot is silent", () => {
	const chat = openChat(bakery);
	const { toDesk } = chat.say("person");
	expect(toDesk[0]).toMatchObject({ kind: "open" });
	const told = chat.tell(see(qr("epc", STICKER, null, null).payload));
	expect(told.text).toMatch(/this account is not the shop's[\s\S]*Support can see your file/);
	expect(told.toDesk.map(({ kind }) => kind)).toEqual(["merchant-sent-file", "noted"]);
	chat.tell({ kind: "escalation", id: chat.state().escalation!.id, did: "claimed", by: "Ana" });
	const quiet = chat.tell(see(qr("epc", STICKER, null, null).payload));
	expect(quiet.text).toBe("");
	expect(quiet.toDesk.at(-1)).toMatchObject({ kind: "noted", text: expect.stringContaining("not the shop's") });
});

test("a picture without a code is answered as ever, and the line of the chat holds the file only", () => {
	const chat = openChat(bakery);
	expect(chat.tell({ kind: "file", file }).text).toBe(
		"I cannot read pictures; only a person can. Choose “Talk to a person” and they get it.",
	);
});
