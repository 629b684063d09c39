import { afterAll, beforeAll, expect, test } from "vitest";
import { freshPostgresUrl } from "../support/databases.ts";
import { CHAT_MODEL, type OllamaServer, startOllama } from "../support/ollama-server.ts";
import { freePort } from "../support/postgres-server.ts";
import { run, type Server, startServer, talkTo } from "../support/program.ts";

let ollama: OllamaServer;
let server: Server;
const readyz = async (): Promise<unknown> =>
	(await fetch(`http://127.0.0.1:${server.environment["PORT"]}/readyz`)).json();
beforeAll(async () => {
	ollama = await startOllama([CHAT_MODEL]);
	const environment = { DATABASE_URL: await freshPostgresUrl(), OLLAMA_URL: ollama.url, OLLAMA_MODEL: CHAT_MODEL };
	server = await startServer(environment, await freePort());
});
afterAll(async () => {
	await server.stop();
	await ollama.close();
});

test("a merchant is answered in a model's words, asked what an unclear message means, and answered as well when the model is gone", async () => {
	ollama.behave(({ format }) => ({
		kind: "says",
		content: JSON.stringify(
			format !== undefined && "command" in format.properties
				? { command: "take_payment" }
				: {
						answer: "The terminal stores the card payments and sends them later. No bank has said yes yet.",
						cites: ["offline-mode"],
						answers: true,
					},
		),
	}));
	const cashier = talkTo(["chat"], server.environment);
	await cashier.hear(/Take a payment now/);
	// The model has four seconds: on a busy machine the article comes instead, and the merchant asks again.
	const worded = "stores the card payments and sends them later";
	const article = "There are limits for one payment";
	do cashier.type("what is offline mode");
	while ((await cashier.hear(new RegExp(`${worded}|${article}`)))[0] === article);
	await cashier.hear(/Worded by a computer, from: “What offline mode is”/);

	cashier.type("is the terminal paid");
	await cashier.hear(/Did you mean this\?/);
	cashier.type("1");
	await cashier.hear(/amount|How much/i);
	cashier.type("cancel");
	await cashier.hear(/What do you need/);
	expect(await readyz()).toEqual({ ok: true });

	ollama.vanish(true);
	for (let time = 0; time < 5; time++) {
		cashier.type("what is offline mode");
		await cashier.hear(/Without internet, the terminal stores card payments/);
	}
	expect(await readyz()).toEqual({ ok: true, degraded: ["ollama"] });
	await cashier.end();
});

test("the doctor says what Ollama lacks", async () => {
	const doctor = async (more: Readonly<Record<string, string>>) => {
		const { out } = await run(["doctor"], { ...server.environment, ...more });
		return out.split("\n").find((line) => line.includes("Ollama"));
	};
	ollama.vanish(false);
	expect(await doctor({})).toBe(`ok  Ollama: ${ollama.url}`);
	expect(await doctor({ OLLAMA_EMBED_MODEL: "bge-m3" })).toMatch(/^!! .*no model bge-m3.*ollama pull bge-m3/);
	ollama.models.add("bge-m3:latest");
	expect(await doctor({ OLLAMA_EMBED_MODEL: "bge-m3" })).toMatch(/^ok/);
	ollama.vanish(true);
	expect(await doctor({})).toMatch(/^!! .*answers go on without it; start it with `ollama serve`/);
});
