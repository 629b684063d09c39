/** What goes wrong between a shell and the server, and whether it is worth trying again. */

/** The server cannot be reached now; the same may work in a moment. */
export const isPassing = (error: unknown): boolean => error instanceof Error && error.name === "OutsideError";
