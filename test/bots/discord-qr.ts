/** Reads a QR picture as a phone would. */

import jsQR from "jsqr";
import { PNG } from "pngjs";

/** What the picture says; null when no phone could read it. */
export function decodePng(bytes: Buffer): string | null {
	const { data, width, height } = PNG.sync.read(bytes);
	return jsQR.default(new Uint8ClampedArray(data), width, height)?.data ?? null;
}
