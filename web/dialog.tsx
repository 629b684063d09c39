/** A sheet over the page: the browser holds the focus in it, gives it back, and closes it with Escape. */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

type Props = {
	readonly label: string;
	readonly kind: "sheet" | "full";
	readonly onClose: () => void;
	readonly children: ComponentChildren;
};

export function Dialog({ label, kind, onClose, children }: Props) {
	const element = useRef<HTMLDialogElement>(null);
	useLayoutEffect(() => {
		const dialog = element.current;
		if (dialog === null) return;
		dialog.showModal();
		return () => dialog.close(); // gives the focus back to what opened it
	}, []);
	return (
		<dialog
			ref={element}
			class={`dialog dialog-${kind}`}
			aria-label={label}
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
		>
			{children}
		</dialog>
	);
}
