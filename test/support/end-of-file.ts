/** What is closed when a test file is done, whoever opened it: a hook that is set while a test runs is never called. */

const open: (() => Promise<void>)[] = [];

/** Closes it when this test file is done, the last first. */
export const atEndOfFile = (close: () => Promise<void>): void => void open.push(close);

export async function closeAll(): Promise<void> {
	for (const close of open.splice(0).reverse()) await close();
}
