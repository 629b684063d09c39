/** A terminal's batch in the shape of Square's transactions export, for an invented shop in New York. */

const HEADER =
	"Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Other Tender Note,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,Description,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Device Nickname,Transaction Status";

export type Rung = {
	readonly at: Date;
	/** Major units, such as "45.00". */
	readonly amount: string;
	readonly tender: "card" | "other";
	readonly note?: string;
	readonly last4?: string;
	readonly status?: string;
};

/** The file's text; amounts written as Square writes them, the time in the shop's zone. */
export function squareBatch(rows: readonly Rung[]): string {
	const lines = rows.map((row, index) => {
		const dollars = `$${row.amount}`;
		const isCard = row.tender === "card";
		const cells: Record<string, string> = {
			Date: inShop(row.at, { year: "numeric", month: "2-digit", day: "2-digit" }, "en-CA"),
			Time: inShop(row.at, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }, "en-GB"),
			"Time Zone": "Eastern Time (US & Canada)",
			"Gross Sales": dollars,
			"Net Sales": dollars,
			"Total Collected": dollars,
			Source: "Point of Sale",
			Card: isCard ? dollars : "$0.00",
			"Card Entry Methods": isCard ? "Tap" : "",
			Cash: "$0.00",
			"Other Tender": isCard ? "$0.00" : dollars,
			"Other Tender Type": isCard ? "" : "Custom",
			"Other Tender Note": row.note ?? "",
			"Net Total": dollars,
			Tip: "$0.00",
			"Transaction ID": `TXN${index}`,
			"Payment ID": `PMT${index}`,
			"PAN Suffix": row.last4 ?? "",
			"Device Name": "Counter",
			"Event Type": "Payment",
			Location: "Harbour",
			"Transaction Status": row.status ?? "Complete",
		};
		return HEADER.split(",")
			.map((column) => cells[column] ?? "")
			.join(",");
	});
	return `${[HEADER, ...lines].join("\n")}\n`;
}

const inShop = (at: Date, parts: Intl.DateTimeFormatOptions, locale: string): string =>
	new Intl.DateTimeFormat(locale, { ...parts, timeZone: "America/New_York" }).format(at);
