/** One value that changes, and who is told. */

export type Store<T> = {
	get(): T;
	change(by: (before: T) => T): void;
	/** Gives the way to stop. */
	listen(listener: () => void): () => void;
};

export function createStore<T>(initial: T): Store<T> {
	let value = initial;
	const listeners = new Set<() => void>();
	return {
		get: () => value,
		change: (by) => {
			value = by(value);
			for (const listener of listeners) listener();
		},
		listen: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
