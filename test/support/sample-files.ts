/** Small whole files for tests, made here. */

/** A PNG of one pixel. */
export const PNG = Uint8Array.from(
	Buffer.from(
		"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
		"base64",
	),
);

export const PDF = new TextEncoder().encode("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

export const segment = (code: number, content: readonly number[]): number[] => [
	0xff,
	code,
	(content.length + 2) >> 8,
	(content.length + 2) & 0xff,
	...content,
];
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

/** What a phone writes beside a photo: how it is turned, and where it was taken. */
export const exif = (turned: number): number[] => [
	...ascii("Exif\0\0II"),
	...[0x2a, 0, 8, 0, 0, 0, 2, 0],
	...[0x12, 1, 3, 0, 1, 0, 0, 0, turned, 0, 0, 0],
	...[0x25, 0x88, 4, 0, 1, 0, 0, 0, 0x26, 0, 0, 0],
	...[0, 0, 0, 0],
	...ascii("GPS 52.5200 13.4050"),
];

/** A JPEG in shape: its scans hold what looks like markers and is none. */
export const photo = (turned = 1): Uint8Array<ArrayBuffer> =>
	Uint8Array.from([
		...[0xff, 0xd8],
		...segment(0xe0, ascii("JFIF\0\u0001\u0002")),
		...segment(0xe1, exif(turned)),
		...segment(0xe1, ascii("http://ns.adobe.com/xap/1.0/\0<x>GPS 52.5200</x>")),
		...segment(0xfe, ascii("taken by Ana")),
		...segment(0xdb, [0, 1, 2, 3]),
		...segment(0xda, [1, 1, 0, 0, 63, 0]),
		...[0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56],
		...segment(0xc4, [0, 0xff, 0xd9, 0]),
		...segment(0xda, [1, 2, 0, 0, 63, 0]),
		...[0x78, 0xff, 0xd9],
		// A second picture, as phones hang it behind the first.
		...[0xff, 0xd8],
		...segment(0xe1, exif(turned)),
		...[0xff, 0xd9],
	]);

/** A picture as large as a phone's, of a kind that browsers draw and we do not take: Windows bitmap, 24 bits, of noise. */
export function bitmap(width: number, height: number): Buffer {
	const row = Math.ceil((width * 3) / 4) * 4;
	const picture = Buffer.alloc(54 + row * height);
	picture.write("BM", 0, "latin1");
	for (const [at, value] of [
		[2, picture.length],
		[10, 54],
		[14, 40],
		[18, width],
		[22, height],
	] as const)
		picture.writeUInt32LE(value, at);
	picture.writeUInt16LE(1, 26);
	picture.writeUInt16LE(24, 28);
	for (let at = 54; at < picture.length; at++) picture[at] = (at * 2_654_435_761) >>> 24;
	return picture;
}
