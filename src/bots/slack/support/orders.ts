/** The support desk's forms: opened, and when they are sent stored; what is wrong is said where it was typed. */

import type { types } from "@slack/bolt";
import type { AgentAct } from "../../../helpdesk/escalation-event.ts";
import { errorFacts, type Log } from "../../../log.ts";
import { isRefusal, type Locale, type Text } from "../../../text.ts";
import { DID_NOT_WORK } from "../../form-texts.ts";
import type { FoundEscalation, SupportTools } from "../../support.ts";
import type { SlackDesk } from "../desk.ts";
import { noticeForm } from "../form-parts.ts";
import type { Acknowledgement } from "../orders.ts";
import { bounded } from "../render.ts";
import type { Agents } from "./agents.ts";
import * as forms from "./forms.ts";
import type { Press } from "./names.ts";
import type { SupportHappened } from "./receive.ts";
import * as texts from "./texts.ts";

const FAULT_LIMIT_CHARACTERS = 300;

type Office = {
	readonly tools: SupportTools;
	readonly slack: SlackDesk;
	readonly agents: Agents;
	readonly log: Log;
};

type Wanted = {
	readonly what: Extract<Press, "reply" | "resolve" | "snooze" | "more">;
	readonly id: string;
	readonly channel: string;
	readonly userId: string;
	readonly triggerId: string | null;
	readonly locale: Locale;
};

/** Throws `DeliveryError` when it does not open. */
export async function openForm(office: Office, wanted: Wanted): Promise<void> {
	const { what, id, channel, userId, triggerId, locale } = wanted;
	const about = { id, channel };
	await office.slack.open(triggerId ?? "", await drawn());

	async function drawn(): Promise<types.ModalView> {
		switch (what) {
			case "reply":
				return forms.replyForm(about, locale);
			case "resolve":
				return forms.resolveForm(about, locale);
			case "snooze":
				return forms.snoozeForm(about, office.tools.snoozes(), locale);
			case "more": {
				const isFinance = await office.agents.isFinance(userId);
				return forms.moreForm(
					about,
					forms.RARE.filter((each) => each !== "refund" || isFinance),
					locale,
				);
			}
		}
	}
}

type SentForm = SupportHappened & { kind: "form" };

export async function takeSupportForm(office: Office, { from, form }: SentForm): Promise<Acknowledgement> {
	const { tools, slack, agents, log } = office;
	const locale = await slack.localeOf(from.userId);
	const fault = (because: Text): Acknowledgement => faultAt(form.shown.at(-1), because, locale);
	try {
		const by = await agents.find(from.userId);
		if (by === null) return fault(texts.NO_AGENT);
		const found = await tools.read(form.about.id);
		if (found === null) return fault(texts.NO_SUCH_REQUEST);
		if (form.kind === "more") return await chosen(office, found, form, from.userId, locale);
		if (form.kind === "refund") {
			if (!(await agents.isFinance(from.userId))) return fault(texts.NO_FINANCE);
			const done = await tools.refunded(found, by, form.finding, form.note, from.key);
			return typeof done === "object" && isRefusal(done) ? fault(done.refused) : null;
		}
		// Known before anything is sent, and the words stay in the form.
		if (found.escalation.state === "closed") return fault(texts.IS_CLOSED);
		const act = actOf(form, tools);
		if (act === null) return fault(DID_NOT_WORK);
		await tools.act(found, by, act, from.key);
		return null;
	} catch (error) {
		log.warn({ platform: "slack", ...errorFacts(error) }, "a form of the support desk did not work");
		return fault(DID_NOT_WORK);
	}
}

/** What was typed stays where there is a field to say it at. */
function faultAt(field: string | undefined, because: Text, locale: Locale): Acknowledgement {
	if (field === undefined) return { response_action: "update", view: noticeForm(because[locale], locale) };
	return { response_action: "errors", errors: { [field]: bounded(because[locale], FAULT_LIMIT_CHARACTERS) } };
}

type Plain = Exclude<forms.SentSupportForm, { kind: "more" | "refund" }>;

/** Null for what is not offered any more. */
function actOf(form: Plain, tools: SupportTools): AgentAct | null {
	switch (form.kind) {
		case "reply":
			return { kind: "reply", name: form.name, text: form.text, file: null };
		case "resolve":
			return { kind: "resolve", cause: form.cause, note: form.note };
		case "snooze": {
			const snooze = tools.snoozes().find(({ id }) => id === form.chosen);
			return snooze === undefined ? null : { kind: "snooze", untilMs: snooze.untilMs };
		}
		case "severity":
			return { kind: "severity", severity: form.severity };
		case "link":
			return { kind: "link", linkedTo: form.other };
		case "close":
			return { kind: "close", note: form.note };
	}
}

/** The form that takes the place of the one where it was chosen. */
async function chosen(
	{ tools, agents }: Office,
	found: FoundEscalation,
	{ what, about }: forms.SentSupportForm & { kind: "more" },
	userId: string,
	locale: Locale,
): Promise<Acknowledgement> {
	const next = async (): Promise<types.ModalView | Text> => {
		switch (what) {
			case "severity":
				return forms.severityForm(about, found.escalation.severity, locale);
			case "close":
				return forms.closeForm(about, locale);
			case "link": {
				const others = await tools.linkable(found);
				return others.length === 0 ? texts.NONE_TO_LINK : forms.linkForm(about, others, locale);
			}
			case "refund": {
				if (!(await agents.isFinance(userId))) return texts.NO_FINANCE;
				const findings = await tools.refundable(found);
				return findings.length === 0 ? texts.NONE_TO_REFUND : forms.refundForm(about, findings, locale);
			}
		}
	};
	const view = await next();
	return { response_action: "update", view: "en" in view ? noticeForm(view[locale], locale) : view };
}
