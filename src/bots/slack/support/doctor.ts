/** Whether the support channel takes the bot's cards, and whether Slack knows the agents. */

import { webApi } from "@slack/bolt";
import { type Check, leftOut, ok, unreachable, wrong } from "../../../check.ts";
import type { Text } from "../../../text.ts";
import { refusalOf } from "../errors.ts";
import { isGroup, type SupportSettings } from "./agents.ts";

const IDS_LIMIT = 40;
const AT_ONCE = 5;

/** `isLinked`: the channel belongs to a store, as a merchant's chat does. One line when all is well. */
export async function examineSupport(
	client: webApi.WebClient,
	settings: SupportSettings | null,
	isLinked: boolean,
): Promise<readonly Check[]> {
	const desk: Text = { en: "Slack, support channel", zh: "Slack 支持频道", es: "Slack, canal de soporte" };
	if (settings === null) return [leftOut(desk, NOT_SET)];
	const { channel, agents, finance } = settings;
	const people = new Set<string>();
	const faults: Check[] = isLinked ? [wrong(desk, UNLINK)] : [];
	const entered = await asked(() => client.conversations.history({ channel, limit: 1 }));
	if (entered !== null) faults.push(weighed(desk, entered, INVITE));
	const ids = [...new Set([...agents, ...finance])].slice(0, IDS_LIMIT);
	for (let at = 0; at < ids.length; at += AT_ONCE)
		await Promise.all(
			ids.slice(at, at + AT_ONCE).map(async (id) => {
				const fault = await asked(async () => {
					for (const member of await membersOf(client, id)) if (agents.includes(id)) people.add(member);
				});
				const who = { en: `${desk.en}: ${id}`, zh: `${desk.zh}：${id}`, es: `${desk.es}: ${id}` };
				if (fault !== null) faults.push(weighed(who, fault, UNKNOWN));
			}),
		);
	if (faults.length > 0) return faults;
	if (people.size === 0) return [wrong(desk, NO_AGENTS)];
	const count = people.size;
	return [
		ok({ en: `${desk.en}: ${count} agents`, zh: `${desk.zh}：${count} 位客服`, es: `${desk.es}: ${count} agentes` }),
	];
}

async function membersOf(client: webApi.WebClient, id: string): Promise<readonly string[]> {
	if (isGroup(id)) return (await client.usergroups.users.list({ usergroup: id })).users ?? [];
	const { user } = await client.users.info({ user: id });
	return user?.deleted === true ? [] : [id];
}

/** Null when it was done; else what Slack said, or did not say. */
async function asked(call: () => Promise<unknown>): Promise<"away" | "wait" | string | null> {
	try {
		await call();
		return null;
	} catch (error) {
		if (error instanceof webApi.WebAPIRateLimitedError) return "wait";
		return refusalOf(error) ?? "away";
	}
}

function weighed(what: Text, because: string, advice: Text): Check {
	if (because === "away") return unreachable(what, AWAY);
	if (because === "wait") return leftOut(what, WAIT);
	const word = /^[a-z_]{1,60}$/.test(because) ? because : "refused";
	return wrong(what, {
		en: `Slack says ${word}. ${advice.en}`,
		zh: `Slack 返回 ${word}。${advice.zh}`,
		es: `Slack dice ${word}. ${advice.es}`,
	});
}

const NOT_SET: Text = {
	en: "Set SLACK_SUPPORT_CHANNEL and SLACK_SUPPORT_AGENTS to work on requests in Slack; without them `standin support` does.",
	zh: "要在 Slack 中处理请求，请设置 SLACK_SUPPORT_CHANNEL 和 SLACK_SUPPORT_AGENTS；否则用 `standin support`。",
	es: "Defina SLACK_SUPPORT_CHANNEL y SLACK_SUPPORT_AGENTS para atender en Slack; sin ellas sirve `standin support`.",
};
const UNLINK: Text = {
	en: "This channel is linked to a store, as a shop's chat is: write /standin unlink there.",
	zh: "此频道已关联到门店：请在该频道输入 /standin unlink。",
	es: "Este canal está enlazado a una tienda: escriba allí /standin unlink.",
};
const INVITE: Text = {
	en: "Check SLACK_SUPPORT_CHANNEL, and write /invite @standin in that channel.",
	zh: "请核对 SLACK_SUPPORT_CHANNEL，并在该频道输入 /invite @standin。",
	es: "Revise SLACK_SUPPORT_CHANNEL, y escriba /invite @standin en ese canal.",
};
const UNKNOWN: Text = {
	en: "Check it in SLACK_SUPPORT_AGENTS and SLACK_SUPPORT_FINANCE: a person's id begins with U, a user group's with S.",
	zh: "请在 SLACK_SUPPORT_AGENTS 和 SLACK_SUPPORT_FINANCE 中核对：人的 ID 以 U 开头，用户组以 S 开头。",
	es: "Revíselo en SLACK_SUPPORT_AGENTS y SLACK_SUPPORT_FINANCE: el ID de una persona empieza con U, el de un grupo con S.",
};
const NO_AGENTS: Text = {
	en: "Nobody is an agent: put people or user groups into SLACK_SUPPORT_AGENTS.",
	zh: "没有客服：请在 SLACK_SUPPORT_AGENTS 中加入人员或用户组。",
	es: "Nadie es agente: ponga personas o grupos en SLACK_SUPPORT_AGENTS.",
};
export const AWAY: Text = {
	en: "Slack does not answer; check the network and slack-status.com, then run this again.",
	zh: "Slack 没有响应；请检查网络和 slack-status.com，然后重试。",
	es: "Slack no responde; revise la red y slack-status.com, y repita.",
};
export const WAIT: Text = {
	en: "Not looked at: Slack asks to wait; run this again in a minute.",
	zh: "未检查：Slack 要求等待；请一分钟后重试。",
	es: "Sin revisar: Slack pide esperar; repita en un minuto.",
};
