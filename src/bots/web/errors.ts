/** What goes wrong between us and a browser is always the way there. */

import { SendError } from "../bot.ts";

export const asSendError = (cause: unknown): SendError => new SendError("unreachable", 0, { cause });
