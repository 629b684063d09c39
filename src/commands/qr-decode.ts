/** SHELL. `standin qr decode`: what a QR says, with every fault found; of a picture or of a payload. */

import { stat } from "node:fs/promises";
import { Command } from "commander";
import { UserError } from "../errors.ts";
import { decodeQr } from "../fallback/qr/decode.ts";
import type { Decoded } from "../fallback/qr/decoded.ts";
import { isRefusal, type Locale, type Text } from "../text.ts";
import { readPictureFile } from "./qr-picture.ts";

type Io = { readonly locale: Locale; out(line: string): void };

export function decodeCommand(io: Io): Command {
	return new Command("decode")
		.description("say what a QR code holds, and everything that is wrong with it")
		.argument("<file.png | payload>", "a picture (PNG, JPEG), or the text of a code")
		.option("--json", "print JSON only")
		.action(async (written: string, { json }: { readonly json?: boolean }) => {
			const payload = await readPayload(written);
			const read = decodeQr(payload, new Date().toISOString().slice(0, 10));
			if (json === true) io.out(JSON.stringify(asJson(read, io.locale)));
			else print(read, io);
		});
}

/** What ends like a picture, or is a file, is one; anything else is the text of a code. */
async function readPayload(written: string): Promise<string> {
	if (!isPictureName(written) && !(await isFile(written))) return written;
	const picture = await readPictureFile(written);
	if (isRefusal(picture)) throw new UserError(picture.refused);
	return picture.payload;
}

const isPictureName = (written: string): boolean => /^[^\n]+\.(?:png|jpe?g|webp|hei[cf])$/i.test(written);

/** Many payloads are no name that a file can have, which is an answer too. */
const isFile = (written: string): Promise<boolean> =>
	stat(written).then(
		(facts) => facts.isFile(),
		() => false,
	);

function asJson({ scheme, faults, warnings, amount, currency, reference, fields }: Decoded, locale: Locale) {
	return {
		scheme,
		valid: faults.length === 0,
		faults: faults.map(({ text }) => text[locale]),
		warnings: warnings.map((warning) => warning[locale]),
		amount,
		currency,
		reference,
		fields: Object.fromEntries(fields),
	};
}

function print({ scheme, faults, warnings, amount, currency, reference, fields }: Decoded, { locale, out }: Io): void {
	out(`${scheme ?? "?"}: ${(faults.length === 0 ? RIGHT : FAULTY)[locale]}`);
	for (const { text } of faults) out(`! ${text[locale]}`);
	for (const warning of warnings) out(`~ ${warning[locale]}`);
	if (amount !== null) out(`${AMOUNT[locale]} ${amount} ${currency ?? ""}`.trimEnd());
	if (reference !== null) out(`${REFERENCE[locale]} ${reference}`);
	for (const [place, value] of fields) out(`  ${place}  ${value}`);
}

const RIGHT: Text = { en: "no fault found", zh: "未发现错误", es: "sin errores" };
const FAULTY: Text = { en: "faulty", zh: "有误", es: "con errores" };
const AMOUNT: Text = { en: "Amount:", zh: "金额：", es: "Importe:" };
const REFERENCE: Text = { en: "Reference:", zh: "编号：", es: "Referencia:" };
