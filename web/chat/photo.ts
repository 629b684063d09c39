/** A photo on its way to the support desk: made small enough for a bad line. Drawing it anew leaves behind where it was taken. */

const KEPT_AS_IT_IS_BYTES = 700 * 1024;
/** Enough to read a receipt by. */
const SIDE_LIMIT_PIXELS = 2000;
const QUALITY = 0.85;

/** A QR in these is read at the server; others become a JPEG first, where this browser knows them: WebP, an iPhone's HEIC. */
const READ_THERE = /^image\/(?:png|jpeg)$/;

export type Photo = { readonly name: string; readonly bytes: ArrayBuffer };

/** What this browser cannot draw goes out as it is: the server says what it takes. */
export async function photoOf(file: File): Promise<Photo> {
	const isDrawn = file.type.startsWith("image/") && (file.size > KEPT_AS_IT_IS_BYTES || !READ_THERE.test(file.type));
	const drawn = isDrawn ? await drawAnew(file) : null;
	if (drawn === null) return { name: file.name, bytes: await file.arrayBuffer() };
	return { name: `${file.name.replace(/\.\w{1,5}$/, "")}.jpg`, bytes: await drawn.arrayBuffer() };
}

async function drawAnew(file: File): Promise<Blob | null> {
	try {
		const picture = await createImageBitmap(file);
		const scale = Math.min(1, SIDE_LIMIT_PIXELS / Math.max(picture.width, picture.height));
		const canvas = document.createElement("canvas");
		canvas.width = Math.round(picture.width * scale);
		canvas.height = Math.round(picture.height * scale);
		canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
		picture.close();
		return await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
	} catch {
		return null; // no picture, or none that this browser knows
	}
}
