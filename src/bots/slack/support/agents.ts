/** Who may act at the support desk: people and user groups of Slack, as the configuration names them. */

import type { webApi } from "@slack/bolt";
import { DeliveryError } from "../../../errors.ts";
import type { Agent } from "../../../helpdesk/escalation-state.ts";
import { errorFacts, type Log } from "../../../log.ts";
import { asDeliveryError } from "../errors.ts";

export type SupportSettings = {
	/** Where the cards stand. */
	readonly channel: string;
	/** People (`U…`, `W…`) and user groups (`S…`). */
	readonly agents: readonly string[];
	/** Who may record a refund; of those who are agents. */
	readonly finance: readonly string[];
};

/** So long who was put out of a group may still act. */
const MEMBERS_KNOWN_MS = 60_000;
const NAME_KNOWN_MS = 10 * 60_000;
const NAME_LIMIT_CHARACTERS = 80;
const NAMES_LIMIT = 10_000;
/** Where Slack does not tell a name, the merchant reads this. */
const NAMELESS = "Support";
const AGENT_ID = /^slack:([UW][A-Z0-9]{1,40})$/;

export const isGroup = (id: string): boolean => id.startsWith("S");
const agentId = (userId: string): string => `slack:${userId}`;
/** The person of Slack behind an agent; null for one who came another way. */
export const userOf = (agent: string): string | null => AGENT_ID.exec(agent)?.[1] ?? null;

export type Agents = {
	/** Null for who is no agent. */
	find(userId: string): Promise<Agent | null>;
	isFinance(userId: string): Promise<boolean>;
};

/** `quick` gives up in time for an acknowledgement. What Slack does not tell now is as it was last known. `clockMs` only grows. */
export function slackAgents(
	quick: webApi.WebClient,
	settings: SupportSettings,
	log: Log,
	clockMs: () => number = () => performance.now(),
): Agents {
	const office = { log, clockMs };
	const membersOf = remembered(MEMBERS_KNOWN_MS, office, async (usergroup): Promise<ReadonlySet<string>> => {
		const { users } = await quick.usergroups.users.list({ usergroup });
		return new Set(users);
	});
	const nameOf = remembered(NAME_KNOWN_MS, office, async (user): Promise<string> => {
		const { user: found } = await quick.users.info({ user });
		const names = [found?.profile?.display_name, found?.profile?.real_name, found?.real_name, found?.name];
		return clean(names.find((name) => (name ?? "").trim() !== "") ?? NAMELESS);
	});
	const isAmong = async (userId: string, ids: readonly string[]): Promise<boolean> => {
		if (ids.includes(userId)) return true;
		const groups = await Promise.all(ids.filter(isGroup).map(membersOf));
		return groups.some((members) => members?.has(userId) === true);
	};
	return {
		find: async (userId) => {
			if (!(await isAmong(userId, settings.agents))) return null;
			return { id: agentId(userId), name: (await nameOf(userId)) ?? NAMELESS };
		},
		isFinance: async (userId) => (await isAmong(userId, settings.agents)) && isAmong(userId, settings.finance),
	};
}

/** Null for what was never known. */
function remembered<T>(
	forMs: number,
	{ log, clockMs }: { readonly log: Log; readonly clockMs: () => number },
	ask: (id: string) => Promise<T>,
): (id: string) => Promise<T | null> {
	type Known = { readonly value: T; readonly untilMs: number };
	const known = new Map<string, Known>();
	const underWay = new Map<string, Promise<T | null>>();
	const look = async (id: string): Promise<T | null> => {
		try {
			const value = await ask(id);
			if (known.size >= NAMES_LIMIT) known.clear();
			known.set(id, { value, untilMs: clockMs() + forMs });
			return value;
		} catch (error) {
			const translated = asDeliveryError(error);
			if (!(translated instanceof DeliveryError)) throw error;
			log.warn({ platform: "slack", ...errorFacts(translated) }, "not told who the agents are");
			return known.get(id)?.value ?? null;
		}
	};
	return (id) => {
		const before = known.get(id);
		if (before !== undefined && clockMs() < before.untilMs) return Promise.resolve(before.value);
		const asked = underWay.get(id) ?? look(id).finally(() => underWay.delete(id));
		underWay.set(id, asked);
		return asked;
	};
}

/** Between two signs, and without what a name has no use for. */
const clean = (name: string): string =>
	[...name.replaceAll(/[\p{Cc}\p{Surrogate}]/gu, " ").trim()].slice(0, NAME_LIMIT_CHARACTERS).join("");
