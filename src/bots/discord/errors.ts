/** What Discord answers, as the deliverer's three words. */

import { DiscordAPIError, RateLimitError } from "discord.js";
import { DeliveryError } from "../../errors.ts";

/**
 * A token that was taken away (401) is no refusal of the message: it waits until the right token is configured.
 * Everything without an answer of Discord's own (network, time-out, 5xx, a proxy's page) was never reached.
 */
export function asDeliveryError(cause: unknown): DeliveryError {
	if (cause instanceof RateLimitError) return new DeliveryError("rate-limited", Math.ceil(cause.retryAfter), { cause });
	const isRefusal = cause instanceof DiscordAPIError && typeof cause.code === "number" && cause.status !== 401;
	return new DeliveryError(isRefusal ? "rejected" : "unreachable", 0, { cause, isClosed: isCode(cause, ...CLOSED) });
}

/** docs.discord.com/developers/topics/opcodes-and-status-codes */
export const Code = {
	unknownChannel: 10_003,
	missingAccess: 50_001,
	cannotSendToUser: 50_007,
	missingPermissions: 50_013,
	noCommonServer: 50_278,
	unknownMessage: 10_008,
	unknownInteraction: 10_062,
	alreadyAnswered: 40_060,
	archived: 50_083,
	threadExists: 160_004,
} as const;

/** A person or a channel that takes nothing from us any more. */
const CLOSED = [
	Code.unknownChannel,
	Code.missingAccess,
	Code.cannotSendToUser,
	Code.missingPermissions,
	Code.noCommonServer,
];

export const isCode = (error: unknown, ...codes: readonly number[]): boolean =>
	error instanceof DiscordAPIError && codes.some((code) => code === error.code);
