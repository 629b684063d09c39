/** CORE. What is wrong with a vendor's file: facts without a source, texts too long for a step. */

import { LOCALES, type Text } from "../text.ts";
import { type Fault, fault } from "./lint-texts.ts";
import { type MoneyValue, mentions } from "./slots.ts";
import type { VendorSource } from "./vendor.ts";
import { plain } from "./words.ts";

/** A step says a fact and asks a question besides. */
const FACT_LIMIT_CHARS = 160;
/** Who said it, and where to read it again. General knowledge is no source. */
const SOURCE = /^(?:vendor|reseller|table): \S.{3,}$/u;

type Facts = VendorSource["facts"];

export function vendorFaults(source: VendorSource): readonly Fault[] {
	const owners = new Map<string, string>();
	return [
		...factFaults(source.facts, ["facts"]),
		...source.models.flatMap((model, index) => [
			...factFaults(model.facts, ["models", index, "facts"]),
			...[model.id, ...model.names].flatMap((name) => {
				const owner = owners.get(plain(name));
				owners.set(plain(name), model.id);
				return owner === undefined || owner === model.id ? [] : [twice(["models", index], name, owner, model.id)];
			}),
		]),
	];
}

const twice = (path: Fault["path"], name: string, owner: string, model: string): Fault =>
	fault(path, null, {
		en: `“${name}” means both “${owner}” and “${model}”; keep it at one of them`,
		zh: `“${name}”同时指“${owner}”和“${model}”；请只保留一个`,
		es: `“${name}” significa a la vez “${owner}” y “${model}”; déjelo en uno solo`,
	});

function factFaults(facts: Facts, path: Fault["path"]): readonly Fault[] {
	return Object.entries(facts).flatMap(([name, fact]) => {
		if (fact === undefined) return [];
		const place = [...path, name];
		const unsourced =
			fact.value === "unknown"
				? fact.source !== undefined && !SOURCE.test(fact.source)
				: !SOURCE.test(fact.source ?? "");
		return [...(unsourced ? [withoutSource(place, name)] : []), ...textFaults(fact.value, [...place, "value"])];
	});
}

const withoutSource = (path: Fault["path"], name: string): Fault =>
	fault(path, null, {
		en: `“${name}” has no source; write “source: "vendor: …"” (or reseller, table) and where it says so, or remove the fact`,
		zh: `“${name}”没有来源；请写 source: "vendor: …"（或 reseller、table）并注明出处，或删去`,
		es: `“${name}” no tiene fuente; escriba “source: "vendor: …"” (o reseller, table) y dónde lo dice, o quítelo`,
	});

function textFaults(value: string | number | MoneyValue | Text, path: Fault["path"]): readonly Fault[] {
	if (typeof value !== "object" || "minor" in value) return [];
	return LOCALES.flatMap((locale) => {
		const text = value[locale];
		if (text.trim() !== "" && text.length <= FACT_LIMIT_CHARS && mentions(text).length === 0) return [];
		return [
			fault([...path, locale], null, {
				en: `a text of a vendor has 1 to ${FACT_LIMIT_CHARS} characters and no braces`,
				zh: `厂商文本为 1 到 ${FACT_LIMIT_CHARS} 个字符，不含花括号`,
				es: `un texto del fabricante tiene de 1 a ${FACT_LIMIT_CHARS} caracteres y ninguna llave`,
			}),
		];
	});
}
