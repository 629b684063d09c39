import jsqr from "jsqr";
import { expect, test } from "vitest";
import { drawQr } from "../../web/pay/qr.ts";

const SCALE = 4;

/** Paints the path as a browser does: each piece a rectangle one module high. */
function pixels({ size, path }: ReturnType<typeof drawQr>): {
	readonly data: Uint8ClampedArray;
	readonly side: number;
} {
	const side = size * SCALE;
	const data = new Uint8ClampedArray(side * side * 4).fill(255);
	for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
		for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row += 1) {
			for (let column = Number(x) * SCALE; column < (Number(x) + Number(width)) * SCALE; column += 1) {
				data.set([0, 0, 0], (row * side + column) * 4);
			}
		}
	}
	return { data, side };
}

test.each([
	"http://192.168.1.7:4747/p/AbCdEfGhJkMn",
	"BCD\n002\n1\nSCT\n\nBakery GmbH\nDE89370400440532013000\nEUR45.00\n\nRF18K7M2QX\n",
	"收款 45 元 · Café",
])("a camera reads from the drawn picture what was put in: %j", (payload) => {
	const { data, side } = pixels(drawQr(payload));
	expect(jsqr.default(data, side, side)?.data).toBe(payload);
});

test("dark modules beside each other are one piece: no hairline between them", () => {
	const { path } = drawQr("http://192.168.1.7:4747/p/AbCdEfGhJkMn");
	const pieces = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)];
	const begins = new Set(pieces.map(([, x, y]) => `${x} ${y}`));
	expect(pieces.filter(([, x, y, width]) => begins.has(`${Number(x) + Number(width)} ${y}`))).toEqual([]);
});

test("four modules of white stand around it", () => {
	const { size, path } = drawQr("x");
	const corners = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, width]) => [
		Number(x),
		Number(y),
		Number(x) + Number(width),
	]);
	expect(Math.min(...corners.map(([x]) => x!))).toBe(4);
	expect(Math.min(...corners.map(([, y]) => y!))).toBe(4);
	expect(Math.max(...corners.map(([, , end]) => end!))).toBe(size - 4);
});
