import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConversationEvent } from "../../src/helpdesk/conversation-state.ts";
import { readWanted } from "../../src/helpdesk/deciding.ts";
import { ACTS } from "../../src/reconcile/decisions.ts";
import { bakery } from "../fallback/shops.ts";
import { openChat } from "./chat.ts";

type Listed = ConversationEvent & { kind: "findings-listed" };

const FINDING = {
	id: "0123456789abcdef",
	title: "Charged twice?",
	sentence: "K7M2Q2, 45.00 EUR, was paid by fallback and by card.",
	evidence: ["+ amount: the same", "− time: 20 min apart"],
	acts: [
		{ act: "charged_twice", label: "Charged twice" },
		{ act: "accept", label: "Two different sales" },
	],
} as const;
const listed = (more: Partial<Listed>): Listed => ({
	kind: "findings-listed",
	finding: null,
	place: 1,
	open: 0,
	standing: [],
	outages: 1,
	...more,
});

const wished = (heard: { readonly effects: readonly { readonly kind: string }[] }) =>
	heard.effects.filter(({ kind }) => kind === "look-up-findings");

describe("where a platform has forms", () => {
	const openInSlack = () => openChat(bakery, "en", undefined, "slack");

	test("what a batch leaves open is shown one by one, with its evidence and what may be decided", () => {
		const chat = openInSlack();
		expect(wished(chat.press("review"))).toMatchObject([{ after: null, storeId: bakery.storeId, locale: "en" }]);
		const { text, labels } = chat.tell(listed({ finding: FINDING, place: 1, open: 2 }));
		expect(text).toMatch(/^To check, 1 of 2: Charged twice\?\nK7M2Q2.*\nWhat speaks.*\n• \+ amount.*\n• − time/);
		expect(labels).toEqual(["Charged twice", "Two different sales", "Next one"]);
		expect(wished(chat.press(`review:${FINDING.id}`))).toMatchObject([{ after: FINDING.id }]);
	});

	test("a button from last week shows findings as well as one of now", () => {
		const chat = openInSlack();
		expect(wished(chat.press("review", 1))).toHaveLength(1);
		expect(wished(chat.press("reconcile", 1))).toHaveLength(1);
	});

	test("a decision that is typed as a number decides nothing and says where the form is", () => {
		const chat = openInSlack();
		chat.tell(listed({ finding: FINDING, open: 1 }));
		const typed = chat.say("1");
		expect(typed.text).toMatch(/Press the button/);
		expect(typed.effects.filter(({ kind }) => kind === "mail")).toEqual([]);
	});

	test("after a decision the next finding follows by itself", () => {
		const chat = openInSlack();
		const did = { kind: "decided", act: "accept", by: "Ana", sentence: { en: "s", zh: "s", es: "s" } } as const;
		expect(wished(chat.tell({ kind: "books", did }))).toHaveLength(1);
	});

	test("once nothing is open it may be closed, or what stands in the way is said", () => {
		const chat = openInSlack();
		expect(chat.tell(listed({})).labels[0]).toBe("Close the outage");
		const waits = { en: "The batch is missing.", zh: "缺批次。", es: "Falta el lote." };
		const blocked = chat.tell(listed({ standing: [waits] }));
		expect(blocked.text).toMatch(/cannot be closed yet[\s\S]*batch is missing/);
		expect(blocked.labels).not.toContain("Close the outage");
		expect(chat.tell(listed({ outages: 0 })).text).toMatch(/send me its file/);
	});

	test("a bank payment that is claimed offers the manager to say that the money is there", () => {
		const chat = openInSlack();
		const { sale } = chat.sell("45");
		const { code } = sale.payments[0]!;
		const [claimed] = chat.happens(sale.id, { kind: "claimed", code, by: "customer" });
		expect(claimed!.replies[0]!.choices).toContainEqual({ id: `confirm:${code}`, label: "The money has arrived" });
	});
});

test("on the web and in a shell no button opens a form: the web chat's own page is named", () => {
	const chat = openChat(bakery);
	expect(wished(chat.press("review"))).toEqual([]);
	const { sale } = chat.sell("45");
	const [claimed] = chat.happens(sale.id, { kind: "claimed", code: sale.payments[0]!.code, by: "customer" });
	expect(claimed!.replies[0]!.choices.map(({ id }) => id.split(":")[0])).not.toContain("confirm");
});

describe("what a manager wants is read from a button", () => {
	test("every act of every finding, a confirmation, the closing", () => {
		for (const act of ACTS)
			expect(readWanted(`decide:${act}:0123456789abcdef`)).toEqual({
				kind: "decide",
				findingId: "0123456789abcdef",
				act,
			});
		expect(readWanted("confirm:AbCdEfGhJkLm")).toEqual({ kind: "confirm", code: "AbCdEfGhJkLm" });
		expect(readWanted("close")).toEqual({ kind: "close" });
	});

	test("anything else is none of it", () => {
		for (const choice of ["decide:constructor:1", "decide:accept:", "confirm:", "confirm:a b", "closed", "review"])
			expect(readWanted(choice)).toBeNull();
		fc.assert(
			fc.property(fc.string(), (text) => {
				fc.pre(text !== "close" && !/^(?:decide|confirm):/.test(text));
				expect(readWanted(text)).toBeNull();
			}),
		);
	});
});
