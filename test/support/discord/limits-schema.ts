/** Discord's own description of its API, when it is at hand: `../shared/oracles`. Without it our own rules judge alone. */

import { existsSync, readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

const ORACLE = new URL("../../../../shared/oracles/discord-openapi-74fda0f.json", import.meta.url);
const ID = "https://discord.example/openapi.json";

type Api = {
	readonly paths: { readonly [path: string]: { readonly [method: string]: Operation | undefined } };
};
type Operation = { readonly requestBody?: { readonly content?: { readonly [type: string]: unknown } } };
type Oracle = { readonly api: Api; readonly ajv: Ajv2020; readonly compiled: Map<string, ValidateFunction | null> };

let oracle: Oracle | null | undefined;

/** Whether the description is at hand, for tests that would prove nothing without it. */
export const hasSchema = (): boolean => existsSync(ORACLE);

function load(): Oracle | null {
	if (!existsSync(ORACLE)) return null;
	const api = JSON.parse(readFileSync(ORACLE, "utf8")) as Api;
	const ajv = new Ajv2020({ strict: false, allErrors: false });
	// The file's own formats: Ajv refuses to compile what it does not know.
	formats.default(ajv, ["uri", "date-time", "int32", "int64", "double"]);
	ajv.addFormat("snowflake", /^\d{1,20}$/);
	ajv.addFormat("nonce", /^.{0,25}$/s);
	ajv.addSchema(api as object, ID);
	return { api, ajv, compiled: new Map() };
}

/** What the description says against a body; empty too where it says nothing of such a call. */
export function againstSchema(method: string, path: string, body: unknown): readonly string[] {
	oracle ??= load();
	if (oracle === null) return [];
	const template = templateOf(oracle.api, method, path);
	if (template === undefined) return ["no such call in Discord's description of its API"];
	const validate = validatorOf(oracle, method, template);
	if (validate === null || validate(body)) return [];
	return [...new Set((validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`))].slice(
		0,
		8,
	);
}

function validatorOf({ api, ajv, compiled }: Oracle, method: string, template: string): ValidateFunction | null {
	const key = `${method} ${template}`;
	const known = compiled.get(key);
	if (known !== undefined) return known;
	const verb = method.toLowerCase();
	const hasBody = api.paths[template]?.[verb]?.requestBody?.content?.["application/json"] !== undefined;
	const pointer = ["paths", template, verb, "requestBody", "content", "application/json", "schema"]
		.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
		.join("/");
	const validate = hasBody ? ajv.compile({ $ref: `${ID}#/${pointer}` }) : null;
	compiled.set(key, validate);
	return validate;
}

/** The described path a call belongs to; the one with the most words of its own (`@original` before `{message_id}`). */
function templateOf(api: Api, method: string, path: string): string | undefined {
	const parts = path.split("/");
	const fits = Object.entries(api.paths).filter(([template, methods]) => {
		const wanted = template.split("/");
		return (
			methods[method.toLowerCase()] !== undefined &&
			wanted.length === parts.length &&
			wanted.every((part, at) => part === parts[at] || (part.startsWith("{") && parts[at] !== ""))
		);
	});
	const variables = (template: string) => template.split("{").length;
	return fits.map(([template]) => template).sort((a, b) => variables(a) - variables(b))[0];
}
