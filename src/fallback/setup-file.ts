/** CORE. What a `shops.yaml` says: merchants with their stores, terminals, rails and people. */

import { z } from "zod";
import { isRefusal, LOCALES, type Refusal, refuse, type Text } from "../text.ts";
import { exponentOf } from "./money.ts";
import { SCHEMES } from "./qr/scheme.ts";
import { PRACTICE, railPayload } from "./rail.ts";

const NAME_LIMIT_CHARACTERS = 100;
const LIST_LIMIT = 5_000;
const PLACE_LIMIT_CHARACTERS = 200;
/** Each further PIN makes guessing one easier; a personal link has no such limit. */
const PINS_LIMIT = 20;

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
	locale: z.enum(LOCALES).default("en"),
	/** The acquirer's telephone number, for when nobody is at the support desk. */
	hotline: name.nullable().default(null),
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
	id,
	name,
	/** Sells on the practice rail only; nothing of it is money. */
	demo: z.boolean().default(false),
	stores: z.array(store).min(1).max(LIST_LIMIT),
	/** The first one that works is shown first. */
	rails: z.array(rail).max(20).default([]),
	people: z.array(person).max(LIST_LIMIT).default([]),
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
		const fault = railFault(shop) ?? pinFault(shop);
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
			return issue.input === undefined
				? { en: "this is missing; add it", zh: "缺少此项；请补上", es: "falta este dato; agréguelo" }
				: {
						en: `this must be of type ${issue.expected}`,
						zh: `此项的类型应为 ${issue.expected}`,
						es: `debe ser de tipo ${issue.expected}`,
					};
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
					es: `La configuración tiene el id “${item.id}” dos veces en ${place}; dé a cada uno el suyo. No se cambió nada.`,
				});
			}
			seen.add(item.id);
		}
	}
	return null;
}

/** Each rail is tried with one unit of each store's currency it may be used in; it must work in one of them at least. */
function railFault({ id: merchantId, demo, stores, rails }: SetupMerchant): Refusal | null {
	const currencies = [...new Set(stores.map(({ currency }) => currency))];
	for (const one of rails) {
		const tried = currencies.map((currency) =>
			railPayload(one, { isDemo: demo }, { minor: 10 ** (exponentOf(currency) ?? 0), currency }, "K7M2Q2", "https://x"),
		);
		const refused = tried.filter(isRefusal);
		const [first] = refused;
		const fault = schemeFault(one, demo) ?? (refused.length === tried.length ? first?.refused : undefined);
		if (fault === undefined) continue;
		return refuse({
			en: `The rail “${one.id}” of ${merchantId} does not work: ${fault.en} Nothing was changed.`,
			zh: `${merchantId} 的收款方式“${one.id}”无法使用：${fault.zh}未做任何更改。`,
			es: `La forma de pago “${one.id}” de ${merchantId} no funciona: ${fault.es} No se cambió nada.`,
		});
	}
	if (demo && rails.every(({ scheme }) => scheme !== PRACTICE)) {
		return refuse({
			en: `The demo merchant ${merchantId} needs a rail with the scheme “${PRACTICE}”. Nothing was changed.`,
			zh: `演示商户 ${merchantId} 需要一个 scheme 为“${PRACTICE}”的收款方式。未做任何更改。`,
			es: `El comercio de demostración ${merchantId} necesita una forma de pago con scheme “${PRACTICE}”. No se cambió nada.`,
		});
	}
	return null;
}

/** A PIN stands for its person alone, who may decide. */
function pinFault({ id: merchantId, people }: SetupMerchant): Refusal | null {
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

/** What is wrong with a rail before any amount: a scheme nobody knows, practice and money mixed, settings that would be lost. */
function schemeFault({ scheme, settings }: SetupMerchant["rails"][number], isDemo: boolean): Text | undefined {
	const known = [...SCHEMES.keys(), PRACTICE].join(", ");
	if (scheme !== PRACTICE && !SCHEMES.has(scheme)) {
		return {
			en: `there is no scheme “${scheme}”; use one of ${known}.`,
			zh: `没有名为“${scheme}”的 scheme；可用：${known}。`,
			es: `no existe el scheme “${scheme}”; use uno de ${known}.`,
		};
	}
	if (isDemo !== (scheme === PRACTICE)) {
		return isDemo
			? {
					en: "a demo merchant takes no money; leave only the practice rail.",
					zh: "演示商户不收真钱；只保留演练方式。",
					es: "un comercio de demostración no cobra dinero; deje solo la forma de práctica.",
				}
			: {
					en: "practice is for a demo merchant; remove this rail.",
					zh: "演练只供演示商户使用；请删去。",
					es: "practice es para un comercio de demostración; quite esta forma de pago.",
				};
	}
	if (scheme !== PRACTICE || Object.keys(settings).length === 0) return undefined;
	return {
		en: "the practice rail has no settings; remove them.",
		zh: "演练方式没有设置项；请删去。",
		es: "la forma de práctica no tiene ajustes; quítelos.",
	};
}
