/** CORE. What a `shops.yaml` says: merchants with their stores, terminals, rails and people. */

import { z } from "zod";
import { isRefusal, type Refusal, refuse } from "../text.ts";
import { exponentOf } from "./money.ts";
import { PRACTICE, railPayload } from "./rail.ts";

const NAME_LIMIT_CHARACTERS = 100;
const LIST_LIMIT = 5_000;

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "lower-case letters, digits and dashes");
const name = z.string().trim().min(1).max(NAME_LIMIT_CHARACTERS);

const terminal = z.strictObject({
	id,
	tid: name,
	mid: name.nullable().default(null),
	vendor: name,
	model: name,
	acquirer: name.nullable().default(null),
});

const store = z.strictObject({
	id,
	name,
	country: z.string().regex(/^[A-Z]{2}$/, "two capital letters such as DE"),
	currency: z.string().refine((code) => exponentOf(code) !== undefined, "a currency code such as EUR"),
	time_zone: z.string().refine(isTimeZone, "a time zone such as Europe/Berlin"),
	locale: z.enum(["en", "zh"]).default("en"),
	/** The acquirer's telephone number, for when nobody is at the support desk. */
	hotline: name.nullable().default(null),
	terminals: z.array(terminal).max(LIST_LIMIT).default([]),
});

const rail = z.strictObject({ id, scheme: id, settings: z.record(id, z.coerce.string()).default({}) });

const person = z.strictObject({ id, name, role: z.enum(["cashier", "manager", "finance"]) });

const merchant = z.strictObject({
	id,
	name,
	/** Sells on the practice rail only; nothing of it is money. */
	demo: z.boolean().default(false),
	stores: z.array(store).min(1).max(LIST_LIMIT),
	/** The first one that works is shown first. */
	rails: z.array(rail).max(20).default([]),
	people: z.array(person).max(LIST_LIMIT).default([]),
});

const setupFile = z.strictObject({ merchants: z.array(merchant).min(1).max(LIST_LIMIT) });

export type Setup = z.infer<typeof setupFile>;
export type SetupMerchant = Setup["merchants"][number];

function isTimeZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: zone });
		return true;
	} catch {
		return false; // a RangeError is the only way to ask
	}
}

/** The setup, checked as a whole: schema, names used twice, and every rail tried with an amount. Refuses with the first fault and its place. */
export function readSetup(data: unknown): Setup | Refusal {
	const read = setupFile.safeParse(data);
	if (!read.success) return atPlace(read.error.issues[0]);
	const twice = findTwice(read.data);
	if (twice !== null) return twice;
	for (const shop of read.data.merchants) {
		const fault = railFault(shop);
		if (fault !== null) return fault;
	}
	return read.data;
}

function atPlace(issue: z.core.$ZodIssue | undefined): Refusal {
	const place = issue?.path.map(String).join(".") ?? "";
	const fault = issue?.message ?? "";
	return refuse({
		en: `The setup is wrong at ${place === "" ? "its top" : place}: ${fault}. Nothing was changed.`,
		zh: `设置文件有误，位置 ${place === "" ? "开头" : place}：${fault}。未做任何更改。`,
	});
}

function findTwice({ merchants }: Setup): Refusal | null {
	const lists: readonly (readonly [string, readonly { readonly id: string }[]])[] = [
		["merchants", merchants],
		...merchants.flatMap((shop): [string, readonly { readonly id: string }[]][] => [
			[`${shop.id}.stores`, shop.stores],
			[`${shop.id}.terminals`, shop.stores.flatMap(({ terminals }) => terminals)],
			[`${shop.id}.rails`, shop.rails],
			[`${shop.id}.people`, shop.people],
		]),
	];
	for (const [place, list] of lists) {
		const seen = new Set<string>();
		for (const item of list) {
			if (seen.has(item.id)) {
				return refuse({
					en: `The setup has the id “${item.id}” twice in ${place}; give each its own. Nothing was changed.`,
					zh: `设置文件的 ${place} 中 id“${item.id}”重复；请分别命名。未做任何更改。`,
				});
			}
			seen.add(item.id);
		}
	}
	return null;
}

/** Each rail is tried with one unit of each store's currency it may be used in; it must work in one of them at least. */
function railFault({ id: merchantId, demo, stores, rails }: SetupMerchant): Refusal | null {
	for (const one of rails) {
		const tried = stores.map(({ currency }) =>
			railPayload(one, { isDemo: demo }, { minor: 10 ** (exponentOf(currency) ?? 0), currency }, "K7M2Q2", "https://x"),
		);
		const refused = tried.filter(isRefusal);
		const [first] = refused;
		if (first === undefined || refused.length < tried.length) continue;
		return refuse({
			en: `The rail “${one.id}” of ${merchantId} does not work: ${first.refused.en} Nothing was changed.`,
			zh: `${merchantId} 的收款方式“${one.id}”无法使用：${first.refused.zh}未做任何更改。`,
		});
	}
	if (demo && rails.every(({ scheme }) => scheme !== PRACTICE)) {
		return refuse({
			en: `The demo merchant ${merchantId} needs a rail with the scheme “${PRACTICE}”. Nothing was changed.`,
			zh: `演示商户 ${merchantId} 需要一个 scheme 为“${PRACTICE}”的收款方式。未做任何更改。`,
		});
	}
	return null;
}
