/** SHELL. What `standin doctor` checks of Ollama: that it answers, and has the models that are set. */

import { type Check, ok, same, unreachable, wrong } from "../check.ts";
import type { Text } from "../text.ts";
import { type OllamaSettings, ollamaCalls } from "./ollama.ts";

const LOOK_LIMIT_MS = 8000;
const NEWEST = ":latest";

export async function examineOllama(settings: OllamaSettings): Promise<Check> {
	const { url, model, embedModel } = settings;
	const what = same(`Ollama: ${url}`);
	const listed = await ollamaCalls(settings).models(LOOK_LIMIT_MS);
	if ("failure" in listed) return unreachable(what, AWAY);
	const isThere = (name: string): boolean => listed.value.includes(name) || listed.value.includes(name + NEWEST);
	const missing = [model, embedModel].find((name) => name !== null && !isThere(name));
	return missing ? wrong(what, pull(missing)) : ok(what);
}

const AWAY: Text = {
	en: "It does not answer, so answers go on without it; start it with `ollama serve`, or set OLLAMA_URL right.",
	zh: "没有响应，回答会在没有它的情况下继续；请用 `ollama serve` 启动，或修正 OLLAMA_URL。",
	es: "No responde, y las respuestas siguen sin él; inícielo con `ollama serve` o corrija OLLAMA_URL.",
};
const pull = (model: string): Text => ({
	en: `It has no model ${model}, so answers go on without it; run \`ollama pull ${model}\`.`,
	zh: `没有模型 ${model}，回答会在没有它的情况下继续；请运行 \`ollama pull ${model}\`。`,
	es: `No tiene el modelo ${model}, y las respuestas siguen sin él; ejecute \`ollama pull ${model}\`.`,
});
