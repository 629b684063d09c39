/** CORE. What `standin doctor` has looked at: one line each, and what to do about it. */

import type { Text } from "./text.ts";

/** `wrong`: the configuration is to be mended; `unreachable`: something outside does not answer; `left-out`: not configured, or not looked at. */
export type CheckState = "ok" | "wrong" | "unreachable" | "left-out";

export type Check = {
	/** Never holds a secret. */
	readonly what: Text;
	readonly state: CheckState;
	/** What to do, and where to click; null when there is nothing to do. */
	readonly advice: Text | null;
};

export const ok = (what: Text, advice: Text | null = null): Check => ({ what, state: "ok", advice });
export const wrong = (what: Text, advice: Text): Check => ({ what, state: "wrong", advice });
export const unreachable = (what: Text, advice: Text): Check => ({ what, state: "unreachable", advice });
export const leftOut = (what: Text, advice: Text | null = null): Check => ({ what, state: "left-out", advice });

export const notConfigured = (name: string, variable: string): Check =>
	leftOut(same(name), {
		en: `Not configured: ${variable} is not set.`,
		zh: `未配置：未设置 ${variable}。`,
		es: `Sin configurar: falta ${variable}.`,
	});

/** A name that is the same in every language. */
export const same = (name: string): Text => ({ en: name, zh: name, es: name });
