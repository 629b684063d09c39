/** Discord's gateway: hello, identify, ready, heartbeats, numbered events, and every way a connection ends. */

import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { type Event, forSession, INTENTS } from "./events.ts";
import { guildView, userView } from "./views.ts";
import { BOT_TOKEN, type World } from "./world.ts";

const Op = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 } as const;
export const Close = { unknown: 4_000, badToken: 4_004, twice: 4_005, badSequence: 4_007, intents: 4_014 } as const;

type Sent = { readonly op: number; readonly t: string; readonly s: number; readonly d: unknown };
type Session = {
	readonly id: string;
	readonly intents: number;
	readonly log: Sent[];
	/** Discord keeps a session for some minutes after its connection went; until then it can be resumed. */
	socket: WebSocket | null;
};
export type Identify = { readonly token: string; readonly intents: number; readonly shard: readonly number[] };

type Resume = { readonly token: string; readonly session_id: string; readonly seq: number };

export type Gateway = {
	/** How bots introduced themselves, in order. */
	readonly identifies: readonly Identify[];
	/** How often a session was resumed. */
	readonly resumes: readonly { readonly sessionId: string; readonly replayed: number }[];
	/** How many came; unanswered, the client takes its connection for dead. */
	readonly heartbeats: { count: number; areAnswered: boolean };
	/** A shut door lets nobody in: Discord is there, its gateway is not. */
	readonly door: { isOpen: boolean };
	/** Tells every session that asked for such events, now or when it resumes. */
	dispatch(event: Event): void;
	/** The connections that are open now. */
	connected(): number;
	/** Asks every bot to come back by itself (op 7). */
	askToReconnect(): void;
	/** Ends sessions (op 9); one that may be resumed is resumed at once. */
	invalidate(isResumable: boolean): void;
	/** The connection is lost, the session is not. */
	drop(code?: number): void;
	/** The connection and the session are lost: what is said from now on is never replayed. */
	forget(): void;
	close(): void;
};

export type GatewayRules = {
	readonly url: () => string;
	readonly heartbeatMs: number;
	readonly isRevoked: () => boolean;
};

export function openGateway(http: Server, world: World, rules: GatewayRules): Gateway {
	const server = new WebSocketServer({ server: http, path: "/gateway" });
	const sessions = new Map<string, Session>();
	const identifies: Identify[] = [];
	const resumes: { sessionId: string; replayed: number }[] = [];
	const heartbeats = { count: 0, areAnswered: true };

	const door = { isOpen: true };

	const tell = (session: Session, event: Event): void => {
		const d = forSession(event, session.intents, world.bot.id);
		if (d === null) return;
		const sent = { op: Op.dispatch, t: event.type, s: session.log.length + 1, d };
		session.log.push(sent);
		session.socket?.send(JSON.stringify(sent));
	};

	const identify = (socket: WebSocket, d: Identify): Session | null => {
		identifies.push({ token: d.token, intents: d.intents, shard: d.shard });
		if (d.token !== BOT_TOKEN || rules.isRevoked()) socket.close(Close.badToken, "Authentication failed.");
		else if ((d.intents & INTENTS.privileged & ~world.privileged) !== 0)
			socket.close(Close.intents, "Disallowed intent(s).");
		else {
			const session: Session = { id: `session-${identifies.length}`, intents: d.intents, log: [], socket };
			sessions.set(session.id, session);
			const guilds = [...world.guilds.values()];
			tell(session, {
				type: "READY",
				data: {
					v: 10,
					user: userView(world.bot),
					guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
					session_id: session.id,
					resume_gateway_url: rules.url(),
					shard: d.shard,
					application: { id: world.bot.id, flags: 0 },
				},
			});
			for (const guild of guilds) tell(session, { type: "GUILD_CREATE", data: guildView(world, guild) });
			return session;
		}
		return null;
	};

	const resume = (socket: WebSocket, d: Resume): Session | null => {
		if (d.token !== BOT_TOKEN || rules.isRevoked()) {
			socket.close(Close.badToken, "Authentication failed.");
			return null;
		}
		const session = sessions.get(d.session_id);
		if (session === undefined) {
			socket.send(JSON.stringify({ op: Op.invalid, d: false }));
			return null;
		}
		if (d.seq > session.log.length) {
			socket.close(Close.badSequence, "Invalid seq.");
			return null;
		}
		session.socket = socket;
		const missed = session.log.slice(d.seq);
		for (const sent of missed) socket.send(JSON.stringify(sent));
		resumes.push({ sessionId: session.id, replayed: missed.length });
		tell(session, { type: "RESUMED", data: {} });
		return session;
	};

	server.on("connection", (socket) => {
		if (!door.isOpen) return socket.terminate();
		let mine: Session | null = null;
		socket.send(JSON.stringify({ op: Op.hello, d: { heartbeat_interval: rules.heartbeatMs } }));
		socket.on("message", (data) => {
			const { op, d } = JSON.parse(String(data)) as { op: number; d: never };
			if (op === Op.heartbeat) {
				heartbeats.count++;
				if (heartbeats.areAnswered) socket.send(JSON.stringify({ op: Op.ack }));
			} else if (op === Op.resume) mine = resume(socket, d);
			else if (op === Op.identify && mine !== null) socket.close(Close.twice, "Already authenticated.");
			else if (op === Op.identify) mine = identify(socket, d);
		});
		socket.on("close", (code) => {
			if (mine === null || mine.socket !== socket) return;
			mine.socket = null;
			if (code === 1_000 || code === 1_001) sessions.delete(mine.id); // a bot that says goodbye does not resume
		});
	});

	const open = () => [...sessions.values()].filter((session) => session.socket !== null);
	const toAll = (sent: object) => {
		for (const { socket } of open()) socket?.send(JSON.stringify(sent));
	};
	const drop = (code: number = Close.unknown) => {
		for (const session of open()) {
			session.socket?.close(code);
			session.socket = null;
		}
	};
	return {
		identifies,
		resumes,
		heartbeats,
		door,
		drop,
		connected: () => open().length,
		dispatch: (event) => {
			for (const session of sessions.values()) tell(session, event);
		},
		askToReconnect: () => toAll({ op: Op.reconnect, d: null }),
		invalidate: (isResumable) => {
			toAll({ op: Op.invalid, d: isResumable });
			if (!isResumable) sessions.clear();
		},
		forget: () => {
			drop();
			sessions.clear();
		},
		close: () => {
			for (const socket of server.clients) socket.terminate();
			server.close();
		},
	};
}
