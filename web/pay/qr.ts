/** Draws a QR code as one path of an SVG: sharp at every size, and no picture has to be fetched. Pure. */

import { create } from "qrcode";

/** Modules of white around it, without which some cameras do not find it. */
const QUIET_ZONE = 4;

export type QrPicture = { readonly size: number; readonly path: string };

export function drawQr(payload: string): QrPicture {
	const { modules } = create(payload, { errorCorrectionLevel: "M" });
	const rows = Array.from({ length: modules.size }, (_, y) => rowPath(modules.size, y, (x) => modules.get(y, x) === 1));
	return { size: modules.size + 2 * QUIET_ZONE, path: rows.join("") };
}

/** Dark modules beside each other are one rectangle: no hairlines between them. */
function rowPath(size: number, y: number, isDark: (x: number) => boolean): string {
	let path = "";
	for (let x = 0; x < size; ) {
		let end = x;
		while (end < size && isDark(end)) end += 1;
		if (end > x) path += `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h${end - x}v1h-${end - x}z`;
		x = Math.max(end, x + 1);
	}
	return path;
}
