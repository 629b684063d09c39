/** What goes wrong between us and a browser is always the way there. */

import { DeliveryError } from "../../errors.ts";

export const asDeliveryError = (cause: unknown): DeliveryError => new DeliveryError("unreachable", 0, { cause });
