/** What goes wrong between a shell and the server, and whether it is worth trying again. */

import { OutsideError } from "../../errors.ts";

/** The server cannot be reached now; the same may work in a moment. */
export const isPassing = (error: unknown): boolean => error instanceof OutsideError;
