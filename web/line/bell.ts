/** Wakes whoever waits. */

export type Bell = { ring(): void; rung(): Promise<void> };

export function createBell(): Bell {
	let waiting: (() => void)[] = [];
	return {
		ring: () => {
			const woken = waiting;
			waiting = [];
			for (const wake of woken) wake();
		},
		rung: () => new Promise((wake) => waiting.push(wake)),
	};
}

export const sleep = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
