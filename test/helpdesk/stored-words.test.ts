import { expect, test } from "vitest";
import { readStored } from "../../src/helpdesk/stored-words.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });

test.each([
	["I stored one of 45 on the terminal", 1, 4_500],
	["stored 45", 1, 4_500],
	["Stored 12.50 EUR", 1, 1_250],
	["we took 3 offline, 120 in all", 3, 12_000],
	["we took three payments offline, 120.50 in total", 3, 12_050],
	["took 45 offline", 1, 4_500],
	["we've stored 2 payments, together 80", 2, 8_000],
	["我离线收了45", 1, 4_500],
	["存了3笔，共120", 3, 12_000],
	["刷卡机上存了一笔45元", 1, 4_500],
	["离线刷了两笔，合计80.50", 2, 8_050],
	["guardé uno de 45 en la terminal", 1, 4_500],
	["cobramos 3 sin conexión, 120 en total", 3, 12_000],
	["guardamos tres pagos, 120,50 en total", 3, 12_050],
])("“%s” says that %i were stored, %i cents together", (text, count, minor) => {
	const currency = /元|离线|存/.test(text) ? "CNY" : "EUR";
	expect(readStored(text, currency)).toEqual({ count, sum: { minor, currency }, because: null });
});

test.each([
	["we stored 3 payments", 3],
	["we took 3 payments of 40 offline", 3],
	["存了3笔", 3],
	["guardamos 3 pagos de 40", 3],
])("“%s” does not say how much it was together, so that is asked", (text, count) => {
	expect(readStored(text, "EUR")).toMatchObject({ count, sum: null });
});

test("an amount that is not certain is not counted but asked for, and says why", () => {
	expect(readStored("stored 45 and 50", "EUR")?.sum).toBeNull();
	expect(readStored("stored 45 and 50", "EUR")?.because?.en).toMatch(/not sure/);
	expect(readStored("stored 45 USD", "EUR")?.sum).toEqual({ minor: 4_500, currency: "USD" });
	expect(readStored("stored 99999999999999 EUR", "EUR")?.sum).toBeNull();
});

test.each([
	"the terminal is offline, 45 people waiting",
	"pay 45",
	"45",
	"can I store payments offline?",
	"did we take 45 offline?",
	"we have not stored 45",
	"nothing was stored",
	"we took no payments offline",
	"没有存 45",
	"no guardamos ninguno",
	"终端离线了",
	"stored",
	"constructor",
	"",
	"I stored 0 payments",
	`stored ${"9".repeat(300)}`,
])("“%s” says nothing of stored payments", (text) => {
	expect(readStored(text, "EUR")).toBeNull();
});

test("a Spanish amount is read as Spain writes it", () => {
	expect(readStored("guardé 1.234,50 en la terminal", "EUR")?.sum).toEqual(eur(123_450));
});
