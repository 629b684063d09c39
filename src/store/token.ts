/** Tokens: made of 256 random bits, kept as their hash, compared in constant time, never logged. */

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export const newToken = (): string => randomBytes(32).toString("base64url");

/** SHA-256, hexadecimal. A plain hash is enough: nobody guesses 256 bits. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Whether `token` is the one that was hashed. */
export const tokenMatches = (token: string, hash: string): boolean =>
	timingSafeEqual(Buffer.from(hashToken(token)), Buffer.from(hash.padEnd(64, "-").slice(0, 64)));
