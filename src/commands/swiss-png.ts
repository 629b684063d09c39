/** A Swiss QR-bill's code as a PNG that prints at its 46 mm, with the cross. W3C PNG 3rd edition, §11. */

import { deflateSync } from "node:zlib";
import QRCode from "qrcode";
import { crc32OfBytes } from "../fallback/qr/crc32.ts";
import { SWISS_CROSS, SWISS_QUIET_MM, SWISS_SIDE_MM } from "../fallback/qr/swiss-cross.ts";

const MODULE_PX = 10;
const WHITE = 255;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export function swissPng(payload: string): Buffer {
	const { modules } = QRCode.create(payload, { errorCorrectionLevel: "M" });
	const sidePx = modules.size * MODULE_PX;
	const pxPerMm = sidePx / SWISS_SIDE_MM;
	const quietPx = Math.ceil(SWISS_QUIET_MM * pxPerMm);
	const wholePx = sidePx + 2 * quietPx;
	// Greys of a byte; each row begins with its filter, which is none.
	const rows = Buffer.alloc(wholePx * (wholePx + 1), WHITE);
	for (let y = 0; y < wholePx; y++) rows[y * (wholePx + 1)] = 0;
	const fill = (left: number, top: number, width: number, height: number, grey: number): void => {
		for (let y = Math.round(top); y < Math.round(top + height); y++) {
			const start = (quietPx + y) * (wholePx + 1) + 1 + quietPx;
			rows.fill(grey, start + Math.round(left), start + Math.round(left + width));
		}
	};
	for (let row = 0; row < modules.size; row++)
		for (let column = 0; column < modules.size; column++)
			if (modules.get(row, column) === 1) fill(column * MODULE_PX, row * MODULE_PX, MODULE_PX, MODULE_PX, 0);
	for (const { leftMm, topMm, widthMm, heightMm, isDark } of SWISS_CROSS)
		fill(leftMm * pxPerMm, topMm * pxPerMm, widthMm * pxPerMm, heightMm * pxPerMm, isDark ? 0 : WHITE);
	const perMetre = Math.round(pxPerMm * 1000);
	return Buffer.concat([
		Buffer.from(SIGNATURE),
		chunk("IHDR", [...fourBytes(wholePx), ...fourBytes(wholePx), 8, 0, 0, 0, 0]),
		chunk("pHYs", [...fourBytes(perMetre), ...fourBytes(perMetre), 1]),
		chunk("IDAT", deflateSync(rows)),
		chunk("IEND", []),
	]);
}

const fourBytes = (value: number): readonly number[] => [
	value >>> 24,
	(value >>> 16) & 255,
	(value >>> 8) & 255,
	value & 255,
];

function chunk(kind: string, content: Iterable<number>): Buffer {
	const named = Buffer.concat([Buffer.from(kind, "latin1"), Uint8Array.from(content)]);
	return Buffer.from([...fourBytes(named.length - 4), ...named, ...fourBytes(crc32OfBytes(named))]);
}
