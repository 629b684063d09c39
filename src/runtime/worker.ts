/** The loop: claims what is due, takes turns and delivers, until it is told to stop. */

import { errorFacts, type Log } from "../log.ts";
import { type DeliverTools, deliverLane } from "./deliver.ts";
import { type Claim, claim } from "./lease.ts";
import { failTurn, type TurnTools, takeTurn } from "./turn.ts";

const TURNS_AT_ONCE = 8;
const LANES_AT_ONCE = 16;
/** How often to look for what other processes left behind; one's own work is nudged. */
const LOOK_MS = 250;
const OUTAGE_MS = 1_000;

export type Runtime = {
	/** Something was received: look now. */
	nudge(): void;
	/** Takes nothing new on, and ends when what is under way has ended. */
	stop(): Promise<void>;
};

export type WorkerTools = TurnTools & Omit<DeliverTools, "failed"> & { readonly log: Log };

/** Starts working; several processes may do so on one PostgreSQL. */
export function startRuntime(tools: WorkerTools): Runtime {
	const { log } = tools;
	const delivering: DeliverTools = {
		...tools,
		failed: (lane, error, next) => log.warn({ lane: lane.id, next, ...errorFacts(error) }, "delivery failed"),
	};
	const turns = startLoop(tools, "actor", TURNS_AT_ONCE, (actor) => turn(tools, actor));
	const lanes = startLoop(tools, "lane", LANES_AT_ONCE, (lane) => deliverLane(delivering, lane));
	turns.feeds(lanes);
	lanes.feeds(turns);
	return {
		nudge: turns.nudge,
		stop: async () => {
			await Promise.all([turns.stop(), lanes.stop()]);
		},
	};
}

async function turn(tools: WorkerTools, actor: Claim): Promise<void> {
	try {
		await takeTurn(tools, actor);
	} catch (error) {
		const facts = errorFacts(error);
		const { attempts, setAside } = await failTurn(tools, actor, `${facts["error"]} ${facts["where"] ?? ""}`.trim());
		const booked = { actor: actor.id, attempts, ...facts };
		if (setAside) tools.log.error(booked, "event set aside");
		else tools.log.warn(booked, "turn failed");
	}
}

type Loop = Runtime & { feeds(other: Runtime): void };

/** Claims rows of one table and works on them, up to `atOnce` at a time; a slow one holds up no other. */
function startLoop(
	tools: WorkerTools,
	table: "actor" | "lane",
	atOnce: number,
	work: (claim: Claim) => Promise<unknown>,
): Loop {
	const busy = new Set<Promise<void>>();
	let stopped = false;
	let isNudged = false;
	let wake = () => {};
	let fed: Runtime | undefined;

	const nudge = () => {
		isNudged = true;
		wake();
	};
	const rest = (ms: number) =>
		new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, ms);
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
			if (isNudged || stopped) wake();
		});

	const run = async (claimed: Claim): Promise<void> => {
		try {
			await work(claimed);
			fed?.nudge();
		} catch (error) {
			// The database itself: nothing is lost, the lease runs out and the work is done again.
			tools.log.warn({ [table]: claimed.id, ...errorFacts(error) }, "work interrupted");
		}
	};

	const loop = async (): Promise<void> => {
		while (!stopped) {
			isNudged = false;
			try {
				const free = atOnce - busy.size;
				const claimed = free > 0 ? await claim(tools.database, table, free, tools.nowMs()) : [];
				for (const one of claimed) {
					const running: Promise<void> = run(one).finally(() => {
						busy.delete(running);
						nudge();
					});
					busy.add(running);
				}
				if (claimed.length === 0) await rest(LOOK_MS);
				else if (busy.size === atOnce) await rest(LOOK_MS);
			} catch (error) {
				tools.log.warn(errorFacts(error), "database not reached");
				isNudged = false;
				await rest(OUTAGE_MS);
			}
		}
		await Promise.all(busy);
	};
	const ended = loop();

	return {
		nudge,
		feeds: (other) => {
			fed = other;
		},
		stop: async () => {
			stopped = true;
			wake();
			await ended;
		},
	};
}
