/** A PIN as it is kept: scrypt with a salt of its own, compared in constant time, never logged. */

import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

const COST = 2 ** 14;
const BLOCK_SIZE = 8;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** `scrypt$cost$salt$hash`, the last two in base64url. */
export async function hashPin(pin: string): Promise<string> {
	const salt = randomBytes(SALT_BYTES);
	const hash = await derive(pin, salt, COST);
	return `scrypt$${COST}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

/** Whether `pin` is the one that was hashed. */
export async function pinMatches(pin: string, kept: string): Promise<boolean> {
	const [name, cost = "", salt = "", hash = ""] = kept.split("$");
	if (name !== "scrypt") throw new Error(`a PIN kept in an unknown way: ${name}`);
	const derived = await derive(pin, Buffer.from(salt, "base64url"), Number(cost));
	return timingSafeEqual(derived, Buffer.from(hash, "base64url"));
}

function derive(pin: string, salt: Buffer, cost: number): Promise<Buffer> {
	const options: ScryptOptions = { cost, blockSize: BLOCK_SIZE, parallelization: 1, maxmem: 256 * cost * BLOCK_SIZE };
	return new Promise((resolve, reject) =>
		scrypt(pin, salt, HASH_BYTES, options, (error, hash) => (error === null ? resolve(hash) : reject(error))),
	);
}
