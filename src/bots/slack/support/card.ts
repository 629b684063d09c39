/**
 * The card of an escalation, as the support channel shows it. Pure. Every text of a shop or a person is plain text and
 * bounded, so that it mentions nobody and is no markup; only times of day and links of ours are markup. The channel is read by
 * all agents, in the desk's language, English.
 */

import type { types } from "@slack/bolt";
import { type Money, showMoney } from "../../../fallback/money.ts";
import type { Shown } from "../../../helpdesk/escalation-order.ts";
import type { Card, SalesSoFar } from "../../../helpdesk/escalation-state.ts";
import { bounded, plain, type SlackMessage } from "../render.ts";
import { PRESSES, type Press, SUPPORT } from "./names.ts";
import { CAUSE_LABELS } from "./texts.ts";

// All texts of a message together may have 13,200 characters (slackapi/bolt-js#2509). At the most: 150 header, 1,000 state,
// 10 × 300 fields, 900 what failed, 3 × 700 words and ways, 2,900 steps, 300 banner, 100 snooze, 3 × 75 + 5 × 75 buttons.
const HEADER_LIMIT_CHARACTERS = 150;
const STATE_LIMIT_CHARACTERS = 1_000;
const FIELD_LIMIT_CHARACTERS = 300;
const REASON_LIMIT_CHARACTERS = 900;
const WORDS_LIMIT_CHARACTERS = 700;
const TITLE_LIMIT_CHARACTERS = 50;
const STEP_LIMIT_CHARACTERS = 240;
const STEPS_LIMIT_CHARACTERS = 2_900;
const LABEL_LIMIT_CHARACTERS = 75;
const FALLBACK_LIMIT_CHARACTERS = 1_000;

const LANGUAGES = { en: "English", zh: "Chinese", es: "Spanish" } as const;
const CAUSES = {
	network: "network",
	processor: "the bank's side",
	software: "software",
	hardware: "hardware",
	maintenance: "maintenance or update",
	card: "one card",
} as const satisfies Record<NonNullable<Card["cause"]>, string>;

export function renderCard(shown: Shown): SlackMessage {
	const { card } = shown;
	const blocks: types.KnownBlock[] = [
		{ type: "header", text: plain(bounded(headline(shown), HEADER_LIMIT_CHARACTERS)) },
		...(card?.isPractice === true ? [words("PRACTICE: a demo shop. No money moves.", FIELD_LIMIT_CHARACTERS)] : []),
		words(stateOf(shown), STATE_LIMIT_CHARACTERS),
		...(shown.snoozedUntilMs === null ? [] : [timed("Snoozed until", shown.snoozedUntilMs)]),
		{ type: "section", fields: fieldsOf(shown) },
		...(card === null ? [] : aboutShop(card)),
		...(shown.translation === null
			? []
			: [words(`[machine translation] ${shown.translation}`, WORDS_LIMIT_CHARACTERS)]),
		...buttons(shown),
	];
	const spoken = [headline(shown), stateOf(shown), card?.reason ?? ""].filter((part) => part !== "").join("\n");
	return { text: bounded(spoken, FALLBACK_LIMIT_CHARACTERS), mrkdwn: false, blocks };
}

const SEVERITIES = { urgent: "URGENT · ", normal: "", low: "Low · " } as const;

const headline = ({ id, card, severity }: Shown): string =>
	`${SEVERITIES[severity]}${card?.store ?? "A message of ours failed"} · request ${id}`;

/** Whose it is, and what is next. */
function stateOf({ state, owner, resolution, tier, linkedTo }: Shown): string {
	const linked = linkedTo === null ? "" : ` Same cause as request ${linkedTo}.`;
	return `${whose()}${linked}`;

	function whose(): string {
		const solved = resolution === null ? "" : ` ${CAUSE_LABELS[resolution.cause].en}: ${resolution.note}`;
		switch (state) {
			case "open":
				return `OPEN: nobody has it yet.${tier === null ? "" : ` Called: ${tier}.`}`;
			case "claimed":
				return `CLAIMED by ${owner?.name ?? "?"}.`;
			case "resolved":
				return `RESOLVED by ${resolution?.by ?? "?"}; the merchant is asked whether it is back to normal.${solved}`;
			case "closed":
				return `CLOSED.${solved}`;
		}
	}
}

type Field = types.PlainTextElement | types.MrkdwnElement;

function fieldsOf({ card, openedAtMs, owner, claimDueAtMs, sales, severity }: Shown): Field[] {
	const said = (label: string, value: string): Field => plain(bounded(`${label}: ${value}`, FIELD_LIMIT_CHARACTERS));
	const at = (label: string, ms: number): Field => ({ type: "mrkdwn", text: `${label}: ${moment(ms)}` });
	const clock =
		owner !== null
			? said("Owner", owner.name)
			: claimDueAtMs !== null
				? at("To be claimed by", claimDueAtMs)
				: said("Owner", "nobody");
	const ours = [at("Since", card?.sinceMs ?? openedAtMs), clock, said("Severity", severity)];
	if (card === null) return ours;
	return [
		said("Merchant", card.merchant),
		said("Store", card.store),
		...ours,
		said("Cause", card.cause === null ? "not known yet" : CAUSES[card.cause]),
		said("Language", LANGUAGES[card.language]),
		said("Stored offline payments", exposureOf(card)),
		said("Fallback sales so far", salesOf(sales)),
		said("Hotline", card.hotline ?? "none known"),
	];
}

function exposureOf({ exposure }: Card): string {
	if (exposure === null) return "not known";
	const { count, sum } = exposure;
	const money = sum === null ? "sum not known" : showMoney(sum, "en");
	return `${count ?? "number not known"} (${money})`;
}

function salesOf(sales: SalesSoFar | null): string {
	if (sales === null) return "not counted yet";
	return `${sales.paid} paid${sumsOf(sales.sums)}, ${sales.open} open`;
}

/** One sum a currency. */
export const sumsOf = (sums: readonly Money[]): string =>
	sums.length === 0 ? "" : ` (${sums.map((sum) => showMoney(sum, "en")).join(", ")})`;

function aboutShop({ reason, terminals, rails, playbook, steps, lastWords }: Card): types.KnownBlock[] {
	const ways = rails.length === 0 ? "It can take no payment without the terminal." : `Can take: ${rails.join(", ")}`;
	const machines = terminals.length === 0 ? "No terminal is known." : `Terminal: ${terminals.join("; ")}`;
	const tried = stepsOf(steps);
	return [
		words(`What failed: ${reason}`, REASON_LIMIT_CHARACTERS),
		words(`${machines}\n${ways}`, WORDS_LIMIT_CHARACTERS),
		...(playbook === null && tried === ""
			? []
			: [words(`Playbook: ${brief(playbook ?? "none")}\n${tried}`, STEPS_LIMIT_CHARACTERS)]),
		...(lastWords === null ? [] : [words(`The merchant last wrote: “${lastWords}”`, WORDS_LIMIT_CHARACTERS)]),
	];
}

/** The newest where they are too many for a card. */
function stepsOf(steps: Card["steps"]): string {
	const lines = steps.map(({ question, answer }, index) => {
		const line = `${index + 1}. ${question} → ${answer ?? "(not answered)"}`;
		return [...line].slice(0, STEP_LIMIT_CHARACTERS).join("");
	});
	let first = lines.length;
	for (let room = STEPS_LIMIT_CHARACTERS - FIELD_LIMIT_CHARACTERS; first > 0; first -= 1) {
		// As long as it is when its signs are escaped.
		room -= bounded(lines[first - 1] ?? "", STEPS_LIMIT_CHARACTERS).length + 1;
		if (room < 0) break;
	}
	return [...(first === 0 ? [] : [`(${first} earlier ones are left out)`]), ...lines.slice(first)].join("\n");
}

const brief = (text: string): string => [...text].slice(0, TITLE_LIMIT_CHARACTERS).join("");

const words = (text: string, limit: number): types.KnownBlock => ({
	type: "section",
	text: plain(bounded(text, limit)),
});

const timed = (label: string, ms: number): types.KnownBlock => ({
	type: "context",
	elements: [{ type: "mrkdwn", text: `${label} ${moment(ms)}` }],
});

/** The last second that Slack's clock and ours both know. */
const LAST_S = 4_102_444_800;

/** A moment in each reader's own time zone; docs.slack.dev, "Date formatting". */
export function moment(ms: number): string {
	const seconds = Math.min(LAST_S, Math.max(0, Math.floor(ms / 1_000)));
	const utc = new Date(seconds * 1_000).toISOString().slice(0, 16).replace("T", " ");
	return `<!date^${seconds}^{date_short_pretty} {time}|${utc} UTC>`;
}

function buttons(shown: Shown): types.KnownBlock[] {
	const { id, state, conversation } = shown;
	const button = (press: Press, label: string, style?: "primary"): types.Button => ({
		type: "button",
		action_id: `${SUPPORT}${press}`,
		text: plain(label),
		value: id,
		...(style === undefined ? {} : { style }),
	});
	const hold = state === "claimed" ? [button("release", "Release")] : [button("claim", "Claim", "primary")];
	// With nobody to write to there is nothing to reply, and nobody to ask.
	const talk = conversation === null ? [] : [button("reply", "Reply")];
	const solve = conversation === null || state === "resolved" ? [] : [button("resolve", "Resolve")];
	const pressed = state === "closed" ? [] : [...hold, ...talk, ...solve];
	return [{ type: "actions", elements: [...pressed, menu(shown)] }];
}

const OPTIONS: ReadonlyMap<Press, string> = new Map([
	["snooze", "Snooze…"],
	["wake", "Wake now"],
	["escalate", "Call the next tier"],
	["hand-back", "Hand back to the bot"],
	["transcript", "Transcript"],
	["more", "More: severity, link, close…"],
]);

/** Slack takes five options here; what is rarer is behind the last one. */
function menu({ id, state, snoozedUntilMs, conversation }: Shown): types.Overflow {
	const offered = PRESSES.filter((press) => {
		if (!OPTIONS.has(press)) return false;
		if (state === "closed" || state === "resolved") return press === "transcript" || press === "more";
		if (press === "snooze") return snoozedUntilMs === null;
		if (press === "wake") return snoozedUntilMs !== null;
		return press !== "hand-back" || conversation !== null;
	});
	return {
		type: "overflow",
		action_id: `${SUPPORT}menu`,
		options: offered.map((press) => ({
			text: plain(bounded(OPTIONS.get(press) ?? "", LABEL_LIMIT_CHARACTERS)),
			value: `${press} ${id}`,
		})),
	};
}
