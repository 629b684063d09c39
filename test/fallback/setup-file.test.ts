import { expect, test } from "vitest";
import { readSetup } from "../../src/fallback/setup-file.ts";
import { isRefusal } from "../../src/text.ts";

const valid = () => ({
	merchants: [
		{
			id: "bakery",
			name: "Bäckerei Beispiel",
			stores: [
				{
					id: "market",
					name: "Am Markt",
					country: "DE",
					currency: "EUR",
					time_zone: "Europe/Berlin",
					locale: "en",
					hotline: "+49 30 000000",
					card_link: null,
					terminals: [{ id: "till-1", tid: "T0001", mid: "M1", vendor: "Maker", model: "One", acquirer: "Bank" }],
				},
			],
			rails: [{ id: "bank", scheme: "epc", settings: { name: "Bäckerei Beispiel", iban: "DE89370400440532013000" } }],
			people: [{ id: "ana", name: "Ana", role: "manager" }],
		},
	],
});

/** The valid setup with `value` at `path`. */
function withFault(path: readonly (string | number)[], value: unknown): unknown {
	const setup = valid();
	let at = setup as unknown as Record<string | number, unknown>;
	for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
	at[path.at(-1)!] = value;
	return setup;
}

const STORE = ["merchants", 0, "stores", 0] as const;
const RAIL = ["merchants", 0, "rails", 0] as const;

test("a full setup is taken as it is written", () => {
	expect(readSetup(valid())).toEqual({ merchants: [{ ...valid().merchants[0], demo: false }] });
});

test("a payment link for the till is Stripe's, and belongs to a merchant with a rail of Stripe's", () => {
	const given = (card_link: string, rails: unknown[] = [{ id: "card", scheme: "stripe" }]) => {
		const setup = valid();
		Object.assign(setup.merchants[0]!.stores[0]!, { card_link });
		return readSetup({ merchants: [{ ...setup.merchants[0], rails }] });
	};
	expect(isRefusal(given("https://buy.stripe.com/abc123"))).toBe(false);
	expect(given("https://buy.stripe.com/abc123", [])).toMatchObject({
		refused: { en: expect.stringContaining("no rail with the scheme stripe") },
	});
	for (const link of [
		"https://evil.example/abc123",
		"http://buy.stripe.com/abc123",
		"https://buy.stripe.com/abc?x=1",
		"",
	])
		expect(given(link), link).toMatchObject({ refused: { en: expect.stringContaining("a payment link of Stripe's") } });
});

test("what a shop may leave out has a default", () => {
	const { id, name, stores } = valid().merchants[0]!;
	const [{ locale: _l, hotline: _h, terminals: _t, ...store }] = stores as [(typeof stores)[number]];
	const setup = readSetup({ merchants: [{ id, name, stores: [store] }] });
	expect(setup).toMatchObject({
		merchants: [{ demo: false, rails: [], stores: [{ locale: "en", hotline: null, terminals: [] }] }],
	});
});

test("digits that YAML took for a number are the field's text", () => {
	const settings = { key: 52998224725, name: "Padaria Exemplo", city: "Recife" };
	const setup = withFault(RAIL, { id: "bank", scheme: "pix", settings }) as ReturnType<typeof valid>;
	const read = readSetup({
		merchants: [{ ...setup.merchants[0], stores: [{ ...setup.merchants[0]!.stores[0], currency: "BRL" }] }],
	});
	expect(read).toMatchObject({ merchants: [{ rails: [{ settings: { key: "52998224725" } }] }] });
});

test("a rail that fits one of the merchant's currencies is enough", () => {
	const [merchant] = valid().merchants;
	const swiss = { ...merchant!.stores[0], id: "zurich", currency: "CHF", terminals: [] };
	expect(readSetup({ merchants: [{ ...merchant, stores: [swiss, ...merchant!.stores] }] })).not.toHaveProperty(
		"refused",
	);
});

test.each<[string, unknown, RegExp]>([
	["no setup at all", null, /its top: this must be of type object/],
	["an empty one", {}, /at merchants: this is missing/],
	["no merchants", { merchants: [] }, /at merchants: this is empty/],
	[
		"an unknown currency",
		withFault([...STORE, "currency"], "EURO"),
		/merchants\.0\.stores\.0\.currency: write a currency code such as EUR/,
	],
	["a currency named like an object's own", withFault([...STORE, "currency"], "constructor"), /stores\.0\.currency/],
	[
		"an unknown time zone",
		withFault([...STORE, "time_zone"], "Berlin"),
		/stores\.0\.time_zone: write a time zone such as/,
	],
	["an unknown language", withFault([...STORE, "locale"], "tlh"), /stores\.0\.locale: this must be one of: en, zh/],
	["a country in words", withFault([...STORE, "country"], "Germany"), /stores\.0\.country: write two capital letters/],
	["a name of nothing", withFault([...STORE, "name"], "   "), /stores\.0\.name: this is empty/],
	["a name without end", withFault([...STORE, "name"], "x".repeat(101)), /stores\.0\.name: this is longer than 100/],
	["an id with capitals", withFault(["merchants", 0, "id"], "Bakery"), /merchants\.0\.id: write lower-case letters/],
	["an id named __proto__", withFault(["merchants", 0, "id"], "__proto__"), /merchants\.0\.id: write lower-case/],
	["a field nobody knows", withFault([...STORE, "curency"], "EUR"), /stores\.0: unknown field curency/],
	["a field named constructor", withFault([...STORE, "constructor"], "x"), /stores\.0: unknown field constructor/],
	["an unknown role", withFault(["merchants", 0, "people", 0, "role"], "boss"), /people\.0\.role: this must be one of/],
	[
		"an unknown scheme",
		withFault([...RAIL, "scheme"], "telepathy"),
		/“bank” of bakery.*no scheme “telepathy”; use one of/,
	],
	["a scheme named constructor", withFault([...RAIL, "scheme"], "constructor"), /no scheme “constructor”/],
	[
		"a wrong IBAN",
		withFault([...RAIL, "settings", "iban"], "DE88370400440532013000"),
		/“bank” of bakery does not work: .*IBAN/,
	],
	["a misspelt setting", withFault([...RAIL, "settings", "ibann"], "x"), /epc has no field “ibann”/],
	[
		"a setting named constructor",
		withFault([...RAIL, "settings", "constructor"], "x"),
		/epc has no field “constructor”/,
	],
	["a setting that is a list", withFault([...RAIL, "settings", "iban"], ["DE89"]), /rails\.0\.settings\.iban/],
	[
		"a practice rail for a real merchant",
		withFault(RAIL, { id: "p", scheme: "practice" }),
		/practice is for a demo merchant/,
	],
	["a bank rail for a demo merchant", withFault(["merchants", 0, "demo"], true), /a demo merchant takes no money/],
	["a bank that does not take the currency", withFault([...STORE, "currency"], "USD"), /epc takes EUR and not USD/],
])("%s is refused with its place, in one sentence", (_name, setup, sentence) => {
	const refused = readSetup(setup);
	expect(isRefusal(refused) && refused.refused.en).toMatch(sentence);
	expect(isRefusal(refused) && refused.refused.zh).toMatch(/[\u4e00-\u9fff].*未做任何更改。$/);
});

test("a key that would change every object changes none", () => {
	const text = JSON.stringify(valid()).replace('"iban"', '"__proto__":{"polluted":"yes"},"iban"');
	expect(readSetup(JSON.parse(text))).toSatisfy(
		(read: object) => isRefusal(read) || !JSON.stringify(read).includes("polluted"),
	);
	expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

test.each([
	["merchants", (setup: ReturnType<typeof valid>) => setup.merchants.push(setup.merchants[0]!), "twice in merchants"],
	[
		"stores",
		({ merchants: [m] }: ReturnType<typeof valid>) => m!.stores.push({ ...m!.stores[0]!, terminals: [] }),
		"bakery.stores",
	],
	["rails", ({ merchants: [m] }: ReturnType<typeof valid>) => m!.rails.push(m!.rails[0]!), "bakery.rails"],
	["people", ({ merchants: [m] }: ReturnType<typeof valid>) => m!.people.push(m!.people[0]!), "bakery.people"],
	[
		"terminals of two stores",
		({ merchants: [m] }: ReturnType<typeof valid>) => m!.stores.push({ ...m!.stores[0]!, id: "other" }),
		"bakery.terminals",
	],
])("two %s of one id are refused, and which", (_name, double, sentence) => {
	const setup = valid();
	double(setup);
	const refused = readSetup(setup);
	expect(isRefusal(refused) && refused.refused.en).toContain(sentence);
});

test("a demo merchant without its practice rail is refused", () => {
	const [merchant] = valid().merchants;
	const refused = readSetup({ merchants: [{ ...merchant, demo: true, rails: [] }] });
	expect(isRefusal(refused) && refused.refused.en).toContain("needs a rail with the scheme “practice”");
});

test("a practice rail with settings is refused: they would be lost", () => {
	const rails = [{ id: "p", scheme: "practice", settings: { iban: "x" } }];
	const refused = readSetup({ merchants: [{ ...valid().merchants[0], demo: true, rails }] });
	expect(isRefusal(refused) && refused.refused.en).toContain("has no settings");
});

test("a name keeps its words and loses what would act on a shell or turn an amount round", () => {
	const setup = readSetup(withFault(["merchants", 0, "name"], " Bad\u001b[2J \u202eShop\u2066\u0000 "));
	expect(setup).toMatchObject({ merchants: [{ name: "Bad[2J Shop" }] });
});
