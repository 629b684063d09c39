/** CORE. What a sale must know of the shop that makes it: facts from the set-up, read anew for every decision. */

export type Rail = {
	readonly id: string;
	/** A QR scheme (`epc`, `pix`, …) or `practice`. */
	readonly scheme: string;
	/** The scheme's fields, as the shop gave them at set-up. */
	readonly settings: Readonly<Record<string, string>>;
};

export type Terminal = {
	readonly id: string;
	readonly tid: string;
	readonly mid: string | null;
	readonly vendor: string;
	readonly model: string;
	readonly acquirer: string | null;
};

/** The merchant, and the store, of those who write from where no store is linked yet. */
export const UNLINKED = "unlinked";

export type Shop = {
	readonly merchantId: string;
	readonly merchantName: string;
	/** A demo merchant sells on the practice rail only, and nothing of it is money. */
	readonly isDemo: boolean;
	readonly storeId: string;
	readonly storeName: string;
	/** Opens its chat. */
	readonly storeCode: string;
	readonly currency: string;
	readonly timeZone: string;
	readonly hotline: string | null;
	readonly terminals: readonly Terminal[];
	/** The first one that works is shown first. */
	readonly rails: readonly Rail[];
};
