/** A sheet over the page: the browser holds the focus in it, gives it back, and closes it with Escape or Back. */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { openedDialog } from "./back.ts";

type Props = {
	readonly label: string;
	readonly kind: "sheet" | "full";
	readonly onClose: () => void;
	readonly children: ComponentChildren;
};

export function Dialog({ label, kind, onClose, children }: Props) {
	const element = useRef<HTMLDialogElement>(null);
	const closeNow = useRef(onClose);
	closeNow.current = onClose;
	useLayoutEffect(() => {
		const dialog = element.current;
		if (dialog === null) return;
		dialog.showModal();
		const closed = openedDialog(() => closeNow.current());
		return () => {
			dialog.close(); // gives the focus back to what opened it
			closed();
		};
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
