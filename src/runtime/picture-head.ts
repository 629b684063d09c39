/** What the first bytes of a picture tell: its kind, and how large it is once unpacked. */

export type PictureKind = "png" | "jpeg" | "webp" | "heic";

/** Null for anything else, whatever it is called. ISO/IEC 23008-12 names what Apple's photos begin with. */
export function kindOf(bytes: Uint8Array): PictureKind | null {
	const head = new TextDecoder("iso-8859-1").decode(bytes.subarray(0, 12));
	if (/^.PNG\r\n/s.test(head)) return "png";
	if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
	if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "webp";
	return head.slice(4, 8) === "ftyp" && /^(?:hei|hev|mif1|msf1|avif)/.test(head.slice(8)) ? "heic" : null;
}

/** Width times height of a PNG or JPEG as its head says, or null where that is not found: such a picture is broken. */
export function pictureSize(bytes: Uint8Array): number | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (kindOf(bytes) === "jpeg") return jpegSize(view);
	return bytes.length < 24 ? null : view.getUint32(16) * view.getUint32(20);
}

/** The frame header (SOF) stands behind segments that say how long they are. */
function jpegSize(view: DataView): number | null {
	for (let at = 2; at + 9 <= view.byteLength; ) {
		const marker = view.getUint8(at + 1);
		if (view.getUint8(at) !== 0xff) return null;
		if (marker === 0xff) {
			at++; // filler
			continue;
		}
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
		at += 2 + view.getUint16(at + 2);
	}
	return null;
}
