/**
 * CORE. Unpacks PAY by square: base 32, LZMA, CRC-32, tab-separated fields. The package that packs it also unpacks, but makes
 * as many payments as a code announces: a forged one of 60 characters asks it for a billion. Here every count has a bound.
 */

import { crc32 } from "./crc32.ts";
import { inflate } from "./lzma.ts";

/** What fits into the largest QR. */
const PAYLOAD_LIMIT_CHARS = 4_296;
/** Unpacked; a code with every field at its limit has less than one thousand. */
const CONTENT_LIMIT_BYTES = 8_192;
const PAYMENTS_LIMIT = 20;
const ACCOUNTS_LIMIT = 20;
/** The newest version that is defined, 1.2. */
const VERSION_LIMIT = 2;

export type SquarePayment = {
	readonly amount: string;
	readonly currency: string;
	readonly due: string;
	readonly variableSymbol: string;
	readonly constantSymbol: string;
	readonly specificSymbol: string;
	readonly reference: string;
	readonly note: string;
	readonly accounts: readonly (readonly [iban: string, bic: string])[];
};

export type Square = {
	readonly invoiceId: string;
	readonly payments: readonly SquarePayment[];
	/** Of the first payment. */
	readonly beneficiary: string;
};

/** What it says; null when it is no such code, is damaged, or announces more than a payment code holds. */
export function unpackSquare(payload: string): Square | null {
	const bytes = payload.length > PAYLOAD_LIMIT_CHARS ? null : fromBase32(payload.toUpperCase());
	const content = bytes === null ? null : contentOf(bytes);
	if (content === null) return null;
	try {
		return readFields(content.split("\t"));
	} catch (error) {
		if (error instanceof RangeError) return null; // a field is missing, or a count is out of bounds
		throw error;
	}
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

function fromBase32(text: string): Uint8Array | null {
	const bytes: number[] = [];
	let buffer = 0;
	let bits = 0;
	for (const symbol of text.replace(/=+$/, "")) {
		const value = DIGITS.indexOf(symbol);
		if (value < 0) return null;
		buffer = ((buffer << 5) | value) & 0xfff;
		bits += 5;
		if (bits < 8) continue;
		bits -= 8;
		bytes.push((buffer >> bits) & 0xff);
	}
	return Uint8Array.from(bytes);
}

/** Two bytes say what it is, two how long the content is; the rest is LZMA with properties that the standard fixes. */
function contentOf(bytes: Uint8Array): string | null {
	const [kind = 0, , low = 0, high = 0] = bytes;
	const isPayment = kind >> 4 === 0 && (kind & 0xf) <= VERSION_LIMIT;
	const length = low | (high << 8);
	if (!isPayment || length <= CHECKSUM_BYTES || length > CONTENT_LIMIT_BYTES) return null;
	const unpacked = inflate(bytes.subarray(4), length);
	if (unpacked === null) return null;
	const sum = [...unpacked.subarray(0, CHECKSUM_BYTES)].reverse();
	const text = new TextDecoder().decode(unpacked.subarray(CHECKSUM_BYTES));
	const written = sum.map((byte) => byte.toString(16).padStart(2, "0")).join("");
	return written.toUpperCase() === crc32(text) ? text : null;
}

const CHECKSUM_BYTES = 4;

function readFields(fields: readonly string[]): Square {
	let place = 0;
	const next = (): string => {
		const field = fields[place++];
		if (field === undefined) throw new RangeError("it ends too early");
		return field;
	};
	const count = (limit: number): number => {
		const written = next();
		if (!/^[1-9]\d?$/.test(written) || Number(written) > limit) throw new RangeError(`${limit} at the most`);
		return Number(written);
	};
	const skip = (many: number): void => {
		for (let left = many; left > 0; left--) next();
	};
	const onePayment = (): SquarePayment => {
		skip(1); // its type: what is paid and to whom is the same in all
		const amount = next();
		const currency = next();
		const [due, variableSymbol, constantSymbol, specificSymbol] = [next(), next(), next(), next()];
		const [reference, note] = [next(), next()];
		const accounts = Array.from({ length: count(ACCOUNTS_LIMIT) }, () => [next(), next()] as const);
		for (const fieldsOfOrder of [STANDING_ORDER_FIELDS, DIRECT_DEBIT_FIELDS]) if (next() === "1") skip(fieldsOfOrder);
		return { amount, currency, due, variableSymbol, constantSymbol, specificSymbol, reference, note, accounts };
	};
	const invoiceId = next();
	const payments = Array.from({ length: count(PAYMENTS_LIMIT) }, onePayment);
	// Version 1.0 knows no beneficiary.
	return { invoiceId, payments, beneficiary: fields[place] ?? "" };
}

const STANDING_ORDER_FIELDS = 4;
const DIRECT_DEBIT_FIELDS = 10;
