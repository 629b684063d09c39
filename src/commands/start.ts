/** SHELL. `standin start`: the server, until a signal ends it. */

import { Command } from "commander";
import QRCode from "qrcode";
import { readConfig } from "../config.ts";
import { EXIT } from "../errors.ts";
import { openLog } from "../log.ts";
import type { Running } from "../main.ts";
import type { Text } from "../text.ts";
import type { Io } from "./io.ts";

const STOP_MS = 10_000;
const STOPPING: Text = { en: "Stopping …", zh: "正在停止……", es: "Deteniendo …" };

export function startCommand(io: Io): Command {
	return new Command("start").description("start the server: chat, API, pay pages, runtime").action(async () => {
		// Loaded here and not above: `--help` and a wrong option need nothing of the server.
		const { startStandin } = await import("../main.ts");
		const running = await startStandin(readConfig(), openLog());
		await greet(running, io);
		stopAtSignal(running, io);
	});
}

async function greet({ url, publicUrl }: Running, { out, locale }: Io): Promise<void> {
	const chat = `${publicUrl}/`; // it leads on to the store where there is only one
	const lines: readonly (Text | string)[] = [
		{ en: `Standin is running at ${url}`, zh: `Standin 已启动：${url}`, es: `Standin está en marcha en ${url}` },
		{
			en: `On a phone in the same network, scan this, or open ${chat}`,
			zh: `同一网络中的手机请扫码，或打开：${chat}`,
			es: `En un teléfono de la misma red, escanear esto o abrir ${chat}`,
		},
		await QRCode.toString(chat, { type: "utf8", errorCorrectionLevel: "L" }),
		{
			en: "In another shell: ./bin/standin chat",
			zh: "在另一个终端窗口输入：./bin/standin chat",
			es: "En otra línea de comandos: ./bin/standin chat",
		},
	];
	for (const line of lines) out(typeof line === "string" ? line : line[locale]);
}

/** The first signal ends it in order, the second at once; what is not finished then is finished at the next start. */
function stopAtSignal(running: Running, io: Io): void {
	let isStopping = false;
	const stop = () => {
		if (isStopping) process.exit(EXIT.outsideFailed);
		isStopping = true;
		io.err(STOPPING[io.locale]);
		const late = setTimeout(() => process.exit(EXIT.outsideFailed), STOP_MS);
		late.unref();
		running.stop().then(
			() => process.exit(EXIT.done),
			() => process.exit(EXIT.outsideFailed),
		);
	};
	process.on("SIGINT", stop);
	process.on("SIGTERM", stop);
}
