import QRCode from "qrcode";
import { expect, test } from "vitest";
import { SCHEMES } from "../../../src/fallback/qr/scheme.ts";
import { brl, eur, qr, readPicture, sgd } from "./support.ts";

const codes = [
	["pix", { key: "caixa@padaria.example", name: "Padaria São João", city: "São Paulo" }, brl(1250)],
	["paynow", { uen: "201912345K", name: "Example Kopi" }, sgd(450)],
	["epc", { name: "Café Straße Ελλάδα", iban: "DE89370400440532013000", info: "Danke, bis bald 🍜" }, eur(1230)],
	["promptpay", { proxy: "081-222-3333", name: "Ran Khao" }, { minor: 4522, currency: "THB" }],
	["promptpay-bill", { biller: "010553600000001", ref3: "SCB" }, { minor: 4522, currency: "THB" }],
	["fps", { proxy: "+852 6789 1234", name: "Example Café" }, { minor: 8800, currency: "HKD" }],
	["vietqr", { bin: "970416", account: "257678859", name: "Quán Phở" }, { minor: 45_000, currency: "VND" }],
	["khqr", { account: "shop@devb", name: "Cafe", khmer: "ហាងកាហ្វេ" }, { minor: 250, currency: "USD" }],
	[
		"swiss",
		{ name: "Bäckerei Beispiel", postcode: "3000", town: "Bern", iban: "CH9300762011623852957" },
		{ minor: 1230, currency: "CHF" },
	],
	["spayd", { name: "Kavárna*", iban: "CZ2806000000000168540115" }, { minor: 45_000, currency: "CZK" }],
	["paybysquare", { name: "Kaviareň", iban: "SK3112000000198742637541" }, eur(1230)],
	["upi", { vpa: "shop@bank", name: "चाय की दुकान", mcc: "5812" }, { minor: 4500, currency: "INR" }],
] as const;

test("another program reads the same payload from the picture", async () => {
	for (const [scheme, settings, amount] of codes) {
		const { payload } = qr(scheme, settings, amount, "K7M2Q2");
		const { errorCorrection } = SCHEMES.get(scheme)!;
		const read = readPicture(await QRCode.toBuffer(payload, { errorCorrectionLevel: errorCorrection }));
		expect(read.payload).toBe(payload);
		expect(read.version).toBeLessThanOrEqual(13);
	}
});
