/** Commands and what is offered while one types, as docs.discord.com/developers/interactions/application-commands. */

import { type Body, bodiesOf, checkCount, checkText, checkUnique, isBody, type Note, textOf } from "./limits-text.ts";

const MAX_COMMAND_TEXT = 8_000; // names, descriptions and choices of one command together
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const CHAT_INPUT = 1;
const SUBCOMMAND = 1;
const GROUP = 2;

export function checkCommands(note: Note, commands: readonly Body[]): void {
	checkCount(note, "commands", commands.length, 0, 100);
	checkUnique(
		note,
		"name",
		commands.map((command) => `${String(command["type"] ?? CHAT_INPUT)} ${textOf(command["name"])}`),
	);
	for (const command of commands) checkCommand(note, command);
}

export function checkCommand(note: Note, command: Body): void {
	const where = textOf(command["name"]);
	if ((command["type"] ?? CHAT_INPUT) !== CHAT_INPUT) {
		checkText(note, "name", command["name"], 1, 32);
		return;
	}
	checkNamed(note, where, command);
	checkInner(note, where, command, 0);
	const length = lengthOf(command);
	if (length > MAX_COMMAND_TEXT) note(where, `says ${length} characters, allowed are ${MAX_COMMAND_TEXT}`);
}

function checkNamed(note: Note, where: string, named: Body): void {
	const names = { given: named["name"], ...(isBody(named["name_localizations"]) ? named["name_localizations"] : {}) };
	for (const [locale, name] of Object.entries(names)) {
		const isRight = typeof name === "string" && NAME.test(name) && name === name.toLowerCase();
		if (!isRight) note(`${where}.name.${locale}`, "is no name of a command");
	}
	const locales = isBody(named["description_localizations"]) ? named["description_localizations"] : {};
	for (const [locale, text] of Object.entries({ given: named["description"], ...locales }))
		checkText(note, `${where}.description.${locale}`, text, 1, 100);
}

function checkInner(note: Note, where: string, named: Body, depth: number): void {
	const options = bodiesOf(named["options"]);
	checkCount(note, `${where}.options`, options.length, 0, 25);
	checkUnique(
		note,
		`${where}.options`,
		options.map((option) => textOf(option["name"])),
	);
	const branches = options.filter((option) => option["type"] === SUBCOMMAND || option["type"] === GROUP);
	if (branches.length > 0 && branches.length < options.length) note(where, "mixes subcommands with options");
	const lastRequired = options.findLastIndex((option) => option["required"] === true);
	if (options.slice(0, lastRequired + 1).some((option) => option["required"] !== true))
		note(where, "what must be given comes first");
	for (const option of options) {
		const place = `${where}.${textOf(option["name"])}`;
		checkNamed(note, place, option);
		const isBranch = branches.includes(option);
		if (isBranch && (depth > 1 || (depth === 1 && option["type"] === GROUP))) note(place, "stands too deep");
		if (isBranch) checkInner(note, place, option, depth + 1);
		const choices = bodiesOf(option["choices"]);
		checkChoices(note, place, choices);
		if (option["autocomplete"] === true && choices.length > 0) note(place, "has choices and autocomplete");
	}
}

/** What is offered for an option, written down or while one types. */
export function checkChoices(note: Note, where: string, choices: readonly Body[]): void {
	checkCount(note, `${where}.choices`, choices.length, 0, 25);
	for (const { name, value } of choices) {
		checkText(note, `${where}.choices.name`, name, 1, 100);
		if (typeof value !== "number") checkText(note, `${where}.choices.value`, value, 1, 100);
	}
}

/** The longest that one language makes of it; Discord counts the longest, not the sum of them. */
function lengthOf(named: Body): number {
	const longest = (text: unknown, localized: unknown) =>
		Math.max(
			textOf(text).length,
			...Object.values(isBody(localized) ? localized : {}).map((one) => textOf(one).length),
		);
	const own =
		longest(named["name"], named["name_localizations"]) +
		longest(named["description"], named["description_localizations"]);
	const choices = bodiesOf(named["choices"]).reduce(
		(sum, { name, value, name_localizations }) => sum + longest(name, name_localizations) + textOf(value).length,
		0,
	);
	return bodiesOf(named["options"]).reduce((sum, option) => sum + lengthOf(option), own + choices);
}
