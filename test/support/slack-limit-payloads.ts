/** Small payloads of every kind, each whole, and with whatever else a test puts into it. */

export const x = (count: number) => "x".repeat(count);
export const plain = (text: string) => ({ type: "plain_text", text });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
export const many = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, at) => make(at));

export const button = (more: object = {}) => ({ type: "button", text: plain("Pay"), action_id: "pay", ...more });
export const option = (more: object = {}) => ({ text: plain("PIX"), value: "pix", ...more });
export const options = (count: number) => many(count, (at) => option({ value: String(at) }));
export const confirm = (more: object) => ({
	title: plain("Sure?"),
	text: plain("Money goes back."),
	confirm: plain("Yes"),
	deny: plain("No"),
	...more,
});
export const select = (more: object) => ({ type: "static_select", action_id: "rail", ...more });
export const group = (count: number, label = "Rails") => ({ label: plain(label), options: options(count) });
export const section = (text: string) => ({ type: "section", text: mrkdwn(text) });
export const image = (more: object) => ({
	type: "image",
	image_url: "https://qr.example/1.png",
	alt_text: "QR",
	...more,
});
export const input = (more: object) => ({
	type: "input",
	label: plain("Amount"),
	element: { type: "plain_text_input", action_id: "amount" },
	...more,
});
export const video = (more: object) => ({
	type: "video",
	alt_text: "How to",
	title: plain("How to"),
	thumbnail_url: "https://v.example/t.png",
	video_url: "https://v.example/v",
	...more,
});
export const modal = (more: object) => ({ type: "modal", title: plain("Pay"), blocks: [section("Hi")], ...more });
export const card = (more: object) => ({ type: "card", title: mrkdwn("Sale"), ...more });
export const container = (more: object) => ({ type: "container", title: plain("Sales"), child_blocks: [], ...more });
const good = (more: object = {}) => ({ text: plain("Good"), value: "good", ...more });
export const feedback = (more: object) => ({
	type: "feedback_buttons",
	positive_button: good(more),
	negative_button: good(),
});
export const icon = (more: object) => ({ type: "icon_button", icon: "trash", text: plain("Delete"), ...more });
export const raw = (text: string) => ({ type: "raw_text", text });
export const row = (columns: number) => many(columns, () => raw("1"));
export const dataTable = (more: object) => ({ type: "data_table", caption: "Sales", rows: [row(2), row(2)], ...more });
export const chart = (drawing: object, title = "Sales") => ({ type: "data_visualization", title, chart: drawing });
export const slice = (label = "PIX", value = 1) => ({ label, value });
export const pie = (segments: object[]) => chart({ type: "pie", segments });
export const point = (label = "Mon") => ({ label, value: 1 });
export const line = (data: object[] = [point()], name = "PIX") => ({ name, data });
export const lines = (series: object[], axis: object = {}) =>
	chart({ type: "line", series, axis_config: { categories: ["Mon"], ...axis } });
export const fields = (count: number, text = "x") => ({ type: "section", fields: many(count, () => mrkdwn(text)) });
export const holding = (type: string, elements: object[]) => ({ type, elements });
