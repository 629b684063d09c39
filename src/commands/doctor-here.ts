/** SHELL. What `standin doctor` checks of this installation itself: its database, its server, its address. */

import { type Check, leftOut, ok, unreachable, wrong } from "../check.ts";
import { type Config, lanAddress } from "../config.ts";
import { OutsideError, UserError } from "../errors.ts";
import { lookIntoStore, type Reliance } from "../store/look.ts";
import type { Text } from "../text.ts";
import { ask, isRunning, operatorClient } from "./client.ts";

const LOOK_LIMIT_MS = 8_000;

export type Here = {
	readonly checks: readonly Check[];
	readonly isRunning: boolean;
	/** Null: it could not be read. */
	readonly reliance: Reliance | null;
};

/** Beside a running server the embedded database is never opened: the server is asked instead. */
export async function examineStore(config: Config): Promise<Here> {
	return (await isRunning(config.serverUrl)) ? askServer(config) : openStore(config);
}

async function askServer(config: Config): Promise<Here> {
	const url = config.serverUrl;
	const server: Text = {
		en: `Server at ${url}, and its database`,
		zh: `服务器 ${url} 及其数据库`,
		es: `Servidor en ${url} y su base de datos`,
	};
	const answered = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(LOOK_LIMIT_MS) }).catch(() => null);
	if (answered?.ok !== true) return { checks: [unreachable(server, DATABASE_AWAY)], isRunning: true, reliance: null };
	try {
		const client = operatorClient(config, "en");
		const reliance = await ask<Reliance>(client, "/api/setup/reliance", { timeoutMs: LOOK_LIMIT_MS });
		return { checks: [ok(server)], isRunning: true, reliance };
	} catch (error) {
		if (!(error instanceof UserError || error instanceof OutsideError)) throw error;
		return { checks: [ok(server), leftOut(LINKED, NO_OPERATOR)], isRunning: true, reliance: null };
	}
}

async function openStore(config: Config): Promise<Here> {
	const server = leftOut(
		{ en: "Server", zh: "服务器", es: "Servidor" },
		{
			en: `None runs at ${config.serverUrl}; start it with \`npm start\`.`,
			zh: `${config.serverUrl} 没有运行；请用 \`npm start\` 启动。`,
			es: `Ninguno en marcha en ${config.serverUrl}; inícielo con \`npm start\`.`,
		},
	);
	const database: Text =
		config.databaseUrl === null
			? {
					en: `Data directory ${config.dataDir}`,
					zh: `数据目录 ${config.dataDir}`,
					es: `Carpeta de datos ${config.dataDir}`,
				}
			: { en: "Database (DATABASE_URL)", zh: "数据库（DATABASE_URL）", es: "Base de datos (DATABASE_URL)" };
	try {
		return { checks: [server, ok(database)], isRunning: false, reliance: await lookIntoStore(config) };
	} catch (error) {
		return { checks: [server, databaseFault(config, database, error)], isRunning: false, reliance: null };
	}
}

function databaseFault({ databaseUrl, dataDir }: Config, what: Text, error: unknown): Check {
	if (error instanceof OutsideError) return unreachable(what, error.text);
	if (databaseUrl !== null) return unreachable(what, DATABASE_AWAY);
	return wrong(what, {
		en: `It cannot be read and written: give this user ${dataDir}, or set DATA_DIR to another directory.`,
		zh: `无法读写：请授予当前用户 ${dataDir} 的权限，或将 DATA_DIR 设为其他目录。`,
		es: `No se puede leer y escribir: dé a este usuario ${dataDir}, o ponga otra carpeta en DATA_DIR.`,
	});
}

/** What QR codes lead to: a phone that scans one must get there. */
export async function examineAddress(config: Config, isServing: boolean): Promise<readonly Check[]> {
	const url = config.publicUrl ?? `http://${lanAddress()}:${config.port}`;
	const what: Text = {
		en: `PUBLIC_URL: phones open ${url}`,
		zh: `PUBLIC_URL：手机打开 ${url}`,
		es: `PUBLIC_URL: los teléfonos abren ${url}`,
	};
	if (/^(localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0|\[::\])$/.test(new URL(url).hostname))
		return [wrong(what, ONLY_HERE)];
	if (isServing && config.publicUrl !== null && !(await answers(url))) return [unreachable(what, NOBODY_THERE)];
	return [ok(what, url.startsWith("https://") ? null : NOT_HTTPS)];
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(LOOK_LIMIT_MS) })).ok;
	} catch {
		return false;
	}
}

const LINKED: Text = { en: "Linked chats", zh: "已关联的聊天", es: "Chats enlazados" };
const NO_OPERATOR: Text = {
	en: "Not looked at: set STANDIN_TOKEN to the server's operator token.",
	zh: "未检查：请将 STANDIN_TOKEN 设为服务器的操作员令牌。",
	es: "Sin revisar: ponga en STANDIN_TOKEN el token de operador del servidor.",
};
const DATABASE_AWAY: Text = {
	en: "The database does not answer; check that PostgreSQL runs and DATABASE_URL is right.",
	zh: "数据库没有响应；请检查 PostgreSQL 是否运行、DATABASE_URL 是否正确。",
	es: "La base de datos no responde; revise que PostgreSQL esté en marcha y DATABASE_URL sea correcta.",
};
const ONLY_HERE: Text = {
	en: "No phone reaches this; set PUBLIC_URL to the address that phones open, such as https://standin.example.",
	zh: "手机无法访问；请将 PUBLIC_URL 设为手机能打开的地址，例如 https://standin.example。",
	es: "Ningún teléfono llega ahí; ponga en PUBLIC_URL la dirección que abren los teléfonos, como https://standin.example.",
};
const NOBODY_THERE: Text = {
	en: "Nothing of ours answers there; check the proxy and its certificate, and open the address on a phone.",
	zh: "该地址没有响应；请检查代理及其证书，并用手机打开该地址。",
	es: "Ahí no responde nada nuestro; revise el proxy y su certificado, y abra la dirección en un teléfono.",
};
const NOT_HTTPS: Text = {
	en: "For phones outside of this network, and for Stripe, Alipay and WeChat Pay, set PUBLIC_URL to an https address.",
	zh: "如需外网手机访问，或使用 Stripe、支付宝、微信支付，请将 PUBLIC_URL 设为 https 地址。",
	es: "Para teléfonos fuera de esta red, y para Stripe, Alipay y WeChat Pay, ponga en PUBLIC_URL una dirección https.",
};
