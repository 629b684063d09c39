/** Buttons, selects and the rest in a message, as docs.discord.com/developers/components/reference bounds them. */

import { type Body, bodiesOf, checkCount, checkText, checkUnique, isBody, type Note, textOf } from "./limits-text.ts";

export const Kind = {
	row: 1,
	button: 2,
	stringSelect: 3,
	textInput: 4,
	section: 9,
	text: 10,
	thumbnail: 11,
	gallery: 12,
	file: 13,
	separator: 14,
	container: 17,
	label: 18,
	fileUpload: 19,
	radio: 21,
	checkboxes: 22,
	checkbox: 23,
} as const;

const MAX_ROWS = 5;
const MAX_BUTTONS_IN_ROW = 5;
const MAX_V2_COMPONENTS = 40;
const MAX_V2_TEXT = 4_000;
const LINK = 5;
const PREMIUM = 6;

export const isSelect = (kind: unknown): boolean => kind === 3 || (typeof kind === "number" && kind >= 5 && kind <= 8);

/** A component and everything inside it. */
export const withInner = (component: Body): readonly Body[] => [
	component,
	...bodiesOf(component["components"]).flatMap(withInner),
	...[component["accessory"], component["component"]].filter(isBody).flatMap(withInner),
];

/** What identifies the answers of one message or modal must be there, short, and said once. */
export function checkCustomIds(note: Note, all: readonly Body[]): void {
	checkUnique(
		note,
		"custom_id",
		all.flatMap((component) => (typeof component["custom_id"] === "string" ? [component["custom_id"]] : [])),
	);
}

/** The components of a message. */
export function checkComponents(note: Note, components: readonly Body[], isV2: boolean): void {
	const all = components.flatMap(withInner);
	checkCustomIds(note, all);
	if (isV2) {
		checkCount(note, "components", all.length, 0, MAX_V2_COMPONENTS);
		const texts = all.filter((component) => component["type"] === Kind.text);
		const length = texts.reduce((sum, { content }) => sum + textOf(content).length, 0);
		if (length > MAX_V2_TEXT) note("components", `say ${length} characters, allowed are ${MAX_V2_TEXT}`);
	} else checkCount(note, "components", components.length, 0, MAX_ROWS);
	for (const [at, component] of components.entries()) checkTop(note, `components[${at}]`, component, isV2);
}

function checkTop(note: Note, where: string, component: Body, isV2: boolean): void {
	const kind = component["type"];
	if (kind === Kind.row) checkRow(note, where, component);
	else if (!isV2) note(where, `type ${String(kind)} needs the flag of Components V2`);
	else if (kind === Kind.container) {
		const inner = bodiesOf(component["components"]);
		checkCount(note, `${where}.components`, inner.length, 1, MAX_V2_COMPONENTS);
		for (const [at, child] of inner.entries()) {
			if (child["type"] === Kind.container) note(`${where}.components[${at}]`, "is a container in a container");
			else checkTop(note, `${where}.components[${at}]`, child, isV2);
		}
	} else checkLeaf(note, where, component);
}

function checkLeaf(note: Note, where: string, component: Body): void {
	switch (component["type"]) {
		case Kind.text:
			checkText(note, `${where}.content`, component["content"], 1, MAX_V2_TEXT);
			break;
		case Kind.section: {
			const inner = bodiesOf(component["components"]);
			checkCount(note, `${where}.components`, inner.length, 1, 3);
			if (inner.some((child) => child["type"] !== Kind.text)) note(where, "a section holds texts only");
			for (const [at, child] of inner.entries()) checkLeaf(note, `${where}.components[${at}]`, child);
			const accessory = component["accessory"];
			if (!isBody(accessory)) note(`${where}.accessory`, "is missing");
			else if (accessory["type"] === Kind.button) checkButton(note, `${where}.accessory`, accessory);
			else if (accessory["type"] !== Kind.thumbnail) note(`${where}.accessory`, "is no button and no thumbnail");
			break;
		}
		case Kind.gallery:
			checkCount(note, `${where}.items`, bodiesOf(component["items"]).length, 1, 10);
			break;
		case Kind.file:
			if (!isBody(component["file"])) note(`${where}.file`, "is missing");
			else if (!textOf(component["file"]["url"]).startsWith("attachment://")) note(`${where}.file`, "is no attachment");
			break;
		case Kind.separator:
			break;
		default:
			note(where, `type ${String(component["type"])} may not stand here`);
	}
}

function checkRow(note: Note, where: string, row: Body): void {
	const inner = bodiesOf(row["components"]);
	checkCount(note, `${where}.components`, inner.length, 1, MAX_BUTTONS_IN_ROW);
	if (inner.length > 1 && inner.some((child) => isSelect(child["type"]))) note(where, "a select has its row alone");
	for (const [at, child] of inner.entries()) {
		const place = `${where}.components[${at}]`;
		if (child["type"] === Kind.button) checkButton(note, place, child);
		else if (isSelect(child["type"])) checkSelect(note, place, child);
		else note(place, `type ${String(child["type"])} may not stand in a row`);
	}
}

function checkButton(note: Note, where: string, button: Body): void {
	const style = button["style"];
	if (style === PREMIUM) note(where, "sells a subscription");
	checkText(note, `${where}.label`, button["label"], 0, 80);
	if (textOf(button["label"]) === "" && !isBody(button["emoji"])) note(where, "has neither label nor emoji");
	if (style === LINK) {
		checkText(note, `${where}.url`, button["url"], 1, 512);
		if (button["custom_id"] !== undefined) note(where, "has a url and a custom_id");
	} else {
		checkText(note, `${where}.custom_id`, button["custom_id"], 1, 100);
		if (button["url"] !== undefined) note(where, "has a url, and is no link");
	}
}

/** A select in a row of a message or in a label of a modal. */
export function checkSelect(note: Note, where: string, select: Body): void {
	checkText(note, `${where}.custom_id`, select["custom_id"], 1, 100);
	checkText(note, `${where}.placeholder`, select["placeholder"], 0, 150);
	const min = select["min_values"] ?? 1;
	const max = select["max_values"] ?? 1;
	if (typeof min !== "number" || typeof max !== "number" || min > max) note(where, "asks for more than it takes");
	if (select["type"] !== Kind.stringSelect) return;
	const options = bodiesOf(select["options"]);
	if (typeof max === "number" && max > options.length) note(where, "takes more than it offers");
	checkOptions(note, `${where}.options`, options, 1, 25);
	const chosen = options.filter((option) => option["default"] === true).length;
	if (typeof max === "number" && chosen > max) note(where, "has more chosen before than it takes");
}

export function checkOptions(note: Note, where: string, options: readonly Body[], min: number, max: number): void {
	checkCount(note, where, options.length, min, max);
	for (const [at, option] of options.entries()) {
		checkText(note, `${where}[${at}].label`, option["label"], 1, 100);
		checkText(note, `${where}[${at}].value`, option["value"], 1, 100);
		checkText(note, `${where}[${at}].description`, option["description"], 0, 100);
	}
	checkUnique(
		note,
		where,
		options.map((option) => textOf(option["value"])),
	);
}
