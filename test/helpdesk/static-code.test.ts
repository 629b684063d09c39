import { expect, test } from "vitest";
import type { Shop } from "../../src/fallback/shop.ts";
import { DUITNOW } from "../fallback/qr/support.ts";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

const stall: Shop = {
	...bakery,
	currency: "MYR",
	rails: [{ id: "own", scheme: "static", settings: { payload: DUITNOW } }],
};

test("beside the shop's own code, which has no amount, the chat says what the customer types", () => {
	const { sale, shown } = openChat(stall).sell("45.50");
	expect(shown.replies[0]?.qr?.payload).toBe(DUITNOW); // unchanged
	expect(shown.text).toContain("Type this amount: 45.50 MYR");
	expect(shown.text).toContain(sale.ref);
	expect(shown.text).toMatch(/To: Kedai Contoh/);
});

test("a code that carries them asks nobody to type", () => {
	expect(openChat(bakery).sell("45.50").shown.text).not.toContain("Type this");
});
