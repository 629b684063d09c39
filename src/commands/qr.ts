/** SHELL. `standin qr`: the payload of a bank QR, on the screen, as JSON or as a picture; no server and no network. */

import { Command } from "commander";
import QRCode from "qrcode";
import { UserError } from "../errors.ts";
import { type Money, parsePrice } from "../fallback/money.ts";
import type { BankQr } from "../fallback/qr/profile.ts";
import { SCHEMES, type Scheme } from "../fallback/qr/scheme.ts";
import { normaliseReference } from "../fallback/sale-reference.ts";
import { isRefusal, type Locale, type Refusal, type Text } from "../text.ts";
import { decodeCommand } from "./qr-decode.ts";
import { writeQrPng } from "./qr-png.ts";

const REQUIRED: Text = { en: "* required", zh: "* 必填", es: "* obligatorio" };

type Io = { readonly locale: Locale; out(line: string): void };

type Options = {
	readonly list?: boolean;
	readonly set: ReadonlyMap<string, string>;
	readonly amount?: string;
	readonly ref?: string;
	readonly png?: string;
	readonly json?: boolean;
};

/** The command; bad input is thrown as `UserError` and has written nothing. */
export function qrCommand(io: Io): Command {
	return new Command("qr")
		.description("make the QR of a bank transfer from the shop's own account data")
		.enablePositionalOptions() // --json behind decode is decode's
		.addCommand(decodeCommand(io))
		.argument("[scheme]", `one of ${[...SCHEMES.keys()].join(", ")}`)
		.option("--list", "name each scheme's fields")
		.option("--set <field=value>", "one field of the scheme; may be repeated", addField, new Map<string, string>())
		.option("--amount <amount>", "amount in major units, such as 12.50")
		.option("--ref <reference>", "reference that travels with the payment")
		.option("--png <file>", "write the QR as a PNG")
		.option("--json", "print JSON only")
		.action(async (id: string | undefined, options: Options) => {
			if (options.list) return list(io, options.json === true);
			const scheme = id === undefined ? undefined : SCHEMES.get(id);
			if (scheme === undefined) throw unknownScheme(id);
			const qr = orThrow(
				scheme.encode(options.set, readAmount(options, scheme), readReference(options.ref), Date.now()),
			);
			if (options.png !== undefined) await writeQrPng(options.png, qr.payload, scheme.errorCorrection);
			await print(io, scheme, qr, options.json === true);
		});
}

function addField(written: string, earlier: Map<string, string>): Map<string, string> {
	const at = written.indexOf("=");
	const id = written.slice(0, at).trim();
	if (at < 1 || earlier.has(id)) {
		throw new UserError({
			en: `--set takes each field once, as field=value; “${written.slice(0, 80)}” is not that.`,
			zh: `--set 每个字段只能写一次，格式为 field=value；“${written.slice(0, 80)}”不符合。`,
			es: `--set lleva cada campo una vez, como field=value; “${written.slice(0, 80)}” no lo es.`,
		});
	}
	return new Map(earlier).set(id, written.slice(at + 1));
}

function unknownScheme(id: string | undefined): UserError {
	const known = [...SCHEMES.keys()].join(", ");
	return new UserError({
		en: id === undefined ? `Name a scheme: ${known}.` : `There is no scheme “${id.slice(0, 40)}”; there are: ${known}.`,
		zh: id === undefined ? `请指定标准：${known}。` : `没有“${id.slice(0, 40)}”标准；可用：${known}。`,
		es:
			id === undefined
				? `Indique un sistema: ${known}.`
				: `No existe el sistema “${id.slice(0, 40)}”; existen: ${known}.`,
	});
}

/** A scheme of several currencies has a field `currency`; without it the usual one is meant. */
function readAmount({ amount, set }: Options, scheme: Scheme): Money | null {
	if (amount === undefined) return null;
	return orThrow(parsePrice(amount, set.get("currency") ?? scheme.currencies[0]));
}

/** A sale reference however it was typed; any other text is the shop's own reference and stays as it is. */
const readReference = (written: string | undefined): string | null =>
	written === undefined ? null : (normaliseReference(written) ?? written);

function orThrow<T extends object>(value: T | Refusal): T {
	if (isRefusal(value)) throw new UserError(value.refused);
	return value;
}

function list({ locale, out }: Io, isJson: boolean): void {
	const schemes = [...SCHEMES.values()].map(({ id, title, currencies, fields }) => ({
		scheme: id,
		title: title[locale],
		currencies,
		fields: fields.map((field) => ({
			field: field.id,
			label: field.label[locale],
			required: field.required,
			example: field.example,
		})),
	}));
	if (isJson) {
		out(JSON.stringify(schemes));
		return;
	}
	for (const { scheme, title, currencies, fields } of schemes) {
		out(`${scheme}  ${title}, ${currencies.join(" ")}`);
		for (const { field, label, required, example } of fields) {
			out(`  ${field}${required ? " *" : ""}  ${label} (${example})`);
		}
	}
	out(REQUIRED[locale]);
}

async function print({ locale, out }: Io, scheme: Scheme, qr: BankQr, isJson: boolean): Promise<void> {
	const warnings = qr.warnings.map((warning) => warning[locale]);
	if (isJson) return out(JSON.stringify({ scheme: scheme.id, payload: qr.payload, warnings }));
	out(qr.payload);
	out(await QRCode.toString(qr.payload, { type: "utf8", errorCorrectionLevel: scheme.errorCorrection }));
	for (const line of qr.caption) out(line[locale]);
	for (const warning of warnings) out(`! ${warning}`);
}
