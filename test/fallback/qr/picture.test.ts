import QRCode from "qrcode";
import { expect, test } from "vitest";
import { SCHEMES } from "../../../src/fallback/qr/scheme.ts";
import { brl, eur, qr, readPicture, sgd } from "./support.ts";

const codes = [
	["pix", { key: "caixa@padaria.example", name: "Padaria São João", city: "São Paulo" }, brl(1250)],
	["paynow", { uen: "201912345K", name: "Example Kopi" }, sgd(450)],
	["epc", { name: "Café Straße Ελλάδα", iban: "DE89370400440532013000", info: "Danke, bis bald 🍜" }, eur(1230)],
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
