/** Stores what came from a browser; the answer to the browser is the acknowledgement. */

import type { Inbound } from "../../helpdesk/message.ts";
import type { WebMessage } from "./receive.ts";

/** False when the message was stored before. */
export type StoreWebMessage = (message: WebMessage) => Promise<boolean>;

type Receive = (envelope: {
	readonly merchantId: string;
	readonly to: `conversation/${string}`;
	readonly key: string;
	readonly event: Inbound;
}) => Promise<boolean>;

/** The inbox of one conversation. */
export const webInbox =
	(receive: Receive, merchantId: string, conversationId: string): StoreWebMessage =>
	({ id, inbound }) =>
		receive({ merchantId, to: `conversation/${conversationId}`, key: `web ${conversationId} ${id}`, event: inbound });
