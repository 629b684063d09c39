import jsqr from "jsqr";
import { PNG } from "pngjs";
import type { Money } from "../../../src/fallback/money.ts";
import { type DataObject, decodeEmvco, encodeEmvco } from "../../../src/fallback/qr/emvco.ts";
import type { BankQr } from "../../../src/fallback/qr/profile.ts";
import { SCHEMES } from "../../../src/fallback/qr/scheme.ts";
import { isRefusal } from "../../../src/text.ts";

/** When the codes of these tests are made. */
export const NOW_MS = Date.parse("2026-11-24T12:00:00Z");

type Settings = Readonly<Record<string, string>>;

export const brl = (minor: number): Money => ({ minor, currency: "BRL" });
export const sgd = (minor: number): Money => ({ minor, currency: "SGD" });
export const eur = (minor: number): Money => ({ minor, currency: "EUR" });

/** The code a scheme makes; a refusal fails the test with its sentence. */
export function qr(
	scheme: string,
	settings: Settings,
	amount: Money | null,
	reference: string | null,
	nowMs = NOW_MS,
): BankQr {
	const made = SCHEMES.get(scheme)!.encode(new Map(Object.entries(settings)), amount, reference, nowMs);
	if (isRefusal(made)) throw new Error(made.refused.en);
	return made;
}

/** The English sentence of a refusal; a code fails the test. */
export function refusedBy(scheme: string, settings: Settings, amount: Money | null, reference: string | null): string {
	const made = SCHEMES.get(scheme)!.encode(new Map(Object.entries(settings)), amount, reference, NOW_MS);
	if (!isRefusal(made)) throw new Error(`not refused: ${made.payload}`);
	return made.refused.en;
}

/** `26-01` → value, for every object of an EMVCo payload but the check sum. */
export function fieldsOf(payload: string): Map<string, string> {
	const flat = (object: DataObject): [string, string][] =>
		typeof object.value === "string"
			? [[object.id, object.value]]
			: object.value.flatMap(flat).map(([id, value]) => [`${object.id}-${id}`, value]);
	const fields = new Map(decodeEmvco(payload).objects.flatMap(flat));
	fields.delete("63");
	return fields;
}

/** What a reader that is not ours finds in a PNG, as bytes, so that no guess at their character set hides a fault. */
export function readPicture(png: Buffer): { readonly payload: string; readonly version: number } {
	const { data, width, height } = PNG.sync.read(png);
	const found = jsqr.default(new Uint8ClampedArray(data), width, height);
	if (found === null) throw new Error("no QR code in the picture");
	return { payload: Buffer.from(found.binaryData).toString("utf8"), version: found.version };
}

/** A code whose account an acquirer gave out, as DuitNow's are; synthetic. */
export const DUITNOW = encodeEmvco([
	{ id: "00", value: "02" },
	{ id: "01", value: "11" },
	{
		id: "26",
		value: [
			{ id: "00", value: "A0000006150001" },
			{ id: "01", value: "000000" },
			{ id: "02", value: "0000000001" },
		],
	},
	{ id: "52", value: "5999" },
	{ id: "53", value: "458" },
	{ id: "58", value: "MY" },
	{ id: "59", value: "Kedai Contoh" },
	{ id: "60", value: "Bangi" },
]);
