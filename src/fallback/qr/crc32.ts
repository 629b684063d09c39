/** CORE. CRC-32 as ISO 3309 and zip have it. */

/** The check sum of a text's UTF-8 bytes, eight upper-case hexadecimal digits. `123456789` is CBF43926. */
export const crc32 = (text: string): string =>
	crc32OfBytes(new TextEncoder().encode(text)).toString(16).toUpperCase().padStart(8, "0");

/** The check sum of bytes, as a number of 32 bits. */
export function crc32OfBytes(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return (crc ^ 0xffffffff) >>> 0;
}
