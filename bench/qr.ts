/** What the code of a bank payment costs: its payload alone, and with the PNG that a chat shows. */

import { pathToFileURL } from "node:url";
import QRCode from "qrcode";
import { exponentOf, type Money } from "../src/fallback/money.ts";
import { SCHEMES, type Scheme } from "../src/fallback/qr/scheme.ts";
import { isRefusal } from "../src/text.ts";

const ROUNDS = 5;
const PAYLOADS = 2_000;
const PICTURES = 40;
/** As the bots draw it. */
const DRAWN = { errorCorrectionLevel: "M", margin: 4, scale: 8 } as const;
const REFERENCE = "K7M2Q2";
const NOW_MS = Date.UTC(2026, 10, 24, 18);

const middle = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The section of RESULTS.md. */
export async function measureQr(): Promise<string> {
	const rows: string[] = [];
	for (const scheme of SCHEMES.values()) rows.push(await rowOf(scheme));
	return `## Bank QR codes

The payload made ${PAYLOADS} times and with its PNG ${PICTURES} times, medians of ${ROUNDS} rounds. In brackets as multiples of drawing the same text with nothing made.

| scheme | characters | payload, µs | payload and PNG, ms |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

async function rowOf(scheme: Scheme): Promise<string> {
	const payload = encoderOf(scheme);
	const text = payload();
	const payloadUs: number[] = [];
	const pictureMs: number[] = [];
	const ratios: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		payloadUs.push(((await took(payload, PAYLOADS)) / PAYLOADS) * 1_000);
		const bare = await took(() => QRCode.toBuffer(text, DRAWN), PICTURES);
		const whole = await took(() => QRCode.toBuffer(payload(), DRAWN), PICTURES);
		pictureMs.push(whole / PICTURES);
		ratios.push(whole / bare);
	}
	const picture = `${middle(pictureMs).toFixed(1)} (${middle(ratios).toFixed(2)})`;
	return `| ${[scheme.id, text.length, middle(payloadUs).toFixed(0), picture].join(" | ")} |`;
}

/** With the examples that `standin qr --list` shows for the fields that must be there. */
function encoderOf(scheme: Scheme): () => string {
	const settings = new Map(
		scheme.fields
			.filter(({ id, required }) => required || (scheme.id === "paynow" && id === "uen"))
			.map(({ id, example }) => [id, example]),
	);
	const currency = scheme.currencies[0] ?? "EUR";
	const amount: Money = { currency, minor: 45 * 10 ** (exponentOf(currency) ?? 2) };
	return () => {
		const made = scheme.encode(settings, amount, REFERENCE, NOW_MS);
		if (isRefusal(made)) throw new Error(made.refused.en);
		return made.payload;
	};
}

async function took(act: () => unknown, times: number): Promise<number> {
	const startedMs = performance.now();
	for (let time = 0; time < times; time++) await act();
	return performance.now() - startedMs;
}

// By itself: `npx tsx bench/qr.ts`.
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) console.log(await measureQr());
