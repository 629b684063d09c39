/** CORE. What a `shops.yaml` says: merchants with their stores, terminals, rails and people. */

import { z } from "zod";
import { inert } from "../inert.ts";
import { LOCALES, type Refusal, refuse, type Text } from "../text.ts";
import { exponentOf } from "./money.ts";
import { railFault } from "./setup-rails.ts";
import { UNLINKED } from "./shop.ts";
import { CARD_LINK, cardLinkFault } from "./stripe-link.ts";

const NAME_LIMIT_CHARACTERS = 100;
const LIST_LIMIT = 5_000;
const PLACE_LIMIT_CHARACTERS = 200;
/** Each further PIN makes guessing one easier; a personal link has no such limit. */
const PINS_LIMIT = 20;

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "lower-case letters, digits and dashes");
const merchantId = id.refine((name) => name !== UNLINKED, `another id than ${UNLINKED}`);
const name = z.string().overwrite(inert).trim().min(1).max(NAME_LIMIT_CHARACTERS);

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
	locale: z.enum(LOCALES).default("en"),
	/** The acquirer's telephone number, for when nobody is at the support desk. */
	hotline: name.nullable().default(null),
	/** A payment link at Stripe where the customer types the amount: printed on a card of the kit. */
	card_link: z
		.string()
		.regex(CARD_LINK, "a payment link of Stripe's such as https://buy.stripe.com/abc123")
		.nullable()
		.default(null),
	terminals: z.array(terminal).max(LIST_LIMIT).default([]),
});

// YAML reads digits as a number; what is neither was not meant as a field of a QR.
const setting = z.union([z.string(), z.int().transform(String)]);

const rail = z.strictObject({ id, scheme: id, settings: z.record(id, setting).default({}) });

const person = z.strictObject({
	id,
	name,
	role: z.enum(["cashier", "manager", "finance"]),
	/** Lets a manager or finance person decide on a phone that is not theirs. */
	pin: z
		.string()
		.regex(/^\d{6,12}$/, "6 to 12 digits in quotes")
		.optional(),
});

const merchant = z.strictObject({
	id: merchantId,
	name,
	/** Sells on the practice rail only; nothing of it is money. */
	demo: z.boolean().default(false),
	stores: z.array(store).min(1).max(LIST_LIMIT),
	/** The first one that works is shown first. */
	rails: z.array(rail).max(20).default([]),
	/** Left out: they stay as they are. A list is who there is: whoever is not on it any more has no link and no PIN. */
	people: z.array(person).max(LIST_LIMIT).optional(),
});

export const setupFile = z.strictObject({ merchants: z.array(merchant).min(1).max(LIST_LIMIT) });

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
	const read = setupFile.safeParse(data, { reportInput: true });
	if (!read.success) return atPlace(read.error.issues[0]);
	const twice = findTwice(read.data);
	if (twice !== null) return twice;
	for (const shop of read.data.merchants) {
		const fault = railFault(shop) ?? cardLinkFault(shop) ?? pinFault(shop);
		if (fault !== null) return fault;
	}
	return read.data;
}

function atPlace(issue: z.core.$ZodIssue | undefined): Refusal {
	const place = (issue?.path.map(String).join(".") ?? "").slice(0, PLACE_LIMIT_CHARACTERS);
	const fault = explain(issue);
	return refuse({
		en: `The setup is wrong at ${place === "" ? "its top" : place}: ${fault.en}. Nothing was changed.`,
		zh: `设置文件有误，位置 ${place === "" ? "开头" : place}：${fault.zh}。未做任何更改。`,
		es: `La configuración está mal en ${place === "" ? "el comienzo" : place}: ${fault.es}. No se cambió nada.`,
	});
}

/** What the schema found, for who wrote the file. */
function explain(issue: z.core.$ZodIssue | undefined): Text {
	switch (issue?.code) {
		case "unrecognized_keys": {
			const keys = issue.keys.join(", ").slice(0, PLACE_LIMIT_CHARACTERS);
			return {
				en: `unknown field ${keys}; correct its name or remove it`,
				zh: `未知字段 ${keys}；请改正或删去`,
				es: `campo desconocido ${keys}; corrija el nombre o quítelo`,
			};
		}
		case "invalid_type":
			return wrongType(issue.input === undefined ? "nothing" : issue.expected);
		case "invalid_value": {
			const values = issue.values.map(String).join(", ");
			return { en: `this must be one of: ${values}`, zh: `此项只能是：${values}`, es: `debe ser uno de: ${values}` };
		}
		case "invalid_format":
		case "custom":
			return { en: `write ${issue.message}`, zh: `格式应为 ${issue.message}`, es: `escriba ${issue.message}` };
		case "too_small":
			return { en: "this is empty; fill it in", zh: "此项为空；请填写", es: "está vacío; complételo" };
		case "too_big":
			return {
				en: `this is longer than ${issue.maximum}`,
				zh: `此项超过上限 ${issue.maximum}`,
				es: `es más largo que ${issue.maximum}`,
			};
		default:
			return {
				en: "write a text or a whole number here, in a field of this name",
				zh: "请填写文字或整数，并检查字段名",
				es: "escriba aquí un texto o un número entero, y revise el nombre del campo",
			};
	}
}

function wrongType(expected: string): Text {
	switch (expected) {
		case "nothing":
			return { en: "this is missing; add it", zh: "缺少此项；请补上", es: "falta este dato; agréguelo" };
		case "string": // YAML takes digits for a number
			return {
				en: "this must be a text; put it in quotes",
				zh: "此项应为文字；请加引号",
				es: "debe ser un texto; póngalo entre comillas",
			};
		default:
			return {
				en: `this must be of type ${expected}`,
				zh: `此项的类型应为 ${expected}`,
				es: `debe ser de tipo ${expected}`,
			};
	}
}

function findTwice({ merchants }: Setup): Refusal | null {
	const lists: readonly (readonly [string, readonly { readonly id: string }[]])[] = [
		["merchants", merchants],
		...merchants.flatMap((shop): [string, readonly { readonly id: string }[]][] => [
			[`${shop.id}.stores`, shop.stores],
			[`${shop.id}.terminals`, shop.stores.flatMap(({ terminals }) => terminals)],
			[`${shop.id}.rails`, shop.rails],
			[`${shop.id}.people`, shop.people ?? []],
		]),
	];
	for (const [place, list] of lists) {
		const seen = new Set<string>();
		for (const item of list) {
			if (seen.has(item.id)) {
				return refuse({
					en: `The setup has the id “${item.id}” twice in ${place}; give each its own. Nothing was changed.`,
					zh: `设置文件的 ${place} 中 id“${item.id}”重复；请分别命名。未做任何更改。`,
					es: `La configuración tiene el id “${item.id}” dos veces en ${place}; dé a cada uno el suyo. No se cambió nada.`,
				});
			}
			seen.add(item.id);
		}
	}
	return null;
}

/** A PIN stands for its person alone, who may decide. */
function pinFault({ id: merchantId, people = [] }: SetupMerchant): Refusal | null {
	const holders = people.filter(({ pin }) => pin !== undefined);
	const cashier = holders.find(({ role }) => role === "cashier");
	if (cashier !== undefined) {
		return refuse({
			en: `${cashier.id} of ${merchantId} has a PIN, but a cashier decides nothing; remove it. Nothing was changed.`,
			zh: `${merchantId} 的 ${cashier.id} 设有 PIN，但收银员不作决定；请删去。未做任何更改。`,
			es: `${cashier.id} de ${merchantId} tiene PIN, pero un cajero no decide; quítelo. No se cambió nada.`,
		});
	}
	if (new Set(holders.map(({ pin }) => pin)).size < holders.length) {
		return refuse({
			en: `Two people of ${merchantId} have the same PIN; give each their own. Nothing was changed.`,
			zh: `${merchantId} 有两人的 PIN 相同；请分别设置。未做任何更改。`,
			es: `Dos personas de ${merchantId} tienen el mismo PIN; asigne uno distinto a cada una. No se cambió nada.`,
		});
	}
	if (holders.length <= PINS_LIMIT) return null;
	return refuse({
		en: `More than ${PINS_LIMIT} people of ${merchantId} have a PIN; let the others use their personal link. Nothing was changed.`,
		zh: `${merchantId} 设有 PIN 的人超过 ${PINS_LIMIT} 个；请让其他人使用个人链接。未做任何更改。`,
		es: `Más de ${PINS_LIMIT} personas de ${merchantId} tienen PIN; las demás pueden usar su enlace personal. No se cambió nada.`,
	});
}
