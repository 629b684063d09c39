/**
 * CORE. The frame of EMVCo QR codes, Merchant-Presented Mode 1.1: data objects of ID (2 digits), LEN (2 digits), value.
 * LEN counts characters (4.4.1.1) and the check sum runs over UTF-8 bytes (4.7.3); the two differ outside ASCII.
 * A character is a code point here: the specification means Unicode characters, and UTF-16 units are JavaScript's own.
 */

import type { CodeFault } from "./decoded.ts";

/** `value` is a text, or further objects when this is a template. */
export type DataObject = { readonly id: string; readonly value: string | readonly DataObject[] };
type Decoded = { readonly objects: readonly DataObject[]; readonly faults: readonly CodeFault[] };

/** Longer is read by nobody: EMVCo recommends 512, the SGQR annex has 1,042, a QR holds 4,296 letters. */
const PAYLOAD_LIMIT_CHARS = 4_096;
const VALUE_LIMIT_CHARS = 99;
const CRC_ID = "63";
const CRC_HEAD = `${CRC_ID}04`;

/**
 * The payload of these objects, in their order, with the check sum behind. An empty value is left out, since LEN is at
 * least 01 (4.4.1.1). A value that does not fit is a bug of the scheme, which had to refuse or shorten it, and throws.
 */
export function encodeEmvco(objects: readonly DataObject[]): string {
	const body = encodeObjects(objects) + CRC_HEAD;
	return body + crc16(body);
}

function encodeObjects(objects: readonly DataObject[]): string {
	return objects.map(encodeObject).join("");
}

function encodeObject({ id, value }: DataObject): string {
	const text = typeof value === "string" ? value : encodeObjects(value);
	const length = [...text].length;
	if (!/^[0-9]{2}$/.test(id) || length > VALUE_LIMIT_CHARS)
		throw new RangeError(`data object ${id}: ${length} characters`);
	return length === 0 ? "" : id + String(length).padStart(2, "0") + text;
}

/** What a payload says and everything that is wrong with its structure, check sum and amount; what is readable is given. */
export function decodeEmvco(payload: string): Decoded {
	if (payload.length > PAYLOAD_LIMIT_CHARS) {
		return {
			objects: [],
			faults: [
				fault(
					"",
					`it has more than ${PAYLOAD_LIMIT_CHARS} characters`,
					`超过 ${PAYLOAD_LIMIT_CHARS} 个字符`,
					`tiene más de ${PAYLOAD_LIMIT_CHARS} caracteres`,
				),
			],
		};
	}
	const faults: CodeFault[] = [];
	const objects = readObjects([...payload], "", faults).map((object) => openTemplate(object, faults));
	checkFrame(objects, faults);
	checkCrc(payload, faults);
	const amount = objects.find((object) => object.id === "54")?.value;
	if (typeof amount === "string" && !isAmount(amount)) {
		faults.push(
			fault(
				"54",
				`the amount in 54 is not one: “${amount}”`,
				`54 中的金额无效：“${amount}”`,
				`el importe en 54 no es válido: “${amount}”`,
			),
		);
	}
	return { objects, faults };
}

/** A value that is a template inside a template, as VietQR's account is; null when it is none. */
export function readTemplate(value: string): readonly DataObject[] | null {
	const faults: CodeFault[] = [];
	const objects = readObjects([...value], "", faults);
	return faults.length === 0 && objects.length > 0 ? objects : null;
}

/** Reads as many objects as there are; `path` names the template in faults and is empty at the root. */
function readObjects(symbols: readonly string[], path: string, faults: CodeFault[]): DataObject[] {
	const objects: DataObject[] = [];
	const seen = new Set<string>();
	for (let at = 0; at < symbols.length; ) {
		const id = symbols.slice(at, at + 2).join("");
		const written = symbols.slice(at + 2, at + 4).join("");
		const place = `${path}${id}`;
		if (!/^[0-9]{2}$/.test(id) || !/^[0-9]{2}$/.test(written)) {
			faults.push(
				fault(
					path.slice(0, -1),
					`after ${at} characters of ${path || "the code "}there is no object`,
					`${path}第 ${at} 个字符之后不是数据对象`,
					`tras ${at} caracteres de ${path || "el código "}no hay ningún objeto`,
				),
			);
			break;
		}
		const length = Number(written);
		const value = symbols.slice(at + 4, at + 4 + length);
		at += 4 + length;
		if (length === 0) faults.push(fault(place, `${place} is empty`, `${place} 为空`, `${place} está vacío`));
		if (seen.has(id))
			faults.push(fault(place, `${place} stands there twice`, `${place} 重复出现`, `${place} aparece dos veces`));
		if (value.length < length) {
			faults.push(
				fault(
					place,
					`${place} says ${length} characters but only ${value.length} follow`,
					`${place} 标明 ${length} 个字符，实际只有 ${value.length} 个`,
					`${place} anuncia ${length} caracteres y solo siguen ${value.length}`,
				),
			);
		}
		seen.add(id);
		objects.push({ id, value: value.join("") });
	}
	return objects;
}

/** 26 to 51, 62 and 64 are templates (4.3, 4.8, 4.9); 80 to 99 may be, but DuitNow puts a bare hash into 82. */
function openTemplate(object: DataObject, faults: CodeFault[]): DataObject {
	const id = Number(object.id);
	const must = (id >= 26 && id <= 51) || id === 62 || id === 64;
	if (typeof object.value !== "string" || (!must && id < 80)) return object;
	const inner: CodeFault[] = [];
	const value = readObjects([...object.value], `${object.id}-`, inner);
	if (must) faults.push(...inner);
	return inner.length === 0 ? { id: object.id, value } : object;
}

function checkFrame(objects: readonly DataObject[], faults: CodeFault[]): void {
	const first = objects[0];
	// DuitNow writes 02; the format is the same.
	if (first?.id !== "00" || (first.value !== "01" && first.value !== "02")) {
		faults.push(
			fault(
				"00",
				"it does not begin with the format indicator 000201",
				"没有以格式标识 000201 开头",
				"no empieza con el indicador de formato 000201",
			),
		);
	}
	if (objects.at(-1)?.id !== CRC_ID)
		faults.push(
			fault(
				CRC_ID,
				"the check sum (63) is not at its end",
				"结尾没有校验码（63）",
				"la suma de control (63) no está al final",
			),
		);
}

function checkCrc(payload: string, faults: CodeFault[]): void {
	const body = payload.slice(0, -4);
	if (!body.endsWith(CRC_HEAD)) return; // a missing check sum is a fault already
	const printed = payload.slice(-4);
	const right = crc16(body);
	if (printed.toUpperCase() === right) return;
	faults.push(
		fault(
			CRC_ID,
			`its check sum is ${printed}, the right one is ${right}`,
			`校验码是 ${printed}，正确的是 ${right}`,
			`su suma de control es ${printed} y la correcta es ${right}`,
		),
	);
}

/** 4.7.2: at most 13 characters, digits and at most one dot, not zero. */
const isAmount = (text: string): boolean =>
	/^[0-9]+(?:\.[0-9]*)?$/.test(text) && text.length <= 13 && /[1-9]/.test(text);

/** CRC-16/CCITT-FALSE (polynomial 1021, initial FFFF), four upper-case hexadecimal digits. */
function crc16(text: string): string {
	let crc = 0xffff;
	for (const byte of new TextEncoder().encode(text)) {
		crc ^= byte << 8;
		for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
	}
	return crc.toString(16).toUpperCase().padStart(4, "0");
}

const fault = (field: string, en: string, zh: string, es: string): CodeFault => ({
	field,
	text: {
		en: `The QR code is faulty: ${en}.`,
		zh: `二维码有误：${zh}。`,
		es: `El código QR tiene un error: ${es}.`,
	},
});
