/** A form that opens over the chat, as docs.discord.com bounds it since its fields stand in labels. */

import { checkCustomIds, checkOptions, checkSelect, isSelect, Kind, withInner } from "./limits-components.ts";
import { type Body, bodiesOf, checkCount, checkText, isBody, type Note } from "./limits-text.ts";

const MAX_FIELDS = 5;
const MAX_INPUT = 4_000;

export function checkModal(note: Note, modal: Body): void {
	checkText(note, "custom_id", modal["custom_id"], 1, 100);
	checkText(note, "title", modal["title"], 1, 45);
	const fields = bodiesOf(modal["components"]);
	checkCount(note, "components", fields.length, 1, MAX_FIELDS);
	checkCustomIds(note, fields.flatMap(withInner));
	for (const [at, field] of fields.entries()) checkField(note, `components[${at}]`, field);
}

function checkField(note: Note, where: string, field: Body): void {
	const kind = field["type"];
	if (kind === Kind.text) checkText(note, `${where}.content`, field["content"], 1, MAX_INPUT);
	else if (kind === Kind.row) note(where, "a field stands in a label, rows are deprecated");
	else if (kind === Kind.label) checkLabel(note, where, field);
	else note(where, `type ${String(kind)} may not stand in a modal`);
}

function checkLabel(note: Note, where: string, field: Body): void {
	checkText(note, `${where}.label`, field["label"], 1, 45);
	checkText(note, `${where}.description`, field["description"], 0, 100);
	const inner = field["component"];
	if (!isBody(inner)) note(`${where}.component`, "is missing");
	else checkInner(note, `${where}.component`, inner);
}

function checkInner(note: Note, where: string, inner: Body): void {
	const kind = inner["type"];
	if (!isSelect(kind)) checkText(note, `${where}.custom_id`, inner["custom_id"], 1, 100);
	const options = bodiesOf(inner["options"]);
	const [min, max] = [Number(inner["min_values"] ?? 1), Number(inner["max_values"] ?? 1)];
	if (isSelect(kind)) checkSelect(note, where, inner);
	else if (kind === Kind.textInput) checkInput(note, where, inner);
	else if (kind === Kind.radio) checkOptions(note, `${where}.options`, options, 2, 10);
	else if (kind === Kind.checkboxes) checkOptions(note, `${where}.options`, options, 1, 10);
	else if (kind === Kind.fileUpload) {
		if (min < 0 || max > 10 || max < 1 || min > max) note(where, "takes 1 to 10 files");
	} else if (kind !== Kind.checkbox) note(where, `type ${String(kind)} may not stand in a label`);
}

function checkInput(note: Note, where: string, input: Body): void {
	if (input["style"] !== 1 && input["style"] !== 2) note(`${where}.style`, "is neither one line nor a paragraph");
	if (input["label"] !== undefined) note(`${where}.label`, "the label around it says that");
	checkText(note, `${where}.value`, input["value"], 0, MAX_INPUT);
	checkText(note, `${where}.placeholder`, input["placeholder"], 0, 100);
	const [min, max] = [Number(input["min_length"] ?? 0), Number(input["max_length"] ?? MAX_INPUT)];
	if (min < 0 || max < 1 || max > MAX_INPUT || min > max) note(where, "asks for an impossible length");
}
