/** What the support desk's inbox is handed: each act is a row when it gets its answer. */

import type { Address } from "../actor.ts";
import type { FoundEscalation, Overview, SupportTools } from "../bots/support.ts";
import type { AgentAct, EscalationEvent } from "../helpdesk/escalation-event.ts";
import { hoursText } from "../helpdesk/escalation-hours-text.ts";
import { snoozes } from "../helpdesk/escalation-snooze.ts";
import type { Agent } from "../helpdesk/escalation-state.ts";
import type { Choice } from "../helpdesk/message.ts";
import type { SupportFile } from "../helpdesk/support-file.ts";
import type { Database, Queryable } from "../store/database.ts";
import { findSupportThread, listEscalations, readEscalation } from "../store/escalation.ts";
import { listSelling } from "../store/sales-so-far.ts";
import { isRefusal, refuse, type Text } from "../text.ts";
import { receiveFromOutside } from "./receive.ts";
import { recordRefund, refundsOf } from "./refunds.ts";
import { takeFile } from "./take-file.ts";

const LISTED_LIMIT = 100;
const LABEL_LIMIT_CHARACTERS = 75;

type Runtime = {
	readonly nowMs: () => number;
	/** Makes the runtime look at once. */
	readonly nudge: () => void;
	readonly support: SupportFile;
};

export function supportTools(database: Database, platform: string, runtime: Runtime): SupportTools {
	const { nowMs, nudge, support } = runtime;
	const act: SupportTools["act"] = async ({ merchantId, escalation }, by, what, key) => {
		const isNew = await receiveAct(database, merchantId, escalation.id, by, what, key, nowMs());
		nudge();
		return isNew;
	};
	return {
		find: (thread) => findSupportThread(database, `${platform}:${thread}`),
		read: (id) => readEscalation(database, id),
		act,
		replyWithFile: async (found, by, reply, file, key) => {
			const conversation = conversationOf(found);
			if (conversation === null) return refuse(NOBODY_BEHIND_IT);
			const { id } = found.escalation;
			const taken = await database.transaction(async (tx) => {
				const card = await takeFile(tx, conversation, `desk ${id} ${key}`, file.name, file.bytes);
				if (isRefusal(card)) return card;
				const act: AgentAct = { kind: "reply", ...reply, file: card };
				return receiveAct(tx, conversation.merchantId, id, by, act, key, nowMs());
			});
			nudge();
			return taken;
		},
		snoozes: () => snoozes(support, nowMs()),
		linkable: async ({ escalation: own }) => {
			const others = (await listEscalations(database, LISTED_LIMIT)).filter(
				({ escalation }) => escalation.id !== own.id,
			);
			const cause = own.card?.cause ?? null;
			const alike = ({ escalation }: (typeof others)[number]) => cause !== null && escalation.card?.cause === cause;
			return [...others.filter(alike), ...others.filter((one) => !alike(one))].map(linkChoice);
		},
		refundable: (found) => refundsOf(database, found, nowMs()),
		refunded: async (found, by, choice, note, key) => {
			const recorded = await recordRefund(database, found, by, { choice, note, key }, nowMs());
			nudge();
			return recorded;
		},
		overview: () => overviewOf(database, runtime),
		nowMs,
	};
}

/** Stores what an agent does. False when an act of this key is there already. Card numbers in its texts are masked. */
export function receiveAct(
	database: Queryable,
	merchantId: string,
	escalationId: string,
	by: Agent,
	act: AgentAct,
	key: string,
	nowMs: number,
): Promise<boolean> {
	const event: EscalationEvent = { kind: "act", by, act };
	const to: Address = `escalation/${escalationId}`;
	return receiveFromOutside(database, { merchantId, to, key: `desk ${escalationId} ${key}`, event }, nowMs);
}

type Behind = { readonly merchantId: string; readonly id: string };

function conversationOf({ merchantId, escalation }: FoundEscalation): Behind | null {
	const { conversation } = escalation;
	return conversation === null ? null : { merchantId, id: conversation.slice(conversation.indexOf("/") + 1) };
}

const NOBODY_BEHIND_IT: Text = {
	en: "No merchant is behind this request, so nothing was sent; close it when it is dealt with.",
	zh: "此请求没有对应的商户，未发送任何内容；处理完请关闭。",
	es: "No hay ningún comercio detrás de esta solicitud y no se envió nada; ciérrela cuando esté resuelta.",
};

function linkChoice({
	escalation: { id, card },
}: {
	readonly escalation: Pick<FoundEscalation["escalation"], "id" | "card">;
}): Choice {
	const label = card === null ? id : [id, card.store, card.cause ?? card.reason].join(" · ");
	return { id, label: [...label].slice(0, LABEL_LIMIT_CHARACTERS).join("") };
}

async function overviewOf(database: Database, { nowMs, support }: Runtime): Promise<Overview> {
	const escalations = await listEscalations(database, LISTED_LIMIT);
	return {
		escalations: escalations.map(({ escalation, ...found }) => ({
			...found,
			escalation: { ...escalation, timeline: [] },
		})),
		selling: await listSelling(database, nowMs()),
		hours: hoursText(support),
	};
}
