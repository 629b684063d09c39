/** The composition root: config → store → bots → runtime → http. Reads like a table of contents. */

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openModel } from "./answers/model.ts";
import { openPlatforms } from "./bots/platforms.ts";
import { webBot } from "./bots/web/bot.ts";
import { type Config, HOME, lanAddress } from "./config.ts";
import { configuredOf, openProviders, refundableOf } from "./fallback/rails/providers.ts";
import { httpApp } from "./http/app.ts";
import { listen } from "./http/listen.ts";
import { openRates } from "./http/rates.ts";
import { openWakeUps } from "./http/wake-ups.ts";
import { buildWebAssets } from "./http/web-assets.ts";
import type { Log } from "./log.ts";
import { carriers } from "./runtime/carriers.ts";
import { forgetRegularly } from "./runtime/forget.ts";
import { actorKinds } from "./runtime/kinds.ts";
import { kitPrinter } from "./runtime/kit-printer.ts";
import { loadKnowledge } from "./runtime/knowledge.ts";
import { freeAllLeases } from "./runtime/lease.ts";
import { platformTools } from "./runtime/platform-tools.ts";
import { supportCarriers } from "./runtime/support.ts";
import { supportTools } from "./runtime/support-tools.ts";
import { startRuntime } from "./runtime/worker.ts";
import { setUpDemo } from "./store/demo.ts";
import { openStore } from "./store/open.ts";
import { makeOperatorToken } from "./store/operator-token.ts";
import { storePlaybooks } from "./store/playbook.ts";
import { discordWatermarks } from "./store/watermark.ts";

export type Running = {
	/** Where this machine reaches it. */
	readonly url: string;
	/** Where links and QR codes lead. */
	readonly publicUrl: string;
	readonly operatorToken: string;
	/** Stops receiving, finishes turns, closes. */
	stop(): Promise<void>;
};

/** Time and chance, which a test sets, and what is read from `knowledge/`, which its many servers share. */
export type Outside = {
	readonly nowMs: () => number;
	readonly seed: () => string;
	readonly readKnowledge: typeof loadKnowledge;
};
const REAL: Outside = {
	nowMs: Date.now,
	seed: () => randomBytes(16).toString("hex"),
	readKnowledge: loadKnowledge,
};

/** Starts everything that is configured. What fails on the way is closed again. */
export async function startStandin(config: Config, log: Log, given: Partial<Outside> = {}): Promise<Running> {
	const outside = { ...REAL, ...given };
	const knowledge = await outside.readKnowledge(join(HOME, "knowledge"));
	const closing: (() => unknown)[] = [];
	const stop = async () => {
		for (const close of closing.splice(0).reverse()) await close();
	};
	try {
		// First the port: one that is taken leaves nothing behind.
		const server = await listen(config.host, config.port);
		closing.push(server.close);
		const database = await openStore(config, log, closing);
		closing.push(server.close); // before the database: who still asks would find it gone
		// Embedded, the lock of the data directory proves that nobody else works on it.
		if (config.databaseUrl === null) await freeAllLeases(database);
		const operatorToken = config.token ?? makeOperatorToken(config.dataDir);
		await storePlaybooks(database, knowledge.playbooks);
		await setUpDemo(database, join(HOME, "knowledge/demo/shops.yaml"), log);

		const publicUrl = config.publicUrl ?? `http://${lanAddress()}:${server.port}`;
		const wakeUps = await openWakeUps(database);
		const platforms = await openPlatforms(config, log);
		const web = webBot(wakeUps.tell);
		const bots = new Map([["web", web], ["console", web], ...platforms.bots]);
		const providers = await openProviders(config, publicUrl, log);
		const model = openModel(config.ollama, { articles: knowledge.answers.articles, nowMs: outside.nowMs, log });
		closing.push(model.stop);
		const runtime = startRuntime({
			database,
			log,
			nowMs: outside.nowMs,
			moment: () => ({ nowMs: outside.nowMs(), seed: outside.seed() }),
			kinds: actorKinds({
				publicUrl,
				...knowledge,
				model: model.abilities,
				nowMs: outside.nowMs,
				providers: configuredOf(providers),
				refunds: refundableOf(providers),
			}),
			carriers: new Map([
				...carriers(database, bots, outside.nowMs, providers, log, model),
				...supportCarriers(database, platforms.support),
				["print-kit", kitPrinter(database, publicUrl, outside.nowMs)],
			]),
		});
		closing.push(runtime.stop);
		const refunds = refundableOf(providers);
		const inbox = { ...knowledge, nowMs: outside.nowMs, nudge: runtime.nudge, providers, refunds };
		const listening = platforms.listen(
			(platform) => platformTools(database, platform, inbox),
			(platform) => supportTools(database, platform, inbox),
			discordWatermarks(database),
		);
		closing.push(listening.stop);
		const assets = await buildWebAssets(HOME);
		server.serve(
			httpApp({
				...inbox,
				database,
				wakeUps,
				operatorToken,
				publicUrl,
				answerSlack: listening.answerSlack,
				assets,
				isModelDegraded: model.isDegraded,
				rates: openRates(config.trustProxy, log),
				log,
			}),
		);
		closing.push(server.stopReceiving);
		closing.push(forgetRegularly(database, log));
		return { url: `http://127.0.0.1:${server.port}`, publicUrl, operatorToken, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
