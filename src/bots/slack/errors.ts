/** What Slack answers when it does not do what it was asked, in the words of the deliverer. */

import { LogLevel, webApi } from "@slack/bolt";
import { DeliveryError } from "../../errors.ts";

/** Slack says how long to wait in a header only; its answers in words do not. */
const UNTOLD_WAIT_MS = 30_000;

const RATE_LIMITED: ReadonlySet<string> = new Set(["ratelimited", "rate_limited", "message_limit_exceeded"]);

/**
 * Slack's own trouble, and what a person mends: a token, a scope, an archived channel, an app that was put out of one.
 * What was to be said waits until then; it is never given up.
 */
const PASSING: ReadonlySet<string> = new Set(
	`internal_error fatal_error service_unavailable request_timeout external_channel_migrating team_added_to_org
	accesslimited invalid_auth not_authed token_revoked token_expired account_inactive missing_scope no_permission
	not_allowed_token_type access_denied two_factor_setup_required org_login_required ekm_access_denied
	is_archived not_in_channel`.split(/\s+/),
);

/** A person who left, direct messages that an app may not write, a channel or thread that is gone or read-only. */
const CLOSED: ReadonlySet<string> = new Set(
	`channel_not_found thread_not_found user_not_found user_disabled is_inactive messages_tab_disabled cannot_dm_bot
	restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel
	restricted_action_non_threadable_channel restricted_action_thread_locked`.split(/\s+/),
);

/** Other errors than those of Slack's client are bugs and stay what they are. */
export function asDeliveryError(cause: unknown): unknown {
	if (cause instanceof webApi.WebAPIRateLimitedError)
		return new DeliveryError("rate-limited", cause.retryAfter * 1_000, { cause });
	if (cause instanceof webApi.WebAPIRequestError || cause instanceof webApi.WebAPIHTTPError)
		return new DeliveryError("unreachable", 0, { cause });
	if (!(cause instanceof webApi.WebAPIPlatformError)) return cause;
	const { error } = cause.data;
	if (RATE_LIMITED.has(error)) return new DeliveryError("rate-limited", UNTOLD_WAIT_MS, { cause });
	// The client takes a proxy's page for an answer, and its text for Slack's word.
	const isWord = /^[a-z_]{1,80}$/.test(error);
	const isRefusal = isWord && !PASSING.has(error);
	return new DeliveryError(isRefusal ? "rejected" : "unreachable", 0, { cause, isClosed: CLOSED.has(error) });
}

/** Of a file whose message is out already: to be asked to wait now is no promise that nothing was said. */
export function afterItsMessage(error: unknown): unknown {
	const isWait = error instanceof DeliveryError && error.code === "rate-limited";
	return isWait ? new DeliveryError("unreachable", error.retryAfterMs, { cause: error }) : error;
}

/** Slack's word for why it refused, such as `message_not_found`; null for any other failure. */
export const refusalOf = (error: unknown): string | null =>
	error instanceof webApi.WebAPIPlatformError ? error.data.error : null;

// Failures are ours to weigh: the client neither repeats nor waits, and what it would log may hold what people wrote.
export const clientOptions = (
	{ apiUrl }: { readonly apiUrl: string | null },
	timeout: number,
): webApi.WebClientOptions => ({
	...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
	timeout,
	retryConfig: { retries: 0 },
	rejectRateLimitedCalls: true,
	logger: SILENT,
});

export const SILENT: webApi.Logger = {
	debug: () => {},
	info: () => {},
	warn: () => {},
	error: () => {},
	setLevel: () => {},
	getLevel: () => LogLevel.ERROR,
	setName: () => {},
};
