import { expect, test } from "vitest";
import { encodeEmvco } from "../../src/fallback/qr/emvco.ts";
import type { Shop } from "../../src/fallback/shop.ts";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

/** A code whose account an acquirer gave out; synthetic. Nothing goes into it. */
const OWN = encodeEmvco([
	{ id: "00", value: "01" },
	{ id: "01", value: "11" },
	{
		id: "26",
		value: [
			{ id: "00", value: "A0000006150001" },
			{ id: "01", value: "000000" },
			{ id: "02", value: "0000000001" },
		],
	},
	{ id: "52", value: "5999" },
	{ id: "53", value: "458" },
	{ id: "58", value: "MY" },
	{ id: "59", value: "Kedai Contoh" },
	{ id: "60", value: "Bangi" },
]);
const stall: Shop = {
	...bakery,
	currency: "MYR",
	rails: [{ id: "own", scheme: "static", settings: { payload: OWN } }],
};

test("beside the shop's own code, which has no amount, the chat says what the customer types", () => {
	const { sale, shown } = openChat(stall).sell("45.50");
	expect(shown.replies[0]?.qr?.payload).toBe(OWN); // unchanged
	expect(shown.text).toContain("Type this amount: 45.50 MYR");
	expect(shown.text).toContain(sale.ref);
	expect(shown.text).toMatch(/To: Kedai Contoh/);
});

test("a code that carries them asks nobody to type", () => {
	expect(openChat(bakery).sell("45.50").shown.text).not.toContain("Type this");
});
