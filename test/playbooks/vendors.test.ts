import { expect, test } from "vitest";
import { loadVendors } from "../../src/playbooks/load-vendors.ts";
import { NOTHING_AROUND, storingFacts, terminalFacts, vendorTexts } from "../../src/playbooks/vendor.ts";

const vendors = await loadVendors("knowledge/vendors");
const known = (vendor: string, model: string | null = null) => {
	const facts = terminalFacts({ ...NOTHING_AROUND, vendors, terminal: { vendor, model } });
	return new Map(facts.map(({ slot, value }) => [slot, value]));
};
const text = (name: string, vendor: string, model: string | null = null) => {
	const around = { ...NOTHING_AROUND, vendors, terminal: { vendor, model } };
	return vendorTexts(terminalFacts(around), around).get(name);
};

test("the vendors of the knowledge folder are sound", () => {
	expect(vendors.map(({ id }) => id)).toEqual([
		"adyen",
		"clover",
		"ingenico",
		"moneris",
		"pax",
		"payanywhere",
		"shopify",
		"square",
		"stripe",
		"sumup",
		"toast",
		"verifone",
		"zettle",
	]);
});

// What destroys stored payments on one terminal is harmless on another: only what is sourced counts as harmless.
test.each([
	["Square", "Square Terminal", "loses"],
	["Toast", null, "loses"],
	["Clover", "Clover Flex", "keeps"],
	["clover network", null, "keeps"],
	["Stripe", "WisePad 3", "keeps"],
	["Stripe", "WisePOS E", "unknown"],
	["Stripe", null, "unknown"],
	["Verifone", "V240m", "unknown"],
	["Ingenico", "Move/5000", "unknown"],
	["Adyen", null, "unknown"],
	["Acme", "Clover Flex", "unknown"],
	["constructor", "__proto__", "unknown"],
	["", "", "unknown"],
])("a restart of a terminal by “%s”, %s, %s stored payments", (vendor, model, restart) => {
	expect(known(vendor, model).get("restart")).toBe(restart);
});

test("a terminal that two vendors claim is nobody's", () => {
	expect(known("Square or Clover").get("vendor")).toBe("unknown");
	expect(known("SQUARE").get("vendor")).toBe("square");
});

test("a fact of the model goes before that of its vendor, and what is not known is said in general", () => {
	expect(text("vendor.window", "Square", "Square Reader")).toEqual({ en: "1 hour", zh: "1 小时", es: "1 hora" });
	expect(text("vendor.window", "Square", "Square Terminal")?.en).toBe("24 hours");
	expect(text("vendor.window", "Clover")?.es).toBe("7 días");
	expect(text("vendor.window", "PAX")?.en).toBe("the time your card provider allows");
	expect(text("vendor.status_page", "Toast")?.zh).toBe("status.toasttab.com");
	expect(text("vendor.status_page", "Verifone")?.es).toMatch(/página de estado/);
	expect(text("vendor.restart_how", "Ingenico", "Move 5000")?.en).toMatch(/yellow key and the dot key/);
	expect(text("vendor.donts", "nobody")?.en).toBe("Do not restart, log out, reset or clear the batch.");
	expect(text("vendor.name", "clover")?.en).toBe("Clover");
});

const storing = (vendor: string) => storingFacts({ vendors, terminal: { vendor, model: null } });

test("what a maker allows its stored payments is said with its source and date, and unknown stays unknown", () => {
	const sumup = storing("SumUp")?.limits;
	expect(sumup?.capPayment).toMatchObject({ value: { minor: 5_000, currency: "EUR" }, reviewed: "2026-11-24" });
	expect(sumup?.capPayment?.source).toMatch(/^vendor: /);
	expect(sumup?.capCount?.value).toBe(75);
	expect(storing("Clover")?.limits.capTotal?.value).toEqual({ minor: 500_000, currency: "USD" });
	expect(storing("Zettle")?.offline).toBe("no");
	for (const maker of ["Verifone", "Ingenico", "PAX"])
		expect(storing(maker)?.limits).toEqual({
			windowHours: null,
			capPayment: null,
			capTotal: null,
			capCount: null,
			risk: "unknown",
		});
	expect(storing("nobody")).toBeNull();
});

test("whoever may store payments bears what becomes of them, and knows what must be set up first", () => {
	for (const maker of ["square", "stripe", "adyen", "toast", "clover", "shopify", "sumup", "moneris", "payanywhere"]) {
		expect(storing(maker)?.limits.risk).toBe("merchant");
		expect(storing(maker)?.setup).not.toBeNull();
		expect(storing(maker)?.donts).not.toBeNull();
	}
});
