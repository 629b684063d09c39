import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { reasonText, termLabel } from "../../src/reconcile/evidence-texts.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { type Reading, reviewOf, type ToReview } from "../../src/reconcile/review.ts";
import type { FallbackPayment, Row } from "../../src/reconcile/row.ts";
import { itemsOf } from "../../src/reconcile/wording.ts";
import type { Locale } from "../../src/text.ts";
import { card, payment, row, upload } from "./builders.ts";

const reading = (locale: Locale): Reading => ({
	locale,
	timeZone: "Europe/Berlin",
	railName: (id) => `rail ${id}`,
	personName: (id) => (id === "mara" ? "Mara" : id),
	canRefund: (id) => id === "card",
});

function reviewed(payments: readonly FallbackPayment[], rows: readonly Row[], locale: Locale = "en") {
	const uploads = [upload(rows)];
	const findings = reconcile(payments, uploads).findings;
	const toReview = findings.map((finding, index): ToReview => ({ id: `f${index}`, finding, decided: null }));
	return { toReview, items: itemsOf(payments, uploads), read: reading(locale) };
}

test("a finding shows both sides, the terms for and against, and the decisions with what they mean", () => {
	const { toReview, items, read } = reviewed(
		[payment("P1", 0, 4500, { saleRef: "K7M2Q2", cardLast4: "4242" })],
		[row("1", 5, 4500, { note: "K7M2Q2" }), card("2", -1, 4500, { cardLast4: "4242" })],
	);
	const [view] = reviewOf(toReview, items, read);
	expect(view).toMatchObject({
		class: "double_charge_suspect",
		title: "Charged twice?",
		payments: [{ id: "P1", ref: "K7M2Q2", rail: "rail epc", status: "paid" }],
		rows: [{ name: "evening/2", tender: "card", last4: "4242", status: "approved" }],
		decided: null,
		isSettled: false,
	});
	expect(view?.evidence).toContainEqual(
		expect.objectContaining({ label: "Card digits", text: "the same last four card digits", weight: 5.5 }),
	);
	expect(view?.acts.map(({ act }) => act)).toEqual(["charged_twice", "accept"]);
	expect(view?.acts[1]?.label).toBe("Two different sales");
});

test("another link is offered only where there is something to link with, the nearest amount first", () => {
	const { toReview, items, read } = reviewed(
		[payment("P1", 0, 4500)],
		[row("1", 200, 1200), row("2", 300, 4300), row("3", 400, 9900)],
	);
	const [missing, ...unexpected] = reviewOf(toReview, items, read);
	expect(missing?.alternatives.map(({ row: name }) => name)).toEqual(["evening/2", "evening/1", "evening/3"]);
	expect(missing?.alternatives[0]?.text).toMatch(/^P1 .*45\.00 EUR.* ↔ 43\.00 EUR other tender .*row 2/);
	expect(unexpected.map(({ alternatives }) => alternatives[0]?.paymentId)).toEqual(["P1", "P1", "P1"]);
	const alone = reviewed([payment("P1", 0, 4500)], []);
	expect(reviewOf(alone.toReview, alone.items, alone.read)[0]?.acts.map(({ act }) => act)).toEqual([
		"accept",
		"write_off",
	]);
});

test("what is decided goes below what is open, with who decided and when; a double charge waits for its refund", () => {
	const { toReview, items, read } = reviewed(
		[payment("P1", 0, 4500, { cardLast4: "4242" }), payment("P2", 60, 700)],
		[row("1", 5, 4500), card("2", -1, 4500, { cardLast4: "4242" })],
	);
	const decided = { personId: "mara", note: "phoned", atMs: 5 };
	const [twice, missing] = toReview;
	const views = reviewOf(
		[
			{ ...missing!, decided: { ...decided, act: "accept" } },
			{ ...twice!, decided: { ...decided, act: "charged_twice" } },
		],
		items,
		read,
	);
	expect(views.map(({ class: name, isSettled }) => [name, isSettled])).toEqual([
		["double_charge_suspect", false],
		["missing_in_batch", true],
	]);
	expect(views[0]?.acts.map(({ act }) => act)).toEqual(["refunded", "accept"]);
	expect(views[1]?.decided).toEqual({
		act: "accept",
		label: "I have keyed it in now",
		by: "Mara",
		atMs: 5,
		note: "phoned",
	});
	expect(views[1]?.acts).toEqual([]);
});

/** Every sentence that the sources which give reasons hold, with something likely in the place of its values. */
function sentencesInSources(): readonly (readonly string[])[] {
	const folder = new URL("../../src/reconcile/", import.meta.url);
	const literals = readdirSync(folder)
		.filter((name) => name.endsWith(".ts") && !/texts|wording|sentences|decisions|review/.test(name))
		.map((name) => readFileSync(new URL(name, folder), "utf8"))
		.filter((source) => /\b(?:reasons|Reason|Weight)\b/.test(source) && !/\bzh: /.test(source))
		.flatMap((source) => {
			const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^import [^;]*;$|\bthrow [^;]*;/gm, "");
			return [...code.matchAll(/"([^"\n]*)"|`([^`]*)`/g)].map(([, plain, filled]) => plain ?? filled ?? "");
		});
	const values = ["7", "paid", "staff", "terminal", ...literals.filter((text) => /^\w[\w ]*$/.test(text))];
	return [...new Set(literals)]
		.filter((text) => /^[a-z$].* .*[a-z}]/s.test(text) && !/[=?;]/.test(text))
		.map((text) => (text.includes("${") ? values.map((value) => text.replaceAll(/\$\{[^}]*\}/g, value)) : [text]));
}

test.each(["zh", "es"] as const)("no sentence that a source of reasons holds is forgotten in %s", (locale) => {
	const sentences = sentencesInSources();
	expect(sentences.length).toBeGreaterThan(60);
	for (const known of ["outside every usual time", "keyed late, in the order of the receipts", "another staff"])
		expect(sentences.flat()).toContain(known);
	const forgotten = sentences.filter((ways) =>
		ways.every((text) => reasonText({ term: "x", weight: 0, text }, locale) === text),
	);
	expect(forgotten).toEqual([]);
});

test.each(["zh", "es"] as const)(
	"every reason the matching can give is said in the reader's language, %s",
	(locale) => {
		const folder = new URL("../../src/reconcile/", import.meta.url);
		const sources = readdirSync(folder)
			.filter((name) => name.endsWith(".ts") && !/texts|wording|sentences|decisions/.test(name))
			.map((name) => readFileSync(new URL(name, folder), "utf8"));
		const written = sources.flatMap((source) =>
			[...source.matchAll(/\btext: "([^"]+)"/g)].map((match) => match[1] ?? ""),
		);
		expect(written.length).toBeGreaterThan(50);
		for (const text of written) expect(reasonText({ term: "x", weight: 0, text }, locale), text).not.toBe(text);
		fc.assert(
			fc.property(fc.nat(200), fc.constantFrom("paid", "shown", "claimed", "expired"), (count, status) => {
				for (const text of [
					`${count} such rows within half an hour`,
					`how often a ${status} payment stands on a card too`,
					`the payment is ${status}, and no row carries it`,
					`keyed into the POS, but the payment is ${status}`,
					"the evidence is below 1",
					"another way to link them is nearly as good (nearer than 3)",
					"these rows were in upload noon before",
				])
					expect(reasonText({ term: "x", weight: 0, text }, locale)).not.toBe(text);
			}),
		);
		expect(termLabel("reference", locale)).not.toBe("Reference");
	},
);
