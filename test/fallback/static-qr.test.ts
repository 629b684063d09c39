import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeQr } from "../../src/fallback/qr/decode.ts";
import { decodeEmvco, encodeEmvco } from "../../src/fallback/qr/emvco.ts";
import { railCaption, railPayload, railTitle } from "../../src/fallback/rail.ts";
import { makeReference } from "../../src/fallback/sale-reference.ts";
import { railFault } from "../../src/fallback/setup-rails.ts";
import { encodeStatic, staticFault } from "../../src/fallback/static-qr.ts";
import { isRefusal } from "../../src/text.ts";
import { DUITNOW, fieldsOf, NOW_MS, qr } from "./qr/support.ts";

const DAY_MS = 86_400_000;
const uen = { uen: "201912345K", name: "Example Kopi" };
function shown(payload: string, minor: number, currency: string, ref = "K7M2Q2", nowMs = 0) {
	const made = encodeStatic(payload, { minor, currency }, ref, nowMs);
	if (isRefusal(made)) throw new Error(made.refused.en);
	return made;
}

test.each([
	["vietqr", { bin: "970416", account: "257678859" }, 45_000, "VND"],
	["pix", { key: "caixa@padaria.example", name: "Padaria Exemplo", city: "Recife" }, 1250, "BRL"],
	["promptpay", { proxy: "0812223333" }, 3000, "THB"],
	["fps", { proxy: "1234567", name: "Example Cha" }, 8800, "HKD"],
	["khqr", { account: "shop@devb", name: "Cafe", khmer: "ហាងកាហ្វេ", mobile: "85512345678" }, 250, "USD"],
	["khqr", { account: "shop@devb", name: "Cafe", currency: "KHR" }, 1_000_000, "KHR"],
])("into a shop's own %s code go amount and reference, as if we had made it", (scheme, settings, minor, currency) => {
	const own = qr(scheme, settings as Readonly<Record<string, string>>, null, null).payload;
	const money = { minor: minor as number, currency: currency as string };
	const reference = scheme === "promptpay" ? null : "K7M2Q2";
	expect(staticFault(own)).toBeNull();
	const made = shown(own, money.minor, money.currency, "K7M2Q2", NOW_MS);
	const ours = qr(scheme, settings as Readonly<Record<string, string>>, money, reference).payload;
	expect(fieldsOf(made.payload)).toEqual(fieldsOf(ours));
	expect(made.caption.map(({ en }) => en).join("\n")).toMatch(
		reference === null ? /^Amount: .*\nType this reference: K7M2Q2$/m : /^Amount: .*\nReference: K7M2Q2$/m,
	);
});

test("of a shop's own FPS and KHQR code everything else stays as the bank wrote it, byte for byte", () => {
	const fps = (kind: string, amount: string, bill: string) =>
		`0002010102${kind}26330012hk.com.hkicl0313+852-67891234520400005303344${amount}5802HK5902NA6002HK80260012bank.example0106Café 9${bill}`;
	expect(shown(sealed(fps("11", "", "")), 8800, "HKD").payload).toBe(sealed(fps("12", "540588.00", "62100506K7M2Q2")));

	const khqr = (kind: string, amount: string, bill: string, times: string) =>
		`0002010102${kind}29130009shop@devb520459995303116${amount}5802KH5904Cafe6010Phnom Penh${bill}${times}`;
	const own = khqr("11", "", "6215021185512345678", `99170013${NOW_MS - 1}`);
	const times = `99340013${NOW_MS}0113${NOW_MS + 3_600_000}`;
	expect(shown(sealed(own), 1_000_000, "KHR", "K7M2Q2", NOW_MS).payload).toBe(
		sealed(khqr("12", "540510000", "62250106K7M2Q2021185512345678", times)),
	);
});

/** With the right check sum behind. */
const sealed = (body: string): string =>
	encodeEmvco(decodeEmvco(`${body}6304FFFF`).objects.filter(({ id }) => id !== "63"));

test("part of a riel is left to the payer", () => {
	const own = qr("khqr", { account: "shop@devb", name: "Cafe", currency: "KHR" }, null, null).payload;
	expect(shown(own, 1_000_050, "KHR").payload).toBe(own);
});

test("what the payer reads of a KHQR of one sale stands there until it is over, and no day longer", () => {
	const own = qr("khqr", { account: "shop@devb", name: "Cafe" }, null, null).payload;
	const rail = { id: "own", scheme: "static", settings: { payload: own } };
	const usd = { minor: 250, currency: "USD" };
	const { payload } = shown(own, 250, "USD", "K7M2Q2", NOW_MS);
	expect(railCaption(rail, usd, "K7M2Q2", payload).map(({ en }) => en)).toEqual([
		"To: Cafe",
		"Amount: 2.50 USD",
		"Reference: K7M2Q2",
	]);
	expect(decodeQr(payload, "2026-11-26").warnings).toHaveLength(1);
});

test("a PayNow code says whether its amount may be changed, and is believed", () => {
	const open = qr("paynow", { ...uen, editable: "1" }, null, null).payload;
	const read = decodeQr(shown(open, 450, "SGD").payload);
	expect(read).toMatchObject({ scheme: "paynow", faults: [], amount: "4.50", reference: "K7M2Q2" });
	const closed = qr("paynow", { ...uen, editable: "0" }, null, null).payload;
	expect(shown(closed, 450, "SGD").payload).toBe(closed);
});

test("a code of an acquirer is shown unchanged, and the payer is told what to type", () => {
	const { payload, caption } = shown(DUITNOW, 1250, "MYR");
	expect(payload).toBe(DUITNOW);
	expect(caption.map(({ en }) => en)).toEqual([
		"To: Kedai Contoh",
		"Type this amount: 12.50 MYR",
		"Type this reference: K7M2Q2",
	]);
});

test("an amount that bank apps fail on is left to the payer", () => {
	const own = qr("vietqr", { bin: "970416", account: "257678859" }, null, null).payload;
	expect(shown(own, 10_000_000_000, "VND").payload).toBe(own);
});

test("a bank code that is none of EMVCo's is shown unchanged", () => {
	const own = qr("epc", { name: "Café", iban: "DE89370400440532013000" }, null, null).payload;
	expect(shown(own, 1230, "EUR").payload).toBe(own);
	expect(shown(own, 1230, "EUR").caption[0]?.en).toBe("To: Café");
});

test("whatever sale goes into a code, it is read again to the unit and without fault", () => {
	const own = qr("vietqr", { bin: "970416", account: "257678859", name: "Quan Pho" }, null, null).payload;
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), fc.string(), (minor, seed) => {
			const ref = makeReference(seed, "sale");
			const read = decodeQr(shown(own, minor, "VND", ref).payload);
			expect(read).toMatchObject({ faults: [], amount: String(minor), currency: "VND", reference: ref });
		}),
	);
});

test.each([
	["a wrong check sum", `${DUITNOW.slice(0, -1)}${DUITNOW.endsWith("0") ? "1" : "0"}`, /check sum/],
	["no payment in it", "https://shop.example/menu", /no payment code/],
	["a fixed amount", "SPD*1.0*ACC:CZ2806000000000168540115*AM:450.00*CC:CZK", /for one payment only/],
	["its end cut off", DUITNOW.slice(0, -4), /only 0 follow/],
])("a code with %s is not kept as the shop's own", (_name, payload, sentence) => {
	expect(staticFault(payload)?.en).toMatch(sentence);
	const seller = { id: "kedai", demo: false, stores: [{ currency: "MYR" }] };
	const fault = railFault({ ...seller, rails: [{ id: "own", scheme: "static", settings: { payload } }] });
	expect(fault?.refused.en).toMatch(/^The rail “own” of kedai does not work: .* Nothing was changed\.$/);
});

test("a code that a provider made for one payment is refused even without an amount", () => {
	const once = encodeEmvco([
		{ id: "00", value: "01" },
		{ id: "01", value: "12" },
		{
			id: "26",
			value: [
				{ id: "00", value: "br.gov.bcb.pix" },
				{ id: "25", value: "pix.example/qr/1" },
			],
		},
		{ id: "52", value: "0000" },
		{ id: "53", value: "986" },
		{ id: "58", value: "BR" },
		{ id: "59", value: "Padaria" },
		{ id: "60", value: "Recife" },
		{ id: "62", value: [{ id: "05", value: "***" }] },
	]);
	expect(staticFault(once)?.en).toMatch(/for one payment only/);
});

test("the shop's own code is a rail like the others: in its currency, until its last day", () => {
	const payload = qr("paynow", { ...uen, editable: "1", expiry: "20300101" }, null, null).payload;
	const rail = { id: "own", scheme: "static", settings: { payload } };
	const at = (currency: string, day: string) =>
		railPayload(rail, { isDemo: false }, { minor: 450, currency }, "K7M2Q2", "https://x", Date.parse(day) + DAY_MS / 2);
	expect(at("MYR", "2029-12-31")).toMatchObject({ refused: { en: expect.stringContaining("takes SGD and not MYR") } });
	expect(at("SGD", "2030-01-02")).toMatchObject({ refused: { en: expect.stringContaining("has expired") } });
	const made = at("SGD", "2030-01-01");
	if (isRefusal(made)) throw new Error(made.refused.en);
	expect(railCaption(rail, { minor: 450, currency: "SGD" }, "K7M2Q2", made.payload)).toHaveLength(3);
	expect(railTitle(rail).en).toBe("the shop's own QR");
	const stores = [{ currency: "SGD" }];
	expect(railFault({ id: "kopi", demo: false, stores, rails: [rail] })).toBeNull();
	for (const settings of [{}, { picture: "own.png" }, { payload, more: "x" }])
		expect(railFault({ id: "kopi", demo: false, stores, rails: [{ ...rail, settings }] })?.refused.en).toMatch(
			/has one setting: picture/,
		);
});
