/** Bodies for Discord, right in everything, for tests to make wrong in one thing. */

import { faultsOf } from "../discord-limits.ts";

export const ID = "1290000000000000001";
export const MESSAGES = `/channels/${ID}/messages`;
const CALLBACK = `/interactions/${ID}/token/callback`;
const COMMANDS = `/applications/${ID}/commands`;
export const NOBODY = { allowed_mentions: { parse: [] } };
export const V2 = { flags: 1 << 15 };

export const message = (body: object) => faultsOf({ method: "POST", path: MESSAGES, body: { ...NOBODY, ...body } });
export const edit = (body: object, wasV2 = false) =>
	faultsOf({ method: "PATCH", path: `${MESSAGES}/${ID}`, body: { ...NOBODY, ...body }, wasV2 });
export const callback = (type: number, data: object) =>
	faultsOf({ method: "POST", path: CALLBACK, body: { type, data: type === 4 ? { ...NOBODY, ...data } : data } });
export const commands = (...body: object[]) => faultsOf({ method: "PUT", path: COMMANDS, body });

export const row = (...components: object[]) => ({ type: 1, components });
export const button = (more: object = {}) => ({ type: 2, style: 1, label: "Cobrar", custom_id: "pay", ...more });
export const buttons = (count: number) => Array.from({ length: count }, (_, at) => button({ custom_id: `pay ${at}` }));
export const rows = (count: number) =>
	Array.from({ length: count }, (_, at) => row(button({ custom_id: `pay ${at}` })));
export const choices = (count: number) =>
	Array.from({ length: count }, (_, at) => ({ label: `Rail ${at}`, value: `${at}` }));
export const select = (more: object = {}) => ({ type: 3, custom_id: "rail", options: choices(2), ...more });
export const line = (content: string) => ({ type: 10, content });
export const lines = (count: number) => Array.from({ length: count }, (_, at) => line(`${at}`));
export const input = (more: object = {}) => ({ type: 4, custom_id: "amount", style: 1, ...more });
export const label = (component: object, more: object = {}) => ({ type: 18, label: "Amount", component, ...more });
export const modal = (components: object[], more: object = {}) => ({
	custom_id: "paylink",
	title: "Pay",
	components,
	...more,
});
export const command = (more: object = {}) => ({ name: "paylink", description: "Take a payment", ...more });
export const option = (more: object = {}) => ({ type: 3, name: "currency", description: "Which", ...more });
export const embed = (more: object) => message({ embeds: [more] });
export const fields = (count: number) => Array.from({ length: count }, () => ({ name: "n", value: "v" }));
export const x = (length: number) => "x".repeat(length);
